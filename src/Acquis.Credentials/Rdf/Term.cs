using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace Acquis.Credentials.Rdf;

/// <summary>
/// A term of an RDF quad, kept as it is written in canonical N-Quads (RDF 1.1 N-Quads, canonical form of RDFC-1.0 section 5): an IRI, a literal, or a
/// blank node, which has a number instead of a text. The default value stands for "none", the default graph.
/// </summary>
public readonly record struct Term
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly int blank;

    private Term(string? text, int blank)
    {
        Text = text;
        this.blank = blank;
    }

    /// <summary>The term as written, angle brackets and quotes included; null for a blank node and for none.</summary>
    public string? Text { get; }

    /// <summary>Number of the blank node, from 0; −1 for every other term.</summary>
    public int BlankNumber => blank - 1;

    /// <summary>Whether it is a blank node.</summary>
    public bool IsBlank => blank > 0;

    /// <summary>Whether it is no term at all: the name of the default graph.</summary>
    public bool IsNone => blank == 0 && Text is null;

    /// <summary>An IRI.</summary>
    /// <exception cref="CredentialRefusedException">It is not absolute, or holds a character that N-Quads does not allow in an IRI.</exception>
    public static Term Iri(string iri) =>
        IsAbsolute(iri) ? new($"<{iri}>", 0) : throw new CredentialRefusedException("credential.relative-address", iri);

    /// <summary>A blank node, by its number from 0.</summary>
    public static Term Blank(int number) => new(null, number + 1);

    /// <summary>A literal.</summary>
    /// <param name="datatype">IRI of the datatype, or null for a plain string (<c>xsd:string</c>).</param>
    public static Term Literal(string value, string? datatype) =>
        new(datatype is null or Xsd.String ? NQuads.Quote(value, null) : NQuads.Quote(value, datatype), 0);

    /// <summary>A literal of a JSON string.</summary>
    /// <param name="datatype">See <see cref="Literal(string, string?)"/>.</param>
    internal static Term Literal(JsonElement text, string? datatype)
    {
        // JSON and N-Quads write a text alike, quotes included, unless something in it must be escaped.
        var raw = JsonMarshal.GetRawUtf8Value(text);
        return datatype is null or Xsd.String && raw.IndexOfAny((byte)'\\', (byte)0x7F) < 0
            ? new(StrictUtf8.GetString(raw), 0)
            : Literal(text.GetString()!, datatype);
    }

    /// <summary>Whether a text is an absolute IRI that N-Quads can hold.</summary>
    public static bool IsAbsolute(string iri)
    {
        var colon = iri.IndexOf(':', StringComparison.Ordinal);
        if (colon < 1 || !char.IsAsciiLetter(iri[0]))
        {
            return false;
        }

        for (var i = 1; i < colon; i++)
        {
            if (!char.IsAsciiLetterOrDigit(iri[i]) && iri[i] is not ('+' or '-' or '.'))
            {
                return false;
            }
        }

        return !iri.AsSpan(colon).ContainsAny(NQuads.NotInIri) && !iri.AsSpan(colon).ContainsAnyInRange('\0', ' ');
    }

    /// <summary>The term as written; a blank node as <c>_:b</c> and its number.</summary>
    public override string ToString() => IsBlank ? string.Create(CultureInfo.InvariantCulture, $"_:b{BlankNumber}") : Text ?? "";
}

/// <summary>A statement of an RDF dataset.</summary>
/// <param name="Subject">IRI or blank node.</param>
/// <param name="Predicate">IRI.</param>
/// <param name="Graph">IRI or blank node that names the graph; none for the default graph.</param>
public readonly record struct Quad(Term Subject, Term Predicate, Term Object, Term Graph);

/// <summary>Datatypes of XML Schema that JSON values have (JSON-LD 1.1 API section 8.6).</summary>
internal static class Xsd
{
    internal const string String = "http://www.w3.org/2001/XMLSchema#string";
    internal const string Boolean = "http://www.w3.org/2001/XMLSchema#boolean";
    internal const string Integer = "http://www.w3.org/2001/XMLSchema#integer";
    internal const string Double = "http://www.w3.org/2001/XMLSchema#double";
}
