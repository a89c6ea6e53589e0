using System.Text.RegularExpressions;
using Acquis.Infrastructure;
using Acquis.Timetabling.Checking;

namespace Acquis.Features.Juries.Planning;

/// <summary>Says the ids of a season's timetable as people know them: names, rooms, half-days, qualities.</summary>
public sealed partial class PlanNames
{
    private readonly Dictionary<string, string> names;

    public PlanNames(SeasonFile file)
    {
        var sites = file.Rooms.Select(r => r.Site.Id).Distinct().Count();
        names = file.Rooms.ToDictionary(r => r.Room.Id.ToString(), r => sites > 1 ? $"{r.Site.Name} {r.Room.Name}" : r.Room.Name);
        foreach (var halfDay in file.Season.HalfDays)
            names[halfDay.Id] = SeasonDates.Long(halfDay);

        foreach (var (juror, _) in file.Called)
            names[juror.Id.ToString()] = juror.Name;

        foreach (var candidate in file.Candidates)
            names[candidate.Candidacy.Id.ToString()] = candidate.Person.DisplayName;

        foreach (var site in file.Rooms.Select(r => r.Site))
            names[site.Id.ToString()] = site.Name;

        names[file.Season.CertificationId.ToString()] = file.Certification.Title.In(Texts.Language);
    }

    /// <summary>The name of an id; the id itself where nobody has it any more.</summary>
    public string this[string id] => names.GetValueOrDefault(id, id);

    /// <summary>A sentence of the engine with names in place of ids.</summary>
    public string Say(string sentence) => Ids().Replace(sentence, match => this[match.Value]);

    /// <summary>What a timetable breaks, in the reader's language.</summary>
    public string Say(Breach breach)
    {
        var args = breach.Args.ToDictionary(a => a.Key, a => a.Key switch
        {
            "reason" => Texts.All[$"plan.conflict.{a.Value}"],
            "language" => Texts.All[$"language.{a.Value}"],
            "feature" when Texts.All.Has($"room.feature.{a.Value}") => Texts.All[$"room.feature.{a.Value}"],
            _ => a.Value is string text ? Say(text) : a.Value,
        });
        return Texts.All.Get(Texts.Language, breach.Code, args);
    }

    /// <summary>What a timetable breaks; what it breaks in the same way for several candidates of a session is said once.</summary>
    public IReadOnlyList<string> Say(IEnumerable<Breach> breaches) =>
        [.. breaches.DistinctBy(b => $"{b.Code}|{string.Join('|', b.Args.Where(a => a.Key is not ("event" or "other")).OrderBy(a => a.Key, StringComparer.Ordinal).Select(a => a.Value))}").Select(Say).Distinct()];

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|[0-9]{4}-[0-9]{2}-[0-9]{2}\\.[0-9]{4}-[0-9]{4}")]
    private static partial Regex Ids();
}
