namespace Acquis.Domain.Juries;

/// <summary>
/// Composition rule of a jury, as data: the least number of members present, the least share of external ones, one chair. The defaults are those
/// found in practice for registered certifications (two members, half of them external: domain notes, section 1.6).
/// </summary>
public sealed record JuryRule
{
    /// <summary>The rule where nothing else is said.</summary>
    public static readonly JuryRule Default = new();

    public int LeastMembers { get; init; } = 2;

    /// <summary>Least share of external members, in hundredths of the members present.</summary>
    public int LeastExternalPercent { get; init; } = 50;

    public int Chairs { get; init; } = 1;

    /// <summary>Number of external members that so many members ask for.</summary>
    public int ExternalsFor(int members) => ((members * LeastExternalPercent) + 99) / 100;

    /// <summary>Each condition, met or not, with its figures.</summary>
    public IReadOnlyList<JuryIndicator> Check(IReadOnlyList<JurySeat> seats)
    {
        var present = seats.Where(s => s.IsPresent).ToList();
        var externals = present.Count(s => s.IsExternal);
        var chairs = seats.Count(s => s.IsChair);
        var chairPresent = present.Any(s => s.IsChair);
        return
        [
            new(present.Count >= LeastMembers, Refusal.Of("jury.members-present", ("count", present.Count), ("least", LeastMembers))),
            new(present.Count > 0 && externals >= ExternalsFor(present.Count),
                Refusal.Of("jury.externals-present", ("count", externals), ("members", present.Count), ("least", Math.Max(1, ExternalsFor(present.Count))))),
            new(chairs == Chairs, Refusal.Of("jury.chairs", ("count", chairs), ("least", Chairs))),
            new(chairPresent, Refusal.Of(chairPresent ? "jury.chair-present" : "jury.chair-absent")),
        ];
    }
}

/// <summary>One condition of the composition: whether it is met, and the sentence that says so with its figures.</summary>
public sealed record JuryIndicator(bool IsMet, Refusal Reason);
