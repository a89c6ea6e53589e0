namespace Acquis.Domain.Decisions;

/// <summary>Codes of the nodes of an explanation; the sentences stand under the same keys.</summary>
public static class RuleCodes
{
    public const string All = "rule.all";
    public const string Any = "rule.any";
    public const string AtLeast = "rule.at-least";
    public const string EveryCompetence = "rule.every-competence";
    public const string EveryTransversal = "rule.every-transversal";
    public const string EveryBlock = "rule.every-block";
    public const string EveryModule = "rule.every-module";
    public const string NoCompetence = "rule.no-competence";
    public const string NoTransversal = "rule.no-transversal";
    public const string NoBlock = "rule.no-block";
    public const string NoModule = "rule.no-module";
    public const string LevelMet = "rule.level-met";
    public const string LevelBelow = "rule.level-below";
    public const string LevelNotAssessed = "rule.level-not-assessed";
    public const string LevelToBeAgreed = "rule.level-to-be-agreed";
    public const string LevelAwaitingSecond = "rule.level-awaiting-second";
    public const string CompetenceHeld = "rule.competence-held";
    public const string ProofCompanyMet = "rule.proof-company-met";
    public const string ProofTrainingMet = "rule.proof-training-met";
    public const string ProofCompanyMissing = "rule.proof-company-missing";
    public const string ProofTrainingMissing = "rule.proof-training-missing";
    public const string ProofHeld = "rule.proof-held";
    public const string BlockAcquired = "rule.block-acquired";
    public const string BlockNotAcquired = "rule.block-not-acquired";
    public const string BlockUndecided = "rule.block-undecided";
    public const string BlockKept = "rule.block-kept";
    public const string BlockKeptUntil = "rule.block-kept-until";
    public const string BlockExempted = "rule.block-exempted";
    public const string BlockExpired = "rule.block-expired";
    public const string BlockNotTaken = "rule.block-not-taken";
    public const string OptionNotChosen = "rule.option-not-chosen";
    public const string RequirementMet = "rule.requirement-met";
    public const string RequirementMissing = "rule.requirement-missing";
    public const string RequirementToJudge = "rule.requirement-to-judge";
    public const string RequirementRefused = "rule.requirement-refused";
    public const string ModuleMet = "rule.module-met";
    public const string ModuleMissing = "rule.module-missing";
    public const string ModuleToJudge = "rule.module-to-judge";
    public const string ModuleRefused = "rule.module-refused";
    public const string ModuleNotExpected = "rule.module-not-expected";
}
