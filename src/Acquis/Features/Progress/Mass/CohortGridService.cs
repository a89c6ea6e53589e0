using Acquis.Data;
using Acquis.Domain;
using Acquis.Domain.Candidacies;
using Acquis.Domain.Frameworks;
using Acquis.Domain.Progress;
using Acquis.Infrastructure;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Features.Progress.Mass;

/// <summary>
/// Saves and signs the grids of an assessor for a whole cohort, in one transaction. Cell by cell: what somebody else entered meanwhile under the same
/// account is never overwritten unseen, and the rest is saved.
/// </summary>
public sealed class CohortGridService(AcquisDb db, CurrentActor actor, CohortGridReader reader, Texts texts, TimeProvider time)
{
    /// <summary>Saves the drafts; grids are opened at their first save.</summary>
    /// <returns>What became of each row; what is stale or refused is not written.</returns>
    public Task<EntryOutcome> SaveAsync(CohortEntry entry, CancellationToken ct) => WriteAsync(entry, sign: false, ct);

    /// <summary>Saves, then signs every complete grid of the form whose row is clean.</summary>
    /// <exception cref="RefusedException">No grid is complete; what was typed is not saved either.</exception>
    public Task<EntryOutcome> SignAsync(CohortEntry entry, CancellationToken ct) => WriteAsync(entry, sign: true, ct);

    private async Task<EntryOutcome> WriteAsync(CohortEntry entry, bool sign, CancellationToken ct)
    {
        var (cohort, framework, assessment) = await reader.FindAsync(entry.Cohort, entry.Assessment, ct);
        var ids = entry.Rows.Select(r => r.Candidacy).ToList();
        await using var work = await CohortWork.BeginAsync(db, actor.Actor, framework, cohort, ids, time.Now(), ct);
        var grids = (await db.Grids.Where(g => ids.Contains(g.CandidacyId) && g.Assessment == assessment.Code && g.Attempt == entry.Attempt).ToListAsync(ct))
            .ToLookup(g => g.CandidacyId);
        var sheet = new Sheet(framework, assessment, CohortGridReader.CompetencesOf(framework, assessment), entry.Attempt, entry.Context);
        var (outcomes, ready) = (new List<RowOutcome>(), new List<(Grid Own, List<Grid> All)>());
        foreach (var row in entry.Rows.Where(r => work.Candidacies.ContainsKey(r.Candidacy)))
        {
            var all = grids[row.Candidacy].ToList();
            var (outcome, own) = Save(work, sheet, row, all);
            outcomes.Add(outcome);
            if (own is not null && outcome is { IsClean: true, Done: true })
                ready.Add((own, all));
        }

        if (sign)
            await SignAsync(work, sheet, ready, ct);

        await work.CommitAsync(ct);
        return new(outcomes, sign ? ready.Count : 0);
    }

    private (RowOutcome Outcome, Grid? Own) Save(CohortWork work, Sheet sheet, RowEntry row, List<Grid> all)
    {
        var own = all.Find(g => g.By == actor.Actor);
        var merged = Merge(sheet, row, own?.Content ?? GridContent.Empty);
        var why = merged.Changed ? WhyNot(work, sheet, row, own, all) : [];
        if (merged.Changed && why.Count == 0)
        {
            if (own is null)
            {
                (own, var opened) = Grid.Open(
                    Id<Grid>.New(work.Now), work.Candidacies[row.Candidacy], sheet.Framework, sheet.Assessment.Code, sheet.Attempt, actor.Actor, sheet.Context, all, work.Now);
                db.Grids.Add(own);
                all.Add(own);
                work.Record(opened);
            }

            var context = new RatingContext(own.Date, own.Place, own.Language, own.Scenario);
            work.Record(own.Save(sheet.Framework, actor.Actor, merged.Content, context, work.Now));
        }

        var kept = own?.Content ?? GridContent.Empty;
        var done = own is { State: GridState.Draft } && !own.WhyNotSubmit(sheet.Framework, actor.Actor, all).Any();
        var mark = GridCells.Mark(GridCells.Of(kept, sheet.Competences), kept.Comment);
        return (new(row.Candidacy, mark, merged.Stale, merged.Refused, why, done), own);
    }

