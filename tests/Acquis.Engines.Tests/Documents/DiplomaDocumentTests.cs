using Acquis.Credentials.Documents;
using Acquis.Credentials.Layout;
using UglyToad.PdfPig;

namespace Acquis.Engines.Tests.Documents;

public sealed class DiplomaDocumentTests
{
    private const string LongTitle =
        "Expert en conception, développement, intégration, sécurisation et exploitation des systèmes d’information d’entreprise et des "
        + "infrastructures numériques distribuées, option gouvernance de la donnée et intelligence artificielle responsable";

    [Theory]
    [InlineData("INSTITUT HAUTEFEUILLE")]
    [InlineData("Hautefeuille Campus")]
    [InlineData("systèmes d’information")]
    [InlineData("Niveau 7 du cadre national des certifications professionnelles")]
    [InlineData("Niveau 7 du cadre européen des certifications (CEC)")]
    [InlineData("sous le numéro RNCP90016, par décision du directeur général de France compétences en date du 18/12/2025")]
    [InlineData("Codes NSF : 326n et 326p")]
    [InlineData("Camille Anne Fontanel")]
    [InlineData("née le 14 mars 2003 à Saint-Étienne (Loire)")]
    [InlineData("par décision du jury en date du 25 juin 2027")]
    [InlineData("Fait à Lyon, le 2 juillet 2027")]
    [InlineData("Étienne Valcourt,")]
    [InlineData("IH-2027-0418")]
    [InlineData("7K2M-94QD-XR3P-0W8T")]
    public void Every_mention_is_read_back(string mention) => Assert.Contains(PdfText.Bare(mention), Text(Samples.Diploma), StringComparison.Ordinal);

    [Fact]
    public void A_logo_and_a_specimen_mark_stand_on_the_page_beside_the_engraving()
    {
        using var bitmap = new SkiaSharp.SKBitmap(8, 4);
        bitmap.Erase(SkiaSharp.SKColors.Teal);
        using var png = bitmap.Encode(SkiaSharp.SKEncodedImageFormat.Png, 100);
        using var pdf = PdfDocument.Open(DiplomaDocument.Render(Samples.Diploma with { LogoPng = png.ToArray(), Specimen = true }));
        var page = pdf.GetPage(1);
        Assert.Single(page.GetImages());
        Assert.True(page.Paths.Count > 60, $"{page.Paths.Count} paths");
    }

    [Fact]
    public void Diplomas_drawn_at_once_are_those_drawn_one_after_another()
    {
        var contents = Enumerable.Range(1, 12).Select(i => Samples.Diploma with { Number = $"IH-2027-{i:0000}", Holder = Samples.Diploma.Holder with { BirthName = $"Fontanel {(char)('A' + i)}" } }).ToList();
        var atOnce = contents.AsParallel().AsOrdered().WithDegreeOfParallelism(4).Select(DiplomaDocument.Render).ToList();
        Assert.Equal(contents.Select(DiplomaDocument.Render), atOnce);
    }

