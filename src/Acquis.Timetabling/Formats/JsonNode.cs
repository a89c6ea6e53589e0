using System.Globalization;
using System.Text.Json;

namespace Acquis.Timetabling.Formats;

/// <summary>Faults found while reading, the first hundred.</summary>
internal sealed class FaultList
{
    private const int Max = 100;
    private readonly List<Fault> faults = [];

    public bool Any => faults.Count > 0;

    public void Add(string place, string code, params ReadOnlySpan<(string Name, object? Value)> args)
    {
        if (faults.Count < Max)
            faults.Add(Fault.Of(place, code, args));
    }

    public void ThrowIfAny()
    {
        if (Any)
            throw new TimetableFileException(faults);
    }
}

/// <summary>A JSON value with its place. Whatever is wrong is noted and replaced by something harmless, so that all faults are told at once.</summary>
internal readonly struct JsonNode(JsonElement element, string place, FaultList faults)
{
    public const string TimeFormat = "yyyy-MM-dd'T'HH:mm";
    private const int MaxText = 200;

    public string Place => place;

    public FaultList Faults => faults;

    /// <summary>An object with only these keys, the required ones present.</summary>
    public JsonMap Map(ReadOnlySpan<string> required, ReadOnlySpan<string> optional)
    {
        if (element.ValueKind is not JsonValueKind.Object)
        {
            faults.Add(place, "timetable.expected-object");
            return new(new Dictionary<string, JsonElement>(), place, faults);
        }

        var found = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var property in element.EnumerateObject())
        {
            if (!required.Contains(property.Name) && !optional.Contains(property.Name))
                faults.Add(Within(place, property.Name), "timetable.unknown-field", ("field", property.Name), ("known", string.Join(", ", [.. required, .. optional])));
            else if (!found.TryAdd(property.Name, property.Value))
                faults.Add(Within(place, property.Name), "timetable.duplicate-field", ("field", property.Name));
        }

        foreach (var name in required)
        {
            if (!found.ContainsKey(name))
                faults.Add(place, "timetable.missing-field", ("field", name));
        }

        return new(found, place, faults);
    }

    /// <summary>The entries of an object whose keys are ids.</summary>
    public IEnumerable<(string Key, JsonNode Value)> Entries()
    {
        if (element.ValueKind is not JsonValueKind.Object)
        {
            faults.Add(place, "timetable.expected-object");
            yield break;
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var property in element.EnumerateObject())
        {
            if (!seen.Add(property.Name))
                faults.Add(Within(place, property.Name), "timetable.duplicate-field", ("field", property.Name));
            else
                yield return (property.Name, new(property.Value, Within(place, property.Name), faults));
        }
    }

    public List<T> List<T>(Func<JsonNode, T> read)
    {
        if (element.ValueKind is not JsonValueKind.Array)
        {
            faults.Add(place, "timetable.expected-list");
            return [];
        }

        var list = new List<T>(element.GetArrayLength());
        foreach (var item in element.EnumerateArray())
            list.Add(read(new(item, $"{place}[{list.Count}]", faults)));

        return list;
    }

    public string Text()
    {
        if (element.ValueKind is not JsonValueKind.String)
        {
            faults.Add(place, "timetable.expected-text");
            return "";
        }

        var text = element.GetString()!;
        if (text.Length is 0 or > MaxText || text.Any(char.IsControl))
            faults.Add(place, "timetable.bad-text", ("max", MaxText));

        return text;
    }

    /// <summary>Prose of both languages may be long.</summary>
    public string Prose()
    {
        if (element.ValueKind is JsonValueKind.String)
            return element.GetString()!;

        faults.Add(place, "timetable.expected-text");
        return "";
    }

    public int Int(int min, int max)
    {
        if (element.ValueKind is JsonValueKind.Number && element.TryGetInt32(out var value) && value >= min && value <= max)
            return value;

        faults.Add(place, "timetable.expected-number", ("min", min), ("max", max));
        return min;
    }

    public long Long()
    {
        if (element.ValueKind is JsonValueKind.Number && element.TryGetInt64(out var value))
            return value;

        faults.Add(place, "timetable.expected-whole-number");
        return 0;
    }

    public double Number()
    {
        if (element.ValueKind is JsonValueKind.Number && element.TryGetDouble(out var value) && double.IsFinite(value))
            return value;

        faults.Add(place, "timetable.expected-whole-number");
        return 0;
    }

    public bool Bool()
    {
        if (element.ValueKind is JsonValueKind.True or JsonValueKind.False)
            return element.GetBoolean();

        faults.Add(place, "timetable.expected-bool");
        return false;
    }

    public DateTime Time()
    {
        if (element.ValueKind is JsonValueKind.String
            && DateTime.TryParseExact(element.GetString(), TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time))
        {
            return time;
        }

        faults.Add(place, "timetable.expected-time");
        return DateTime.MinValue;
    }

    /// <summary>One of some words.</summary>
    public string OneOf(params ReadOnlySpan<string> words)
    {
        var text = element.ValueKind is JsonValueKind.String ? element.GetString()! : "";
        if (words.Contains(text))
            return text;

        faults.Add(place, "timetable.expected-one-of", ("words", string.Join(", ", words.ToArray())));
        return words[0];
    }

    public bool IsNull => element.ValueKind is JsonValueKind.Null;

    public bool IsNumber => element.ValueKind is JsonValueKind.Number;

    internal static string Within(string place, string name) => place.Length == 0 ? name : $"{place}.{name}";
}

/// <summary>The fields of an object. A field that is absent reads as its default.</summary>
internal readonly struct JsonMap(IReadOnlyDictionary<string, JsonElement> fields, string place, FaultList faults)
{
    public string Place => place;

    public FaultList Faults => faults;

    public bool Has(string name) => fields.ContainsKey(name);

    public JsonNode? Node(string name) =>
        fields.TryGetValue(name, out var value) ? new JsonNode(value, JsonNode.Within(place, name), faults) : null;

    public string Text(string name, string otherwise = "") => Node(name)?.Text() ?? otherwise;

    public string? TextOrNull(string name) => Node(name)?.Text();

    public int Int(string name, int min, int max, int otherwise = 0) => Node(name)?.Int(min, max) ?? otherwise;

    public int? IntOrNull(string name, int min, int max) => Node(name)?.Int(min, max);

    public bool Bool(string name) => Node(name)?.Bool() ?? false;

    public DateTime Time(string name) => Node(name)?.Time() ?? DateTime.MinValue;

    public DateTime? TimeOrNull(string name) => Node(name)?.Time();

    public List<T> List<T>(string name, Func<JsonNode, T> read) => Node(name)?.List(read) ?? [];

    public List<string> Texts(string name) => List(name, n => n.Text());
}
