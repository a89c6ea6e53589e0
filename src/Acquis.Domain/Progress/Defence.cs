using Acquis.Domain.Candidacies;
using Acquis.Domain.Frameworks;
using Acquis.Domain.Journal;

namespace Acquis.Domain.Progress;

/// <summary>Soutenance as the jury's grid tells it: criteria, interview, sufficient or not. Append-only: the latest counts and says why it replaces.</summary>
public sealed class DefenceRecord
{
    private DefenceRecord()
    {
    }

    public Id<DefenceRecord> Id { get; private set; }

    public Id<Candidacy> CandidacyId { get; private set; }

    public string Requirement { get; private set; } = "";

    public IReadOnlyList<CriterionObservation> Observations { get; private set; } = [];

    /// <summary>What the questions-and-answers interview showed.</summary>
    public string? Interview { get; private set; }

    /// <summary>Whether the jury judges it sufficient.</summary>
    public bool Sufficient { get; private set; }

    public DateOnly HeldOn { get; private set; }

    public string? Place { get; private set; }

    public Actor By { get; private set; }

    public DateTimeOffset At { get; private set; }

    public Id<DefenceRecord>? Supersedes { get; private set; }

    public string? SupersedingReason { get; private set; }

    /// <summary>Records a defence that was held.</summary>
    /// <param name="former">The latest record of the same defence, which this one replaces; null for the first.</param>
    /// <exception cref="RefusedException">See <see cref="WhyNot"/>.</exception>
    public static (DefenceRecord Record, DefenceRecorded Fact) Of(
        Id<DefenceRecord> id, Candidacy candidacy, Framework framework, DefenceStep step, DefenceRecord? former, Actor by, DateTimeOffset now)
    {
        Refusal.ThrowIfAny(WhyNot(candidacy, framework, step, former));
        var record = new DefenceRecord
        {
            Id = id,
            CandidacyId = candidacy.Id,
            Requirement = step.Requirement,
            Observations = [.. step.Observations],
            Interview = Texts.OrNull(step.Interview),
            Sufficient = step.Sufficient!.Value,
            HeldOn = step.HeldOn,
            Place = Texts.OrNull(step.Place),
            By = by,
            At = now,
            Supersedes = former?.Id,
            SupersedingReason = former is null ? null : step.Reason!.Trim(),
        };
        return (record, new(
            id, candidacy.Id, step.Requirement, record.Observations, record.Interview, record.Sufficient, step.HeldOn, record.Place,
            record.Supersedes, record.SupersedingReason));
    }

    /// <summary>Why it cannot be recorded: no judgement, criteria left without observation, or a change without its reason.</summary>
    public static IEnumerable<Refusal> WhyNot(Candidacy candidacy, Framework framework, DefenceStep step, DefenceRecord? former)
    {
        if (candidacy.State is CandidacyState.Withdrawn)
        {
            yield return Refusal.Of("candidacy.already-withdrawn");
        }

        var requirement = framework.Requirements.FirstOrDefault(r => r.Code == step.Requirement && r.Kind is RequirementKind.Defence);
        if (requirement is null)
        {
            yield return Refusal.Of("requirement.unknown", ("requirement", step.Requirement));
            yield break;
        }

        var criteria = requirement.Criteria.SelectMany(g => g.Items).Select(c => c.Code).ToHashSet();
        foreach (var unknown in step.Observations.Where(o => !criteria.Contains(o.Criterion)))
        {
            yield return Refusal.Of("grid.unknown-criterion", ("criterion", unknown.Criterion));
        }

        var open = criteria.Count - step.Observations.Count(o => criteria.Contains(o.Criterion) && o.Observation is not null);
        if (open > 0)
        {
            yield return Refusal.Of("defence.criteria-left", ("count", open));
        }

        if (step.Sufficient is null)
        {
            yield return Refusal.Of("defence.not-judged");
        }

        if (former is not null && string.IsNullOrWhiteSpace(step.Reason))
        {
            yield return Refusal.Of("defence.changed-without-reason");
        }
    }
}

/// <summary>A defence to be recorded.</summary>
/// <param name="Reason">Why it replaces the record before; null for the first.</param>
public sealed record DefenceStep(
    string Requirement, IReadOnlyList<CriterionObservation> Observations, string? Interview, bool? Sufficient, DateOnly HeldOn, string? Place = null, string? Reason = null);

/// <summary>A defence was held and judged.</summary>
public sealed record DefenceRecorded(
    Id<DefenceRecord> Record, Id<Candidacy> Candidacy, string Requirement, IReadOnlyList<CriterionObservation> Observations, string? Interview,
    bool Sufficient, DateOnly HeldOn, string? Place, Id<DefenceRecord>? Supersedes, string? SupersedingReason) : Fact
{
    public override IEnumerable<Subject> Subjects => [Subject.Of(Candidacy)];
}
