using System.Text;
using System.Text.Json;
using Acquis.Data;
using Acquis.Domain;
using Acquis.Domain.Juries;
using Acquis.Infrastructure;
using Acquis.Timetabling;
using Acquis.Timetabling.Checking;
using Acquis.Timetabling.Explaining;
using Acquis.Timetabling.Formats;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Features.Juries.Planning;

/// <summary>A timetable in figures.</summary>
/// <param name="Cost">Of its soft terms; nothing is counted for places that change.</param>
public sealed record PlanFigures(int Placed, int Unplaced, long Cost, IReadOnlyDictionary<string, long> Terms);

/// <summary>What was supposed, and what it would bring.</summary>
/// <param name="After">Null while it is sought, and where nothing was found.</param>
public sealed record SupposedRun(TimetableRun Run, Supposition What, PlanFigures? After);

/// <summary>
/// Asks what a season would be like with more rooms, fewer days or more jurors. It is sought in the background like a timetable, around the locks of the
/// one that it starts from, and never becomes one.
/// </summary>
public sealed class SuppositionService(AcquisDb db, PlanningReader reader, TimetableService timetables, CurrentActor actor, TimeProvider time)
{
    private const int MostShown = 10;

    /// <summary>Has it sought in the background.</summary>
    /// <exception cref="RefusedException">Nothing is supposed, something that does not exist, or see <see cref="TimetableService.WhyNotSeekAsync"/>.</exception>
    public async Task AskAsync(Id<SeasonTimetable> id, Supposition what, int cpuSeconds, CancellationToken ct)
    {
        await using var write = await db.BeginWriteAsync(ct);
        var from = await reader.FindAsync(id, ct);
        await db.LockAsync("seasons", "id", from.SeasonId.Value, ct);
        if (what.IsEmpty || what.IsOutOfRange)
            throw new RefusedException("supposition.nothing", ("most", Supposition.MostJurors));

        if (!TimetableService.Budgets.Contains(cpuSeconds))
            throw new RefusedException("season-timetable.budget");

        var question = await reader.AskAsync(from.SeasonId, from, keeps: false, ct);
        Refusal.ThrowIfAny(await timetables.WhyNotSeekAsync(question.File, ct));
        var asked = what.Of(question.Problem);
        if (asked.FirstUnknown(question.Problem) is not null)
            throw new RefusedException("supposition.unknown");

        var now = time.Now();
        var run = TimetableRun.Suppose(
            Id<TimetableRun>.New(now), from, Encoding.UTF8.GetString(TimetableJson.Write(Without(asked.Of(question.Problem), what))), JsonSerializer.Serialize(what, Conversions.Json),
            cpuSeconds, actor.Actor, now);
        db.TimetableRuns.Add(run);
        db.Record(new WhatIfSought(run.Id.Value, from.SeasonId, from.Number, cpuSeconds), actor.Actor, now);
        await db.SaveChangesAsync(ct);
        await write.CommitAsync(ct);
    }

    /// <summary>What was supposed of a timetable, the newest first.</summary>
    public async Task<IReadOnlyList<SupposedRun>> ReadAsync(Id<SeasonTimetable> id, CancellationToken ct)
    {
        var runs = await db.TimetableRuns.AsNoTracking().Where(r => r.FromId == id && r.Supposed != null).OrderByDescending(r => r.Id).Take(MostShown).ToListAsync(ct);
        return runs.ConvertAll(r => new SupposedRun(r, JsonSerializer.Deserialize<Supposition>(r.Supposed!, Conversions.Json)!, FiguresOf(r)));
    }

    /// <summary>The timetable as it stands, counted like what is supposed.</summary>
    public static PlanFigures Before(PlanningFile file) => FiguresOf(file.Problem with { Weights = Unmoved }, file.Plan);

    private static Weights Unmoved => new() { MovedHalfDay = 0, MovedRoom = 0, MovedTime = 0, ConvocationChanged = 0 };

    /// <summary>Locks of the day that is lost hold no more.</summary>
    private static TimetableProblem Without(TimetableProblem problem, Supposition what)
    {
        var lost = problem.HalfDays.Where(h => h.Day == what.WithoutDay).Select(h => h.Id).ToHashSet();
        return problem with { Locks = [.. problem.Locks.Where(l => l.HalfDay is null || !lost.Contains(l.HalfDay))] };
    }

    private static PlanFigures? FiguresOf(TimetableRun run) => run is { State: TimetableRunState.Done, Best.Length: > 0 }
        ? FiguresOf(ProblemReader.Read(Encoding.UTF8.GetBytes(run.Problem)), TimetableReader.Read(Encoding.UTF8.GetBytes(run.Best)))
        : null;

    private static PlanFigures FiguresOf(TimetableProblem problem, Timetable plan)
    {
        var report = TimetableChecker.Check(problem, plan);
        return new(report.Placed, report.Unplaced.Count, report.Cost, report.Terms);
    }
}
