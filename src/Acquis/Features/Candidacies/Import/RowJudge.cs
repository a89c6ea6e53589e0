using Acquis.Data;
using Acquis.Domain;
using Acquis.Domain.Candidacies;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Features.Candidacies.Import;

/// <summary>Says what would become of the rows of a file if it were written now.</summary>
public sealed class RowJudge(AcquisDb db, PersonMatcher matcher)
{
    /// <summary>Judges every row that has no problem, in the order of the file; what somebody answered stays.</summary>
    public Task JudgeAsync(PeopleImport import, IReadOnlyList<ImportRow> rows, CancellationToken ct)
    {
        var good = rows.Where(r => r.State is not (RowState.Bad or RowState.Written)).OrderBy(r => r.Number).ToList();
        return import.Kind is PeopleImportKind.Companies ? CompaniesAsync(import, good, ct) : CandidatesAsync(import, good, ct);
    }

    private async Task CandidatesAsync(PeopleImport import, List<ImportRow> rows, CancellationToken ct)
    {
        var register = await matcher.LoadAsync([.. rows.Select(r => (r.Content.Identity!, r.Content.Email))], ct);
        var enrolled = (await db.Candidacies.AsNoTracking().Where(c => c.CohortId == import.CohortId && c.State == CandidacyState.Active)
            .Select(c => c.PersonId).ToListAsync(ct)).ToHashSet();
        var (earlier, numbers, taken) = (new KnownPeople([]), new Dictionary<Id<Person>, int>(), new HashSet<Id<Person>>());
        foreach (var row in rows)
        {
            Judge(row, register, earlier, numbers);
            if (row.PersonId is { } person && (enrolled.Contains(person) || !taken.Add(person)))
                row.State = RowState.Unchanged;

            var stand = new Id<Person>(new Guid(row.Number, 0, 0, new byte[8]));
            numbers[stand] = row.Number;
            earlier.Add(new(stand, row.Content.Identity!, row.Content.Email));
        }
    }

    private static void Judge(ImportRow row, KnownPeople register, KnownPeople earlier, Dictionary<Id<Person>, int> numbers)
    {
        var identity = row.Content.Identity!;
        var alike = register.Alike(identity, row.Content.Email).ToList();
        var before = earlier.Alike(identity, row.Content.Email).ToList();
        row.Problems = [];
        if (before.Find(a => a.Likeness is Likeness.Same) is { Person: { } twice })
        {
            (row.State, row.PersonId, row.Alike) = (RowState.Unchanged, null, []);
            row.Problems = [RowProblem.Of(Refusal.Of("import.same-row", ("row", numbers[twice.Id])))];
            return;
        }

        var same = alike.Where(a => a.Likeness is Likeness.Same).ToList();
        if (same.Count == 1)
        {
            (row.State, row.PersonId, row.Alike) = (RowState.Known, same[0].Person.Id, []);
            return;
        }

        List<Alike> all = [.. alike.Select(a => new Alike(a.Person.Id, null, a.Likeness)), .. before.Select(a => new Alike(null, numbers[a.Person.Id], a.Likeness))];
        var answered = row.Alike.Count > 0 && all.TrueForAll(row.Alike.Contains);
        if (answered && row.PersonId is not null)
        {
            row.State = RowState.Known;
            return;
        }

        if (answered && row is { IsToldApart: false, State: RowState.Unchanged })
            return;

        (row.IsToldApart, row.PersonId, row.Alike) = (row.IsToldApart && answered, null, all);
        row.State = all.Count == 0 || row.IsToldApart ? RowState.Ready : RowState.Doubtful;
    }

    private async Task CompaniesAsync(PeopleImport import, List<ImportRow> rows, CancellationToken ct)
    {
        var people = await (
            from candidacy in db.Candidacies.AsNoTracking()
            join person in db.People.AsNoTracking() on candidacy.PersonId equals person.Id
            where candidacy.CohortId == import.CohortId && candidacy.State == CandidacyState.Active
            select new { candidacy, person }).ToListAsync(ct);
        var byName = people.SelectMany(p => NamesOf(p.person).Select(n => (Name: n, Entry: p))).ToLookup(p => p.Name, p => p.Entry);
        var seen = new Dictionary<Id<Candidacy>, int>();
        foreach (var row in rows)
        {
            var (identity, email) = (row.Content.Identity!, row.Content.Email);
            var found = byName[$"{Identity.Fold(identity.BirthName)}|{Identity.Fold(identity.FirstNames[0])}"].Distinct()
                .Where(p => identity.BirthDate == default || p.person.Identity.BirthDate == identity.BirthDate)
                .Where(p => email is null || p.person.Email is null || string.Equals(p.person.Email, email, StringComparison.OrdinalIgnoreCase)).ToList();
            row.Problems = found.Count == 1 ? [] : [RowProblem.Of(Refusal.Of(found.Count == 0 ? "import.candidate-not-found" : "import.candidate-ambiguous", ("name", row.Name)))];
            if (found.Count == 1 && !seen.TryAdd(found[0].candidacy.Id, row.Number))
                row.Problems = [RowProblem.Of(Refusal.Of("import.same-candidate", ("row", seen[found[0].candidacy.Id])))];

            if (row.Problems.Count > 0)
            {
                row.State = RowState.Bad;
                continue;
            }

            row.Content = row.Content with { Candidacy = found[0].candidacy.Id };
            row.State = Merged(found[0].candidacy, row.Content.Company!) == CompanyOf(found[0].candidacy) ? RowState.Unchanged : RowState.Ready;
        }
    }

    /// <summary>The company that a row gives a candidacy: what the file leaves empty stays as it is.</summary>
    public static HostCompany Merged(Candidacy candidacy, HostCompany given) => new(
        given.Name.Length > 0 ? given.Name : candidacy.CompanyName ?? "", given.Siret ?? candidacy.CompanySiret, given.TutorName ?? candidacy.TutorName, given.TutorEmail ?? candidacy.TutorEmail);

    private static HostCompany CompanyOf(Candidacy c) => new(c.CompanyName ?? "", c.CompanySiret, c.TutorName, c.TutorEmail);

    private static IEnumerable<string> NamesOf(Person p)
    {
        foreach (var family in (string?[])[p.BirthName, p.UsageName])
        {
            if (family is not null)
                yield return $"{Identity.Fold(family)}|{Identity.Fold(p.FirstNames[0])}";
        }
    }
}
