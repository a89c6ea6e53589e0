using Acquis.Domain.Candidacies;
using Acquis.Domain.Frameworks;

namespace Acquis.Domain.Juries;

/// <summary>Règle de composition du jury of one certification, for one access route or for all of them.</summary>
public sealed class CompositionRule
{
    private CompositionRule()
    {
    }

    public Id<CompositionRule> Id { get; private set; }

    public Id<Certification> CertificationId { get; private set; }

    /// <summary>The access route (voie d'accès) that it is for; null for every route without a rule of its own.</summary>
    public AccessRoute? Route { get; private set; }

    public JuryRule Rule { get; private set; } = JuryRule.Default;

    public int Version { get; private set; }

    /// <summary>Sets the rule of a certification.</summary>
    /// <exception cref="RefusedException">See <see cref="JuryRule.WhyNot"/>.</exception>
    public static (CompositionRule Rule, CompositionRuleSet Fact) Set(Id<CompositionRule> id, Id<Certification> certification, AccessRoute? route, JuryRule rule)
    {
        Refusal.ThrowIfAny(rule.WhyNot(route));
        return (new() { Id = id, CertificationId = certification, Route = route, Rule = rule }, new(id, certification, route, rule));
    }

    /// <summary>Changes it. Juries that were opened before keep what they were opened with.</summary>
    /// <exception cref="RefusedException">See <see cref="JuryRule.WhyNot"/>.</exception>
    public CompositionRuleSet Change(JuryRule rule)
    {
        Refusal.ThrowIfAny(rule.WhyNot(Route));
        Rule = rule;
        return new(Id, CertificationId, Route, rule);
    }

    /// <summary>The rule for candidates of these routes: for each its own, else that of all routes, else the default; the strictest of them.</summary>
    public static JuryRule For(IReadOnlyList<CompositionRule> rules, IEnumerable<AccessRoute> routes)
    {
        var forAll = rules.FirstOrDefault(r => r.Route is null)?.Rule ?? JuryRule.Default;
        return JuryRule.Strictest([.. routes.Distinct().Select(route => rules.FirstOrDefault(r => r.Route == route)?.Rule ?? forAll).DefaultIfEmpty(forAll)]);
    }
}

/// <summary>The composition rule of juries was set.</summary>
public sealed record CompositionRuleSet(Id<CompositionRule> CompositionRule, Id<Certification> Certification, AccessRoute? Route, JuryRule Rule) : Fact
{
    public override IEnumerable<Subject> Subjects => [Subject.Of(Certification)];
}
