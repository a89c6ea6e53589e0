using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Acquis.Data;
using Acquis.Domain;
using Acquis.Domain.Juries;
using Acquis.Infrastructure;
using Acquis.Timetabling;
using Acquis.Timetabling.Checking;
using Acquis.Timetabling.Formats;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Features.Juries.Planning;

/// <summary>A season as the engine is asked about it today.</summary>
/// <param name="Hash">What timetables call the problem.</param>
public sealed record SeasonQuestion(SeasonFile File, JuryRule Rule, IReadOnlyList<JurorConflict> Conflicts, TimetableProblem Problem, string Hash);

/// <summary>A timetable held against its season as it is today.</summary>
/// <param name="Plan">Without what the season has no more, and saying of itself what the checker finds today.</param>
/// <param name="Report">What the checker finds.</param>
public sealed record PlanningFile(SeasonQuestion Question, SeasonTimetable Timetable, Timetable Plan, CheckReport Report, PlanNames Names)
{
    public SeasonFile File => Question.File;

    public TimetableProblem Problem => Question.Problem;

    /// <summary>The lock that holds a session whole, or one event of it where that is named; null without.</summary>
    public Hold? HoldOf(Session session, string? @event) =>
        Timetable.Holds.FirstOrDefault(h => SeasonProblem.IsHeld(session, h) || (h.Kind is HoldKind.Candidate && h.Key == @event));

    /// <summary>What a lock holds, as people say it.</summary>
    public string NameOf(Hold hold) => hold.Kind switch
    {
        HoldKind.Session => $"{Names[hold.Key.Split('|')[0]]}, {Names[hold.Key.Split('|')[^1]]}",
        HoldKind.Day => SeasonDates.Day(DateOnly.ParseExact(hold.Key, "yyyy-MM-dd", CultureInfo.InvariantCulture)),
        _ => Names[hold.Key],
    };
}

/// <summary>Reads timetables of seasons. Whatever is shown or adopted was checked against the season of this moment, not that of the search.</summary>
public sealed class PlanningReader(AcquisDb db, SeasonReader seasons, CurrentActor actor)
{
    /// <summary>The season as a problem.</summary>
    /// <param name="previous">The timetable to start from, whose locks hold; null: the one that is adopted, if any, without locks.</param>
    /// <param name="keeps">Whether leaving the places of the previous one costs.</param>
    public async Task<SeasonQuestion> AskAsync(Id<Season> id, SeasonTimetable? previous, bool keeps, CancellationToken ct)
    {
        var file = await seasons.ReadAsync(id, ct);
        return Question(
            file, await seasons.ConflictsAsync(file, ct),
            previous ?? await db.SeasonTimetables.AsNoTracking().SingleOrDefaultAsync(t => t.SeasonId == id && t.State == TimetableState.Adopted, ct), previous?.Holds ?? [], keeps);
    }

    /// <summary>A timetable with its season; nothing of it is tracked. It is compared with the one that is adopted, never with itself.</summary>
    /// <exception cref="NotFoundException">There is none, or it is not for who asks.</exception>
    public async Task<PlanningFile> OpenAsync(Id<SeasonTimetable> id, CancellationToken ct) => (await OpenAsync([id], ct))[0];

    /// <summary>Timetables of one season, in that order; the season is read once.</summary>
    /// <exception cref="NotFoundException">One of them is not there, not for who asks, or not of the season of the first.</exception>
    public async Task<IReadOnlyList<PlanningFile>> OpenAsync(IReadOnlyList<Id<SeasonTimetable>> ids, CancellationToken ct)
    {
        var found = await (
            from timetable in db.SeasonTimetables.AsNoTracking()
            join season in db.Seasons.AsNoTracking().VisibleTo(actor) on timetable.SeasonId equals season.Id
            join adopted in db.SeasonTimetables.AsNoTracking().Where(t => t.State == TimetableState.Adopted && !ids.Contains(t.Id)) on season.Id equals adopted.SeasonId into standing
            from adopted in standing.DefaultIfEmpty()
            join certification in db.Certifications.AsNoTracking() on season.CertificationId equals certification.Id
            join rule in db.CompositionRules.AsNoTracking() on certification.Id equals rule.CertificationId into theirs
            from rule in theirs.DefaultIfEmpty()
            where ids.Contains(timetable.Id)
            select new { timetable, season, adopted, certification, rule }).ToListAsync(ct);
        if (ids.Any(id => !found.Exists(f => f.timetable.Id == id)) || found.Exists(f => f.season.Id != found[0].season.Id))
            throw new NotFoundException();

        var rules = found.Select(f => f.rule).OfType<CompositionRule>().DistinctBy(r => r.Id);
        var file = await seasons.ReadAsync(new SeasonHead(found[0].season, found[0].certification, [.. rules]), ct);
        var conflicts = await seasons.ConflictsAsync(file, ct);
        var names = new PlanNames(file);
        return
        [
            .. from id in ids
               let row = found.First(f => f.timetable.Id == id)
               let known = row.adopted ?? found.Select(f => f.timetable).FirstOrDefault(t => t.State is TimetableState.Adopted && t.Id != id)
               select Held(Question(file, conflicts, known, [], keeps: true), row.timetable, names),
        ];
    }

    private static SeasonQuestion Question(SeasonFile file, IReadOnlyList<JurorConflict> conflicts, SeasonTimetable? previous, IReadOnlyList<Hold> holds, bool keeps)
    {
        var bare = SeasonProblem.Of(file, file.Rule, conflicts, null, [], keeps);
        var problem = previous is null ? bare : SeasonProblem.Of(file, file.Rule, conflicts, PlanEditor.Today(bare, Read(previous)), holds, keeps);
        return new(file, file.Rule, conflicts, problem, TimetableJson.HashOf(TimetableJson.Write(problem)));
    }

    private static PlanningFile Held(SeasonQuestion question, SeasonTimetable timetable, PlanNames names)
    {
        var plan = PlanEditor.Restate(question.Problem, question.Hash, PlanEditor.Today(question.Problem, Read(timetable)));
        return new(question, timetable, plan, TimetableChecker.Check(question.Problem, plan), names);
    }

    /// <summary>The timetable, not tracked, if who asks may see its season.</summary>
    /// <exception cref="NotFoundException">There is none, or it is not for who asks.</exception>
    public async Task<SeasonTimetable> FindAsync(Id<SeasonTimetable> id, CancellationToken ct)
    {
        var timetable = await db.SeasonTimetables.AsNoTracking().SingleOrNotFoundAsync(t => t.Id == id, ct);
        await db.FindVisibleAsync(timetable.SeasonId, actor, ct);
        return timetable;
    }

    /// <summary>The timetable of a row.</summary>
    public static Timetable Read(SeasonTimetable timetable) => TimetableReader.Read(Encoding.UTF8.GetBytes(timetable.Plan));

    /// <summary>A timetable as a row keeps it.</summary>
    public static TimetableText Write(Timetable plan)
    {
        var json = TimetableJson.Write(plan);
        return new(
            Encoding.UTF8.GetString(json), Convert.ToHexStringLower(SHA256.HashData(json)), plan.Sessions.Sum(s => s.Events.Count), plan.Unscheduled.Count, plan.Cost);
    }
}
