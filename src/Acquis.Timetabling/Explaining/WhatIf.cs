using Acquis.Timetabling.Solving;

namespace Acquis.Timetabling.Explaining;

/// <summary>A season as it might be: more rooms, fewer days, more jurors. The timetable that stands is not touched.</summary>
public sealed record WhatIf
{
    /// <summary>Centres that get one room more, each as often as it is named; it has the features of all rooms there.</summary>
    public IReadOnlyList<string> MoreRooms { get; init; } = [];

    /// <summary>Days on which nothing is held.</summary>
    public IReadOnlyList<DateOnly> WithoutDays { get; init; } = [];

    /// <summary>Jurors who get a double, each as often as named: same qualities and half-days, no tie to anybody.</summary>
    public IReadOnlyList<string> MoreJurorsLike { get; init; } = [];

    /// <summary>Jurors who are not there yet.</summary>
    public IReadOnlyList<Juror> MoreJurors { get; init; } = [];

    /// <summary>Jurors who give every half-day.</summary>
    public IReadOnlyList<string> AlwaysAvailable { get; init; } = [];

    /// <summary>The first centre or juror that the problem does not have; null: it has them all.</summary>
    public string? FirstUnknown(TimetableProblem problem) =>
        MoreRooms.Except(problem.Centres.Select(c => c.Id)).Concat(MoreJurorsLike.Concat(AlwaysAvailable).Except(problem.Jurors.Select(j => j.Id))).FirstOrDefault();

    /// <summary>The problem so changed.</summary>
    /// <exception cref="ArgumentException">A centre or a juror does not exist.</exception>
    public TimetableProblem Of(TimetableProblem problem)
    {
        if (FirstUnknown(problem) is { } unknown)
            throw new ArgumentException($"There is no '{unknown}'.", nameof(problem));

        string[] closed = [.. problem.HalfDays.Where(h => WithoutDays.Contains(h.Day)).Select(h => h.Id)];
        return problem with
        {
            Centres = [.. problem.Centres.Select(c => c with { Rooms = [.. c.Rooms.Concat(Added(c)).Select(r => r with { Unavailable = [.. r.Unavailable.Union(closed)] })] })],
            Jurors =
            [
                .. problem.Jurors.Select(j => AlwaysAvailable.Contains(j.Id) ? j with { Available = Everything(problem, j) } : j),
                .. MoreJurorsLike.Select((id, i) => problem.Jurors.First(j => j.Id == id) with { Id = $"{id}+{i + 1}" }),
                .. MoreJurors,
            ],
        };
    }

    private static Dictionary<string, Availability> Everything(TimetableProblem problem, Juror juror) =>
        problem.HalfDays.ToDictionary(h => h.Id, h => juror.Available.GetValueOrDefault(h.Id, Availability.Available));

    private IEnumerable<Room> Added(Centre centre) => MoreRooms.Where(c => c == centre.Id)
        .Select((_, i) => new Room($"{centre.Id}+{i + 1}") { Features = [.. centre.Rooms.SelectMany(r => r.Features).Distinct()] });
}

/// <summary>A juror worth calling, for one half-day that they did not give.</summary>
/// <param name="Events">Events without a place that could then be placed, each by itself, the others standing as they do.</param>
/// <param name="Saving">Points that placing them all would save at most.</param>
public sealed record Call(string Juror, string HalfDay, IReadOnlyList<string> Events, long Saving);

/// <summary>Whom to call first when some have no place.</summary>
public static class Calls
{
    /// <summary>Calls that would help, the most helpful first.</summary>
    /// <param name="timetable">Lawful, as the checker says.</param>
    public static IReadOnlyList<Call> WorthMaking(TimetableProblem problem, Timetable timetable, CancellationToken stop = default)
    {
        var instance = new Instance(problem);
        var sequencer = new Sequencer(instance);
        var draft = Draft.From(instance, instance.Read(timetable));
        var helped = new Dictionary<(int Juror, int HalfDay), List<int>>();
        foreach (var e in draft.Unplaced().Where(e => !instance.Events[e].Closed))
        {
            var probe = new Probe(instance, sequencer, draft, e);
            if (probe.CanPlace(Probe.All))
                continue;

            for (var j = 0; j < instance.Jurors.Length && !stop.IsCancellationRequested; j++)
            {
                for (var h = 0; h < instance.HalfDays.Length; h++)
                {
                    if (instance.Jurors[j].Given[h] != 0 || !probe.CanPlace(Probe.All, new(Juror: j, HalfDay: h)))
                        continue;

                    if (!helped.TryGetValue((j, h), out var events))
                        events = helped[(j, h)] = [];

                    events.Add(e);
                }
            }
        }

        return
        [
            .. helped.Select(c => new Call(
                    instance.Jurors[c.Key.Juror].Id, instance.HalfDays[c.Key.HalfDay].Id, [.. c.Value.Select(e => instance.Events[e].Id)],
                    c.Value.Sum(e => (long)instance.W.Unscheduled * instance.Events[e].Priority)))
                .OrderByDescending(c => c.Saving).ThenBy(c => c.HalfDay, StringComparer.Ordinal).ThenBy(c => c.Juror, StringComparer.Ordinal),
        ];
    }
}
