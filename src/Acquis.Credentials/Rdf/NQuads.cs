using System.Buffers;
using System.Globalization;
using System.Text;

namespace Acquis.Credentials.Rdf;

/// <summary>Canonical N-Quads: how terms are escaped and lines are written (RDFC-1.0 section 5).</summary>
internal static class NQuads
{
    /// <summary>Characters that an IRI cannot hold, beside controls and the space.</summary>
    internal static readonly SearchValues<char> NotInIri = SearchValues.Create("<>\"{}|^`\\");

    private static readonly SearchValues<char> Escaped =
        SearchValues.Create([.. Enumerable.Range(0, 0x20).Select(c => (char)c), '"', '\\', '\u007F']);

    /// <summary>A literal as written.</summary>
    internal static string Quote(string value, string? datatype)
    {
        if (!value.AsSpan().ContainsAny(Escaped))
        {
            return datatype is null ? $"\"{value}\"" : $"\"{value}\"^^<{datatype}>";
        }

        var text = new StringBuilder(value.Length + 16).Append('"');
        foreach (var c in value)
        {
            _ = c switch
            {
                '"' => text.Append("\\\""),
                '\\' => text.Append("\\\\"),
                '\b' => text.Append("\\b"),
                '\t' => text.Append("\\t"),
                '\n' => text.Append("\\n"),
                '\f' => text.Append("\\f"),
                '\r' => text.Append("\\r"),
                < ' ' or '\u007F' => text.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:X4}"),
                _ => text.Append(c),
            };
        }

        return datatype is null ? text.Append('"').ToString() : text.Append("\"^^<").Append(datatype).Append('>').ToString();
    }

    /// <summary>Writes one line; <paramref name="label"/> says how a blank node is written.</summary>
    internal static void WriteLine(PooledBytes output, in Quad quad, Func<int, string> label)
    {
        Write(output, quad.Subject, label);
        output.Write(" "u8);
        Write(output, quad.Predicate, label);
        output.Write(" "u8);
        Write(output, quad.Object, label);
        if (!quad.Graph.IsNone)
        {
            output.Write(" "u8);
            Write(output, quad.Graph, label);
        }

        output.Write(" .\n"u8);
    }

    private static void Write(PooledBytes output, in Term term, Func<int, string> label)
    {
        var text = term.IsBlank ? label(term.BlankNumber) : term.Text!;
        var span = output.GetSpan(Encoding.UTF8.GetMaxByteCount(text.Length));
        output.Advance(Encoding.UTF8.GetBytes(text, span));
    }
}
