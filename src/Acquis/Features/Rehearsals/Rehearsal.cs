using System.Diagnostics;
using Acquis.Data;
using Acquis.Domain;
using Acquis.Domain.Candidacies;
using Acquis.Domain.Decisions;
using Acquis.Domain.Frameworks;
using Acquis.Domain.Progress;
using Acquis.Features.Candidacies;
using Acquis.Features.Decisions;
using Acquis.Features.Diplomas;
using Acquis.Features.Progress;
using Acquis.Infrastructure;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Features.Rehearsals;

/// <summary>A candidate of a synthetic promotion with the way that was invented for them.</summary>
public sealed record RehearsedCandidate(Id<Candidacy> Candidacy, CandidatePath Path);

/// <summary>
/// A synthetic promotion goes the whole way through the same services that people use: enrolment, levels by two assessors who sometimes differ,
/// requirements, defence, deliberation, diplomas. Each part is acted with the rights of who plays it.
/// </summary>
public sealed class Rehearsal(
    AcquisDb db, CurrentActor actor, CandidacyService candidacies, ProgressService progress, DeliberationService deliberations, RecusalService recusals,
    ClosingService closing, PublicationService publication, DiplomaService diplomas, TimeProvider time)
{
    /// <summary>Enrols the promotion, all in one transaction.</summary>
    public async Task<IReadOnlyList<RehearsedCandidate>> EnrolAsync(Stage stage, RehearsalPlan plan, CancellationToken ct)
    {
        var seed = new Chance(plan.Seed);
        var enrolments = new List<Enrolment>();
        for (var i = 0; i < plan.Candidates; i++)
        {
            var chance = seed.Fork(i);
            var identity = InventedPeople.Person(chance);
            var company = InventedPeople.Company(chance);
            var route = chance.Happens(0.7) ? AccessRoute.Apprenticeship : AccessRoute.ProfessionalisationContract;
            enrolments.Add(new(stage.Cohort.Id, identity, InventedPeople.Email(identity, i + 1), route, stage.Cohort.StartsOn, null, company));
        }

        var enrolled = await candidacies.EnrolAsync(enrolments, ct);
        db.ChangeTracker.Clear();
        return [.. enrolled.Select((c, i) => new RehearsedCandidate(c.Id, CandidatePath.Invent(stage.Framework, seed.Fork(1_000_000 + i), stage.Cohort.EndsOn)))];
    }

    /// <summary>Records everything up to the defence for one candidate.</summary>
    public async Task FollowAsync(Stage stage, RehearsedCandidate candidate, CancellationToken ct)
    {
        await OnTheWayAsync(stage, candidate, ct);
        await AssessAsync(stage, candidate, ct);
        await progress.RecordManyAsync(candidate.Candidacy, new() { Requirements = [.. HandedIn(stage, candidate)], Proofs = [.. Proved(stage)] }, ct);
        await DefendAsync(stage, candidate, ct);
        db.ChangeTracker.Clear();
    }

    /// <summary>Records what candidate, company and trainers saw on the way: what a promotion looks like before its assessments.</summary>
    public async Task OnTheWayAsync(Stage stage, RehearsedCandidate candidate, CancellationToken ct)
    {
        var levels = candidate.Path.OnTheWay()
            .Select(l => new LevelEntry(l.Lane, null, new(l.Competence, l.Level), new(l.Date))).ToList();
        await progress.RecordManyAsync(candidate.Candidacy, new() { Levels = levels }, ct);
        db.ChangeTracker.Clear();
    }

    /// <summary>Two assessors, each blind to the other; where they differ across the threshold, they agree with a motive.</summary>
    /// <param name="agree">False leaves them differing.</param>
    public async Task AssessAsync(Stage stage, RehearsedCandidate candidate, CancellationToken ct, bool agree = true)
    {
        using (actor.As(stage.FirstAssessor.Actor, stage.FirstAssessor.Grants))
        {
            await progress.RecordManyAsync(candidate.Candidacy, new() { Levels = [.. Judged(stage, candidate, levels => levels.First)] }, ct);
        }

        using (actor.As(stage.SecondAssessor.Actor, stage.SecondAssessor.Grants))
        {
            await progress.RecordManyAsync(candidate.Candidacy, new() { Levels = [.. Judged(stage, candidate, levels => levels.Second)] }, ct);
        }

        if (agree)
        {
            await progress.RecordManyAsync(candidate.Candidacy, new() { Levels = [.. Agreed(stage, candidate)], Release = true }, ct);
        }

        db.ChangeTracker.Clear();
    }

    /// <summary>Deliberates the whole promotion, publishes, and issues every document.</summary>
    public async Task<Id<Deliberation>> DecideAsync(Stage stage, IReadOnlyList<Id<Candidacy>> promotion, Action<int> done, CancellationToken ct)
    {
        var today = Dates.Civil(time.Now());
        var deliberation = await deliberations.PrepareAsync(
            new(stage.FrameworkVersion, $"Délibération, {stage.Cohort.Name}", "Lille, salle du conseil", today, promotion), ct);
        await deliberations.ComposeJuryAsync(deliberation.Id, deliberation.Version, Jury(stage), ct);
        await deliberations.OpenAsync(deliberation.Id, ct);
        await SetNamesakesAsideAsync(deliberation.Id, ct);
        var decisions = await db.Decisions.AsNoTracking().Where(d => d.DeliberationId == deliberation.Id).OrderBy(d => d.Id).ToListAsync(ct);
        var pronounced = 0;
        foreach (var decision in decisions)
        {
            db.ChangeTracker.Clear();
            using (actor.As(stage.Chair.Actor, stage.Chair.Grants))
            {
                await deliberations.PronounceAsync(decision.Id, null, decision.ProposedVerdict, decision.ProposedBlocks, null, ct);
            }

            done(++pronounced);
        }

        db.ChangeTracker.Clear();
        await closing.CloseAsync(deliberation.Id, null, ct);
        await SignAsync(stage, deliberation.Id, ct);
        await publication.PublishAsync(deliberation.Id, time.Now(), ct);
        db.ChangeTracker.Clear();
        await diplomas.IssueAllAsync(deliberation.Id, ct);
        db.ChangeTracker.Clear();
        return deliberation.Id;
    }

    /// <summary>Names are invented from short lists: where a member of the jury bears that of somebody's tutor, it is noted that it is somebody else.</summary>
    private async Task SetNamesakesAsideAsync(Id<Deliberation> id, CancellationToken ct)
    {
        db.ChangeTracker.Clear();
        var deliberation = await db.Deliberations.AsNoTracking().SingleAsync(d => d.Id == id, ct);
        var juries = await recusals.JuriesAsync(deliberation, deliberation.Candidacies, ct);
        foreach (var decision in await db.Decisions.AsNoTracking().Where(d => d.DeliberationId == id).ToListAsync(ct))
        {
            foreach (var tie in juries[decision.CandidacyId].Stopping.Where(t => t.ByName).DistinctBy(t => t.Member))
            {
                await recusals.AnswerAsync(decision.Id, new(tie.Member, Leaves: false, "Homonyme"), ct);
                db.ChangeTracker.Clear();
            }
        }
    }

    /// <summary>The whole way; tells how much of it is done, from 0 to 1.</summary>
    public async Task<(Id<Deliberation> Deliberation, RehearsalSummary Summary)> RunAsync(Stage stage, RehearsalPlan plan, Action<double> told, CancellationToken ct)
    {
        var watch = Stopwatch.StartNew();
        var promotion = await EnrolAsync(stage, plan, ct);
        var followed = 0;
        foreach (var candidate in promotion)
        {
            await FollowAsync(stage, candidate, ct);
            told(0.7 * ++followed / plan.Candidates);
        }

        var deliberation = await DecideAsync(stage, [.. promotion.Select(c => c.Candidacy)], n => told(0.7 + (0.2 * n / plan.Candidates)), ct);
        told(1);
        var verdicts = await db.Decisions.AsNoTracking().Where(d => d.DeliberationId == deliberation).Select(d => d.Verdict).ToListAsync(ct);
        return (deliberation, new(
            plan.Candidates, verdicts.Count(v => v is Verdict.Awarded), verdicts.Count(v => v is Verdict.PartlyAwarded), verdicts.Count(v => v is Verdict.Deferred), watch.Elapsed.TotalSeconds));
    }

    private static IEnumerable<LevelEntry> Judged(Stage stage, RehearsedCandidate candidate, Func<(int? First, int? Second), int?> pick) =>
        from assessment in stage.Framework.Assessments
        from competence in assessment.Competences
        let level = pick(candidate.Path.Assessed[competence])
        select new LevelEntry(
            Lane.Assessor, assessment.Code, new(competence, level, level is null ? "Absence excusée" : null), new(stage.Cohort.EndsOn.AddDays(-25), "Lille", assessment.Languages[0]));

    private static IEnumerable<LevelEntry> Agreed(Stage stage, RehearsedCandidate candidate) =>
        from assessment in stage.Framework.Assessments
        from competence in assessment.Competences
        let levels = candidate.Path.Assessed[competence]
        where levels is { First: not null, Second: not null } && MustAgree(stage.Framework, levels.First.Value, levels.Second.Value)
        select new LevelEntry(
            Lane.Assessor, assessment.Code, new(competence, Math.Max(levels.First!.Value, levels.Second!.Value), null, "Relecture commune de la production : l’autonomie est établie."),
            new(stage.Cohort.EndsOn.AddDays(-20), "Lille"), Rank: RatingRank.Agreed);

    private static bool MustAgree(Framework framework, int first, int second) =>
        Math.Abs(first - second) > 1 || (first != second && (framework.Confirmation.SameSide is Agreement.Discuss || first < framework.Scale.Threshold != second < framework.Scale.Threshold));

    private static IEnumerable<RequirementStep> HandedIn(Stage stage, RehearsedCandidate candidate)
    {
        var modules = stage.Framework.Modules.Count > 0 ? stage.Framework.Modules : stage.Cohort.Modules;
        var handedIn = stage.Cohort.EndsOn.AddDays(-15);
        foreach (var requirement in stage.Framework.Requirements.Where(r => r.Kind is not RequirementKind.Defence))
        {
            var expected = requirement.Kind is RequirementKind.PerModule ? modules.Select(m => (string?)m.Code).ToList() : [null];
            foreach (var module in candidate.Path.HandsAllIn ? expected : expected.SkipLast(1))
            {
                yield return new(requirement.Code, module, RequirementState.HandedIn, handedIn);
                yield return new(requirement.Code, module, RequirementState.Validated, handedIn.AddDays(3));
            }
        }
    }

    private static IEnumerable<ProofStep> Proved(Stage stage) =>
        from competence in stage.Framework.Competences
        from context in Enum.GetValues<ProofContext>()
        select new ProofStep(competence.Code, context, stage.Cohort.EndsOn.AddDays(context is ProofContext.Company ? -60 : -90));

    private async Task DefendAsync(Stage stage, RehearsedCandidate candidate, CancellationToken ct)
    {
        var defences = stage.Framework.Requirements.Where(r => r.Kind is RequirementKind.Defence).Select(requirement => new DefenceStep(
            requirement.Code,
            [.. requirement.Criteria.SelectMany(g => g.Items).Select(c => new CriterionObservation(c.Code, candidate.Path.DefendsWell ? Observation.Met : Observation.Partly))],
            requirement.Interview is null ? null : "Réponses précises aux questions du jury.",
            candidate.Path.DefendsWell, stage.Cohort.EndsOn.AddDays(-3), "Lille, salle 204")).ToList();
        using (actor.As(stage.Chair.Actor, stage.Chair.Grants))
        {
            await progress.RecordManyAsync(candidate.Candidacy, new() { Defences = defences }, ct);
        }
    }

    private static IReadOnlyList<SeatInput> Jury(Stage stage) =>
    [
        new(stage.Chair.Name, "Directrice des systèmes d’information", IsExternal: true, IsChair: true, IsPresent: true, stage.Chair.Email),
        new("Gaëlle Froidevaux", "Architecte d’infrastructure", IsExternal: true, IsChair: false, IsPresent: true),
        new("Étienne Wattrelos", "Responsable pédagogique", IsExternal: false, IsChair: false, IsPresent: true),
    ];

    private async Task SignAsync(Stage stage, Id<Deliberation> id, CancellationToken ct)
    {
        var members = await db.Deliberations.AsNoTracking().Where(d => d.Id == id).SelectMany(d => d.Members).ToListAsync(ct);
        foreach (var member in members.Where(m => m.IsPresent))
        {
            await closing.SignAsync(id, member.Id, ct);
        }
    }
}
