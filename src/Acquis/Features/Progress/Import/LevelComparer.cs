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
    /// <summary>The preview of an import; two queries however many rows there are.</summary>
    public async Task<LevelPreview> CompareAsync(LevelImport import, Cohort cohort, Framework framework, CancellationToken ct)
    {
        var finder = await CandidateFinder.OfAsync(db, cohort, import.Headings, ct);
        var ratings = (await db.Ratings.AsNoTracking()
            .Where(r => r.Lane == import.Plan.Lane && db.Candidacies.Any(c => c.Id == r.CandidacyId && c.CohortId == cohort.Id)).ToListAsync(ct)).ToLookup(r => r.CandidacyId);
        var reader = new LevelReader(framework.Scale, [texts["progress.cell.none"], texts["progress.awaiting-second"], "non évaluée", "not assessed", Cell.AwaitingSecond, "-"]);
        var seen = new HashSet<Id<Candidacy>>();
        return new(import, cohort, framework, [.. import.Rows.Select(row => Row(import, framework, row, finder, reader, ratings, seen))]);
    }

    private RowPreview Row(
        LevelImport import, Framework framework, ReadRow row, CandidateFinder finder, LevelReader reader, ILookup<Id<Candidacy>, Rating> ratings, HashSet<Id<Candidacy>> seen)
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
        var cell = row.CellAt(column);
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
}
