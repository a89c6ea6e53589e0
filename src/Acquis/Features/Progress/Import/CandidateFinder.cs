using Acquis.Data;
using Acquis.Domain;
using Acquis.Domain.Candidacies;
using Acquis.Domain.Progress;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Features.Progress.Import;

/// <summary>A candidate of a cohort, as a row of a file may name them.</summary>
internal sealed record Enrolled(Candidacy Candidacy, Person Person);

/// <summary>Finds whose a row of a file is: by identifier, else by address, else by name where one candidate of the cohort alone has it.</summary>
internal sealed class CandidateFinder
{
    private readonly LevelColumns columns;
    private readonly Dictionary<Id<Candidacy>, Enrolled> byId;
    private readonly ILookup<string, Enrolled> byMail;
    private readonly ILookup<string, Enrolled> byName;

    private CandidateFinder(LevelColumns columns, List<Enrolled> people)
    {
        this.columns = columns;
        byId = people.ToDictionary(p => p.Candidacy.Id);
        byMail = people.Where(p => p.Person.Email is not null).ToLookup(p => p.Person.Email!.Trim().ToUpperInvariant());
        byName = people.SelectMany(p => Names(p.Person).Distinct().Select(n => (Name: n, Person: p))).ToLookup(n => n.Name, n => n.Person);
    }

    /// <summary>The candidates under way in a cohort.</summary>
    /// <param name="headings">Headings of the file, which say where a row names somebody.</param>
    public static async Task<CandidateFinder> OfAsync(AcquisDb db, Cohort cohort, IReadOnlyList<string> headings, CancellationToken ct)
    {
        var people = await (
            from c in db.Candidacies.AsNoTracking()
            where c.CohortId == cohort.Id && c.State == CandidacyState.Active && c.FrameworkVersionId == cohort.FrameworkVersionId
            join p in db.People.AsNoTracking() on c.PersonId equals p.Id
            select new Enrolled(c, p)).ToListAsync(ct);
        return new(new(headings), people);
    }

    /// <summary>Whose a row is, and the name to show; or why it is nobody's.</summary>
    public (Enrolled? Found, string Name, Refusal? Why) Find(ReadRow row)
    {
        var (id, mail) = (row.Text(columns.Id), row.Text(columns.Mail));
        var (family, given) = (row.Text(columns.Family), row.Text(columns.Given));
        var name = $"{family} {given}".Trim() is { Length: > 0 } n ? n : mail.Length > 0 ? mail : id;
        if (Guid.TryParse(id, out var guid) && byId.TryGetValue(new(guid), out var known))
            return (known, name, null);

        foreach (var found in new[] { mail.Length == 0 ? [] : byMail[mail.ToUpperInvariant()].ToList(), family.Length == 0 ? [] : byName[Identity.Fold($"{family} {given}")].ToList() })
        {
            if (found.Count == 1)
                return (found[0], name, null);

            if (found.Count > 1)
                return (null, name, Refusal.Of("level-import.ambiguous"));
        }

        return (null, name, Refusal.Of("level-import.nobody"));
    }

    /// <summary>The candidates whom rows name.</summary>
    public IReadOnlyList<Id<Candidacy>> Concerned(IReadOnlyList<ReadRow> rows) => [.. rows.Select(Find).Where(f => f.Found is not null).Select(f => f.Found!.Candidacy.Id).Distinct()];

    private static IEnumerable<string> Names(Person person) =>
        from family in new[] { person.UsageName, person.BirthName }
        where family is not null
        from given in new[] { person.FirstNames[0], string.Join(' ', person.FirstNames) }
        select Identity.Fold($"{family} {given}");
}
