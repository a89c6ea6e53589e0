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
    /// <param name="except">A timetable that is not compared with itself, or null.</param>
    /// <param name="keeps">Whether leaving the places of the previous one costs.</param>
    public async Task<SeasonQuestion> AskAsync(Id<Season> id, SeasonTimetable? previous, bool keeps, CancellationToken ct, Id<SeasonTimetable>? except = null)
    {
        var file = await seasons.ReadAsync(id, ct);
        var rule = await db.JuryRuleForAsync(file.Season.CertificationId, [.. file.Candidates.Select(c => c.Candidacy.Id)], ct);
        var conflicts = await seasons.ConflictsAsync(file, ct);
        var holds = previous?.Holds ?? [];
        previous ??= await db.SeasonTimetables.AsNoTracking().SingleOrDefaultAsync(t => t.SeasonId == id && t.State == TimetableState.Adopted && t.Id != except, ct);
        var bare = SeasonProblem.Of(file, rule, conflicts, null, [], keeps);
        var problem = previous is null ? bare : SeasonProblem.Of(file, rule, conflicts, PlanEditor.Today(bare, Read(previous)), holds, keeps);
        return new(file, rule, conflicts, problem, TimetableJson.HashOf(TimetableJson.Write(problem)));
    }

    /// <summary>A timetable with its season; nothing of it is tracked.</summary>
    /// <exception cref="NotFoundException">There is none, or it is not for who asks.</exception>
    public async Task<PlanningFile> OpenAsync(Id<SeasonTimetable> id, CancellationToken ct) => await OpenAsync(await FindAsync(id, ct), ct);

    /// <summary>That timetable with its season.</summary>
    public async Task<PlanningFile> OpenAsync(SeasonTimetable timetable, CancellationToken ct)
    {
        var question = await AskAsync(timetable.SeasonId, previous: null, keeps: true, ct, timetable.Id);
        var plan = PlanEditor.Restate(question.Problem, question.Hash, PlanEditor.Today(question.Problem, Read(timetable)));
        return new(question, timetable, plan, TimetableChecker.Check(question.Problem, plan), new(question.File));
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
