using Acquis.Domain.Candidacies;

namespace Acquis.Domain.Juries;

/// <summary>
/// Composition rule of a jury, as data: the least number of members present, the least share of external ones, one chair. The defaults are those
/// found in practice for registered certifications (two members, half of them external: domain notes, section 1.6), and satisfy D6412-6 for the
/// validation of prior experience, whose chair has the casting vote.
/// </summary>
public sealed record JuryRule
{
    /// <summary>The rule where nothing else is said.</summary>
    public static readonly JuryRule Default = new();

    public int LeastMembers { get; init; } = 2;

    /// <summary>Least share of external members, in hundredths of the members present.</summary>
    public int LeastExternalPercent { get; init; } = 50;

    public int Chairs { get; init; } = 1;

    /// <summary>Whether the chair is one of the external members.</summary>
    public bool ChairIsExternal { get; init; }

    /// <summary>Voix prépondérante: whether the chair decides where votes are equal.</summary>
    public bool CastingVote { get; init; } = true;

    /// <summary>The rule that satisfies all of these at once, for a jury that hears candidates of several access routes.</summary>
    public static JuryRule Strictest(IEnumerable<JuryRule> rules)
    {
        var all = rules.ToList();
        return all.Count == 0 ? Default : new()
        {
            LeastMembers = all.Max(r => r.LeastMembers),
            LeastExternalPercent = all.Max(r => r.LeastExternalPercent),
            Chairs = all.Max(r => r.Chairs),
            ChairIsExternal = all.Any(r => r.ChairIsExternal),
            CastingVote = all.Any(r => r.CastingVote),
        };
    }

    /// <summary>Why no jury can be asked to meet it: its figures are out of bounds, or below what the law asks of a jury for prior experience (D6412-6).</summary>
    /// <param name="route">The access route that it is for; null for all.</param>
    public IEnumerable<Refusal> WhyNot(AccessRoute? route)
    {
        if (LeastMembers is < 1 or > DefenceFormat.MostMembers)
        {
            yield return Refusal.Of("jury-rule.members-range", ("most", DefenceFormat.MostMembers));
        }

        if (LeastExternalPercent is < 0 or > 100)
        {
            yield return Refusal.Of("jury-rule.percent-range");
        }

        if (route is AccessRoute.PriorExperience && (LeastMembers < 2 || !CastingVote))
        {
            yield return Refusal.Of("jury-rule.prior-experience");
        }
    }

    /// <summary>Number of external members that so many members ask for.</summary>
    public int ExternalsFor(int members) => ((members * LeastExternalPercent) + 99) / 100;

    /// <summary>Each condition, met or not, with its figures.</summary>
    public IReadOnlyList<JuryIndicator> Check(IReadOnlyList<JurySeat> seats)
    {
        var present = seats.Where(s => s.IsPresent).ToList();
        var externals = present.Count(s => s.IsExternal);
        var chairs = seats.Count(s => s.IsChair);
        var chairPresent = present.Any(s => s.IsChair);
        List<JuryIndicator> indicators =
        [
            new(present.Count >= LeastMembers, Refusal.Of("jury.members-present", ("count", present.Count), ("least", LeastMembers))),
            new(present.Count > 0 && externals >= ExternalsFor(present.Count),
                Refusal.Of("jury.externals-present", ("count", externals), ("members", present.Count), ("least", Math.Max(1, ExternalsFor(present.Count))))),
            new(chairs == Chairs, Refusal.Of("jury.chairs", ("count", chairs), ("least", Chairs))),
            new(chairPresent, Refusal.Of(chairPresent ? "jury.chair-present" : "jury.chair-absent")),
        ];
        if (ChairIsExternal)
        {
            var external = seats.Any(s => s.IsChair) && seats.Where(s => s.IsChair).All(s => s.IsExternal);
            indicators.Add(new(external, Refusal.Of(external ? "jury.chair-external" : "jury.chair-of-the-house")));
        }

        return indicators;
    }
}

/// <summary>One condition of the composition: whether it is met, and the sentence that says so with its figures.</summary>
public sealed record JuryIndicator(bool IsMet, Refusal Reason);
