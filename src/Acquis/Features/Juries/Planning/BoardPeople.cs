using Acquis.Timetabling;

namespace Acquis.Features.Juries.Planning;

/// <summary>A half-day of one juror.</summary>
public sealed record JurorSitting(HalfDay HalfDay, string Room, bool Chairs, int Heard);

/// <summary>A juror who is called, with the half-days on which they sit.</summary>
/// <param name="Sittings">By time.</param>
public sealed record JurorRow(CalledJuror Called, IReadOnlyList<JurorSitting> Sittings);

/// <summary>A candidate found by name, with the place that they have.</summary>
/// <param name="Session">Null without.</param>
/// <param name="Start">Null without.</param>
public sealed record FoundCandidate(SeasonCandidate Candidate, Session? Session, DateTime? Start);

/// <summary>The people of a timetable: its jurors with their half-days, and whoever is looked for by name.</summary>
public sealed class BoardPeople(PlanningFile file)
{
    private readonly Dictionary<string, HalfDay> halfDays = file.Problem.HalfDays.ToDictionary(h => h.Id);

    /// <summary>Jurors who are called, by name, those who sit nowhere too.</summary>
    /// <param name="name">A part of the name, or null.</param>
    /// <param name="scope">Where a day was asked for or a site, only those who sit then and there, with what they do then and there.</param>
    public IReadOnlyList<JurorRow> Jurors(string? name, BoardScope scope)
    {
        var rooms = scope.Rooms.Select(r => r.Room.Id.ToString()).ToHashSet();
        var sittings = Sittings().Where(s => rooms.Contains(s.Sitting.Room) && (scope.AskedDay is null || s.Sitting.HalfDay.Day == scope.AskedDay)).ToLookup(s => s.Juror, s => s.Sitting);
        return
        [
            .. file.File.Jurors.Where(c => NameFilter.Bears(c.Juror.Name, name))
                .Select(c => new JurorRow(c, [.. sittings[c.Juror.Id.ToString()].OrderBy(s => s.HalfDay.Start)]))
                .Where(r => r.Sittings.Count > 0 || (scope.AskedDay is null && scope.Site is null)),
        ];
    }

    /// <summary>Candidates of that name, by name.</summary>
    public IReadOnlyList<FoundCandidate> Candidates(string name)
    {
        var places = file.Plan.Sessions.SelectMany(s => s.Events.Select(e => (Session: s, Placed: e))).ToDictionary(p => p.Placed.Event);
        return
        [
            .. file.File.Candidates.Where(c => NameFilter.Bears(c.Person.DisplayName, name))
                .Select(c => places.TryGetValue(c.Candidacy.Id.ToString(), out var place) ? new FoundCandidate(c, place.Session, place.Placed.Start) : new(c, null, null)),
        ];
    }

    /// <summary>The day of a session.</summary>
    public DateOnly DayOf(Session session) => halfDays[session.HalfDay].Day;

    private IEnumerable<(string Juror, JurorSitting Sitting)> Sittings() =>
        from session in file.Plan.Sessions
        from juror in PlanEditor.Members(session)
        let heard = session.Events.Where(e => (session.Panel ?? e.Panel ?? []).Contains(juror)).ToList()
        where heard.Count > 0
        select (juror, new JurorSitting(halfDays[session.HalfDay], session.Room, heard.Exists(e => (session.Chair ?? e.Chair) == juror), heard.Count));
}
