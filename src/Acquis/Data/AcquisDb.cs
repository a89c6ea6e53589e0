using Acquis.Domain;
using Acquis.Domain.Candidacies;
using Acquis.Domain.Frameworks;
using Acquis.Domain.Journal;
using Acquis.Domain.Progress;
using Acquis.Features.Accounts;
using Acquis.Features.Accounts.SecondFactor;
using Acquis.Features.Accounts.Sessions;
using Acquis.Features.Accounts.Tokens;
using Acquis.Features.Journal;
using Acquis.Infrastructure.Files;
using Acquis.Infrastructure.Idempotency;
using Acquis.Infrastructure.Mail;
using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace Acquis.Data;

/// <summary>
/// The database, on SQLite (<see cref="SqliteDb"/>) or PostgreSQL (<see cref="PostgresDb"/>): one model, own migrations. Tables are the state,
/// facts the evidence: whoever changes a row records the fact in the same <see cref="SaveChangesAsync(bool, CancellationToken)"/>.
/// </summary>
public abstract partial class AcquisDb(DbContextOptions options) : IdentityUserContext<Account, Guid>(options), IDataProtectionKeyContext
{
    /// <summary>From so many rows on, writing them at once costs less than tracking them.</summary>
    private const int Many = 200;

    public DbSet<Person> People => Set<Person>();

    public DbSet<Centre> Centres => Set<Centre>();

    public DbSet<Cohort> Cohorts => Set<Cohort>();

    public DbSet<Candidacy> Candidacies => Set<Candidacy>();

    public DbSet<Certification> Certifications => Set<Certification>();

    public DbSet<FrameworkVersion> FrameworkVersions => Set<FrameworkVersion>();

    public DbSet<RoleGrant> RoleGrants => Set<RoleGrant>();

    public DbSet<WelcomeCode> WelcomeCodes => Set<WelcomeCode>();

    public DbSet<Session> Sessions => Set<Session>();

    public DbSet<RecoveryCode> RecoveryCodes => Set<RecoveryCode>();

    public DbSet<AccessToken> AccessTokens => Set<AccessToken>();

    public DbSet<KeptAnswer> KeptAnswers => Set<KeptAnswer>();

    public DbSet<CertifyingBody> CertifyingBodies => Set<CertifyingBody>();

    public DbSet<StoredFile> StoredFiles => Set<StoredFile>();

    public DbSet<OutboxMessage> OutboxMessages => Set<OutboxMessage>();

    public DbSet<JournalFact> Facts => Set<JournalFact>();

    public DbSet<FactPayload> FactPayloads => Set<FactPayload>();

    public DbSet<FactSubject> FactSubjects => Set<FactSubject>();

    public DbSet<UnnumberedFact> UnnumberedFacts => Set<UnnumberedFact>();

    public DbSet<JournalLeaf> Leaves => Set<JournalLeaf>();

    public DbSet<JournalCheckpoint> Checkpoints => Set<JournalCheckpoint>();

    public DbSet<DataProtectionKey> DataProtectionKeys => Set<DataProtectionKey>();

    /// <summary>Adds a fact to the journal; it is written with the change that it tells.</summary>
    /// <param name="at">When it happened, UTC; cut to microseconds so that both databases hash alike.</param>
    public void Record(Fact fact, Actor actor, DateTimeOffset at)
    {
        var entry = JournalEntry.Of(fact, actor, at.ToMicroseconds());
        Facts.Add(entry.Fact);
        FactPayloads.Add(entry.Payload);
        FactSubjects.AddRange(entry.Subjects);
        UnnumberedFacts.Add(new(entry.Fact.Id));
    }

    /// <summary>Adds facts to the journal as <see cref="Record"/> does, many of them at the speed of <see cref="AddManyAsync"/>. Call before saving, inside <see cref="BeginWriteAsync"/>.</summary>
    public async Task RecordManyAsync(IEnumerable<Fact> facts, Actor actor, DateTimeOffset at, CancellationToken ct)
    {
        var instant = at.ToMicroseconds();
        var entries = facts.Select(f => JournalEntry.Of(f, actor, instant)).ToList();
        await AddManyAsync(entries.ConvertAll(e => e.Fact), ct);
        await AddManyAsync(entries.ConvertAll(e => e.Payload), ct);
        await AddManyAsync([.. entries.SelectMany(e => e.Subjects)], ct);
        await AddManyAsync(entries.ConvertAll(e => new UnnumberedFact(e.Fact.Id)), ct);
    }

