using System.Globalization;
using System.Text;
using System.Text.Json;
using Acquis.Credentials.Canonical;
using Acquis.Credentials.Rdf;

namespace Acquis.Credentials.JsonLd;

/// <summary>Keys, addresses, types and scalar values of a document as terms (JSON-LD 1.1 API, sections 5.2, 5.3 and 8.6).</summary>
internal sealed class ValueReader
{
    private const string RdfJson = "http://www.w3.org/1999/02/22-rdf-syntax-ns#JSON";

    private readonly Dictionary<string, TermDefinition> absolute = [];

    /// <summary>What a key stands for.</summary>
    /// <exception cref="CredentialRefusedException"><c>credential.unmapped-key</c>: no context says.</exception>
    internal TermDefinition Definition(ActiveContext active, string key)
    {
        if (active.Find(key) is { } definition)
        {
            return definition.Iri is ['@', ..] || !definition.Predicate.IsNone ? definition : throw Unmapped(key);
        }

        if (key is "@id" or "@type")
        {
            return new(key, null, Container.None, null, false);
        }

        if (key.StartsWith('@'))
        {
            throw new CredentialRefusedException("credential.unsupported-value", key);
        }

        if (!absolute.TryGetValue(key, out var found))
        {
            absolute[key] = found = new(Compact(active, key) ?? throw Unmapped(key), null, Container.None, null, false);
        }

        return found.Predicate.IsNone ? throw Unmapped(key) : found;
    }

    /// <summary>A scalar as the term of its property says to read it.</summary>
    internal static Term Scalar(ActiveContext active, TermDefinition definition, string key, JsonElement value)
    {
        if (value.ValueKind is JsonValueKind.String)
        {
            return definition.Coercion switch
            {
                "@vocab" => Vocabulary(active, value.GetString()!),
                var datatype => Term.Literal(value, datatype),
            };
        }

        var coercion = definition.Coercion is "@id" or "@vocab" ? null : definition.Coercion;
        return value.ValueKind switch
        {
            JsonValueKind.True => Term.Literal("true", coercion ?? Xsd.Boolean),
            JsonValueKind.False => Term.Literal("false", coercion ?? Xsd.Boolean),
            JsonValueKind.Number => Number(value.GetDouble(), coercion),
            _ => throw new CredentialRefusedException("credential.unsupported-value", key),
        };
    }

    /// <summary>A type of a node.</summary>
    internal static Term Type(ActiveContext active, JsonElement value) => Vocabulary(active, TypeName(value));

    /// <summary>A type as the document names it.</summary>
    internal static string TypeName(JsonElement value) => value.ValueKind is JsonValueKind.String ? NameCache.Of(value) : Text(value, "@type");

    /// <summary>A text, where only a text can stand.</summary>
    internal static string Text(JsonElement value, string key) => value.ValueKind is JsonValueKind.String
        ? value.GetString()!
        : throw new CredentialRefusedException("credential.unsupported-value", $"{key} is no text");

    /// <summary>An address: absolute, or a prefix that a context defines and a suffix.</summary>
    internal static Term Address(ActiveContext active, string text) => Term.Iri(Compact(active, text) ?? text);

    /// <summary>A JSON literal, in canonical form.</summary>
    internal static Term Json(JsonElement value)
    {
        try
        {
            return Term.Literal(Encoding.UTF8.GetString(Jcs.Canonicalize(value)), RdfJson);
        }
        catch (FormatException e)
        {
            throw new CredentialRefusedException("credential.unsupported-value", e.Message, e);
        }
    }

    private static Term Vocabulary(ActiveContext active, string text) => active.Find(text) switch
    {
        { Iri: ['@', ..] } => throw Unmapped(text),
        { Iri: { } iri } known => known.Predicate.IsNone ? Term.Iri(iri) : known.Predicate,
        { Iri: null } => throw Unmapped(text),
        null => Term.Iri(Compact(active, text) ?? throw Unmapped(text)),
    };

    // A compact or an absolute IRI; null for a plain word.
    private static string? Compact(ActiveContext active, string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon < 1)
        {
            return null;
        }

        var isCompact = !text.AsSpan(colon + 1).StartsWith("//") && active.Terms.Count > 0;
        return isCompact && active.Find(text.AsSpan(0, colon)) is { IsPrefix: true, Iri: { } prefix } ? prefix + text[(colon + 1)..] : text;
    }

    private static Term Number(double value, string? datatype)
    {
        if (!double.IsFinite(value))
        {
            throw new CredentialRefusedException("credential.unsupported-value", "a number outside the range of a double");
        }

        if (value == Math.Truncate(value) && Math.Abs(value) < 1e21 && datatype != Xsd.Double)
        {
            return Term.Literal(value.ToString("F0", CultureInfo.InvariantCulture) is var text && text == "-0" ? "0" : text, datatype ?? Xsd.Integer);
        }

        var parts = value.ToString("E15", CultureInfo.InvariantCulture).Split('E');
        var mantissa = parts[0].TrimEnd('0');
        var exponent = int.Parse(parts[1], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        return Term.Literal(
            string.Create(CultureInfo.InvariantCulture, $"{(mantissa.EndsWith('.') ? mantissa + "0" : mantissa)}E{exponent}"), datatype ?? Xsd.Double);
    }

    private static CredentialRefusedException Unmapped(string key) => new("credential.unmapped-key", key);
}
