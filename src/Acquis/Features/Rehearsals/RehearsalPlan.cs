using Acquis.Domain;
using Acquis.Domain.Candidacies;
using Acquis.Domain.Frameworks;
using Acquis.Domain.Journal;
using Acquis.Features.Accounts;
using Acquis.Infrastructure;

namespace Acquis.Features.Rehearsals;

/// <summary>What is rehearsed.</summary>
/// <param name="Candidates">At least 1.</param>
/// <param name="Seed">The same seed gives the same people, levels and verdicts.</param>
public sealed record RehearsalPlan(Framework Framework, int Candidates, ulong Seed);

/// <summary>Somebody of the staff who plays a part: an account with its grants.</summary>
public sealed record Player(Actor Actor, string Name, string Email, params Grant[] Grants);

/// <summary>The stage: the cohort of a synthetic promotion, its framework and the staff around it.</summary>
public sealed record Stage(
    Framework Framework, Id<FrameworkVersion> FrameworkVersion, Id<Certification> Certification, Cohort Cohort, Player FirstAssessor, Player SecondAssessor, Player Trainer, Player Chair);

/// <summary>How a rehearsal went.</summary>
public sealed record RehearsalSummary(int Candidates, int Awarded, int PartlyAwarded, int Deferred, double Seconds);
