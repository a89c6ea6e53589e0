namespace Acquis.Timetabling.Checking;

internal sealed partial class HardRules
{
    /// <summary>H4 to H9: the jury of each event.</summary>
    private void H4To9()
    {
        foreach (var p in Tested("H4").Where(p => p.Jury.Count != p.Type.Size || p.Jury.DistinctBy(j => j.Id).Count() != p.Type.Size))
            Add("H4", "timetable.breach.jury-size", [p], ("members", p.Jury.DistinctBy(j => j.Id).Count()), ("size", p.Type.Size));

        foreach (var p in Tested("H5"))
        {
            if (p.Jury.FirstOrDefault(j => j.Id == p.Chair) is not { } chair)
                Add("H5", "timetable.breach.no-chair", [p]);
            else if (!chair.ChairFor.Contains(p.Event.Certification))
                Add("H5", "timetable.breach.chair-may-not", [p], ("juror", chair.Id), ("certification", p.Event.Certification));
        }

        foreach (var p in Tested("H6").Where(p => p.Jury.Count(j => j.Outside) < p.Type.Outside))
            Add("H6", "timetable.breach.too-few-outside", [p], ("members", p.Jury.Count(j => j.Outside)), ("wanted", p.Type.Outside));

        foreach (var p in Tested("H7"))
        {
            foreach (var competence in p.Event.Competences.Where(c => p.Jury.Count(j => j.Competences.Contains(c)) < p.Type.Competent))
                Add("H7", "timetable.breach.too-few-competent", [p], ("competence", competence), ("wanted", p.Type.Competent));
        }

        foreach (var p in Tested("H8"))
        {
            var speakers = p.Jury.Count(j => j.Languages.Contains(p.Event.Language));
            if (speakers < (p.Type.Speakers ?? p.Jury.Count))
                Add("H8", "timetable.breach.too-few-speakers", [p], ("language", p.Event.Language), ("members", speakers), ("wanted", p.Type.Speakers ?? p.Type.Size));
        }

        var conflicts = problem.Conflicts.ToLookup(c => c.Event);
        foreach (var p in Tested("H9"))
        {
            foreach (var conflict in conflicts[p.Event.Id].Where(c => p.Jury.Any(j => j.Id == c.Juror)).DistinctBy(c => c.Juror))
                Add("H9", "timetable.breach.conflict", [p], ("juror", conflict.Juror), ("reason", conflict.Reason));
        }
    }

    private static IEnumerable<IGrouping<Juror, Placed>> ByJuror(List<Placed> tested) =>
        tested.SelectMany(p => p.Jury.DistinctBy(j => j.Id).Select(j => (Juror: j, Placed: p))).GroupBy(s => s.Juror, s => s.Placed);

    private void H10()
    {
        foreach (var juror in ByJuror(Tested("H10")))
        {
            foreach (var halfDay in juror.GroupBy(p => p.HalfDay.Id).Where(g => !juror.Key.Available.ContainsKey(g.Key)))
                Add("H10", "timetable.breach.juror-absent", halfDay, ("juror", juror.Key.Id), ("halfDay", halfDay.Key));

            foreach (var p in juror.Where(p => juror.Key.Busy.Any(b => p.Start < b.To && p.End > b.From)))
                Add("H10", "timetable.breach.juror-busy", [p], ("juror", juror.Key.Id));
        }
    }

    private void H11()
    {
        foreach (var juror in ByJuror(Tested("H11")))
        {
            foreach (var halfDay in juror.GroupBy(p => p.HalfDay.Id))
            {
                if (halfDay.Any(p => p.Type.Jury is JuryKind.Panel) && halfDay.Select(p => p.Room.Id).Distinct().Count() > 1)
                    Add("H11", "timetable.breach.juror-in-two-rooms", halfDay, ("juror", juror.Key.Id), ("halfDay", halfDay.Key));

                List<Placed> inOrder = [.. halfDay.OrderBy(p => p.Start)];
                foreach (var (first, second) in inOrder.Zip(inOrder.Skip(1)).Where(MeetOutsideOnePanel))
                    Add("H11", "timetable.breach.juror-twice-at-once", [second, first], ("juror", juror.Key.Id), ("other", first.Event.Id));
            }
        }
    }

