using Acquis.Domain.Candidacies;
using Acquis.Domain.Diplomas;
using Acquis.Domain.Frameworks;

namespace Acquis.Domain.Tests.Diplomas;

/// <summary>The life of a link sent to a holder, and what a layout of diplomas may be.</summary>
public sealed class Links_of_holders
{
    private static readonly DateTimeOffset Now = new(2027, 7, 2, 8, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_link_opens_for_thirty_days_and_no_longer()
    {
        var link = HolderLink.Of(Id<HolderLink>.New(Now), Id<Candidacy>.New(Now));

        var fact = link.Send(Now);

        Assert.Equal((1, Now.AddDays(30)), (fact.Number, fact.ExpiresAt));
        Assert.True(link.IsOpen(Now.AddDays(30).AddSeconds(-1)));
        Assert.Equal(["holder-link.over"], link.WhyNotOpen(1, Now.AddDays(30)).Select(r => r.Code));
    }

    [Fact]
    public void A_new_message_ends_the_link_before_it_and_opens_one_that_was_ended()
    {
        var link = HolderLink.Of(Id<HolderLink>.New(Now), Id<Candidacy>.New(Now));
        link.Send(Now);
        link.End(Now);

        link.Send(Now.AddDays(1));

        Assert.Equal(["holder-link.renewed"], link.WhyNotOpen(1, Now.AddDays(1)).Select(r => r.Code));
        Assert.Empty(link.WhyNotOpen(2, Now.AddDays(1)));
    }

    [Fact]
    public void A_link_that_opens_nothing_is_not_ended_again()
    {
        var link = HolderLink.Of(Id<HolderLink>.New(Now), Id<Candidacy>.New(Now));
        link.Send(Now);
        link.End(Now);

        Assert.Equal("holder-link.ended-already", Assert.Throws<RefusedException>(() => link.End(Now)).Refusals[0].Code);
    }

    [Theory]
    [InlineData("#0b4a63", null)]
    [InlineData("#767676", null)]
    [InlineData("#777777", "layout.accent-pale")]
    [InlineData("#ffd700", "layout.accent-pale")]
    [InlineData("0b4a63", "layout.accent-invalid")]
    [InlineData("#0b4a6", "layout.accent-invalid")]
    [InlineData("#-b4a63", "layout.accent-invalid")]
    public void An_accent_is_a_colour_that_can_be_read_on_white(string accent, string? code) =>
        Assert.Equal(code is null ? [] : [code], new LayoutTerms(accent).WhyNot().Select(r => r.Code));

    [Fact]
    public void A_published_layout_changes_no_more()
    {
        var (layout, _) = DiplomaLayout.Draft(Id<DiplomaLayout>.New(Now), Id<Certification>.New(Now), null, new(LayoutTerms.UsualAccent));
        layout.Change(new("#4a2b63"));
        layout.Publish(Now);

        Assert.Equal("layout.published", Assert.Throws<RefusedException>(() => layout.Change(new(LayoutTerms.UsualAccent))).Refusals[0].Code);
        Assert.Equal("layout.published", Assert.Throws<RefusedException>(() => layout.Publish(Now)).Refusals[0].Code);
        Assert.Equal("#4a2b63", layout.Terms.Accent);
    }
}
