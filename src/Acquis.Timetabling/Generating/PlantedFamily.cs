using Acquis.Timetabling.Checking;

namespace Acquis.Timetabling.Generating;

/// <summary>
/// Sessions are full to the minute, each juror sits exactly three times, nobody minds: no timetable can use fewer sessions, call jurors less often
/// or spread the calls better, so that the planted one is a best one.
/// </summary>
internal sealed class PlantedFamily(Chance chance)
{
    private const int PanelSize = 3;
    private const int LeastSessions = 3;
    private readonly List<HalfDay> halfDays = TimetableGenerator.HalfDays(10);
    private readonly List<JuryEvent> events = [];
    private readonly List<Juror> jurors = [];
    private readonly List<Conflict> conflicts = [];
    private readonly List<Session> sessions = [];

    public Generated Make(string name, int count)
    {
        var centres = Math.Max(1, (int)Math.Round(count / (double)TimetableGenerator.EventsOfCentre));
        var places = new List<Centre>();
        for (var c = 0; c < centres; c++)
            places.Add(AddCentre($"K{c + 1}", (count * (c + 1) / centres) - (count * c / centres)));

        var problem = TimetableGenerator.Season(name, halfDays, places, jurors, events, conflicts);
        var plan = new Timetable { Problem = "sha256:", Sessions = sessions };
        var report = TimetableChecker.Check(problem, plan);
        return new(problem, plan with { Cost = report.Cost, LowerBound = report.Cost, Optimal = true, Terms = report.Terms });
    }

    private Centre AddCentre(string centre, int count)
    {
        var orals = (int)Math.Round(count / 6.0 / 8);
        var extended = (int)Math.Round(count * 0.07 / 3);
        var plain = Math.Max(LeastSessions, (int)Math.Round((count - (8 * orals) - (3 * extended)) / 4.0));
        var kinds = Enumerable.Repeat(Kind.Oral, orals).Concat(Shuffled([.. Enumerable.Repeat(Kind.Extended, extended), .. Enumerable.Repeat(Kind.Plain, plain)])).ToList();
        var rooms = (kinds.Count + halfDays.Count - 1) / halfDays.Count;
        var drafts = kinds.Select((kind, i) => Draft(centre, kind, i, kinds.Count)).ToList();
        var people = Enumerable.Range(0, kinds.Count).Select(i => People(centre, i, drafts)).ToList();
        jurors.AddRange(people);
        foreach (var (i, draft) in drafts.Index())
            AddSession(centre, $"{centre}.R{(i / halfDays.Count) + 1}", draft, people);

        LinkOrals(centre);
        return new(centre, [.. Enumerable.Range(1, rooms + 1).Select(r => new Room($"{centre}.R{r}"))]);
    }

    private List<Kind> Shuffled(List<Kind> kinds)
    {
        chance.Shuffle(kinds);
        return kinds;
    }

    private SessionDraft Draft(string centre, Kind kind, int index, int count)
    {
        // Neighbours in the circle of jurors sit together, on half-days that differ.
        var members = Enumerable.Range(0, PanelSize).Select(m => (index + m) % count).ToArray();
        var rest = count % halfDays.Count;
        var shift = rest is 1 or 2 && index >= count - rest ? 2 : 0;
        return new(kind, halfDays[(index + shift) % halfDays.Count], members, members[chance.Next(PanelSize)], members[chance.Next(PanelSize)],
            chance.Pick(TimetableGenerator.Certifications), chance.Happens(0.1) ? "en" : "fr");
    }

    private Juror People(string centre, int index, List<SessionDraft> drafts)
    {
        var own = drafts.Where(d => d.Members.Contains(index)).ToList();
        var available = TimetableGenerator.Markov(halfDays, chance);
        foreach (var draft in own)
            available[draft.HalfDay.Id] = Availability.Available;

        return new()
        {
            Id = $"{centre}.j{index + 1}",
            // Whoever is inside is alone of their kind on each panel.
            Outside = index % PanelSize != 0 || index + PanelSize > drafts.Count,
            ChairFor = [.. own.Where(d => d.Chair == index).Select(d => d.Certification).Distinct().Order(StringComparer.Ordinal)],
            Competences = [.. own.Where(d => d.Competent == index).Select(d => $"{d.Certification}.B1").Distinct().Order(StringComparer.Ordinal)],
            Languages = own.Exists(d => d.Language == "en") ? ["fr", "en"] : ["fr"],
            Gender = index % 2 == 0 ? "f" : "m",
            Centres = [centre],
            Available = available,
            MaxHalfDays = PanelSize + chance.Next(3),
        };
    }

    private void AddSession(string centre, string room, SessionDraft draft, List<Juror> people)
    {
        var minutes = draft.Kind switch { Kind.Oral => 30, Kind.Extended => 80, _ => 60 };
        var panel = draft.Members.Select(m => people[m].Id).ToList();
        var placements = new List<Placement>();
        for (var start = draft.HalfDay.Start; start.AddMinutes(minutes) <= draft.HalfDay.End; start = start.AddMinutes(minutes))
        {
            var e = new JuryEvent
            {
                Id = $"e{events.Count + 1}",
                Type = draft.Kind is Kind.Oral ? "oral" : "defence",
                Candidate = $"k{events.Count + 1}",
                Centres = [centre],
                Certification = draft.Certification,
                Language = draft.Language,
                Competences = draft.Kind is Kind.Oral ? [] : [$"{draft.Certification}.B1"],
                Extended = draft.Kind is Kind.Extended,
                Unavailable = [.. halfDays.Where(h => h != draft.HalfDay && chance.Happens(0.1)).Select(h => h.Id)],
                Undesired = [.. halfDays.Where(h => h != draft.HalfDay && chance.Happens(0.1)).Select(h => h.Id)],
            };
            events.Add(e);
            placements.Add(new(e.Id, start));
            conflicts.AddRange(people.Where(j => !panel.Contains(j.Id) && chance.Happens(0.06)).Select(j => new Conflict(e.Id, j.Id, "employer")));
        }

        sessions.Add(new() { Room = room, HalfDay = draft.HalfDay.Id, Panel = panel, Chair = people[draft.Chair].Id, Events = placements });
    }

    // Each oral goes to a candidate of a later half-day who has none yet.
    private void LinkOrals(string centre)
    {
        var byId = sessions.SelectMany(s => s.Events.Select(e => (e.Event, s.HalfDay))).ToDictionary(p => p.Event, p => p.HalfDay);
        var waiting = events.Index().Where(e => e.Item.Type == "defence" && e.Item.Centres[0] == centre).ToList();
        foreach (var (i, oral) in events.Index().Where(e => e.Item.Type == "oral" && e.Item.Centres[0] == centre).ToList())
        {
            var found = waiting.FindIndex(d => string.CompareOrdinal(byId[d.Item.Id], byId[oral.Id]) > 0);
            if (found < 0)
                continue;

            var (j, defence) = waiting[found];
            waiting.RemoveAt(found);
            events[j] = defence with { Candidate = oral.Candidate, After = [new(oral.Id, 1)] };
        }
    }

    private enum Kind
    {
        Plain,
        Extended,
        Oral,
    }

    private sealed record SessionDraft(Kind Kind, HalfDay HalfDay, int[] Members, int Chair, int Competent, string Certification, string Language);
}
