using System.Security.Cryptography;
using Acquis.Credentials.Documents;

namespace Acquis.Engines.Tests.Documents;

public sealed class MinutesDocumentTests
{
    [Fact]
    public void Sixty_candidates_run_over_pages_that_repeat_the_head_and_number_themselves()
    {
        var pages = PdfText.Pages(MinutesDocument.Render(Samples.Minutes(60)));
        Assert.True(pages.Count >= 3);
        for (var i = 0; i < pages.Count; i++)
        {
            Assert.Contains($"page{i + 1}sur{pages.Count}", pages[i], StringComparison.Ordinal);
            Assert.Contains("PV-2027-06-ISI-01", pages[i], StringComparison.Ordinal);
            Assert.Contains(Samples.Minutes(1).FactsHash, pages[i], StringComparison.Ordinal);
        }

        var withResults = pages.Where(p => p.Contains("Certificationdélivrée", StringComparison.Ordinal)).ToList();
        Assert.True(withResults.Count >= 2);
        Assert.All(withResults, p => Assert.Contains("Décisiondujury", p, StringComparison.Ordinal));
        Assert.All(Enumerable.Range(1, 60), i => Assert.Contains(Name(i), string.Concat(pages), StringComparison.Ordinal));
    }

    [Fact]
    public void A_departure_from_the_rule_is_told_with_its_motive()
    {
        var text = Text(Samples.Minutes(4));
        Assert.Contains(PdfText.Bare("Nœuvéglise-Çelik Solène 3 : la décision s’écarte de la règle"), text, StringComparison.Ordinal);
        Assert.Contains(PdfText.Bare("dossier de soutenance d’un niveau remarquable, motif 3"), text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_jury_its_quorum_and_its_signatures_are_told()
    {
        var text = Text(Samples.Minutes(4));
        Assert.Contains(PdfText.Bare("Membres présents : 2 sur 3, dont 2 extérieurs"), text, StringComparison.Ordinal);
        Assert.Contains(PdfText.Bare("signé le 25/06/2027 à 12 h 42"), text, StringComparison.Ordinal);
        Assert.Contains(PdfText.Bare("Le jury relève l’œuvre commune"), text, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_page_of_a_specimen_says_so() =>
        Assert.All(
            PdfText.Pages(MinutesDocument.Render(Samples.Minutes(60) with { Specimen = true })),
            p => Assert.Contains("SPÉCIMEN", p, StringComparison.Ordinal));

    [Fact]
    public void Everything_stays_inside_the_page()
    {
        var minutes = Samples.Minutes(30) with { Observations = [new string('m', 400), string.Concat(Enumerable.Repeat("observation ", 900))] };
        Assert.All(PdfText.Letters(MinutesDocument.Render(minutes)), l =>
        {
            Assert.InRange(l.BoundingBox.Left, 55, 545);
            Assert.InRange(l.BoundingBox.Right, 55, 545);
            Assert.InRange(l.BoundingBox.Bottom, 28, 815);
        });
    }

    [Fact]
    public void The_same_minutes_give_the_same_bytes_each_time() =>
        Assert.Single(Enumerable.Range(0, 150).AsParallel().Select(_ => Convert.ToHexString(
            SHA256.HashData(MinutesDocument.Render(Samples.Minutes(2))))).Distinct());

    [Fact]
    public void A_name_that_cannot_be_printed_is_refused()
    {
        var minutes = Samples.Minutes(1) with { Observations = ["漢字"] };
        Assert.Equal("漢 字", Assert.Throws<DocumentRefusedException>(() => MinutesDocument.Render(minutes)).Defects[0].Detail);
    }

    private static string Name(int i) => PdfText.Bare(i % 7 == 3 ? $"Nœuvéglise-Çelik Solène {i}" : $"Chevallier Maxime {i}");

    private static string Text(MinutesContent content) => string.Concat(PdfText.Pages(MinutesDocument.Render(content)));
}
