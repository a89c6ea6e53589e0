using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Xml;
using Acquis.Domain;

namespace Acquis.Infrastructure.Sheets;

/// <summary>
/// The first sheet of an XLSX (ECMA-376, part 1, 18.3), read forward from its parts. Formulas are never computed: their saved result is taken and
/// marked. Each part is cut where it unfolds to more than <see cref="SheetLimits.Unfolded"/>, whatever size it declares.
/// </summary>
internal sealed class XlsxReader
{
    private const int MostEntries = 2_000;

    private readonly ZipArchive zip;
    private readonly string name;
    private readonly SheetCount count;
    private long left = SheetLimits.Unfolded;
    private List<string> strings = [];
    private XlsxStyles styles = XlsxStyles.None;
    private bool from1904;

    private XlsxReader(ZipArchive zip, string name) => (this.zip, this.name, count) = (zip, name, new(name));

    /// <exception cref="RefusedException">It is damaged, no workbook, protected by a password, or unfolds to too much.</exception>
    public static Sheet Read(byte[] bytes, string name)
    {
        try
        {
            using var zip = new ZipArchive(new MemoryStream(bytes), ZipArchiveMode.Read);
            if (zip.Entries.Count > MostEntries || zip.Entries.Sum(e => e.Length) > SheetLimits.Unfolded)
                throw Bomb(name);

            return SheetReader.ToSheet(SheetForm.Xlsx, null, new XlsxReader(zip, name).Rows(), name);
        }
        catch (Exception e) when (e is InvalidDataException or XmlException or FormatException or OverflowException or ArgumentOutOfRangeException)
        {
            throw new RefusedException("sheet.damaged", ("name", name));
        }
    }

    private static RefusedException Bomb(string name) => new("sheet.unfolds", ("name", name), ("max", SheetLimits.Unfolded / (1024 * 1024)));

    private List<SheetRow> Rows()
    {
        var path = FirstSheet();
        if (zip.GetEntry("xl/sharedStrings.xml") is not null)
            strings = SharedStrings();

        if (zip.GetEntry("xl/styles.xml") is not null)
        {
            using var part = Open("xl/styles.xml");
            styles = XlsxStyles.Read(part);
        }

        using var sheet = Open(path);
        var rows = new List<SheetRow>();
        var number = 0;
        while (sheet.Read())
        {
            if (sheet is not { NodeType: XmlNodeType.Element, LocalName: "row" })
                continue;

            number = sheet.GetAttribute("r") is { } r ? int.Parse(r, NumberStyles.None, CultureInfo.InvariantCulture) : number + 1;
            var cells = Cells(sheet, number);
            count.Take(number, cells);
            if (cells.Count > 0)
                rows.Add(new(number, cells));

            count.Rows(rows.Count);
        }

        return rows;
    }

    private string FirstSheet()
    {
        if (zip.GetEntry("xl/workbook.xml") is null)
            throw new RefusedException("sheet.no-table", ("name", name));

        string? relation = null;
        using (var book = Open("xl/workbook.xml"))
        {
            while (book.Read() && relation is null)
            {
                if (book.LocalName == "workbookPr")
                    from1904 = book.GetAttribute("date1904") is "1" or "true";

                if (book is { NodeType: XmlNodeType.Element, LocalName: "sheet" } && book.GetAttribute("state") is null or "visible")
                    relation = book.GetAttribute("id", "http://schemas.openxmlformats.org/officeDocument/2006/relationships");
            }
        }

        if (zip.GetEntry("xl/_rels/workbook.xml.rels") is not null)
        {
            using var relations = Open("xl/_rels/workbook.xml.rels");
            while (relations.Read())
            {
                if (relations.LocalName == "Relationship" && relations.GetAttribute("Id") == relation && relations.GetAttribute("Target") is { } target)
                    return target.StartsWith('/') ? target[1..] : $"xl/{target}";
            }
        }

        return "xl/worksheets/sheet1.xml";
    }

    private List<string> SharedStrings()
    {
        var all = new List<string>();
        using var part = Open("xl/sharedStrings.xml");
        while (part.Read())
        {
            if (part is { NodeType: XmlNodeType.Element, LocalName: "si" })
                all.Add(Text(part));
        }

        return all;
    }

