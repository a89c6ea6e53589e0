using Acquis.Domain.Frameworks;
using Acquis.Domain.Progress;

namespace Acquis.Domain.Tests.Progress;

public sealed class Cell_entries
{
    private static readonly MasteryScale OneToTwelve = new([.. Enumerable.Range(1, 12).Select(v => new MasteryLevel(v, new($"Niveau {v}", $"Level {v}")))], 6);

    [Theory]
    [InlineData("2", "2", "2", CellOutcome.Kept)]
    [InlineData("2", "2", "3", CellOutcome.Kept)]
    [InlineData("3", "2", "3", CellOutcome.Kept)]
    [InlineData("3", "2", "2", CellOutcome.Taken)]
    [InlineData("", "2", "2", CellOutcome.Taken)]
    [InlineData("3", "2", "1", CellOutcome.Stale)]
    [InlineData("3", "", "-", CellOutcome.Stale)]
    public void A_cell_is_taken_only_where_nobody_changed_it_since_it_was_read(string typed, string was, string now, CellOutcome outcome) =>
        Assert.Equal(outcome, CellEntry.Merge(typed, was, now));

    [Theory]
    [InlineData(" a ", "A")]
    [InlineData("–", "-")]
    [InlineData("02", "2")]
    [InlineData(" 12", "12")]
    [InlineData("x", "x")]
    public void What_is_typed_has_one_form(string typed, string tidy) => Assert.Equal(tidy, CellEntry.Tidy(typed));

    [Fact]
    public void Absence_not_assessed_and_zero_are_three_things()
    {
        Assert.Equal("A", CellEntry.Of(new("C.1", null, "absente, certificat reçu")));
        Assert.Equal("-", CellEntry.Of(new("C.1", null, "panne du banc d’essai")));
        Assert.Equal("0", CellEntry.Of(new("C.1", 0)));
        Assert.Equal("", CellEntry.Of(null));
    }

    [Theory]
    [InlineData("13", "rating.level-outside-scale")]
    [InlineData("0", "rating.level-outside-scale")]
    [InlineData("bof", "cell.unreadable")]
    public void What_is_no_level_of_the_scale_is_refused(string typed, string code) => Assert.Equal(code, CellEntry.WhyNot("C.1", typed, OneToTwelve)?.Code);

    [Theory]
    [InlineData("12")]
    [InlineData("A")]
    [InlineData("-")]
    [InlineData("")]
    public void Any_level_of_any_scale_an_absence_and_nothing_may_stand(string typed) => Assert.Null(CellEntry.WhyNot("C.1", typed, OneToTwelve));
}
