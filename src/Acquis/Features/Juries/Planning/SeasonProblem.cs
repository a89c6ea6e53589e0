using Acquis.Domain.Candidacies;
using Acquis.Domain.Juries;
using Engine = Acquis.Timetabling;

namespace Acquis.Features.Juries.Planning;

/// <summary>
/// A season as a problem of the timetabling engine. It holds ids only: no name leaves the database for the solver's process. An event is called by its
/// candidacy, a candidate by their person.
/// </summary>
public static class SeasonProblem
{
    private const string Type = "defence";

    /// <summary>The problem.</summary>
    /// <param name="rule">The composition rule of its candidates' juries.</param>
    /// <param name="previous">The timetable that people know or that is to be changed, or null.</param>
    /// <param name="holds">Locks of <paramref name="previous"/>.</param>
    /// <param name="keeps">Whether leaving the places of <paramref name="previous"/> costs.</param>
    public static Engine.TimetableProblem Of(
        SeasonFile file, JuryRule rule, IReadOnlyList<JurorConflict> conflicts, Engine.Timetable? previous, IReadOnlyList<Hold> holds, bool keeps = true)
    {
        var season = file.Season;
        var sites = file.Rooms.GroupBy(r => r.Site.Id).ToList();
        return new()
        {
            Name = season.Name,
            TimeZone = season.TimeZone,
            GridMinutes = season.GridMinutes,
            HalfDays = [.. season.HalfDays.Select(h => new Engine.HalfDay(h.Id, h.Start, h.End))],
            Types = [TypeOf(season.Format, rule)],
            Centres = [.. sites.Select(s => new Engine.Centre(s.Key.ToString(), [.. s.Select(r => RoomOf(r.Room, season))]))],
            Jurors = [.. file.Jurors.Where(c => !c.Juror.IsRetired).Select(c => JurorOf(c, season, rule, [.. sites.Select(s => s.Key)]))],
            Events = [.. file.Candidates.Select(c => EventOf(c, season, [.. sites.Select(s => s.Key.ToString())]))],
            Conflicts = [.. ConflictsOf(conflicts)],
            Locks = previous is null ? [] : [.. Locks(previous, holds)],
            Previous = previous,
            Weights = keeps ? new() : new() { MovedHalfDay = 0, MovedRoom = 0, MovedTime = 0, ConvocationChanged = 0 },
        };
    }

    /// <summary>One for each pair, in one order: the same season is the same problem, to the byte.</summary>
    private static IEnumerable<Engine.Conflict> ConflictsOf(IReadOnlyList<JurorConflict> conflicts) =>
        from conflict in conflicts
        group conflict.Kind by (Candidacy: conflict.Candidacy.ToString(), Juror: conflict.Juror.ToString()) into pair
        orderby pair.Key.Candidacy, pair.Key.Juror
        select new Engine.Conflict(pair.Key.Candidacy, pair.Key.Juror, pair.Min().ToString());

    private static Engine.EventType TypeOf(DefenceFormat format, JuryRule rule)
    {
        var size = Math.Max(format.JurySize, rule.LeastMembers);
        return new()
        {
            Id = Type,
            Jury = format.Jury is SeasonJury.Individual ? Engine.JuryKind.Individual : Engine.JuryKind.Panel,
            Size = size,
            Outside = rule.ExternalsFor(size),
            Competent = format.Domains.Count > 0 ? 1 : 0,
            Minutes = format.Minutes,
            ExtendedMinutes = format.ExtendedMinutes,
            TurnoverMinutes = format.TurnoverMinutes,
        };
    }

    private static Engine.Room RoomOf(Room room, Season season) => new(room.Id.ToString())
    {
        Features = room.Features,
        Unavailable = [.. season.HalfDays.Where(h => !room.IsFree(h)).Select(h => h.Id)],
    };

    private static Engine.Juror JurorOf(CalledJuror called, Season season, JuryRule rule, IReadOnlyList<Domain.Id<Site>> sites)
    {
        var (juror, answer) = called;
        var chairs = juror.MayChair(season.CertificationId) && (juror.IsOutside || !rule.ChairIsExternal);
        return new()
        {
            Id = juror.Id.ToString(),
            Outside = juror.IsOutside,
            ChairFor = chairs ? [season.CertificationId.ToString()] : [],
            Competences = juror.Domains,
            Languages = juror.Languages,
            Gender = juror.Sex switch { Sex.F => "f", Sex.M => "m", _ => null },
            Centres = [.. sites.Where(s => juror.Sites.Count == 0 || juror.Sites.Contains(s)).Select(s => s.ToString())],
            Available = season.HalfDays.Where(h => answer.Gives(h) && juror.IsMandated(season.CertificationId, h.Day)).ToDictionary(
                h => h.Id, h => answer.Of(h) is JurorAvailability.Undesired ? Engine.Availability.Undesired : Engine.Availability.Available),
            MaxHalfDays = answer.MostHalfDays,
        };
    }

    private static Engine.JuryEvent EventOf(SeasonCandidate candidate, Season season, IReadOnlyList<string> sites) => new()
    {
        Id = candidate.Candidacy.Id.ToString(),
        Type = Type,
        Candidate = candidate.Person.Id.ToString(),
        Centres = sites,
        Certification = season.CertificationId.ToString(),
        Language = season.Format.Language,
        Competences = season.Format.Domains,
        Extended = candidate.Needs?.Extended ?? false,
        Features = candidate.Needs?.Features ?? [],
        Unavailable = candidate.Needs?.Unavailable ?? [],
    };

    /// <summary>Locks of the engine: a candidate's whole place, or whole sessions of the previous timetable.</summary>
    private static IEnumerable<Engine.TimetableLock> Locks(Engine.Timetable previous, IReadOnlyList<Hold> holds)
    {
        foreach (var session in previous.Sessions)
        {
            if (holds.Any(h => IsHeld(session, h)))
                yield return new() { Room = session.Room, HalfDay = session.HalfDay };

            foreach (var placed in session.Events.Where(e => holds.Contains(new(HoldKind.Candidate, e.Event))))
                yield return new() { Event = placed.Event, Room = session.Room, HalfDay = session.HalfDay, Start = placed.Start };
        }
    }

    /// <summary>Whether a lock holds that whole session.</summary>
    public static bool IsHeld(Engine.Session session, Hold hold) => hold.Kind switch
    {
        HoldKind.Session => hold.Key == $"{session.Room}|{session.HalfDay}",
        HoldKind.Room => hold.Key == session.Room,
        HoldKind.Day => session.HalfDay.StartsWith(hold.Key, StringComparison.Ordinal),
        HoldKind.Juror => PlanEditor.Members(session).Contains(hold.Key),
        _ => false,
    };
}
