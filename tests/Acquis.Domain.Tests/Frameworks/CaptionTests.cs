using Acquis.Domain.Frameworks;

namespace Acquis.Domain.Tests.Frameworks;

public sealed class CaptionTests
{
    [Fact]
    public void A_competence_without_a_name_is_called_by_the_beginning_of_its_text_cut_at_a_word()
    {
        var text = new Bilingual("Analyser les besoins du client en réalisant un diagnostic, de son écosystème interne", "Analyse the needs");

        var caption = new Competence("C.2", text, []).Caption();

        Assert.Equal("Analyser les besoins du client en réalisant un diagnostic, de…", caption.Fr);
        Assert.True(caption.Fr.Length <= Competence.CaptionMaxLength);
        Assert.Equal("Analyse the needs", caption.En);
    }

    [Fact]
    public void A_competence_with_a_name_is_called_by_it() =>
        Assert.Equal(new Bilingual("Diagnostic"), new Competence("C.2", new("Analyser les besoins"), []) { Name = new("Diagnostic") }.Caption());

    [Theory]
    [InlineData("Un mot, puis deux", 8, "Un mot…")]
    [InlineData("Anticonstitutionnellement", 10, "Anticonst…")]
    [InlineData("Court", 10, "Court")]
    public void The_beginning_never_ends_on_a_comma_nor_passes_its_length(string text, int length, string expected) =>
        Assert.Equal(expected, new Bilingual(text).Beginning(length).Fr);
}
