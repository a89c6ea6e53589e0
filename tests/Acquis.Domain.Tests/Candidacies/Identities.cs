using Acquis.Domain.Candidacies;

namespace Acquis.Domain.Tests.Candidacies;

public sealed class Identities
{
    private static readonly Identity Known = new()
    {
        BirthName = "Lefèvre",
        FirstNames = ["Zoé", "Anne-Marie"],
        BirthDate = new(2001, 2, 28),
        BirthPlace = new("100", "2A004", "Ajaccio"),
        Sex = Sex.F,
    };

    [Fact]
    public void A_complete_identity_is_valid() => Assert.Empty(Known.WhyNotValid());

    [Theory]
    [InlineData(2001, 2, 29, "person.birth-date-impossible")]
    [InlineData(2001, 13, 1, "person.birth-date-impossible")]
    [InlineData(2001, null, 4, "person.birth-date-impossible")]
    [InlineData(1899, 1, 1, "person.birth-year-out-of-range")]
    [InlineData(2100, null, null, "person.birth-year-out-of-range")]
    public void A_date_that_the_calendar_does_not_have_is_refused(int year, int? month, int? day, string code) =>
        Assert.Equal([code], new BirthDate(year, month, day).WhyNotValid().Select(r => r.Code));

    [Theory]
    [InlineData(2000, 2, 29)]
    [InlineData(1970, 5, null)]
    [InlineData(1970, null, null)]
    public void The_day_or_the_month_of_birth_may_be_unknown(int year, int? month, int? day) => Assert.Empty(new BirthDate(year, month, day).WhyNotValid());

    [Fact]
    public void An_unknown_part_of_a_date_is_two_dashes() => Assert.Equal("--/--/1970", new BirthDate(1970).ToString());

    [Theory]
    [InlineData("100", null, "person.insee-code-missing")]
    [InlineData("100", "7510", "person.insee-code-invalid")]
    [InlineData("100", "2C004", "person.insee-code-invalid")]
    [InlineData("FR", "75110", "person.country-code-invalid")]
    public void A_place_of_birth_needs_its_codes(string country, string? insee, string code) =>
        Assert.Equal([code], (Known with { BirthPlace = new(country, insee, null) }).WhyNotValid().Select(r => r.Code));

    [Fact]
    public void Abroad_the_country_is_enough() => Assert.Empty((Known with { BirthPlace = new("352", null, null) }).WhyNotValid());

    [Fact]
    public void Markup_in_a_name_is_refused() =>
        Assert.Equal(["person.name-with-markup"], (Known with { UsageName = "<b>Roy</b>" }).WhyNotValid().Select(r => r.Code));

    [Theory]
    [InlineData("Lefèvre", "LEFEVRE")]
    [InlineData("d’Œuf  Éloïse-Maëlle", "D OEUF ELOISE MAELLE")]
    [InlineData("ÇELİK", "CELIK")]
    [InlineData("æther", "AETHER")]
    public void Folding_loses_accents_ligatures_case_and_signs(string text, string folded) => Assert.Equal(folded, Identity.Fold(text));

    [Fact]
    public void Names_sort_by_the_one_in_use_and_are_found_by_the_one_of_birth() =>
        Assert.Equal("MUNOZ ZOE ANNE MARIE LEFEVRE", (Known with { UsageName = "Muñoz" }).SortKey);

    [Theory]
    [InlineData("73282932000074", true)]
    [InlineData("73282932000075", false)]
    [InlineData("35600000000048", true)]
    [InlineData("35600000049837", true)]
    [InlineData("35600000049838", false)]
    [InlineData("7328293200007", false)]
    [InlineData("7328293200007A", false)]
    public void A_siret_has_fourteen_digits_and_their_check_sum(string siret, bool valid) => Assert.Equal(valid, Siret.IsValid(siret));
}