    private List<SheetCell> Cells(XmlReader sheet, int row)
    {
        var cells = new List<SheetCell>();
        if (sheet.IsEmptyElement)
            return cells;

        var depth = sheet.Depth;
        var column = -1;
        while (sheet.Read() && !(sheet.NodeType is XmlNodeType.EndElement && sheet.Depth == depth))
        {
            if (sheet is not { NodeType: XmlNodeType.Element, LocalName: "c" })
                continue;

            column = sheet.GetAttribute("r") is { } place ? ColumnOf(place) : column + 1;
            if (Cell(sheet) is { IsEmpty: false } cell)
                Put(cells, column, cell, row);
        }

        return cells;
    }

    private void Put(List<SheetCell> cells, int column, SheetCell cell, int row)
    {
        if (column is < 0 or >= SheetLimits.Columns)
            throw new RefusedException("sheet.too-many-columns", ("name", name), ("row", row), ("columns", column + 1), ("max", SheetLimits.Columns));

        while (cells.Count <= column)
            cells.Add(SheetCell.Empty);

        cells[column] = cell;
    }

    private SheetCell Cell(XmlReader sheet)
    {
        var (type, style) = (sheet.GetAttribute("t"), sheet.GetAttribute("s"));
        if (sheet.IsEmptyElement)
            return SheetCell.Empty;

        var depth = sheet.Depth;
        var (isFormula, value) = (false, (string?)null);
        while (sheet.Read() && !(sheet.NodeType is XmlNodeType.EndElement && sheet.Depth == depth))
        {
            if (sheet.NodeType is not XmlNodeType.Element)
                continue;

            switch (sheet.LocalName)
            {
                case "f":
                    isFormula = true;
                    break;
                case "v" or "is":
                    value = Text(sheet);
                    break;
            }
        }

        var cell = value is null ? SheetCell.Empty : type switch
        {
            "s" => SheetReader.Cell(strings[int.Parse(value, NumberStyles.None, CultureInfo.InvariantCulture)]),
            "e" => new(value, CellMark.Error),
            "inlineStr" or "str" or "d" => SheetReader.Cell(value),
            "b" => new(value),
            _ => new(styles.Written(value, style, from1904)),
        };
        return !isFormula ? cell : cell is { Mark: CellMark.Plain, Text.Length: > 0 } ? new(cell.Text, CellMark.Computed) : cell with { Mark = cell.Mark is CellMark.Error ? CellMark.Error : CellMark.Formula };
    }

    /// <summary>The text of an element and of its runs, without phonetic guides.</summary>
    private static string Text(XmlReader reader)
    {
        if (reader.IsEmptyElement)
            return "";

        var text = new StringBuilder();
        var depth = reader.Depth;
        var guide = false;
        while (reader.Read() && !(reader.NodeType is XmlNodeType.EndElement && reader.Depth == depth))
        {
            if (reader.LocalName == "rPh")
                guide = reader.NodeType is XmlNodeType.Element;
            else if (reader.NodeType is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace && !guide)
                text.Append(reader.Value);
        }

        return text.ToString();
    }

    private static int ColumnOf(string place)
    {
        var column = 0;
        foreach (var c in place.TakeWhile(char.IsAsciiLetter))
            column = checked((column * 26) + (char.ToUpperInvariant(c) - 'A' + 1));

        return column - 1;
    }

    private XmlReader Open(string path)
    {
        var entry = zip.GetEntry(path) ?? throw new InvalidDataException(path);
        var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, CloseInput = true };
        return XmlReader.Create(new Bounded(entry.Open(), this), settings);
    }

    /// <summary>A part of the archive that stops where the archive has unfolded to too much.</summary>
    private sealed class Bounded(Stream inner, XlsxReader reader) : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            var read = inner.Read(buffer, offset, count);
            reader.left -= read;
            return reader.left < 0 ? throw Bomb(reader.name) : read;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                inner.Dispose();

            base.Dispose(disposing);
        }
    }
}
