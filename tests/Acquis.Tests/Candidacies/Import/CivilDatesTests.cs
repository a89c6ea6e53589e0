using Acquis.Features.Candidacies.Import;

namespace Acquis.Tests.Candidacies.Import;

public sealed class CivilDatesTests
{
    [Theory]
    [InlineData("12/03/1998", "12/03/1998")]
    [InlineData("12-3-1998", "12/03/1998")]
    [InlineData("12.03.1998", "12/03/1998")]
    [InlineData("12 / 03 / 1998", "12/03/1998")]
    [InlineData("1998-03-12", "12/03/1998")]
    [InlineData("1998-03-12T00:00:00", "12/03/1998")]
    [InlineData("12 mars 1998", "12/03/1998")]
    [InlineData("1er août 1998", "01/08/1998")]
    [InlineData("3 févr. 2000", "03/02/2000")]
    [InlineData("12 March 1998", "12/03/1998")]
    [InlineData("35866", "12/03/1998")]
    [InlineData("--/03/1998", "--/03/1998")]
    [InlineData("00/03/1998", "--/03/1998")]
    [InlineData("03/1998", "--/03/1998")]
    [InlineData("00/00/1998", "--/--/1998")]
    [InlineData("xx/xx/1998", "--/--/1998")]
    [InlineData("1998", "--/--/1998")]
    public void Dates_are_read_as_offices_write_them(string text, string date)
    {
        var (read, refusal) = CivilDates.Birth(text);

        Assert.Null(refusal);
        Assert.Equal(date, read.ToString());
    }

    [Theory]
    [InlineData("12/3/98", "import.year-two-figures")]
    [InlineData("03/25/1998", "import.date-impossible")]
    [InlineData("31/02/1998", "import.date-impossible")]
    [InlineData("12/--/1998", "import.date-impossible")]
    [InlineData("bientôt", "import.date-unreadable")]
    [InlineData("3 ju 1998", "import.date-unreadable")]
    [InlineData("12/03/1798", "import.date-impossible")]
    public void A_date_that_nobody_can_be_sure_of_is_refused(string text, string code) => Assert.Equal(code, CivilDates.Birth(text).Refusal?.Code);

    [Fact]
    public void An_entry_needs_its_day() => Assert.Equal("import.date-incomplete", CivilDates.Day("03/2027").Refusal?.Code);
}
