using System.IO.Compression;
using System.Text;
using Acquis.Domain;
using Acquis.Infrastructure.Sheets;

namespace Acquis.Tests.Candidacies.Import;

public sealed class SheetReaderTests
{
    [Theory]
    [InlineData("utf-8", ';', false, SheetForm.Utf8)]
    [InlineData("utf-8", ',', true, SheetForm.Utf8)]
    [InlineData("utf-8", '\t', false, SheetForm.Utf8)]
    [InlineData("utf-16", ';', true, SheetForm.Utf16)]
    [InlineData("windows-1252", ';', false, SheetForm.Windows1252)]
    [InlineData("windows-1252", ',', false, SheetForm.Windows1252)]
    public async Task Encoding_and_separator_are_recognised(string encoding, char separator, bool mark, SheetForm form)
    {
        var coded = CodePagesEncodingProvider.Instance.GetEncoding(encoding) ?? Encoding.GetEncoding(encoding);
        var text = $"Nom{separator}Prénom\r\nCœurderoy{separator}Éloïse\r\n";
        byte[] bytes = [.. mark ? coded.GetPreamble() : [], .. coded.GetBytes(text)];

        var sheet = await ReadAsync(bytes);

        Assert.Equal((form, separator), (sheet.Form, sheet.Separator!.Value));
        Assert.Equal(["Nom", "Prénom"], sheet.Headings.Cells.Select(c => c.Text));
        Assert.Equal(["Cœurderoy", "Éloïse"], Assert.Single(sheet.Rows).Cells.Select(c => c.Text));
    }

    [Fact]
    public async Task Quotation_marks_line_ends_and_empty_lines_keep_the_number_that_the_spreadsheet_shows()
    {
        var sheet = await ReadAsync("sep=;\r\nNom;Note\r\n\r\n\"Le Goff\";\"dit \"\"Gof\"\"\r\n; en deux lignes\"\r\nRoy;\n"u8.ToArray());

        Assert.Equal([4, 5], sheet.Rows.Select(r => r.Number));
        Assert.Equal("dit \"Gof\"\r\n; en deux lignes", sheet.Rows[0][1].Text);
    }

    [Fact]
    public async Task A_workbook_gives_its_texts_dates_numbers_and_the_saved_results_of_formulas_without_computing_any()
    {
        var sheet = await ReadAsync(Workbook.Of(
            """<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="inlineStr"><is><t>Naissance</t></is></c></row>"""
            + """<row r="3"><c r="A3" t="s"><v>1</v></c><c r="B3" s="1"><v>36231</v></c><c r="C3"><v>7.3282932000074E13</v></c><c r="D3"><f>1+1</f><v>2</v></c><c r="E3"><f>NOW()</f></c><c r="F3" t="e"><v>#N/A</v></c></row>""",
            "Nom", "=HYPERLINK(\"http://example.org\")"));

        var row = Assert.Single(sheet.Rows);
        Assert.Equal(3, row.Number);
        Assert.Equal(new SheetCell("=HYPERLINK(\"http://example.org\")", CellMark.Formula), row[0]);
        Assert.Equal(new SheetCell("1999-03-12"), row[1]);
        Assert.Equal(new SheetCell("73282932000074"), row[2]);
        Assert.Equal(new SheetCell("2", CellMark.Computed), row[3]);
        Assert.Equal(CellMark.Formula, row[4].Mark);
        Assert.Equal(new SheetCell("#N/A", CellMark.Error), row[5]);
        Assert.Equal("F3", row.PlaceOf(5));
    }

