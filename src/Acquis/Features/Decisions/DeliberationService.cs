using Acquis.Data;
using Acquis.Domain;
using Acquis.Domain.Candidacies;
using Acquis.Domain.Decisions;
using Acquis.Domain.Frameworks;
using Acquis.Domain.Juries;
using Acquis.Features.Frameworks;
using Acquis.Features.Juries;
using Acquis.Infrastructure;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Features.Decisions;

/// <summary>What a deliberation is prepared from.</summary>
public sealed record DeliberationPlan(
    Id<FrameworkVersion> FrameworkVersion, string Name, string Place, DateOnly HeldOn, IReadOnlyList<Id<Candidacy>> Candidacies);

/// <summary>A seat as somebody fills it in.</summary>
/// <param name="Email">Address of the account with which the member pronounces and signs; null for somebody who signs on paper.</param>
public sealed record SeatInput(string Name, string Quality, bool IsExternal, bool IsChair, bool IsPresent, string? Email = null);

/// <summary>Deliberations from their preparation to the first pronouncement. Each act is a transaction of its own, so that a process killed in between loses nothing.</summary>
public sealed class DeliberationService(
    AcquisDb db, CurrentActor actor, FrameworkCatalogue frameworks, CandidacyRecords records, JuryTies ties, TimeProvider time)
{
    /// <summary>Prepares a deliberation for chosen candidates.</summary>
    /// <exception cref="RefusedException">A candidate is withdrawn, already certified, of another framework, or of a cohort without modules.</exception>
    public async Task<Deliberation> PrepareAsync(DeliberationPlan plan, CancellationToken ct)
    {
        var version = await db.FrameworkVersions.SingleOrNotFoundAsync(v => v.Id == plan.FrameworkVersion, ct);
        if (!actor.Holds(version.CertificationId, Accounts.Role.Registrar))
            throw new ForbiddenException();

        var now = time.Now();
        var candidates = await DeliberablesAsync(plan.Candidacies, null, ct);
        var (deliberation, fact) = Deliberation.Prepare(Id<Deliberation>.New(now), version, plan.Name, plan.Place, plan.HeldOn, candidates);
        db.Add(deliberation);
        db.Record(fact, actor.Actor, now);
        await db.SaveChangesAsync(ct);
        return deliberation;
    }

    /// <summary>Composes the jury: replaces its members.</summary>
    /// <exception cref="RefusedException">Facts are frozen already, a name is missing, or no account has that address.</exception>
    /// <exception cref="StaleException">Somebody else changed the deliberation since <paramref name="version"/>.</exception>
    public async Task ComposeJuryAsync(Id<Deliberation> id, int version, IReadOnlyList<SeatInput> seats, CancellationToken ct)
    {
        var deliberation = await RunAsync(id, ct);
        deliberation.Version.ThrowIfStale(version);
        var now = time.Now();
        var fact = deliberation.Compose(await SeatsAsync(seats, now, ct));
        db.Entry(deliberation).Property(d => d.Name).IsModified = true;
        db.AddRange(deliberation.Members);
        db.Record(fact, actor.Actor, now);
        await db.SaveChangesAsync(ct);
    }

    /// <summary>Opens: freezes the facts of every candidate and computes what the rule proposes.</summary>
    /// <exception cref="RefusedException">
    /// The jury does not meet its composition rule, would not without those who have a tie with a candidate, or a candidate can no longer be deliberated.
    /// </exception>
    public async Task OpenAsync(Id<Deliberation> id, CancellationToken ct)
    {
        await RunAsync(id, ct);
        db.ChangeTracker.Clear();
        await using var write = await db.BeginWriteAsync(ct);
        await db.LockAsync("deliberations", "id", id.Value, ct);
        var deliberation = await RunAsync(id, ct);
        var now = time.Now();
        var candidates = await DeliberablesAsync(deliberation.Candidacies, id, ct);
        var rule = await db.JuryRuleForAsync(deliberation.CertificationId, deliberation.Candidacies, ct);
        db.Record(deliberation.Open(rule, candidates, await ties.ReadAsync(deliberation, deliberation.Candidacies, ct), now), actor.Actor, now);
        await FreezeAsync(deliberation, candidates, now, ct);
        await db.SaveChangesAsync(ct);
        await write.CommitAsync(ct);
    }

    /// <summary>Has a substitute join the jury of an open deliberation.</summary>
    /// <exception cref="RefusedException">See <see cref="Deliberation.WhyNotJoin"/>; or no account has that address.</exception>
    /// <exception cref="StaleException">Somebody else changed the deliberation since <paramref name="version"/>.</exception>
    public async Task JoinAsync(Id<Deliberation> id, int version, SeatInput seat, CancellationToken ct)
    {
        var deliberation = await RunAsync(id, ct);
        deliberation.Version.ThrowIfStale(version);
        var now = time.Now();
        var rule = await db.JuryRuleForAsync(deliberation.CertificationId, deliberation.Candidacies, ct);
        var fact = deliberation.Join((await SeatsAsync([seat], now, ct))[0], rule);
        db.Entry(deliberation).Property(d => d.Name).IsModified = true;
        db.Add(deliberation.Members[^1]);
        db.Record(fact, actor.Actor, now);
        await db.SaveChangesAsync(ct);
    }

    /// <summary>The chair pronounces one decision, as the rule says or otherwise with a motive.</summary>
    /// <param name="version">Version of the decision that was read; null to take it as it stands.</param>
    /// <exception cref="RefusedException">Already pronounced, not the chair, not a lawful jury for this candidate, or a departure without its motive.</exception>
    public async Task PronounceAsync(
        Id<Decision> id, int? version, Verdict verdict, IReadOnlyList<string> blocks, string? motive, CancellationToken ct)
    {
        var decision = await db.Decisions.SingleOrNotFoundAsync(d => d.Id == id, ct);
        var deliberation = await db.FindVisibleAsync(decision.DeliberationId, actor, ct);
        decision.Version.ThrowIfStale(version ?? decision.Version);
        var now = time.Now();
        var said = new Pronouncement(verdict, blocks, DecisionRecords.Salted(motive));
        var jury = (await ties.ReadAsync(deliberation, [decision.CandidacyId], ct))[decision.CandidacyId];
        db.Record(decision.Pronounce(deliberation, jury, decision.SeatOf(deliberation, actor), said, now), actor.Actor, now);
        await db.SaveChangesAsync(ct);
    }

    /// <summary>The candidates with what decides whether they can be deliberated, in the order asked for.</summary>
    /// <param name="except">A deliberation that does not count as another.</param>
    public async Task<IReadOnlyList<Deliberable>> DeliberablesAsync(IReadOnlyList<Id<Candidacy>> ids, Id<Deliberation>? except, CancellationToken ct)
    {
        var rows = await (
            from candidacy in db.Candidacies
            join cohort in db.Cohorts on candidacy.CohortId equals cohort.Id
            join person in db.People on candidacy.PersonId equals person.Id
            where ids.Contains(candidacy.Id)
            select new { candidacy, cohort, person }).ToListAsync(ct);
        var awarded = await db.Decisions
            .Where(d => ids.Contains(d.CandidacyId) && d.Verdict == Verdict.Awarded && d.SupersededById == null)
            .Select(d => d.CandidacyId).ToListAsync(ct);
        var elsewhere = (await db.Deliberations.IgnoreAutoIncludes().AsNoTracking()
            .Where(d => (d.State == DeliberationState.Prepared || d.State == DeliberationState.Open) && (except == null || d.Id != except))
            .Select(d => d.Candidacies).ToListAsync(ct)).SelectMany(c => c).ToHashSet();
        var found = new Dictionary<Id<Candidacy>, Deliberable>();
        foreach (var row in rows)
        {
            var framework = await frameworks.GetAsync(db, row.candidacy.FrameworkVersionId, ct);
            found[row.candidacy.Id] = new(
                row.candidacy, row.person.DisplayName, framework, row.cohort, elsewhere.Contains(row.candidacy.Id), awarded.Contains(row.candidacy.Id));
        }

        return [.. ids.Distinct().Select(id => found.GetValueOrDefault(id) ?? throw new NotFoundException())];
    }

    /// <summary>Freezes what is recorded of a candidacy now, for the decision that will take the place of another.</summary>
    internal async Task<Decision> FreezeAnewAsync(Deliberation deliberation, Decision replaced, CancellationToken ct)
    {
        var now = time.Now();
        var candidate = (await DeliberablesAsync([replaced.CandidacyId], null, ct))[0];
        var recorded = await records.ReadAsync(candidate.Framework, [candidate.Candidacy], Dates.Civil(now), ct, replaced.Id);
        return Freeze(deliberation, candidate, new AwardEngine(candidate.Framework, candidate.Cohort.Modules), recorded[candidate.Candidacy.Id], now);
    }

    private async Task FreezeAsync(Deliberation deliberation, IReadOnlyList<Deliberable> candidates, DateTimeOffset now, CancellationToken ct)
    {
        var framework = await frameworks.GetAsync(db, deliberation.FrameworkVersionId, ct);
        var recorded = await records.ReadAsync(framework, [.. candidates.Select(c => c.Candidacy)], deliberation.HeldOn, ct);
        var engines = new Dictionary<Id<Cohort>, AwardEngine>();
        foreach (var candidate in candidates)
        {
            if (!engines.TryGetValue(candidate.Cohort.Id, out var engine))
                engines[candidate.Cohort.Id] = engine = new(framework, candidate.Cohort.Modules);

            Freeze(deliberation, candidate, engine, recorded[candidate.Candidacy.Id], now);
        }
    }

    private Decision Freeze(Deliberation deliberation, Deliberable candidate, AwardEngine engine, RecordedFacts recorded, DateTimeOffset now)
    {
        var record = DecisionRecords.Freeze(engine, recorded, candidate.Candidacy.Id);
        var (decision, fact) = Decision.Freeze(Id<Decision>.New(now), deliberation, candidate.Candidacy, candidate.Framework, record, now);
        db.Add(decision);
        db.Record(fact, actor.Actor, now);
        return decision;
    }

    private async Task<Deliberation> RunAsync(Id<Deliberation> id, CancellationToken ct)
    {
        var deliberation = await db.FindVisibleAsync(id, actor, ct);
        return deliberation.IsRunBy(actor) ? deliberation : throw new ForbiddenException();
    }

    private async Task<IReadOnlyList<JurySeat>> SeatsAsync(IReadOnlyList<SeatInput> seats, DateTimeOffset now, CancellationToken ct)
    {
        var emails = seats.Select(s => Normal(s.Email)).OfType<string>().ToList();
        var accounts = await db.Users.Where(u => emails.Contains(u.NormalizedEmail!)).ToDictionaryAsync(u => u.NormalizedEmail!, u => u.Id, ct);
        Refusal.ThrowIfAny(seats.Where(s => Normal(s.Email) is { } e && !accounts.ContainsKey(e))
            .Select(s => Refusal.Of("jury.no-account", ("name", s.Name), ("email", s.Email))));
        return [.. seats.Select(s => new JurySeat(
            Id<JuryMember>.New(now), s.Name, s.Quality, s.IsExternal, s.IsChair, s.IsPresent, Normal(s.Email) is { } e ? accounts[e] : null))];
    }

    private static string? Normal(string? email) => string.IsNullOrWhiteSpace(email) ? null : email.Trim().ToUpperInvariant();
}
