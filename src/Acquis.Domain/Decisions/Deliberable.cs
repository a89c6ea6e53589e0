using Acquis.Domain.Candidacies;
using Acquis.Domain.Frameworks;

namespace Acquis.Domain.Decisions;

/// <summary>A candidacy with what decides whether it can be deliberated.</summary>
/// <param name="CandidateName">Shown in the reasons.</param>
/// <param name="PendingElsewhere">Whether another deliberation that is not closed has it.</param>
/// <param name="AlreadyAwarded">Whether a decision that stands has already awarded the certification.</param>
public sealed record Deliberable(
    Candidacy Candidacy, string CandidateName, Framework Framework, Cohort Cohort, bool PendingElsewhere, bool AlreadyAwarded)
{
    /// <summary>Why it is not deliberated: withdrawn, another framework version, no modules named, already awarded, or before another jury.</summary>
    public IEnumerable<Refusal> WhyNot(Id<FrameworkVersion> version)
    {
        if (Candidacy.State is CandidacyState.Withdrawn)
        {
            yield return Refusal.Of("deliberation.candidate-withdrawn", ("name", CandidateName));
        }

        if (Candidacy.FrameworkVersionId != version)
        {
            yield return Refusal.Of("deliberation.other-framework", ("name", CandidateName));
        }

        if (AsksForModules && Framework.Modules.Count == 0 && Cohort.Modules.Count == 0)
        {
            yield return Refusal.Of("deliberation.cohort-without-modules", ("name", CandidateName), ("cohort", Cohort.Name));
        }

        if (AlreadyAwarded)
        {
            yield return Refusal.Of("deliberation.already-awarded", ("name", CandidateName));
        }

        if (PendingElsewhere)
        {
            yield return Refusal.Of("deliberation.pending-elsewhere", ("name", CandidateName));
        }
    }

    private bool AsksForModules => Framework.Requirements.Any(r => r.Kind is RequirementKind.PerModule);
}
