namespace Acquis.Domain.Candidacies;

/// <summary>How two civil statuses resemble each other.</summary>
public enum Likeness
{
    /// <summary>Nothing suggests one person.</summary>
    None,

    /// <summary>Same birth name, first names, sex, date and place of birth: one person.</summary>
    Same,

    /// <summary>Same date of birth; the names differ by accents, hyphens, first names left out or a name in use, or the place or sex differs.</summary>
    Spelling,

    /// <summary>First name and family name stand in each other's place.</summary>
    Inverted,

    /// <summary>Same date of birth; one of the names is the same or nearly so, the other is not. Twins are so.</summary>
    NearNames,

    /// <summary>Same names; the dates of birth differ by one part, have day and month exchanged, or one is known in part only.</summary>
    NearDate,

    /// <summary>The same e-mail address.</summary>
    SameEmail,
}

/// <summary>
/// Whether two people may be one (doublon). Only <see cref="Likeness.Same"/> is taken for one person without asking; the rest goes to somebody who
/// decides. Pure: it knows neither register nor file.
/// </summary>
public static class PossibleDuplicates
{
    /// <summary>Compares two civil statuses.</summary>
    public static Likeness LikenessTo(this Identity one, Identity other)
    {
        var (a, b) = (new Folded(one), new Folded(other));
        var sameDate = one.BirthDate == other.BirthDate;
        var nearDate = sameDate || IsNear(one.BirthDate, other.BirthDate);
        if (!nearDate)
            return Likeness.None;

        if (a.SharesFamilyName(b) && a.SharesFirstName(b))
            return !sameDate ? Likeness.NearDate : IsSame(one, other) ? Likeness.Same : Likeness.Spelling;

        if (a.Birth == b.First[0] && a.First[0] == b.Birth)
            return Likeness.Inverted;

        var nearNames = sameDate && one.BirthDate.Day is not null
            && (a.SharesFamilyName(b) || (a.HasNearFamilyName(b) && (a.SharesFirstName(b) || IsNear(a.First[0], b.First[0]))));
        return nearNames ? Likeness.NearNames : Likeness.None;
    }

    /// <summary>Keys under which somebody whose names are the same, or inverted, stands in the register (<see cref="Identity.SortKey"/>).</summary>
    public static IEnumerable<string> SortKeys(this Identity identity) =>
    [
        identity.SortKey,
        (identity with { UsageName = null }).SortKey,
        Identity.Fold($"{string.Join(' ', identity.FirstNames)} {identity.BirthName}"),
    ];

    /// <summary>Whether one is the other but for upper and lower case; the name in use and the town's spelling do not count.</summary>
    private static bool IsSame(Identity one, Identity other) =>
        IsSameText(one.BirthName, other.BirthName) && one.FirstNames.Count == other.FirstNames.Count
        && one.FirstNames.Zip(other.FirstNames).All(n => IsSameText(n.First, n.Second))
        && one.Sex == other.Sex && one.BirthPlace.CountryCode == other.BirthPlace.CountryCode && one.BirthPlace.InseeCode == other.BirthPlace.InseeCode
        && (one.UsageName is null || other.UsageName is null || IsSameText(one.UsageName, other.UsageName));

    private static bool IsSameText(string one, string other) => string.Equals(one.Trim(), other.Trim(), StringComparison.OrdinalIgnoreCase);

    private static bool IsNear(BirthDate one, BirthDate other)
    {
        if (one.Year == other.Year && (one.Month is null || other.Month is null || (one.Month == other.Month && (one.Day is null || other.Day is null))))
            return true;

        if (one.Year == other.Year && one.Month == other.Day && one.Day == other.Month)
            return true;

        var parts = (one.Day == other.Day ? 0 : 1) + (one.Month == other.Month ? 0 : 1) + (one.Year == other.Year ? 0 : 1);
        return parts == 1 && (one.Year == other.Year || Distance($"{one.Year}", $"{other.Year}", 1) <= 1);
    }

    /// <summary>One letter apart, two in a long name.</summary>
    private static bool IsNear(string one, string other)
    {
        var most = Math.Min(one.Length, other.Length) switch { < 4 => 0, < 8 => 1, _ => 2 };
        return Distance(one, other, most) <= most;
    }

    /// <summary>Letters to add, drop, change or exchange with their neighbour (optimal string alignment); more than <paramref name="most"/> is not counted out.</summary>
    private static int Distance(string one, string other, int most)
    {
        if (Math.Abs(one.Length - other.Length) > most)
            return most + 1;

        var (before, last, row) = (new int[other.Length + 1], new int[other.Length + 1], new int[other.Length + 1]);
        for (var j = 0; j <= other.Length; j++)
            last[j] = j;

        for (var i = 1; i <= one.Length; i++)
        {
            row[0] = i;
            for (var j = 1; j <= other.Length; j++)
            {
                var changed = one[i - 1] == other[j - 1] ? 0 : 1;
                row[j] = Math.Min(Math.Min(row[j - 1], last[j]) + 1, last[j - 1] + changed);
                if (i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1])
                    row[j] = Math.Min(row[j], before[j - 2] + 1);
            }

            (before, last, row) = (last, row, before);
        }

        return last[other.Length];
    }

    private readonly struct Folded(Identity identity)
    {
        public string Birth { get; } = Identity.Fold(identity.BirthName);

        public string? Usage { get; } = identity.UsageName is { } usage ? Identity.Fold(usage) : null;

        public string[] First { get; } = [.. identity.FirstNames.Select(Identity.Fold)];

        public bool SharesFamilyName(Folded other) => Birth == other.Birth || Usage == other.Birth || other.Usage == Birth || (Usage is not null && Usage == other.Usage);

        /// <summary>Whether the first name of one is among those of the other: people leave the others out, or use their second.</summary>
        public bool SharesFirstName(Folded other) => other.First.Contains(First[0]) || First.Contains(other.First[0]);

        /// <summary>One letter apart, or one of them is part of the other, as a double name shortened.</summary>
        public bool HasNearFamilyName(Folded other) =>
            IsNear(Birth, other.Birth) || $" {Birth} ".Contains($" {other.Birth} ", StringComparison.Ordinal) || $" {other.Birth} ".Contains($" {Birth} ", StringComparison.Ordinal);
    }
}
