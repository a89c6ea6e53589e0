using System.Buffers;

namespace Acquis.Credentials.Rdf;

/// <summary>Lines of N-Quads in one buffer, sorted by code point: that is the order of their UTF-8 bytes, not of .NET strings.</summary>
internal sealed class SortedLines : IDisposable
{
    private readonly PooledBytes buffer = new();
    private readonly List<(int Start, int Length)> lines;
    private readonly Comparison<(int Start, int Length)> byBytes;

    /// <param name="expected">How many lines there will be at most.</param>
    internal SortedLines(int expected)
    {
        lines = new(expected);
        byBytes = (a, b) => Line(a).SequenceCompareTo(Line(b));
    }

    internal void Clear()
    {
        buffer.Clear();
        lines.Clear();
    }

    internal void Add(in Quad quad, Func<int, string> label)
    {
        var start = buffer.Length;
        NQuads.WriteLine(buffer, quad, label);
        lines.Add((start, buffer.Length - start));
    }

    /// <summary>All lines, one after the other in their order.</summary>
    /// <param name="distinct">Whether equal lines are written once.</param>
    internal void WriteTo(PooledBytes output, bool distinct = false)
    {
        lines.Sort(byBytes);
        ReadOnlySpan<byte> former = default;
        foreach (var place in lines)
        {
            var line = Line(place);
            if (!distinct || !line.SequenceEqual(former))
            {
                output.Write(line);
            }

            former = line;
        }
    }

    public void Dispose() => buffer.Dispose();

    private ReadOnlySpan<byte> Line((int Start, int Length) place) => buffer.Written.Slice(place.Start, place.Length);
}