    [Fact]
    public async Task What_is_written_is_read_back_and_never_becomes_a_formula()
    {
        IReadOnlyList<string>[] rows = [["=cmd|' /C calc'!A0", "Zoé"], ["+33", "d’Hauterive; \"dit\""], ["-", "@import"]];

        foreach (var file in new[] { SheetWriter.Csv(["a", "b"], rows), SheetWriter.Xlsx(["a", "b"], rows) })
        {
            var sheet = await ReadAsync(file);
            Assert.Equal(CellMark.Formula, sheet.Rows[0][0].Mark);
            Assert.Equal("d’Hauterive; \"dit\"", sheet.Rows[1][1].Text);
        }

        Assert.Contains("'=cmd", Encoding.UTF8.GetString(SheetWriter.Csv(["a", "b"], rows)), StringComparison.Ordinal);
        Assert.DoesNotContain("\n=", Encoding.UTF8.GetString(SheetWriter.Csv(["a", "b"], rows)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_hundred_thousand_columns_are_refused_with_their_row()
    {
        var refused = await RefusedAsync(Encoding.UTF8.GetBytes($"a{new string(';', 99_998)};b\r\n1;2\r\n"));

        Assert.Equal("sheet.too-many-columns", refused.Code);
        Assert.Equal(100_000, refused.Args["columns"]);
    }

    [Fact]
    public async Task A_workbook_that_unfolds_to_gigabytes_is_refused_within_the_bound_even_where_it_lies_about_its_size()
    {
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            Workbook.Put(zip, "xl/workbook.xml", Workbook.Book);
            using var strings = zip.CreateEntry("xl/sharedStrings.xml", CompressionLevel.Fastest).Open();
            strings.Write(Encoding.UTF8.GetBytes("<sst><si><t>"));
            var zeros = new byte[1024 * 1024];
            Array.Fill(zeros, (byte)'0');
            for (var i = 0; i < 300; i++)
                strings.Write(zeros);
        }

        var bytes = file.ToArray();
        Assert.True(bytes.Length < 10_000_000);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal("sheet.unfolds", (await RefusedAsync(bytes)).Code);
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 50_000_000);
        Assert.Contains((await RefusedAsync(Workbook.Lying(bytes))).Code, new[] { "sheet.unfolds", "sheet.damaged" });
    }

    [Theory]
    [InlineData("PK\u0003\u0004 and then nothing", "sheet.damaged")]
    [InlineData("\r\n;;\r\n", "sheet.empty")]
    [InlineData("Nom;Prénom\r\n\"Roy;Zoé\r\n", "sheet.quote-open")]
    [InlineData("Nom\0", "sheet.no-table")]
    public async Task A_file_that_is_no_table_is_refused_with_the_reason(string content, string code) =>
        Assert.Equal(code, (await RefusedAsync(Encoding.UTF8.GetBytes(content))).Code);

    [Fact]
    public async Task A_file_without_a_byte_is_refused() => Assert.Equal("file.empty", (await RefusedAsync([])).Code);

    [Fact]
    public async Task A_workbook_with_outside_entities_is_refused_unread() => Assert.Equal(
        "sheet.damaged",
        (await RefusedAsync(Workbook.Raw("""<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><worksheet><sheetData><row r="1"><c t="inlineStr"><is><t>&e;</t></is></c></row></sheetData></worksheet>"""))).Code);

    private static async Task<Sheet> ReadAsync(byte[] bytes)
    {
        using var stream = new MemoryStream(bytes);
        return (await SheetReader.ReadAsync(stream, "fichier", TestContext.Current.CancellationToken)).Sheet;
    }

    private static async Task<Refusal> RefusedAsync(byte[] bytes) => (await Assert.ThrowsAsync<RefusedException>(() => ReadAsync(bytes))).Refusals[0];
}

/// <summary>Small workbooks by hand, whose parts can be wrong on purpose.</summary>
internal static class Workbook
{
    public const string Book =
        """<workbook xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Feuille" sheetId="1" r:id="rId1"/></sheets></workbook>""";

    private const string Styles = """<styleSheet><numFmts><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/></cellXfs></styleSheet>""";

    /// <summary>A workbook of these rows, with these shared strings.</summary>
    public static byte[] Of(string rows, params string[] strings) => Raw(
        $"<worksheet><sheetData>{rows}</sheetData></worksheet>",
        $"<sst>{string.Concat(strings.Select(s => $"<si><t>{System.Security.SecurityElement.Escape(s)}</t></si>"))}</sst>");

    public static byte[] Raw(string sheet, string strings = "<sst/>")
    {
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            Put(zip, "xl/workbook.xml", Book);
            Put(zip, "xl/styles.xml", Styles);
            Put(zip, "xl/sharedStrings.xml", strings);
            Put(zip, "xl/worksheets/sheet1.xml", sheet);
        }

        return file.ToArray();
    }

    public static void Put(ZipArchive zip, string path, string text)
    {
        using var writer = new StreamWriter(zip.CreateEntry(path).Open());
        writer.Write(text);
    }

    /// <summary>The same archive, whose directory and local headers say that every part unfolds to 100 bytes.</summary>
    public static byte[] Lying(byte[] archive)
    {
        byte[] lying = [.. archive];
        for (var i = 0; i + 30 < lying.Length; i++)
        {
            if (lying.AsSpan(i).StartsWith("PK\x01\x02"u8))
                BitConverter.TryWriteBytes(lying.AsSpan(i + 24), 100);
        }

        return lying;
    }
}
