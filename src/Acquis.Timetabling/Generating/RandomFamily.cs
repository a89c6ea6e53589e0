namespace Acquis.Timetabling.Generating;

/// <summary>Nothing is arranged: jurors, absences and conflicts fall as they fall. Tight: two jurors of three and fewer rooms.</summary>
internal sealed class RandomFamily(Chance chance, bool tight)
{
    private const int EmployersOfCentre = 12;
    private readonly List<JuryEvent> events = [];
    private readonly List<Conflict> conflicts = [];

    public TimetableProblem Make(string name, int count)
    {
        var halfDays = TimetableGenerator.HalfDays(10);
        var centres = Math.Max(1, (int)Math.Round(count / (double)TimetableGenerator.EventsOfCentre));
        var rooms = Math.Max(1, (int)Math.Ceiling(Math.Min(count, TimetableGenerator.EventsOfCentre) / (tight ? 62.0 : 40.0)));
        var places = TimetableGenerator.Centres(centres, rooms, halfDays, tight ? 0.15 : 0.05, chance.Fork());
        var jurors = Enumerable.Range(0, centres).SelectMany(c => Jurors(c, centres, count / centres, halfDays)).ToList();
        for (var c = 0; c < centres; c++)
            AddEvents(c, (count * (c + 1) / centres) - (count * c / centres), halfDays, jurors);

        return TimetableGenerator.Season(name, halfDays, places, jurors, events, conflicts);
    }

    private IEnumerable<Juror> Jurors(int centre, int centres, int eventsHere, IReadOnlyList<HalfDay> halfDays)
    {
        var count = Math.Max(tight ? 7 : 10, (int)Math.Ceiling(eventsHere * (tight ? 0.13 : 0.19)));
        for (var i = 0; i < count; i++)
        {
            var second = centres > 1 && chance.Happens(0.15) ? (centre + 1 + chance.Next(centres - 1)) % centres : centre;
            yield return new()
            {
                Id = $"j{centre + 1}.{i + 1}",
                Outside = chance.Happens(0.7),
                ChairFor = chance.Happens(1 / 3.0) || i < 3 ? Some(2) : [],
                Competences = [.. TimetableGenerator.Certifications.SelectMany(c => new[] { $"{c}.B1", $"{c}.B2" }).Where(_ => chance.Happens(0.55))],
                Languages = chance.Happens(1 / 3.0) || i < 3 ? ["fr", "en"] : ["fr"],
                Gender = chance.Happens(0.1) ? null : chance.Happens(0.5) ? "f" : "m",
                Employer = $"E{centre + 1}.{chance.Next(EmployersOfCentre)}",
                Centres = second == centre ? [$"K{centre + 1}"] : [$"K{centre + 1}", $"K{second + 1}"],
                Available = TimetableGenerator.Markov(halfDays, chance),
                MaxHalfDays = 4 + chance.Next(7),
            };
        }
    }

    private string[] Some(int least)
    {
        var all = TimetableGenerator.Certifications.ToList();
        chance.Shuffle(all);
        return [.. all.Take(least + chance.Next(all.Count - least + 1)).Order(StringComparer.Ordinal)];
    }

    private void AddEvents(int centre, int count, IReadOnlyList<HalfDay> halfDays, List<Juror> jurors)
    {
        var own = jurors.Where(j => j.Centres.Contains($"K{centre + 1}")).ToList();
        var trainers = own.Where(j => !j.Outside).Take(3).ToList();
        var last = events.Count + count;
        while (events.Count < last)
        {
            var candidate = $"k{events.Count + 1}";
            var certification = chance.Pick(TimetableGenerator.Certifications);
            var language = chance.Happens(0.1) ? "en" : "fr";
            var extended = chance.Happens(0.08);
            JuryEvent? oral = null;
            if (chance.Happens(0.2) && events.Count + 2 <= last)
            {
                oral = Event("oral", candidate, centre, certification, language, extended, halfDays);
                events.Add(oral);
            }

            var defence = Event("defence", candidate, centre, certification, language, extended, halfDays) with
            {
                Competences = [chance.Happens(0.5) ? $"{certification}.B1" : $"{certification}.B2"],
                After = oral is null ? [] : [new(oral.Id, 1)],
            };
            events.Add(defence);
            Tie(oral, defence, centre, own, trainers);
        }
    }

    private JuryEvent Event(string type, string candidate, int centre, string certification, string language, bool extended, IReadOnlyList<HalfDay> halfDays) => new()
    {
        Id = $"e{events.Count + 1}",
        Type = type,
        Candidate = candidate,
        Centres = [$"K{centre + 1}"],
        Certification = certification,
        Language = language,
        Extended = extended,
        Unavailable = [.. halfDays.Where(_ => chance.Happens(0.05)).Select(h => h.Id)],
        Undesired = [.. halfDays.Where(_ => chance.Happens(0.05)).Select(h => h.Id)],
        Features = extended && chance.Happens(0.2) ? ["ramp"] : [],
    };

    private void Tie(JuryEvent? oral, JuryEvent defence, int centre, List<Juror> own, List<Juror> trainers)
    {
        var employer = $"E{centre + 1}.{chance.Next(EmployersOfCentre)}";
        var trained = chance.Happens(0.3) && trainers.Count > 0 ? chance.Pick(trainers) : null;
        foreach (var e in new[] { oral, defence }.OfType<JuryEvent>())
        {
            conflicts.AddRange(own.Where(j => j.Employer == employer).Select(j => new Conflict(e.Id, j.Id, "employer")));
            if (trained is not null && trained.Employer != employer)
                conflicts.Add(new(e.Id, trained.Id, "trained"));
        }
    }
}
