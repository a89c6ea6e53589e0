using System.Globalization;
using Acquis.Domain;
using Acquis.Domain.Frameworks;

namespace Acquis.Features.Frameworks;

/// <summary>Where the places of a framework stand in its file.</summary>
internal sealed class Marks
{
    private readonly Dictionary<string, (int Line, int Column)> marks = new() { [""] = (1, 1) };

    public void Add(string place, YamlNode node) => marks.TryAdd(place, (node.Line, node.Column));

    /// <summary>Line and column of a place, or of the nearest place around it that the file writes.</summary>
    public (int Line, int Column) Find(string place)
    {
        while (!marks.ContainsKey(place))
            place = FrameworkPlace.Around(place);

        return marks[place];
    }
}

/// <summary>Reads one mapping key by key and remembers which keys were asked for, so that the others can be refused.</summary>
internal sealed class MapReader
{
    private readonly YamlNode node;
    private readonly YamlMap? map;
    private readonly string place;
    private readonly Findings findings;
    private readonly Marks marks;
    private readonly HashSet<string> known = [];

    public MapReader(YamlNode node, string place, Findings findings, Marks marks)
    {
        (this.node, this.place, this.findings, this.marks) = (node, place, findings, marks);
        map = node as YamlMap;
        if (map is null && node is not YamlRefused)
            findings.Add("framework.expected-mapping", node, place);
    }

    /// <summary>The value of a key which must be there; <paramref name="otherwise"/> stands in so that reading goes on.</summary>
    public T Required<T>(string key, Func<YamlNode, string, T> read, T otherwise)
    {
        if (Find(key) is { } value)
            return read(value, FrameworkPlace.In(place, key));

        if (map is not null)
            findings.Add("framework.missing-key", node, place, ("key", key));

        return otherwise;
    }

    /// <summary>The value of a key, or <paramref name="otherwise"/> where it is left out or empty.</summary>
    public T Optional<T>(string key, Func<YamlNode, string, T> read, T otherwise) =>
        Find(key) is { } value ? read(value, FrameworkPlace.In(place, key)) : otherwise;

    /// <summary>Refuses every key that was never asked for.</summary>
    public void RefuseOthers()
    {
        foreach (var (key, _) in map?.Entries ?? [])
        {
            if (!known.Contains(key.Value))
                findings.Add("framework.unknown-key", key, place, ("key", key.Value), ("known", string.Join(", ", known)));
        }
    }

    private YamlNode? Find(string key)
    {
        known.Add(key);
        foreach (var (name, value) in map?.Entries ?? [])
        {
            if (name.Value != key)
                continue;

            marks.Add(FrameworkPlace.In(place, key), name);
            return value is YamlText { IsNothing: true } ? null : value;
        }

        return null;
    }
}

/// <summary>Reads single values and lists of a framework file.</summary>
internal sealed class ValueReader(Findings findings, Marks marks)
{
    public string Code(YamlNode node, string place)
    {
        if (node is YamlText { IsNothing: false } text)
            return text.Value;

        Expected("framework.expected-text", node, place);
        return "";
    }

    public Bilingual Text(YamlNode node, string place)
    {
        if (node is not YamlMap)
            return new Bilingual(Code(node, place));

        var map = new MapReader(node, place, findings, marks);
        var text = new Bilingual(map.Optional("fr", Code, ""), map.Optional<string?>("en", Code, null));
        map.RefuseOthers();
        return text;
    }

    public int Number(YamlNode node, string place)
    {
        if (node is YamlText { Plain: true } text
            && int.TryParse(text.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
            return number;

        Expected("framework.expected-number", node, place);
        return 0;
    }

    public bool Truth(YamlNode node, string place)
    {
        if (node is YamlText { Plain: true, Value: "true" or "false" } text)
            return text.Value == "true";

        Expected("framework.expected-boolean", node, place);
        return false;
    }

    /// <summary>A word of a fixed set: the names of an enumeration, in camel case.</summary>
    public T Word<T>(YamlNode node, string place)
        where T : struct, Enum
    {
        var known = Enum.GetValues<T>().ToDictionary(CamelCase);
        if (node is YamlText text && known.TryGetValue(text.Value, out var value))
            return value;

        Expected("framework.unknown-value", node, place, ("value", (node as YamlText)?.Value ?? ""), ("known", string.Join(", ", known.Keys)));
        return default;
    }

    /// <summary>A list whose items are named by their number, from 1.</summary>
    public IReadOnlyList<T> List<T>(YamlNode node, string place, Func<YamlNode, string, T> read) =>
        Items(node, place, items => items.Select((_, i) => $"{i + 1}"), read);

    /// <summary>A list whose items are named by what stands under <paramref name="key"/> in each.</summary>
    public IReadOnlyList<T> Keyed<T>(YamlNode node, string place, Func<YamlNode, string, T> read, string key = "code") =>
        Items(node, place, items => FrameworkPlace.Segments(items.Select(i => CodeOf(i, key))), read);

    public IReadOnlyList<Bilingual> Texts(YamlNode node, string place) => List(node, place, Text);

    public IReadOnlyList<string> Codes(YamlNode node, string place) => List(node, place, Code);

    public MapReader Map(YamlNode node, string place) => new(node, place, findings, marks);

    public void Expected(string code, YamlNode node, string place, params (string Name, object? Value)[] args)
    {
        if (node is not YamlRefused)
            findings.Add(code, node, place, args);
    }

    /// <summary>The name of an enumeration's value in a file.</summary>
    public static string CamelCase<T>(T value)
        where T : struct, Enum => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    private List<T> Items<T>(
        YamlNode node, string place, Func<IReadOnlyList<YamlNode>, IEnumerable<string>> segments, Func<YamlNode, string, T> read)
    {
        if (node is not YamlList list)
        {
            Expected("framework.expected-list", node, place);
            return [];
        }

        var items = new List<T>();
        foreach (var (item, segment) in list.Items.Zip(segments(list.Items)))
        {
            var at = FrameworkPlace.In(place, segment);
            marks.Add(at, item);
            items.Add(read(item, at));
        }

        return items;
    }

    private static string CodeOf(YamlNode item, string key) => (item as YamlMap)?.Find(key) is YamlText text ? text.Value : "";
}
