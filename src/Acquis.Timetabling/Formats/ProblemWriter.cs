using System.Text.Json;

namespace Acquis.Timetabling.Formats;

/// <summary>Writes a problem; defaults are left out.</summary>
internal static class ProblemWriter
{
    public static void Write(Utf8JsonWriter json, TimetableProblem problem)
    {
        json.WriteStartObject();
        json.WriteString("schema", TimetableProblem.Schema);
        if (problem.Name.Length > 0)
            json.WriteString("name", problem.Name);

        json.WriteString("timeZone", problem.TimeZone);
        json.WriteNumber("gridMinutes", problem.GridMinutes);
        List(json, "halfDays", problem.HalfDays, HalfDay);
        List(json, "types", problem.Types, Type);
        List(json, "centres", problem.Centres, Centre);
        List(json, "jurors", problem.Jurors, Juror);
        List(json, "events", problem.Events, Event);
        List(json, "conflicts", problem.Conflicts, Conflict);
        List(json, "locks", problem.Locks, Lock);
        List(json, "overrides", problem.Overrides, Override);
        json.WritePropertyName("previous");
        if (problem.Previous is { } previous)
            TimetableJson.WriteTimetable(json, previous);
        else
            json.WriteNullValue();

        json.WriteStartObject("weights");
        foreach (var (name, weight) in problem.Weights.ByName())
            json.WriteNumber(name, weight);

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void List<T>(Utf8JsonWriter json, string name, IReadOnlyList<T> items, Action<Utf8JsonWriter, T> write)
    {
        json.WriteStartArray(name);
        foreach (var item in items)
        {
            json.WriteStartObject();
            write(json, item);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Texts(Utf8JsonWriter json, string name, IReadOnlyList<string> texts)
    {
        if (texts.Count > 0)
            TimetableJson.Texts(json, name, texts);
    }

    private static void HalfDay(Utf8JsonWriter json, HalfDay halfDay)
    {
        json.WriteString("id", halfDay.Id);
        json.WriteString("start", TimetableJson.Time(halfDay.Start));
        json.WriteString("end", TimetableJson.Time(halfDay.End));
    }

    private static void Type(Utf8JsonWriter json, EventType type)
    {
        json.WriteString("id", type.Id);
        json.WriteString("jury", type.Jury is JuryKind.Panel ? "panel" : "individual");
        json.WriteNumber("size", type.Size);
        json.WriteNumber("outside", type.Outside);
        json.WriteNumber("competent", type.Competent);
        if (type.Speakers is { } speakers)
            json.WriteNumber("language", speakers);
        else
            json.WriteString("language", "all");

        json.WriteNumber("minutes", type.Minutes);
        if (type.ExtendedMinutes is { } extended)
            json.WriteNumber("extendedMinutes", extended);

        json.WriteNumber("turnoverMinutes", type.TurnoverMinutes);
    }

    private static void Centre(Utf8JsonWriter json, Centre centre)
    {
        json.WriteString("id", centre.Id);
        List(json, "rooms", centre.Rooms, (j, room) =>
        {
            j.WriteString("id", room.Id);
            Texts(j, "features", room.Features);
            Texts(j, "unavailable", room.Unavailable);
        });
    }

    private static void Juror(Utf8JsonWriter json, Juror juror)
    {
        json.WriteString("id", juror.Id);
        json.WriteBoolean("outside", juror.Outside);
        Texts(json, "chairFor", juror.ChairFor);
        Texts(json, "competences", juror.Competences);
        TimetableJson.Texts(json, "languages", juror.Languages);
        Optional(json, "gender", juror.Gender);
        Optional(json, "employer", juror.Employer);
        TimetableJson.Texts(json, "centres", juror.Centres);
        json.WriteStartObject("available");
        foreach (var (halfDay, availability) in juror.Available)
            json.WriteNumber(halfDay, (int)availability);

        json.WriteEndObject();
        if (juror.Busy.Count > 0)
            List(json, "busy", juror.Busy, Span);

        Optional(json, "maxHalfDays", juror.MaxHalfDays);
        if (juror.MaxHalfDaysPerDay != 2)
            json.WriteNumber("maxHalfDaysPerDay", juror.MaxHalfDaysPerDay);

        Optional(json, "maxMinutesPerDay", juror.MaxMinutesPerDay);
    }

    private static void Event(Utf8JsonWriter json, JuryEvent e)
    {
        json.WriteString("id", e.Id);
        json.WriteString("type", e.Type);
        json.WriteString("candidate", e.Candidate);
        TimetableJson.Texts(json, "centres", e.Centres);
        json.WriteString("certification", e.Certification);
        json.WriteString("language", e.Language);
        Texts(json, "competences", e.Competences);
        if (e.Extended)
            json.WriteBoolean("extended", true);

        Texts(json, "unavailable", e.Unavailable);
        Texts(json, "undesired", e.Undesired);
        if (e.Windows.Count > 0)
            List(json, "windows", e.Windows, Span);

        if (e.After.Count > 0)
        {
            List(json, "after", e.After, (j, after) =>
            {
                j.WriteString("event", after.Event);
                j.WriteNumber("minHours", after.MinHours);
            });
        }

        if (e.Priority != 1)
            json.WriteNumber("priority", e.Priority);

        Texts(json, "features", e.Features);
    }

    private static void Span(Utf8JsonWriter json, TimeSpanLocal span)
    {
        json.WriteString("from", TimetableJson.Time(span.From));
        json.WriteString("to", TimetableJson.Time(span.To));
    }

    private static void Conflict(Utf8JsonWriter json, Conflict conflict)
    {
        json.WriteString("event", conflict.Event);
        json.WriteString("juror", conflict.Juror);
        json.WriteString("reason", conflict.Reason);
    }

    private static void Lock(Utf8JsonWriter json, TimetableLock held)
    {
        Optional(json, "event", held.Event);
        Optional(json, "halfDay", held.HalfDay);
        Optional(json, "room", held.Room);
        Optional(json, "start", held.Start is { } start ? TimetableJson.Time(start) : null);
        Optional(json, "juror", held.Juror);
    }

    private static void Override(Utf8JsonWriter json, Override waived)
    {
        json.WriteString("rule", waived.Rule);
        json.WriteString("event", waived.Event);
        json.WriteString("reason", waived.Reason);
        json.WriteString("by", waived.By);
    }

    private static void Optional(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
            json.WriteString(name, value);
    }

    private static void Optional(Utf8JsonWriter json, string name, int? value)
    {
        if (value is { } number)
            json.WriteNumber(name, number);
    }
}
