using System.Buffers;

namespace Acquis.Credentials.Rdf;

/// <summary>Lines of N-Quads in one buffer, sorted by code point: that is the order of their UTF-8 bytes, not of .NET strings.</summary>
internal sealed class SortedLines
{
    private readonly ArrayBufferWriter<byte> buffer = new(4096);
    private readonly List<(int Start, int Length)> lines = [];

    internal void Clear()
    {
        buffer.ResetWrittenCount();
        lines.Clear();
    }

    internal void Add(in Quad quad, Func<int, string> label)
    {
        var start = buffer.WrittenCount;
        NQuads.WriteLine(buffer, quad, label);
        lines.Add((start, buffer.WrittenCount - start));
    }

    /// <summary>All lines, one after the other in their order.</summary>
    internal void WriteTo(ArrayBufferWriter<byte> output)
    {
        var written = buffer.WrittenMemory;
        lines.Sort((a, b) => written.Span.Slice(a.Start, a.Length).SequenceCompareTo(written.Span.Slice(b.Start, b.Length)));
        foreach (var (start, length) in lines)
        {
            output.Write(written.Span.Slice(start, length));
        }
    }
}
