using System.Globalization;
using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Acquis.Timetabling.Formats;

/// <summary>Writes problems and timetables in the form that the readers take, the same bytes each time.</summary>
public static class TimetableJson
{
    private static readonly JsonWriterOptions Indented = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, NewLine = "\n" };

    /// <summary>What a timetable calls a problem: the SHA-256 of its file.</summary>
    public static string HashOf(ReadOnlySpan<byte> problemFile) => "sha256:" + Convert.ToHexStringLower(SHA256.HashData(problemFile));

    /// <summary>The file of a problem.</summary>
    public static byte[] Write(TimetableProblem problem) => Bytes(json => ProblemWriter.Write(json, problem));

    /// <summary>The file of a timetable.</summary>
    public static byte[] Write(Timetable timetable) => Bytes(json => WriteTimetable(json, timetable));

    /// <summary>What was found out about events without a place, as a list.</summary>
    public static byte[] Write(IEnumerable<Unscheduled> unscheduled) => Bytes(json =>
    {
        json.WriteStartArray();
        foreach (var left in unscheduled)
            WriteUnscheduled(json, left);

        json.WriteEndArray();
    });

    internal static string Time(DateTime time) => time.ToString(JsonNode.TimeFormat, CultureInfo.InvariantCulture);

    internal static void WriteTimetable(Utf8JsonWriter json, Timetable timetable)
    {
        json.WriteStartObject();
        json.WriteString("schema", Timetable.Schema);
        json.WriteString("problem", timetable.Problem);
        json.WriteString("status", timetable.Optimal ? "optimal" : "feasible");
        json.WriteNumber("cost", timetable.Cost);
        json.WriteNumber("lowerBound", Math.Round(timetable.LowerBound, 3));
        json.WriteStartObject("terms");
        foreach (var name in Weights.Names.Where(timetable.Terms.ContainsKey))
            json.WriteNumber(name, timetable.Terms[name]);

        json.WriteEndObject();
        json.WriteStartArray("sessions");
        foreach (var session in timetable.Sessions)
            WriteSession(json, session);

        json.WriteEndArray();
        json.WriteStartArray("unscheduled");
        foreach (var left in timetable.Unscheduled)
            WriteUnscheduled(json, left);

        json.WriteEndArray();
        if (timetable.Changes is { } changes)
            WriteChanges(json, changes);

        json.WriteStartArray("overrides");
        foreach (var used in timetable.Overrides)
        {
            json.WriteStartObject();
            json.WriteString("rule", used.Rule);
            json.WriteString("event", used.Event);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        if (timetable.Solver is { } solver)
            WriteSolver(json, solver);

        json.WriteEndObject();
    }

    internal static void Texts(Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
            json.WriteStringValue(text);

        json.WriteEndArray();
    }

    private static byte[] Bytes(Action<Utf8JsonWriter> write)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Indented))
            write(json);

        stream.WriteByte((byte)'\n');
        return stream.ToArray();
    }

    private static void WriteSession(Utf8JsonWriter json, Session session)
    {
        json.WriteStartObject();
        json.WriteString("room", session.Room);
        json.WriteString("halfDay", session.HalfDay);
        WriteJury(json, session.Panel, session.Chair);
        json.WriteStartArray("events");
        foreach (var placed in session.Events)
        {
            json.WriteStartObject();
            json.WriteString("event", placed.Event);
            json.WriteString("start", Time(placed.Start));
            WriteJury(json, placed.Panel, placed.Chair);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteJury(Utf8JsonWriter json, IReadOnlyList<string>? panel, string? chair)
    {
        if (panel is not null)
            Texts(json, "panel", panel);

        if (chair is not null)
            json.WriteString("chair", chair);
    }

    private static void WriteUnscheduled(Utf8JsonWriter json, Unscheduled left)
    {
        json.WriteStartObject();
        json.WriteString("event", left.Event);
        Texts(json, "conflict", left.Conflict);
        if (left.Text is { } text)
        {
            json.WriteStartObject("text");
            json.WriteString("fr", text.Fr);
            json.WriteString("en", text.En);
            json.WriteEndObject();
        }

        json.WriteStartArray("lift");
        foreach (var lift in left.Lifts)
        {
            json.WriteStartObject();
            json.WriteString("kind", lift.Kind);
            Optional(json, "juror", lift.Juror);
            Optional(json, "room", lift.Room);
            Optional(json, "halfDay", lift.HalfDay);
            Optional(json, "rule", lift.Rule);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Optional(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
            json.WriteString(name, value);
    }

    private static void WriteChanges(Utf8JsonWriter json, Changes changes)
    {
        json.WriteStartObject("changes");
        json.WriteStartArray("moved");
        foreach (var move in changes.Moved)
        {
            json.WriteStartObject();
            json.WriteString("event", move.Event);
            WritePlace(json, "from", move.From);
            WritePlace(json, "to", move.To);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        WriteConvocations(json, "convened", changes.Convened);
        WriteConvocations(json, "released", changes.Released);
        json.WriteEndObject();
    }

    private static void WritePlace(Utf8JsonWriter json, string name, Place? place)
    {
        if (place is null)
            return;

        json.WriteStartObject(name);
        json.WriteString("room", place.Room);
        json.WriteString("halfDay", place.HalfDay);
        json.WriteString("start", Time(place.Start));
        json.WriteEndObject();
    }

    private static void WriteConvocations(Utf8JsonWriter json, string name, IReadOnlyList<Convocation> convocations)
    {
        json.WriteStartArray(name);
        foreach (var convocation in convocations)
        {
            json.WriteStartObject();
            json.WriteString("juror", convocation.Juror);
            json.WriteString("halfDay", convocation.HalfDay);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteSolver(Utf8JsonWriter json, SolverInfo solver)
    {
        json.WriteStartObject("solver");
        json.WriteString("version", solver.Version);
        json.WriteNumber("seed", solver.Seed);
        json.WriteNumber("workers", solver.Workers);
        json.WriteNumber("cpuSeconds", Math.Round(solver.CpuSeconds, 1));
        json.WriteNumber("peakMegabytes", solver.PeakMegabytes);
        json.WriteEndObject();
    }
}
