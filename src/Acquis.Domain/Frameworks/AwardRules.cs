namespace Acquis.Domain.Frameworks;

/// <summary>Conditions de validation as a small tree each: for a bloc, for admission to the defence, for the certification.</summary>
/// <param name="Block">When a bloc is acquired, unless the bloc has a rule of its own.</param>
/// <param name="Admission">Who is admitted to the final defence; null where there is no such stage.</param>
/// <param name="Certification">When the certification is awarded.</param>
public sealed record AwardRules(Rule Block, Rule? Admission, Rule Certification)
{
    /// <summary>Years for which an acquired bloc stays valid; null for life.</summary>
    public int? BlockValidityYears { get; init; }
}

/// <summary>A node of an award rule. Rules read confirmed levels, proofs, requirements and blocs, nothing else.</summary>
public abstract record Rule;

/// <summary>Every rule of the list is met.</summary>
public sealed record AllOf(IReadOnlyList<Rule> Rules) : Rule;

/// <summary>At least one rule of the list is met.</summary>
public sealed record AnyOf(IReadOnlyList<Rule> Rules) : Rule;

/// <summary>At least <paramref name="Count"/> rules of the list are met.</summary>
public sealed record AtLeast(int Count, IReadOnlyList<Rule> Rules) : Rule;

/// <summary>The rule is met for each item of the range. Over nothing it is never met.</summary>
public sealed record Every(RuleRange Over, Rule Rule) : Rule;

/// <summary>What <see cref="Every"/> ranges over. Inside a bloc's rule, <see cref="Competences"/> are the bloc's own and the transversal ones.</summary>
public enum RuleRange
{
    Competences,
    TransversalCompetences,
    Blocks,
    Modules,
}

/// <summary>The confirmed level of a competence is at least <paramref name="Level"/>.</summary>
/// <param name="Competence">Its code; null for the current one inside <see cref="Every"/>.</param>
/// <param name="Level">A value of the scale; null for the scale's threshold.</param>
public sealed record CompetenceLevel(string? Competence, int? Level) : Rule;

/// <summary>The bloc is acquired: by its own rule, earlier and still valid, or exempted.</summary>
/// <param name="Block">Its code; null for the current one inside <see cref="Every"/>.</param>
public sealed record BlockAcquired(string? Block) : Rule;

/// <summary>The requirement is met.</summary>
public sealed record RequirementMet(string Requirement) : Rule;

/// <summary>The report of the current module (inside <see cref="Every"/> over modules) is validated, or of the one named.</summary>
public sealed record ModuleValidated(string? Module) : Rule;

/// <summary>A competence is proved in company or in training.</summary>
/// <param name="Competence">Its code; null for the current one inside <see cref="Every"/>.</param>
public sealed record ProofIn(string? Competence, ProofContext Context) : Rule;

/// <summary>Where a competence was proved: en entreprise, en formation.</summary>
public enum ProofContext
{
    Company,
    Training,
}