    [Theory]
    [InlineData("Nguyễn-Œuvrard")]
    [InlineData("Çelik Łukasiewicz d’Aÿ")]
    [InlineData("Effiong Fjällström")]
    public void Accents_and_ligatures_are_read_back(string name)
    {
        var content = Samples.Diploma with { Holder = Samples.Diploma.Holder with { BirthName = name } };
        Assert.Contains(PdfText.Bare(name), Text(content), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("M", 2003, 3, 1, "né le 1er mars 2003 à")]
    [InlineData("F", 2003, 3, null, "née en mars 2003 à")]
    [InlineData(null, 2003, null, null, "né(e) en 2003 à")]
    public void A_birth_is_told_as_far_as_it_is_known(string? sex, int year, int? month, int? day, string expected)
    {
        var content = Samples.Diploma with { Holder = Samples.Diploma.Holder with { Sex = sex, Birth = new PartialDate(year, month, day) } };
        Assert.Contains(PdfText.Bare(expected), Text(content), StringComparison.Ordinal);
    }

    [Fact]
    public void A_long_title_stays_inside_the_frame()
    {
        var letters = PdfText.Letters(DiplomaDocument.Render(Samples.Diploma with { Title = LongTitle }));
        Assert.All(letters, l => Assert.InRange(l.BoundingBox.Left, 37, 805));
        Assert.All(letters, l => Assert.InRange(l.BoundingBox.Bottom, 37, 558));
        Assert.Contains(PdfText.Bare(LongTitle), Text(Samples.Diploma with { Title = LongTitle }), StringComparison.Ordinal);
    }

    [Fact]
    public void A_bloc_certificate_says_that_it_is_about_one_bloc_only()
    {
        var text = Text(Samples.Certificate);
        Assert.Contains(PdfText.Bare("Bloc 2 : Piloter le cycle de vie"), text, StringComparison.Ordinal);
        Assert.Contains(PdfText.Bare("porte sur le seul bloc 2, RNCP90016BC02. Il est distinct du diplôme"), text, StringComparison.Ordinal);
        Assert.Contains(PdfText.Bare("« Expert en ingénierie des systèmes d’information »"), text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_specimen_and_a_duplicate_say_so_and_others_do_not()
    {
        var text = Text(Samples.Diploma with { Specimen = true, DuplicateOf = new DateOnly(2030, 1, 1) });
        Assert.Contains("SPÉCIMEN", text, StringComparison.Ordinal);
        Assert.Contains(PdfText.Bare("DUPLICATA délivré le 1er janvier 2030"), text, StringComparison.Ordinal);
        Assert.DoesNotContain("SPÉCIMEN", Text(Samples.Diploma), StringComparison.Ordinal);
        Assert.DoesNotContain("DUPLICATA", Text(Samples.Diploma), StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_content_gives_the_same_bytes_and_another_does_not()
    {
        Assert.Equal(DiplomaDocument.Render(Samples.Diploma), DiplomaDocument.Render(Samples.Diploma with { }));
        Assert.NotEqual(DiplomaDocument.Render(Samples.Diploma), DiplomaDocument.Render(Samples.Diploma with { Number = "IH-2027-0420" }));
    }

    [Fact]
    public void The_file_bears_the_title_and_the_date_of_the_document()
    {
        using var pdf = PdfDocument.Open(DiplomaDocument.Render(Samples.Diploma));
        Assert.Equal(1, pdf.NumberOfPages);
        Assert.Contains("Expert en ingénierie", pdf.Information.Title, StringComparison.Ordinal);
        Assert.Contains("20270702", pdf.Information.CreationDate, StringComparison.Ordinal);
    }

    [Fact]
    public void A_complete_diploma_has_no_defect() => Assert.Empty(DiplomaMentions.Defects(Samples.Certificate));

    public static TheoryData<string, DiplomaContent> Incomplete => new()
    {
        { "document.certifier-name-missing", Samples.Diploma with { CertifierName = " " } },
        { "document.title-missing", Samples.Diploma with { Title = "" } },
        { "document.registration-code-missing", Samples.Diploma with { RegistrationCode = "" } },
        { "document.registration-code-invalid", Samples.Diploma with { RegistrationCode = "90016" } },
        { "document.registration-decision-missing", Samples.Diploma with { RegistrationDecision = null } },
        { "document.national-level-missing", Samples.Diploma with { NationalLevel = null } },
        { "document.european-level-missing", Samples.Diploma with { EuropeanLevel = 9 } },
        { "document.nsf-codes-missing", Samples.Diploma with { NsfCodes = [] } },
        { "document.holder-name-missing", Samples.Diploma with { Holder = Samples.Diploma.Holder with { FirstNames = "" } } },
        { "document.holder-birth-missing", Samples.Diploma with { Holder = Samples.Diploma.Holder with { Birth = null } } },
        { "document.award-date-missing", Samples.Diploma with { AwardedOn = null } },
        { "document.issue-date-missing", Samples.Diploma with { IssuedOn = null } },
        { "document.issue-place-missing", Samples.Diploma with { IssuedAt = "" } },
        { "document.signatory-name-missing", Samples.Diploma with { SignatoryName = "" } },
        { "document.signatory-quality-missing", Samples.Diploma with { SignatoryQuality = "" } },
        { "document.number-missing", Samples.Diploma with { Number = "" } },
        { "document.verification-missing", Samples.Diploma with { VerificationUrl = "" } },
        { "document.block-title-missing", Samples.Diploma with { Block = new BlockMention(1, "") } },
        { "document.forbidden-wording", Samples.Diploma with { Title = "Expert (en cours d’enregistrement)" } },
        { "document.forbidden-wording", Samples.Diploma with { Title = "Expert, sous réserve" } },
        { "document.forbidden-wording", Samples.Diploma with { Title = "Titre professionnel d’expert" } },
        { "document.forbidden-wording", Samples.Diploma with { CertifierTradeName = "Campus, membre de la CGE" } },
        { "document.forbidden-wording", Samples.Diploma with { Title = "MASTÈRE SPÉCIALISÉ Systèmes" } },
        { "document.glyphs-missing", Samples.Diploma with { Holder = Samples.Diploma.Holder with { BirthName = "Иванов" } } },
    };

    [Theory]
    [MemberData(nameof(Incomplete))]
    public void Each_defect_is_named_and_nothing_is_printed(string code, DiplomaContent content)
    {
        Assert.Equal([code], DiplomaMentions.Defects(content).Select(d => d.Code));
        Assert.Equal([code], Assert.Throws<DocumentRefusedException>(() => DiplomaDocument.Render(content)).Defects.Select(d => d.Code));
    }

    [Fact]
    public void The_characters_that_cannot_be_printed_are_told() => Assert.Equal(["Ж", "漢", "😀"], PrintFonts.GlyphsMissing("aЖb漢Ж😀e\u0301œ\u00a0\u202f’"));

    private static string Text(DiplomaContent content) => string.Concat(PdfText.Pages(DiplomaDocument.Render(content)));
}
