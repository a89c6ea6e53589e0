using System.Globalization;
using System.Security.Cryptography;
using Acquis.Credentials.Documents;
using SkiaSharp;
using UglyToad.PdfPig;
using UglyToad.PdfPig.Content;
using UglyToad.PdfPig.Tokens;

namespace Acquis.Engines.Tests.Documents;

public sealed class AnnexDocumentTests
{
    private static AnnexContent English { get; } = new()
    {
        Language = "en",
        CertifierName = "Institut Hautefeuille",
        Title = "Certificate supplement",
        Number = "IH-2027-0418",
        Statement = "This supplement describes the title “Expert en ingénierie des systèmes d’information”.",
        Lines = [new("Holder", "Camille Anne Fontanel"), new("Decision of the jury", "25 June 2027")],
        Notice = "It is not an official Europass document.",
        Sections =
        [
            new("Title of the certificate") { Paragraphs = ["Expert en ingénierie des systèmes d’information"] },
            new("Profile of skills and competences")
            {
                Tables =
                [
                    .. Enumerable.Range(1, 4).Select(b => new PrintedTable(
                        $"Block {b}: Requirement number {b}", [new("Code", 0.09f), new("Competence", 0.68f), new("Level reached", 0.23f)],
                        [.. Enumerable.Range(1, 8).Select(c => (IReadOnlyList<string>)
                        [
                            $"C.{b}.{c}", $"Conduct a conversation with a client and write down what is needed, case {b}.{c}, so that whoever reads it can act on it.", "2, Acquired",
                        ])])),
                ],
            },
            new("Official basis of the certificate") { Lines = [new("Awarding body", "Institut Hautefeuille")] },
        ],
        IssuedOn = new DateOnly(2027, 7, 2),
        Signature = ["Done at Lyon, on 2 July 2027", "Étienne Valcourt", "president"],
        VerificationNote = "Authenticity and validity of document IH-2027-0418:",
        VerificationUrl = "https://certification.hautefeuille.example/v/7K2M94QDXR3P0W8T",
    };

    [Fact]
    public void Sections_are_numbered_tables_run_over_pages_and_each_page_says_which_it_is_and_where_to_verify()
    {
        var pages = PdfText.Pages(AnnexDocument.Render(English));

        Assert.True(pages.Count >= 2);
        var text = string.Concat(pages);
        Assert.Contains(PdfText.Bare("2Profile of skills and competences"), text, StringComparison.Ordinal);
        Assert.Contains(PdfText.Bare("C.4.8"), text, StringComparison.Ordinal);
        Assert.Contains(PdfText.Bare("not an official Europass document"), text, StringComparison.Ordinal);
        for (var i = 0; i < pages.Count; i++)
        {
            Assert.Contains($"page{i + 1}of{pages.Count}", pages[i], StringComparison.Ordinal);
            Assert.Contains(English.VerificationUrl, pages[i], StringComparison.Ordinal);
            Assert.Contains(English.Number, pages[i], StringComparison.Ordinal);
        }

        Assert.All(pages.Where(p => p.Contains("2,Acquired", StringComparison.Ordinal)), p => Assert.Contains("Levelreached", p, StringComparison.Ordinal));
    }