    // Two events of one panel that meet are the room's fault, H2.
    private static bool MeetOutsideOnePanel((Placed First, Placed Second) pair) =>
        pair.Second.Start < pair.First.End && (pair.First.Type.Jury is JuryKind.Individual || pair.Second.Type.Jury is JuryKind.Individual);

    private void H12()
    {
        foreach (var juror in ByJuror(Tested("H12")))
        {
            foreach (var centre in juror.GroupBy(p => p.Centre.Id).Where(g => !juror.Key.Centres.Contains(g.Key)))
                Add("H12", "timetable.breach.juror-of-other-centre", centre, ("juror", juror.Key.Id), ("centre", centre.Key));

            foreach (var day in juror.GroupBy(p => p.HalfDay.Day).Where(g => g.Select(p => p.Centre.Id).Distinct().Count() > 1))
                Add("H12", "timetable.breach.juror-in-two-centres", day, ("juror", juror.Key.Id), ("day", day.Key));
        }
    }

    private void H13()
    {
        foreach (var juror in ByJuror(Tested("H13")))
        {
            var halfDays = juror.Select(p => p.HalfDay.Id).Distinct().Count();
            if (halfDays > juror.Key.MaxHalfDays)
                Add("H13", "timetable.breach.too-many-half-days", juror, ("juror", juror.Key.Id), ("given", halfDays), ("max", juror.Key.MaxHalfDays));

            foreach (var day in juror.GroupBy(p => p.HalfDay.Day))
            {
                var onDay = day.Select(p => p.HalfDay.Id).Distinct().Count();
                if (onDay > juror.Key.MaxHalfDaysPerDay)
                    Add("H13", "timetable.breach.too-many-half-days-a-day", day, ("juror", juror.Key.Id), ("day", day.Key), ("max", juror.Key.MaxHalfDaysPerDay));

                var minutes = day.Sum(p => p.Minutes);
                if (minutes > juror.Key.MaxMinutesPerDay)
                    Add("H13", "timetable.breach.too-many-minutes", day, ("juror", juror.Key.Id), ("day", day.Key), ("given", minutes), ("max", juror.Key.MaxMinutesPerDay));
            }
        }
    }

    private void H15()
    {
        var tested = Tested("H15");
        foreach (var held in problem.Locks)
        {
            if (held.Event is not null)
                EventLock(held, tested);
            else
                SessionLock(held, tested);
        }
    }

    private void EventLock(TimetableLock held, List<Placed> tested)
    {
        foreach (var p in tested.Where(p => p.Event.Id == held.Event))
        {
            var moved = (held.HalfDay is { } halfDay && halfDay != p.HalfDay.Id)
                || (held.Room is { } room && room != p.Room.Id)
                || (held.Start is { } start && start != p.Start)
                || (held.Juror is { } juror && !p.Jury.Any(j => j.Id == juror));
            if (moved)
                Add("H15", "timetable.breach.lock", [p]);
        }
    }

    private void SessionLock(TimetableLock held, List<Placed> tested)
    {
        var before = problem.Previous?.Sessions.FirstOrDefault(s => s.Room == held.Room && s.HalfDay == held.HalfDay);
        var inside = before?.Events.DistinctBy(e => e.Event).ToDictionary(e => e.Event) ?? [];
        foreach (var p in tested)
        {
            var here = p.Room.Id == held.Room && p.HalfDay.Id == held.HalfDay;
            if (!inside.TryGetValue(p.Event.Id, out var was))
            {
                if (here)
                    Add("H15", "timetable.breach.locked-session", [p], ("room", held.Room), ("halfDay", held.HalfDay));

                continue;
            }

            var jury = (p.Type.Jury is JuryKind.Individual ? was.Panel : before!.Panel) ?? [];
            var chair = p.Type.Jury is JuryKind.Individual ? was.Chair : before!.Chair;
            if (!here || was.Start != p.Start || chair != p.Chair || !jury.ToHashSet().SetEquals(p.Jury.Select(j => j.Id)))
                Add("H15", "timetable.breach.locked-session", [p], ("room", held.Room), ("halfDay", held.HalfDay));
        }
    }
}
