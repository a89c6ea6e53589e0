using Acquis.Domain.Candidacies;

namespace Acquis.Domain.Tests.Candidacies;

public sealed class Languages_of_letters
{
    private static readonly DateTimeOffset Now = new(2027, 6, 1, 8, 0, 0, TimeSpan.Zero);

    private static readonly Identity Known = new()
    {
        BirthName = "Whitby",
        FirstNames = ["Zadie"],
        BirthDate = new(2001, 2, 28),
        BirthPlace = new("132", null, "Leeds"),
        Sex = Sex.F,
    };

    [Fact]
    public void Somebody_is_written_to_in_French_unless_another_language_is_recorded()
    {
        var (french, _) = Person.Register(Id<Person>.New(Now), Known, null);
        var (english, fact) = Person.Register(Id<Person>.New(Now), Known, null, "en");

        Assert.Equal(("fr", "en", "en"), (french.MailLanguage, english.MailLanguage, fact.MailLanguage));
    }

    [Fact]
    public void A_correction_tells_the_language_as_it_tells_the_address()
    {
        var (person, _) = Person.Register(Id<Person>.New(Now), Known, null);

        var fact = person.Correct(Known, null, "en", "Lit l’anglais.", Now);

        Assert.Equal(("en", "en"), (person.MailLanguage, fact.MailLanguage));
    }

    [Theory]
    [InlineData("de"), InlineData("EN"), InlineData("")]
    public void A_language_in_which_no_letter_is_written_is_refused(string language)
    {
        var (person, _) = Person.Register(Id<Person>.New(Now), Known, null);

        Assert.Equal("person.mail-language-unknown", Refused(() => Person.Register(Id<Person>.New(Now), Known, null, language)));
        Assert.Equal("person.mail-language-unknown", Refused(() => person.Correct(Known, null, language, "Correction", Now)));
        Assert.Equal("fr", person.MailLanguage);
    }

    private static string Refused(Action act) => Assert.Throws<RefusedException>(act).Refusals[0].Code;
}
