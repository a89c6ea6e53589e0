using System.Text.Json;
using System.Text.Unicode;

namespace Acquis.Timetabling.Formats;

/// <summary>Reads the file of a problem. Nothing unknown is passed over.</summary>
public static class ProblemReader
{
    /// <summary>Longest event or half-day, in minutes: a day.</summary>
    public const int DayMinutes = 24 * 60;

    private const int MaxSize = 20;
    private const int MaxMinutesPerDay = DayMinutes;
    private const int MaxCount = 10_000;

    /// <summary>The problem in these bytes.</summary>
    /// <exception cref="TimetableFileException">It is not sound; every fault with its place.</exception>
    public static TimetableProblem Read(ReadOnlyMemory<byte> utf8)
    {
        var faults = new FaultList();
        using var json = Parse(utf8);
        var problem = Problem(new(json.RootElement, "", faults));
        faults.ThrowIfAny();
        ProblemRules.Check(problem, faults);
        faults.ThrowIfAny();
        return problem;
    }

    internal static JsonDocument Parse(ReadOnlyMemory<byte> utf8)
    {
        try
        {
            // A byte order mark is what some editors leave; it says nothing here.
            var text = utf8.Span.StartsWith("\uFEFF"u8) ? utf8[3..] : utf8;
            var json = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = 16 });
            return Utf8.IsValid(text.Span) && (text.Span.IndexOf("\\u"u8) < 0 || IsText(json.RootElement))
                ? json
                : throw new TimetableFileException([Fault.Of("", "timetable.not-text")]);
        }
        catch (JsonException e)
        {
            throw new TimetableFileException([Fault.Of("", "timetable.not-json", ("line", (e.LineNumber ?? 0) + 1), ("column", (e.BytePositionInLine ?? 0) + 1))]);
        }
    }

    // The parser passes over bytes that are no UTF-8 and escapes of half a surrogate pair, and throws where the string is read.
    private static bool IsText(JsonElement value)
    {
        try
        {
            return value.ValueKind switch
            {
                JsonValueKind.String => value.GetString() is not null,
                JsonValueKind.Array => value.EnumerateArray().All(IsText),
                JsonValueKind.Object => value.EnumerateObject().All(m => m.Name is not null && IsText(m.Value)),
                _ => true,
            };
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    private static TimetableProblem Problem(JsonNode node)
    {
        var map = node.Map(
            ["schema", "timeZone", "gridMinutes", "halfDays", "types", "centres", "jurors", "events"],
            ["name", "conflicts", "locks", "overrides", "previous", "weights"]);
        map.Node("schema")?.OneOf(TimetableProblem.Schema);
        return new()
        {
            Name = map.Text("name"),
            TimeZone = map.Text("timeZone"),
            GridMinutes = map.Int("gridMinutes", 1, 60),
            HalfDays = map.List("halfDays", HalfDay),
            Types = map.List("types", Type),
            Centres = map.List("centres", Centre),
            Jurors = map.List("jurors", Juror),
            Events = map.List("events", Event),
            Conflicts = map.List("conflicts", Conflict),
            Locks = map.List("locks", Lock),
            Overrides = map.List("overrides", Override),
            Previous = map.Node("previous") is { IsNull: false } previous ? TimetableReader.Timetable(previous) : null,
            Weights = map.Node("weights") is { } weights ? Weights(weights) : new(),
        };
    }

    private static HalfDay HalfDay(JsonNode node)
    {
        var map = node.Map(["id", "start", "end"], []);
        return new(map.Text("id"), map.Time("start"), map.Time("end"));
    }

    private static EventType Type(JsonNode node)
    {
        var map = node.Map(["id", "jury", "size", "minutes"], ["outside", "competent", "language", "extendedMinutes", "turnoverMinutes"]);
        return new()
        {
            Id = map.Text("id"),
            Jury = map.Node("jury")?.OneOf("panel", "individual") == "individual" ? JuryKind.Individual : JuryKind.Panel,
            Size = map.Int("size", 1, MaxSize, 1),
            Outside = map.Int("outside", 0, MaxSize),
            Competent = map.Int("competent", 0, MaxSize),
            Speakers = map.Node("language") is { } language ? Speakers(language) : null,
            Minutes = map.Int("minutes", 1, DayMinutes, 1),
            ExtendedMinutes = map.IntOrNull("extendedMinutes", 1, DayMinutes),
            TurnoverMinutes = map.Int("turnoverMinutes", 0, DayMinutes),
        };
    }

    private static int? Speakers(JsonNode node)
    {
        if (node.IsNumber)
            return node.Int(0, MaxSize);

        node.OneOf("all");
        return null;
    }

    private static Centre Centre(JsonNode node)
    {
        var map = node.Map(["id", "rooms"], []);
        return new(map.Text("id"), map.List("rooms", Room));
    }

    private static Room Room(JsonNode node)
    {
        var map = node.Map(["id"], ["features", "unavailable"]);
        return new(map.Text("id")) { Features = map.Texts("features"), Unavailable = map.Texts("unavailable") };
    }

    private static Juror Juror(JsonNode node)
    {
        var map = node.Map(
            ["id", "outside", "centres", "languages", "available"],
            ["chairFor", "competences", "gender", "employer", "busy", "maxHalfDays", "maxHalfDaysPerDay", "maxMinutesPerDay"]);
        return new()
        {
            Id = map.Text("id"),
            Outside = map.Bool("outside"),
            ChairFor = map.Texts("chairFor"),
            Competences = map.Texts("competences"),
            Languages = map.Texts("languages"),
            Gender = map.TextOrNull("gender"),
            Employer = map.TextOrNull("employer"),
            Centres = map.Texts("centres"),
            Available = Available(map.Node("available")),
            Busy = map.List("busy", Span),
            MaxHalfDays = map.IntOrNull("maxHalfDays", 0, MaxCount),
            MaxHalfDaysPerDay = map.Int("maxHalfDaysPerDay", 0, MaxCount, 2),
            MaxMinutesPerDay = map.IntOrNull("maxMinutesPerDay", 0, MaxMinutesPerDay),
        };
    }

    private static Dictionary<string, Availability> Available(JsonNode? node)
    {
        var available = new Dictionary<string, Availability>(StringComparer.Ordinal);
        foreach (var (halfDay, value) in node?.Entries() ?? [])
            available[halfDay] = (Availability)value.Int(1, 2);

        return available;
    }

    private static JuryEvent Event(JsonNode node)
    {
        var map = node.Map(
            ["id", "type", "candidate", "centres", "certification", "language"],
            ["competences", "extended", "unavailable", "undesired", "windows", "after", "priority", "features"]);
        return new()
        {
            Id = map.Text("id"),
            Type = map.Text("type"),
            Candidate = map.Text("candidate"),
            Centres = map.Texts("centres"),
            Certification = map.Text("certification"),
            Language = map.Text("language"),
            Competences = map.Texts("competences"),
            Extended = map.Bool("extended"),
            Unavailable = map.Texts("unavailable"),
            Undesired = map.Texts("undesired"),
            Windows = map.List("windows", Span),
            After = map.List("after", After),
            Priority = map.Int("priority", 1, 3, 1),
            Features = map.Texts("features"),
        };
    }

    private static TimeSpanLocal Span(JsonNode node)
    {
        var map = node.Map(["from", "to"], []);
        return new(map.Time("from"), map.Time("to"));
    }

    private static After After(JsonNode node)
    {
        var map = node.Map(["event"], ["minHours"]);
        return new(map.Text("event"), map.Int("minHours", 0, MaxCount));
    }

    private static Conflict Conflict(JsonNode node)
    {
        var map = node.Map(["event", "juror", "reason"], []);
        return new(map.Text("event"), map.Text("juror"), map.Text("reason"));
    }

    private static TimetableLock Lock(JsonNode node)
    {
        var map = node.Map([], ["event", "halfDay", "room", "start", "juror"]);
        return new()
        {
            Event = map.TextOrNull("event"),
            HalfDay = map.TextOrNull("halfDay"),
            Room = map.TextOrNull("room"),
            Start = map.TimeOrNull("start"),
            Juror = map.TextOrNull("juror"),
        };
    }

    private static Override Override(JsonNode node)
    {
        var map = node.Map(["rule", "event", "reason", "by"], []);
        return new(map.Node("rule")?.OneOf(Rules.All) ?? "", map.Text("event"), map.Text("reason"), map.Text("by"));
    }

    private static Weights Weights(JsonNode node)
    {
        var given = new Dictionary<string, int>(StringComparer.Ordinal);
        var names = Timetabling.Weights.Names.ToArray();
        var map = node.Map([], names);
        foreach (var name in names.Where(map.Has))
            given[name] = map.Int(name, 0, Timetabling.Weights.Max);

        return new Weights().With(given);
    }
}
