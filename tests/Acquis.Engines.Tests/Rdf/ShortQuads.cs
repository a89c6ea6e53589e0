using Acquis.Credentials.Rdf;

namespace Acquis.Engines.Tests.Rdf;

/// <summary>Statements in a short notation: <c>_e0 v:p "text"; …</c>. A blank node begins with an underscore, a tilde is a space.</summary>
internal static class ShortQuads
{
    private static readonly Dictionary<string, string> Prefixes = new()
    {
        ["v"] = "http://example.org/vocab#",
        ["t"] = "http://example.org/test#",
        ["r"] = "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
        ["x"] = "http://example.org/",
        ["xsd"] = "http://www.w3.org/2001/XMLSchema#",
        ["c"] = "http://example.com/",
        ["s"] = "https://example.com/",
        ["q"] = "http:/example.com/",
    };

    internal static List<Quad> Read(string text)
    {
        var blanks = new Dictionary<string, int>();
        return [.. text.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(s => Statement(s.Split(' '), blanks))];
    }

    private static Quad Statement(string[] parts, Dictionary<string, int> blanks) =>
        new(Read(parts[0], blanks), Read(parts[1], blanks), Read(parts[2], blanks), parts.Length > 3 ? Read(parts[3], blanks) : default);

    private static Term Read(string part, Dictionary<string, int> blanks)
    {
        if (part[0] == '_')
        {
            blanks.TryAdd(part, blanks.Count);
            return Term.Blank(blanks[part]);
        }

        if (part[0] != '"')
        {
            return Term.Iri(Iri(part));
        }

        var literal = part[1..].Split('^');
        return Term.Literal(literal[0].Replace('~', ' '), literal.Length > 1 ? Iri(literal[1]) : null);
    }

    private static string Iri(string part) =>
        part[0] == '<' ? part[1..^1] : Prefixes[part[..part.IndexOf(':')]] + part[(part.IndexOf(':') + 1)..];
}
