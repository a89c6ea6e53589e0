using Acquis.Data;
using Acquis.Domain;
using Acquis.Domain.Candidacies;
using Acquis.Domain.Decisions;
using Acquis.Domain.Frameworks;
using Acquis.Domain.Journal;
using Acquis.Domain.Progress;
using Acquis.Features.Accounts;
using Acquis.Features.Candidacies;
using Acquis.Features.Frameworks;
using Acquis.Infrastructure;

namespace Acquis.Features.Progress;

/// <summary>One transaction about one candidacy: its file, its rules and its locked standing. Joins a transaction that runs already.</summary>
internal sealed class ProgressWork : IAsyncDisposable
{
    private readonly AcquisDb db;
    private readonly Actor actor;
    private readonly WriteScope? write;

    private ProgressWork(AcquisDb db, Actor actor, WriteScope? write, CandidacyFile file, AwardEngine engine, Standing standing, DateTimeOffset now) =>
        (this.db, this.actor, this.write, File, Engine, Standing, Now) = (db, actor, write, file, engine, standing, now);

    public CandidacyFile File { get; }

    public AwardEngine Engine { get; }

    public Framework Framework => Engine.Framework;

    public Standing Standing { get; }

    public DateTimeOffset Now { get; }

    public static async Task<ProgressWork> BeginAsync(
        AcquisDb db, CurrentActor actor, FrameworkCatalogue frameworks, StandingService standings, TimeProvider time, Id<Candidacy> id, CancellationToken ct)
    {
        var write = db.Database.CurrentTransaction is null ? await db.BeginWriteAsync(ct) : null;
        try
        {
            var (file, locked) = await db.ReadVisibleLockedAsync(id, actor, ct);
            var engine = AwardEngines.For(await frameworks.GetAsync(db, file.Candidacy.FrameworkVersionId, ct), file.Cohort);
            return new(db, actor.Actor, write, file, engine, await standings.TrackAsync(locked, id, engine, ct), time.Now());
        }
        catch
        {
            if (write is not null)
                await write.DisposeAsync();
            throw;
        }
    }

    /// <summary>Adds a row with its fact.</summary>
    public void Add<T>(T row, Fact fact)
        where T : class
    {
        db.Add(row);
        db.Record(fact, actor, Now);
    }

    /// <summary>Settles the standing, writes and commits.</summary>
    public async Task CommitAsync(CancellationToken ct)
    {
        Standing.Settle(Engine, File.Candidacy.Blocks, Dates.Civil(Now), Now);
        await db.SaveChangesAsync(ct);
        if (write is not null)
            await write.CommitAsync(ct);
    }

    public ValueTask DisposeAsync() => write?.DisposeAsync() ?? ValueTask.CompletedTask;
}

/// <summary>Who may record what, by lane.</summary>
internal static class ProgressRights
{
    /// <exception cref="ForbiddenException">No role for that cohort.</exception>
    public static void Require(this CandidacyFile file, CurrentActor actor, params Role[] roles) => actor.Require(file.Cohort, roles);

    /// <exception cref="ForbiddenException">No role for one of the lanes.</exception>
    public static void Require(this CandidacyFile file, CurrentActor actor, IEnumerable<LevelEntry> entries)
    {
        foreach (var lane in entries.Select(e => e.Lane).Distinct())
        {
            actor.Require(file.Cohort, RolesOf(lane));
        }
    }

    private static Role[] RolesOf(Lane lane) => lane switch
    {
        Lane.Assessor => [Role.Registrar, Role.Assessor],
        Lane.Jury => [Role.Registrar, Role.JuryMember, Role.JuryChair],
        _ => [Role.Registrar, Role.Trainer],
    };
}
