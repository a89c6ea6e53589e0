using Acquis.Domain.Candidacies;

namespace Acquis.Domain.Tests.Candidacies;

public sealed class Possible_duplicates
{
    private static readonly Identity Eloise = new()
    {
        BirthName = "Vasseur-Lemoine",
        FirstNames = ["Éloïse", "Anne"],
        BirthDate = new(1998, 3, 12),
        BirthPlace = new("100", "59350", "Lille"),
        Sex = Sex.F,
    };

    public static TheoryData<string, Identity, Likeness> Cases => new()
    {
        { "the same", Eloise with { }, Likeness.Same },
        { "capitals and a name in use", Eloise with { BirthName = "VASSEUR-LEMOINE", UsageName = "Roy", BirthPlace = new("100", "59350", "LILLE") }, Likeness.Same },
        { "without accents", Eloise with { FirstNames = ["Eloise", "Anne"] }, Likeness.Spelling },
        { "without hyphen", Eloise with { BirthName = "Vasseur Lemoine" }, Likeness.Spelling },
        { "one first name", Eloise with { FirstNames = ["Éloïse"] }, Likeness.Spelling },
        { "second first name", Eloise with { FirstNames = ["Anne"] }, Likeness.Spelling },
        { "other commune", Eloise with { BirthPlace = new("100", "59009", "Villeneuve-d’Ascq") }, Likeness.Spelling },
        { "name in use taken for birth name", Eloise with { BirthName = "Roy", UsageName = "Vasseur-Lemoine" }, Likeness.Spelling },
        { "inverted", Eloise with { BirthName = "Eloise", FirstNames = ["Vasseur-Lemoine"] }, Likeness.Inverted },
        { "twin", Eloise with { FirstNames = ["Clémence"] }, Likeness.NearNames },
        { "half of a double name", Eloise with { BirthName = "Lemoine" }, Likeness.NearNames },
        { "a letter exchanged", Eloise with { BirthName = "Vassuer-Lemoine" }, Likeness.NearNames },
        { "day and month exchanged", Eloise with { BirthDate = new(1998, 12, 3) }, Likeness.NearDate },
        { "another day", Eloise with { BirthDate = new(1998, 3, 13) }, Likeness.NearDate },
        { "known in part", Eloise with { BirthDate = new(1998) }, Likeness.NearDate },
        { "homonym", Eloise with { BirthDate = new(1971, 8, 30) }, Likeness.None },
        { "born on the same day", Eloise with { BirthName = "Diarra", FirstNames = ["Moussa"], Sex = Sex.M }, Likeness.None },
        { "same first name and day", Eloise with { BirthName = "Diarra" }, Likeness.None },
    };

    [Theory, MemberData(nameof(Cases))]
    public void Two_civil_statuses_are_compared_as_a_registrar_would(string what, Identity other, Likeness likeness)
    {
        Assert.True(likeness == Eloise.LikenessTo(other), what);
        Assert.True(likeness == other.LikenessTo(Eloise), what);
    }

    [Fact]
    public void A_merger_moves_every_candidacy_and_says_why()
    {
        var now = new DateTimeOffset(2027, 6, 1, 8, 0, 0, TimeSpan.Zero);
        var (kept, _) = Person.Register(Id<Person>.New(now), Eloise, null);
        var (other, _) = Person.Register(Id<Person>.New(now), Eloise with { FirstNames = ["Eloise"] }, null);
        var candidacy = Id<Candidacy>.New(now);

        var fact = kept.Absorb(other, [candidacy], " Même personne ", now);

        Assert.Equal(kept.Id, other.MergedIntoId);
        Assert.Equal("Même personne", fact.Reason);
        Assert.Contains(Subject.Of(candidacy), fact.Subjects);
        Assert.Contains(Subject.Of(other.Id), fact.Subjects);
        Assert.Equal("person.already-merged", Assert.Throws<RefusedException>(() => kept.Absorb(other, [], "encore", now)).Refusals[0].Code);
        Assert.Equal("person.merge-with-self", Assert.Throws<RefusedException>(() => kept.Absorb(kept, [], "encore", now)).Refusals[0].Code);
    }

    [Fact]
    public void A_merger_without_a_reason_is_refused_and_changes_nothing()
    {
        var now = new DateTimeOffset(2027, 6, 1, 8, 0, 0, TimeSpan.Zero);
        var (kept, _) = Person.Register(Id<Person>.New(now), Eloise, null);
        var (other, _) = Person.Register(Id<Person>.New(now), Eloise, null);

        Assert.Equal("person.merge-without-reason", Assert.Throws<RefusedException>(() => kept.Absorb(other, [], " ", now)).Refusals[0].Code);
        Assert.Null(other.MergedIntoId);
    }
}
