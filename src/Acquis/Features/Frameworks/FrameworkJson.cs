using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Acquis.Credentials.Canonical;
using Acquis.Domain.Frameworks;

namespace Acquis.Features.Frameworks;

/// <summary>
/// A framework as JSON, in the shape of the file format: same keys, same words, each text as <c>{"fr", "en"}</c>, a rule as its line or its
/// one-key object. Every key with a value is written, in a fixed order, so that equal frameworks give equal JSON. A key that a later version
/// of the format adds must be left out while it has its initial value: identities of published editions stand on this text.
/// </summary>
public static class FrameworkJson
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        WriteIndented = true,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { LeaveOut } },
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false), new RuleJsonConverter() },
    };

    /// <summary>The JSON of a framework, indented, texts unescaped.</summary>
    public static string ToJson(Framework framework)
    {
        var json = JsonSerializer.SerializeToNode(framework, Options)!.AsObject();
        json.Insert(0, "format", FrameworkYaml.Format);
        return json.ToJsonString(Options);
    }

    /// <summary>The canonical JSON of a framework (RFC 8785).</summary>
    public static byte[] Canonical(Framework framework) => Jcs.Canonicalize(ToJson(framework));

    /// <summary>Identity of an edition: SHA-256 of <see cref="Canonical"/>, in lower-case hexadecimal.</summary>
    public static string Identity(Framework framework) => Convert.ToHexStringLower(SHA256.HashData(Canonical(framework)));

    /// <summary>The framework that <see cref="ToJson"/> wrote.</summary>
    /// <exception cref="JsonException">The text is no JSON, or no framework of this format.</exception>
    public static Framework FromJson(string json)
    {
        if (JsonNode.Parse(json, documentOptions: new JsonDocumentOptions { AllowDuplicateProperties = false }) is not JsonObject root
            || root["format"] is not JsonValue format
            || format.GetValueKind() != JsonValueKind.String
            || format.GetValue<string>() != FrameworkYaml.Format)
            throw new JsonException($"This is no {FrameworkYaml.Format}.");

        root.Remove("format");
        return root.Deserialize<Framework>(Options)!;
    }

    /// <summary>Leaves out what is computed, and asks for no key whose value may be null.</summary>
    private static void LeaveOut(JsonTypeInfo type)
    {
        foreach (var computed in type.Properties.Where(p => p.Set is null && p.AssociatedParameter is null).ToList())
            type.Properties.Remove(computed);

        foreach (var property in type.Properties.Where(p => p.IsGetNullable))
            property.IsRequired = false;
    }
}

/// <summary>Rules in JSON: the same lines and groups as in the file.</summary>
internal sealed class RuleJsonConverter : JsonConverter<Rule>
{
    public override Rule Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Read(JsonNode.Parse(ref reader), 1);

    public override void Write(Utf8JsonWriter writer, Rule value, JsonSerializerOptions options) => Node(value).WriteTo(writer, options);

    private static Rule Read(JsonNode? node, int depth)
    {
        if (depth > RuleReader.MaxDepth)
            throw new JsonException($"Rules stand more than {RuleReader.MaxDepth} deep in each other.");

        if (node is JsonValue value && value.GetValueKind() == JsonValueKind.String)
            return RuleText.ParseLeaf(value.GetValue<string>()) ?? throw new JsonException($"No rule: {value}");

        if (node is not JsonObject { Count: 1 } group)
            throw new JsonException("A rule is a line or an object with one key.");

        var (key, inside) = group.First();
        return (key, inside) switch
        {
            ("all", JsonArray list) => new AllOf(Rules(list, depth)),
            ("any", JsonArray list) => new AnyOf(Rules(list, depth)),
            ("atLeast", JsonObject o) when o["count"] is JsonValue count && o["of"] is JsonArray list && o.Count == 2 =>
                new AtLeast(Number(count), Rules(list, depth)),
            ("every", JsonObject o) when o["over"] is JsonValue over && o.ContainsKey("rule") && o.Count == 2 =>
                new Every(RuleText.ParseRange(over.ToString()) ?? throw new JsonException($"No range: {over}"), Read(o["rule"], depth + 1)),
            _ => throw new JsonException($"No group of rules: {key}"),
        };
    }

    private static List<Rule> Rules(JsonArray list, int depth) => [.. list.Select(r => Read(r, depth + 1))];

    private static int Number(JsonValue value) =>
        value.TryGetValue<int>(out var number) ? number : throw new JsonException($"No whole number: {value}");

    private static JsonNode Node(Rule rule) => rule switch
    {
        AllOf r => new JsonObject { ["all"] = List(r.Rules) },
        AnyOf r => new JsonObject { ["any"] = List(r.Rules) },
        AtLeast r => new JsonObject { ["atLeast"] = new JsonObject { ["count"] = r.Count, ["of"] = List(r.Rules) } },
        Every r => new JsonObject { ["every"] = new JsonObject { ["over"] = RuleText.Range(r.Over), ["rule"] = Node(r.Rule) } },
        _ => JsonValue.Create(RuleText.Leaf(rule)!)!,
    };

    private static JsonArray List(IReadOnlyList<Rule> rules) => new([.. rules.Select(Node)]);
}
