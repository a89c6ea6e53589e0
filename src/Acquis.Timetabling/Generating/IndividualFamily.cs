namespace Acquis.Timetabling.Generating;

/// <summary>
/// A jury for each candidate, of the size of Almeida, Santos and Figueira (arXiv 2205.07727): 25 to 50 members, three rooms, fifteen days, members who
/// give few hours, so that the question is how many defences find a place at all.
/// </summary>
internal sealed class IndividualFamily(Chance chance)
{
    public TimetableProblem Make(string name, int count)
    {
        var halfDays = TimetableGenerator.HalfDays(15);
        var members = Math.Clamp((int)Math.Round(count * 1.25), 6, 50);
        var subjects = Enumerable.Range(1, 6).Select(s => $"S{s}").ToArray();
        List<Juror> jurors = [.. Enumerable.Range(1, members).Select(i => Member(i, halfDays, subjects))];
        List<JuryEvent> events = [.. Enumerable.Range(1, count).Select(i => new JuryEvent
        {
            Id = $"e{i}",
            Type = "thesis",
            Candidate = $"k{i}",
            Centres = ["K1"],
            Certification = "C1",
            Language = "fr",
            Competences = [chance.Pick(subjects)],
        })];
        return new()
        {
            Name = name,
            TimeZone = "Europe/Paris",
            GridMinutes = 60,
            HalfDays = halfDays,
            Types = [new() { Id = "thesis", Jury = JuryKind.Individual, Size = 3, Outside = 1, Competent = 1, Minutes = 60 }],
            Centres = TimetableGenerator.Centres(1, 3, halfDays, 0.3, chance.Fork()),
            Jurors = jurors,
            Events = events,
            Conflicts = [.. events.Select(e => new Conflict(e.Id, chance.Pick(jurors).Id, "supervised"))],
        };
    }

    private Juror Member(int number, List<HalfDay> halfDays, string[] subjects)
    {
        var available = new Dictionary<string, Availability>();
        var busy = new List<TimeSpanLocal>();
        foreach (var halfDay in halfDays.Where(_ => chance.Happens(0.25)))
        {
            available[halfDay.Id] = chance.Happens(0.15) ? Availability.Undesired : Availability.Available;
            var from = halfDay.Start.AddHours(chance.Next(4));
            busy.Add(new(from, from.AddHours(1)));
        }

        return new()
        {
            Id = $"j{number}",
            Outside = chance.Happens(0.4),
            ChairFor = chance.Happens(0.5) || number <= 2 ? ["C1"] : [],
            Competences = [.. subjects.Where(_ => chance.Happens(0.35))],
            Languages = ["fr"],
            Gender = chance.Happens(0.5) ? "f" : "m",
            Centres = ["K1"],
            Available = available,
            Busy = busy,
            MaxHalfDays = 3 + chance.Next(6),
        };
    }
}