    /// <summary>
    /// Adds new rows. A few are tracked and travel with the next save; many are written at once and are not tracked, which costs a fraction of it. Call
    /// before saving, inside <see cref="BeginWriteAsync"/>, for rows that nothing changes before the commit.
    /// </summary>
    public async Task AddManyAsync<T>(IReadOnlyCollection<T> rows, CancellationToken ct)
        where T : class
    {
        if (rows.Count < Many)
            Set<T>().AddRange(rows);
        else
            await InsertAsync(rows, ct);
    }

    /// <summary>
    /// Begins a transaction that writes. On SQLite writers of one process queue here instead of polling the file's lock; correctness
    /// comes from the database's own lock.
    /// </summary>
    public abstract Task<WriteScope> BeginWriteAsync(CancellationToken ct);

    /// <summary>Locks one row until the end of the transaction, so that two people's changes to it follow each other. Call inside <see cref="BeginWriteAsync"/>.</summary>
    public abstract Task LockAsync(string table, string idColumn, Guid id, CancellationToken ct);

    /// <summary>Takes the lock of that number until the end of the transaction; false where another transaction holds it. Call inside <see cref="BeginWriteAsync"/>.</summary>
    public abstract Task<bool> TryLockAsync(long number, CancellationToken ct);

    /// <summary>The standing of a candidacy; reading it locks its row until the end of the transaction, so that two people's facts follow each other.</summary>
    public abstract IQueryable<Standing> LockedStanding(Id<Candidacy> candidacy);

    /// <summary>The standings of candidacies, locked in one order so that two who take several never wait for each other.</summary>
    public abstract IQueryable<Standing> LockedStandings(IReadOnlyCollection<Id<Candidacy>> candidacies);

    /// <inheritdoc />
    public override Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        RaiseVersions();
        return OnceDetectedAsync(() => base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken));
    }

    /// <inheritdoc />
    public override int SaveChanges(bool acceptAllChangesOnSuccess)
    {
        RaiseVersions();
        return base.SaveChanges(acceptAllChangesOnSuccess);
    }

    /// <inheritdoc />
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        Conversions.Apply(configurationBuilder);
        base.ConfigureConventions(configurationBuilder);
    }

    /// <inheritdoc />
    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.ApplyConfigurationsFromAssembly(typeof(AcquisDb).Assembly);
        foreach (var entity in builder.Model.GetEntityTypes())
        {
            if (entity.FindProperty("Version") is { ClrType: var type } version && type == typeof(int))
            {
                version.IsConcurrencyToken = true;
            }
        }
    }

    /// <summary>Saves without looking for changes again: <see cref="RaiseVersions"/> has just compared every row with what was read.</summary>
    private async Task<int> OnceDetectedAsync(Func<Task<int>> save)
    {
        var detects = ChangeTracker.AutoDetectChangesEnabled;
        ChangeTracker.AutoDetectChangesEnabled = false;
        try
        {
            return await save();
        }
        finally
        {
            ChangeTracker.AutoDetectChangesEnabled = detects;
        }
    }

    /// <summary>Writes new rows of one table at once, without tracking them, within the transaction that runs.</summary>
    private protected abstract Task InsertAsync<T>(IReadOnlyCollection<T> rows, CancellationToken ct)
        where T : class;

    private void RaiseVersions()
    {
        foreach (EntityEntry entry in ChangeTracker.Entries())
        {
            if (entry.State is EntityState.Modified && entry.Metadata.FindProperty("Version") is { IsConcurrencyToken: true } property)
            {
                var version = entry.Property(property.Name);
                version.CurrentValue = (int)version.OriginalValue! + 1;
            }
        }
    }
}

/// <summary>Identity's schema must be the same at run time and when migrations are made: the third one, which has passkeys.</summary>
public static class IdentitySchema
{
    public static void Configure(IdentityOptions options) => options.Stores.SchemaVersion = IdentitySchemaVersions.Version3;
}
