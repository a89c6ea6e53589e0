using Acquis.Data;
using Acquis.Domain;
using Acquis.Domain.Candidacies;
using Acquis.Infrastructure;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Features.Candidacies;

/// <summary>One of the people compared.</summary>
/// <param name="Heading">Where this one comes from.</param>
/// <param name="Likeness">How this one resembles the first; null for the first.</param>
/// <param name="Paths">Cohorts of the person.</param>
/// <param name="Answer">What pressing the button under this one sends; null where there is no button.</param>
/// <param name="AnswerText">Words of the button.</param>
public sealed record Side(string Heading, Identity Identity, string? Email, Likeness? Likeness, IReadOnlyList<string> Paths, string? Answer, string AnswerText)
{
    /// <summary>The person asked about, who may be somebody else than all the others.</summary>
    public static Side Asked(string heading, Identity identity, string? email) =>
        new(heading, identity, email, null, [], "none", Texts.All["people.other"]);

    /// <summary>A person of the register, who may be the one asked about.</summary>
    public static Side Known(string heading, Person person, Likeness likeness, IReadOnlyList<string> paths) =>
        new(heading, person.Identity, person.Email, likeness, paths, person.Id.ToString(), Texts.All["people.same"]);

    /// <summary>The person of an earlier row of the same file.</summary>
    public static Side EarlierRow(string heading, Identity identity, string? email, Likeness likeness, int row) =>
        new(heading, identity, email, likeness, [], FormattableString.Invariant($"row-{row}"), Texts.All["people.same"]);
}

/// <summary>People who may be one, field by field; the first is the one asked about.</summary>
public sealed record SideBySide(IReadOnlyList<Side> Sides)
{
    /// <summary>The fields in order: name of the field, and for each person the value with whether it differs from the first's.</summary>
    public IEnumerable<(string Field, IReadOnlyList<(string Value, bool Differs)> Cells)> Rows =>
    [
        Row("person.birth-name", s => s.Identity.BirthName),
        Row("person.usage-name", s => s.Identity.UsageName),
        Row("person.first-names", s => string.Join(", ", s.Identity.FirstNames)),
        Row("person.birth-date", s => s.Identity.BirthDate.ToString()),
        Row("person.birth-city", s => $"{s.Identity.BirthPlace.City} ({s.Identity.BirthPlace.InseeCode ?? s.Identity.BirthPlace.CountryCode})"),
        Row("person.sex", s => Texts.All[$"sex.{s.Identity.Sex}"]),
        Row("person.email", s => s.Email),
    ];

    private (string, IReadOnlyList<(string, bool)>) Row(string key, Func<Side, string?> value)
    {
        var first = Sides.Count > 0 ? value(Sides[0]) ?? "" : "";
        return (Texts.All[key], [.. Sides.Select(value).Select(v => (v ?? "", (v ?? "") != first))]);
    }
}

/// <summary>The cohorts in which people are.</summary>
public static class PathsOfPeople
{
    /// <summary>Names of the cohorts of each person.</summary>
    public static async Task<ILookup<Id<Person>, string>> PathsAsync(this AcquisDb db, IReadOnlyCollection<Id<Person>> people, CancellationToken ct)
    {
        var ids = people.ToArray();
        var found = await (
            from candidacy in db.Candidacies.AsNoTracking()
            join cohort in db.Cohorts on candidacy.CohortId equals cohort.Id
            where ids.Contains(candidacy.PersonId)
            orderby cohort.StartsOn
            select new { candidacy.PersonId, cohort.Name }).ToListAsync(ct);
        return found.ToLookup(f => f.PersonId, f => f.Name);
    }
}
