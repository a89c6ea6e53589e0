using Acquis.Data;
using Acquis.Domain;
using Acquis.Domain.Candidacies;
using Acquis.Domain.Frameworks;
using Acquis.Domain.Progress;
using Acquis.Infrastructure;
using Acquis.Infrastructure.Sheets;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Features.Progress.Import;

/// <summary>Finds whose each row is, and sets each cell beside the level that stands.</summary>
public sealed class LevelComparer(AcquisDb db, CurrentActor actor, Texts texts)
{
    /// <summary>The preview of an import; three queries however many rows there are.</summary>
    public async Task<LevelPreview> CompareAsync(LevelImport import, Cohort cohort, Framework framework, CancellationToken ct)
    {
        var people = await (
            from c in db.Candidacies.AsNoTracking()
            where c.CohortId == cohort.Id && c.State == CandidacyState.Active && c.FrameworkVersionId == cohort.FrameworkVersionId
            join p in db.People.AsNoTracking() on c.PersonId equals p.Id
            select new Enrolled(c, p)).ToListAsync(ct);
        var ratings = (await db.Ratings.AsNoTracking()
            .Where(r => r.Lane == import.Plan.Lane && db.Candidacies.Any(c => c.Id == r.CandidacyId && c.CohortId == cohort.Id)).ToListAsync(ct)).ToLookup(r => r.CandidacyId);
        var columns = new LevelColumns(import.Headings);
        var finder = new Finder(columns, people);
        var reader = new LevelReader(framework.Scale, [texts["progress.cell.none"], texts["progress.awaiting-second"], "non évaluée", "not assessed", Cell.AwaitingSecond, "-"]);
        var seen = new HashSet<Id<Candidacy>>();
        return new(import, cohort, framework, [.. import.Rows.Select(row => Row(import, framework, row, finder, reader, ratings, seen))]);
    }

    private RowPreview Row(
        LevelImport import, Framework framework, ReadRow row, Finder finder, LevelReader reader, ILookup<Id<Candidacy>, Rating> ratings, HashSet<Id<Candidacy>> seen)
    {
        var (found, name, why) = finder.Find(row);
        if (found is null)
            return new(row.Number, name, null, [], why);

        if (!seen.Add(found.Candidacy.Id))
            return new(row.Number, found.Person.DisplayName, null, [], Refusal.Of("level-import.twice"));

        var all = ratings[found.Candidacy.Id].ToList();
        var live = all.Live();
        var cells = import.Plan.Columns.Index().Where(c => c.Item is not null)
            .Select(c => CellOf(import.Plan, framework, found.Candidacy, c.Item!, row, c.Index, reader, all, live));
        return new(row.Number, found.Person.DisplayName, found.Candidacy.Id, [.. cells], null);
    }

    private CellPreview CellOf(
        LevelImportPlan plan, Framework framework, Candidacy candidacy, string competence, ReadRow row, int column, LevelReader reader, List<Rating> all, IReadOnlyList<Rating> live)
    {
        var cell = column < row.Cells.Count ? row.Cells[column] : new("");
        var place = new SheetRow(row.Number, []).PlaceOf(column);
        var read = reader.Read(competence, cell, texts["progress.mass.absent"]);
        var former = Former(plan, competence, live);
        if (read.Why is not null || read.Judgement is null)
            return new(competence, cell.Text, read.Why is null ? CellDifference.Nothing : CellDifference.Refused, null, former, place, read.Why);

        var judgement = read.Judgement;
        if (former is not null && former.Level == judgement.Level && (judgement.Level is not null || CellEntry.Of(judgement) == CellEntry.Of(new(competence, null, former.NotAssessed))))
            return new(competence, cell.Text, CellDifference.Same, judgement, former, place, null);

        var replaces = former is not null && (former.IsCertifying || former.Date >= plan.Date);
        var why = WhyNot(plan, framework, candidacy, judgement, replaces ? former : null, all);
        return new(
            competence, cell.Text, why is not null ? CellDifference.Refused : replaces ? CellDifference.Changed : CellDifference.Fresh, judgement, former, place, why);
    }

    /// <summary>The level that stands for who imports: in the assessors' lane, the same assessor's; else the latest of the lane.</summary>
    private Rating? Former(LevelImportPlan plan, string competence, IReadOnlyList<Rating> live) => live
        .Where(r => r.Competence == competence
            && (plan.Lane is not Lane.Assessor || (r.Assessment == plan.Assessment && r.Attempt == 1 && r.By == actor.Actor && r.OnBehalfOf == plan.OnBehalfOf)))
        .MaxBy(r => (r.Date, r.At, r.Id));

    private Refusal? WhyNot(LevelImportPlan plan, Framework framework, Candidacy candidacy, Judgement judgement, Rating? former, List<Rating> all)
    {
        try
        {
            var entry = EntryOf(plan, judgement, former);
            var rank = DoubleAssessment.PlaceOf(framework, entry, former, [.. all.Where(r => r.Competence == judgement.Competence)], actor.Actor);
            var source = new RatingSource(plan.Lane, plan.Assessment, 1, rank, actor.Actor, plan.OnBehalfOf);
            return Rating.WhyNotRecord(candidacy, framework, source, judgement, former is null ? null : (former, "?")).FirstOrDefault();
        }
        catch (RefusedException refused)
        {
            return refused.Refusals[0];
        }
    }

    /// <summary>What recording a cell hands to the ordinary rules.</summary>
    public static LevelEntry EntryOf(LevelImportPlan plan, Judgement judgement, Rating? former) => new(
        plan.Lane, plan.Assessment, judgement, new(plan.Date), 1, null, plan.OnBehalfOf, former?.Id, former is null ? null : plan.Reason);

    private sealed record Enrolled(Candidacy Candidacy, Person Person);

    /// <summary>Finds whose a row is: by identifier, else by address, else by name where one candidate alone has it.</summary>
    private sealed class Finder(LevelColumns columns, List<Enrolled> people)
    {
        private readonly Dictionary<Id<Candidacy>, Enrolled> byId = people.ToDictionary(p => p.Candidacy.Id);
        private readonly ILookup<string, Enrolled> byMail = people.Where(p => p.Person.Email is not null).ToLookup(p => p.Person.Email!.Trim().ToUpperInvariant());
        private readonly ILookup<string, Enrolled> byName = people
            .SelectMany(p => Names(p.Person).Distinct().Select(n => (Name: n, Person: p))).ToLookup(n => n.Name, n => n.Person);

        public (Enrolled? Found, string Name, Refusal? Why) Find(ReadRow row)
        {
            var (id, mail) = (Text(row, columns.Id), Text(row, columns.Mail));
            var (family, given) = (Text(row, columns.Family), Text(row, columns.Given));
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

        private static string Text(ReadRow row, int column) => column >= 0 && column < row.Cells.Count ? row.Cells[column].Text.Trim() : "";

        private static IEnumerable<string> Names(Person person) =>
            from family in new[] { person.UsageName, person.BirthName }
            where family is not null
            from given in new[] { person.FirstNames[0], string.Join(' ', person.FirstNames) }
            select Identity.Fold($"{family} {given}");
    }
}