    [Fact]
    public void The_signature_never_stands_on_a_page_without_a_line_of_the_last_section()
    {
        for (var rows = 1; rows < 40; rows++)
        {
            var table = new PrintedTable("Block 1", [new("Code", 0.2f), new("Competence", 0.8f)], [.. Enumerable.Range(1, rows).Select(r => (IReadOnlyList<string>)[$"C.{r}", "Conduct a conversation"])]);
            var content = English with { Sections = [new("Profile") { Tables = [table] }, new("Access") { Lines = [new("Route", "Apprenticeship")] }] };

            var last = PdfText.Pages(AnnexDocument.Render(content))[^1];

            Assert.Contains("Apprenticeship", last, StringComparison.Ordinal);
            Assert.Contains(PdfText.Bare("Done at Lyon"), last, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Its_language_is_that_of_its_words()
    {
        Assert.Equal("en-GB", LanguageOf(AnnexDocument.Render(English)));
        Assert.Equal("fr-FR", LanguageOf(AnnexDocument.Render(English with { Language = "fr" })));
        Assert.Contains("page1sur", string.Concat(PdfText.Pages(AnnexDocument.Render(English with { Language = "fr" }))), StringComparison.Ordinal);
    }

    [Fact]
    public void An_attestation_stays_on_one_page_and_a_specimen_says_so()
    {
        var page = Assert.Single(PdfText.Pages(AnnexDocument.Render(English with { Sections = [], Specimen = true })));
        Assert.Contains("SPÉCIMEN", page, StringComparison.Ordinal);
        Assert.Contains(PdfText.Bare("Étienne Valcourt"), page, StringComparison.Ordinal);
    }

    [Fact]
    public void Name_and_headings_are_in_its_colour_and_the_logo_stands_on_the_first_page_alone()
    {
        using var bitmap = new SKBitmap(90, 30);
        bitmap.Erase(SKColors.Teal);
        using var logo = bitmap.Encode(SKEncodedImageFormat.Png, 100);
        using var own = PdfDocument.Open(AnnexDocument.Render(English with { Accent = "#4a2b63" }, logo.ToArray()));
        using var usual = PdfDocument.Open(AnnexDocument.Render(English));

        Assert.Equal([1, .. Enumerable.Repeat(0, own.NumberOfPages - 1)], own.GetPages().Select(p => p.GetImages().Count()));
        Assert.All(usual.GetPages(), p => Assert.Empty(p.GetImages()));
        Assert.All(own.GetPages(), p => Assert.Contains("4A2B63", ColoursOf(p)));
        Assert.DoesNotContain("0B4A63", own.GetPages().SelectMany(ColoursOf));
        Assert.All(usual.GetPages(), p => Assert.Contains("0B4A63", ColoursOf(p)));
    }

    [Fact]
    public void Everything_stays_inside_the_page()
    {
        var long_ = English with { Statement = new string('m', 300), Lines = [new("Bloc", string.Concat(Enumerable.Repeat("intitulé ", 400)))] };
        Assert.All(PdfText.Letters(AnnexDocument.Render(long_)), l =>
        {
            Assert.InRange(l.BoundingBox.Left, 55, 545);
            Assert.InRange(l.BoundingBox.Right, 55, 545);
            Assert.InRange(l.BoundingBox.Bottom, 28, 815);
        });
    }

    [Fact]
    public void The_same_content_gives_the_same_bytes_each_time() =>
        Assert.Single(Enumerable.Range(0, 40).AsParallel().Select(_ => Convert.ToHexString(SHA256.HashData(AnnexDocument.Render(English)))).Distinct());

    [Fact]
    public void A_name_that_cannot_be_printed_is_refused() =>
        Assert.Equal(
            "漢 字", Assert.Throws<DocumentRefusedException>(() => AnnexDocument.Render(English with { Lines = [new("Holder", "漢字")] })).Defects[0].Detail);

    private static IEnumerable<string> ColoursOf(Page page) => page.Letters.Select(l => l.Color.ToRGBValues())
        .Select(c => string.Concat(new[] { c.r, c.g, c.b }.Select(v => ((int)Math.Round((double)v * 255)).ToString("X2", CultureInfo.InvariantCulture)))).Distinct();

    private static string LanguageOf(byte[] pdf)
    {
        using var document = PdfDocument.Open(pdf);
        return document.Structure.Catalog.CatalogDictionary.Data["Lang"] switch
        {
            HexToken hex => hex.Data,
            StringToken text => text.Data,
            var other => throw new InvalidOperationException(other.GetType().Name),
        };
    }
}
