using System.Security.Cryptography;
using Acquis.Domain;

namespace Acquis.Infrastructure.Sheets;

/// <summary>
/// Reads a table from CSV or XLSX as offices send them. The content decides which it is, not the name. Everything is bounded
/// (<see cref="SheetLimits"/>) and every refusal says where and why.
/// </summary>
public static class SheetReader
{
    /// <summary>Reads the first sheet of a file.</summary>
    /// <param name="name">Name under which it came, for the refusals.</param>
    /// <returns>The table, and the SHA-256 of the file in lower-case hexadecimal.</returns>
    /// <exception cref="RefusedException">It is empty, too large, damaged, or no table.</exception>
    public static async Task<(Sheet Sheet, string Hash)> ReadAsync(Stream content, string name, CancellationToken ct)
    {
        var bytes = await BytesAsync(content, name, ct);
        var sheet = bytes.AsSpan().StartsWith("PK\x03\x04"u8) ? XlsxReader.Read(bytes, name) : CsvReader.Read(bytes, name);
        return (sheet, Convert.ToHexStringLower(SHA256.HashData(bytes)));
    }

    /// <summary>The table of rows whose first is the headings.</summary>
    internal static Sheet ToSheet(SheetForm form, char? separator, List<SheetRow> rows, string name)
    {
        if (rows.Count == 0)
            throw new RefusedException("sheet.empty", ("name", name));

        return new(form, separator, rows[0], rows[1..]);
    }

    /// <summary>Marks a text that a spreadsheet would take for a formula; the apostrophe that protects such a text is taken away first.</summary>
    internal static SheetCell Cell(string text)
    {
        var trimmed = text.Trim();
        if (trimmed.Length > 2 && trimmed[0] == '\'' && SheetWriter.IsFormula(trimmed[1..]))
            trimmed = trimmed[1..];

        return trimmed.Length > 1 && SheetWriter.IsFormula(trimmed) ? new(trimmed, CellMark.Formula) : new(trimmed is "-" or "–" or "—" ? "" : trimmed);
    }

    private static async Task<byte[]> BytesAsync(Stream content, string name, CancellationToken ct)
    {
        using var copy = new MemoryStream();
        var buffer = new byte[64 * 1024];
        for (int read; (read = await content.ReadAsync(buffer, ct)) > 0;)
        {
            if (copy.Length + read > SheetLimits.Bytes)
                throw new RefusedException("file.too-large", ("name", name), ("max", SheetLimits.Bytes / (1024 * 1024)));

            copy.Write(buffer, 0, read);
        }

        return copy.Length == 0 ? throw new RefusedException("file.empty", ("name", name)) : copy.ToArray();
    }
}

/// <summary>Counts what a table holds while it is read, and refuses too much of it.</summary>
internal sealed class SheetCount(string name)
{
    private int cells;

    public void Take(int row, List<SheetCell> read)
    {
        while (read.Count > 0 && read[^1].IsEmpty)
            read.RemoveAt(read.Count - 1);

        if (read.Count > SheetLimits.Columns)
            throw new RefusedException("sheet.too-many-columns", ("name", name), ("row", row), ("columns", read.Count), ("max", SheetLimits.Columns));

        cells += read.Count;
        if (cells > SheetLimits.Cells)
            throw new RefusedException("sheet.too-many-cells", ("name", name), ("max", SheetLimits.Cells));

        if (read.Find(c => c.Text.Length > SheetLimits.Cell).Text is { } text)
            throw new RefusedException("sheet.cell-too-long", ("name", name), ("row", row), ("length", text.Length), ("max", SheetLimits.Cell));
    }

    public void Rows(int rows)
    {
        if (rows > SheetLimits.Rows + 1)
            throw new RefusedException("sheet.too-many-rows", ("name", name), ("max", SheetLimits.Rows));
    }
}