    private List<Refusal> WhyNot(CohortWork work, Sheet sheet, RowEntry row, Grid? own, List<Grid> all) => own is null
        ? [.. Grid.WhyNotOpen(work.Candidacies[row.Candidacy], sheet.Framework, sheet.Assessment.Code, sheet.Attempt, actor.Actor, all)]
        : own.State is GridState.Draft ? [] : [Refusal.Of("grid.already-submitted")];

    private Merged Merge(Sheet sheet, RowEntry row, GridContent kept)
    {
        var judgements = kept.Judgements.ToDictionary(j => j.Competence);
        var (was, noteWas) = GridCells.Read(row.Mark, sheet.Competences.Count);
        var now = GridCells.Of(kept, sheet.Competences);
        var merged = new Merged();
        for (var i = 0; i < now.Length; i++)
        {
            var (code, typed) = (sheet.Competences[i].Code, CellEntry.Tidy(row.Typed.ElementAtOrDefault(i)));
            var outcome = CellEntry.Merge(typed, was[i], now[i]);
            if (outcome is CellOutcome.Stale)
                merged.Stale[i] = now[i];
            else if (outcome is CellOutcome.Taken && CellEntry.WhyNot(code, typed, sheet.Framework.Scale) is { } refusal)
                merged.Refused[i] = refusal;
            else if (outcome is CellOutcome.Taken)
                merged.Put(judgements, code, CellEntry.Read(code, typed, texts["progress.mass.absent"], texts["progress.cell.none"], judgements.GetValueOrDefault(code)?.Comment));
        }

        var note = string.IsNullOrWhiteSpace(row.Note) ? null : row.Note.Trim();
        var noted = CellEntry.Merge(GridCells.HashOf(note), noteWas, GridCells.HashOf(kept.Comment));
        if (noted is CellOutcome.Stale)
            merged.Stale[now.Length] = kept.Comment ?? "";

        merged.Changed |= noted is CellOutcome.Taken;
        merged.Content = new(
            kept.Observations, [.. judgements.Values.OrderBy(j => j.Competence, StringComparer.Ordinal)], noted is CellOutcome.Taken ? note : kept.Comment);
        return merged;
    }

    private async Task SignAsync(CohortWork work, Sheet sheet, List<(Grid Own, List<Grid> All)> ready, CancellationToken ct)
    {
        if (ready.Count == 0)
            throw new RefusedException("grid.none-complete");

        var ids = ready.ConvertAll(r => r.Own.CandidacyId);
        var codes = sheet.Assessment.Competences.ToList();
        var former = (await db.Ratings.AsNoTracking().Where(r => ids.Contains(r.CandidacyId) && codes.Contains(r.Competence)).ToListAsync(ct)).ToLookup(r => r.CandidacyId);
        foreach (var (own, all) in ready)
        {
            var candidacy = work.Candidacies[own.CandidacyId];
            var (ratings, facts) = own.Submit(candidacy, sheet.Framework, actor.Actor, all, () => Id<Rating>.New(work.Now), work.Now);
            work.Add(ratings);
            foreach (var fact in facts)
                work.Record(fact);

            work.Take(candidacy.Id, former[candidacy.Id].Concat(ratings).Live(), [.. ratings.Select(r => r.Competence)]);
        }
    }

    private sealed record Sheet(Framework Framework, Assessment Assessment, IReadOnlyList<Competence> Competences, int Attempt, RatingContext Context);

    private sealed class Merged
    {
        public bool Changed { get; set; }

        public GridContent Content { get; set; } = GridContent.Empty;

        public Dictionary<int, string> Stale { get; } = [];

        public Dictionary<int, Refusal> Refused { get; } = [];

        public void Put(Dictionary<string, Judgement> judgements, string code, Judgement? judgement)
        {
            Changed = true;
            if (judgement is null)
                judgements.Remove(code);
            else
                judgements[code] = judgement;
        }
    }
}
