using Acquis.Domain.Candidacies;
using Acquis.Domain.Decisions;
using Acquis.Domain.Frameworks;
using Acquis.Domain.Journal;
using Acquis.Domain.Progress;
using Acquis.Domain.Tests.Decisions;
using static Acquis.Domain.Tests.Decisions.DeliberationScene;

namespace Acquis.Domain.Tests.Progress;

public sealed class Exemptions
{
    private static readonly Framework Framework = TestFrameworks.First();

    private static readonly DateOnly Today = new(2027, 6, 1);

    private static readonly string Block = Framework.Blocks[0].Code;

    private readonly Candidacy candidacy = new DeliberationScene().Candidacy;

    private readonly List<ExemptionRecord> rows = [];

    [Fact]
    public void A_bloc_is_held_by_correspondence_and_the_fact_says_on_what_it_rests()
    {
        var fact = Exempt(new(Block, ExemptionGround.Correspondence, Today, " Attestation 12 "));

        Assert.Equal((Block, "Attestation 12", ExemptionGround.Correspondence), (fact.Block, fact.Reference, fact.Ground));
        Assert.Equal(new(Block, Today, EarlierKind.Exempted), Assert.Single(rows).Earlier);
    }

    [Fact]
    public void An_award_made_elsewhere_ages_and_prior_experience_does_not()
    {
        Exempt(new(Block, ExemptionGround.EarlierAward, Today, "Attestation 12"));
        Exempt(new(Framework.Blocks[1].Code, ExemptionGround.PriorExperience, Today, "Jury de VAE"));

        Assert.Equal([EarlierKind.Acquired, EarlierKind.Exempted], rows.Select(r => r.Earlier.Kind));
    }

    [Theory]
    [InlineData("exemption.without-reference", " ", 0)]
    [InlineData("exemption.in-the-future", "Attestation 12", 1)]
    public void It_is_refused_without_what_it_rests_on_or_in_the_future(string code, string reference, int days) =>
        Refused(code, () => Exempt(new(Block, ExemptionGround.Correspondence, Today.AddDays(days), reference)));

    [Fact]
    public void A_bloc_is_exempted_once_and_only_one_of_the_framework()
    {
        Exempt(new(Block, ExemptionGround.Correspondence, Today, "Attestation 12"));

        Refused("exemption.already", () => Exempt(new(Block, ExemptionGround.PriorExperience, Today, "Jury de VAE")));
        Refused("candidacy.unknown-block", () => Exempt(new("9", ExemptionGround.Correspondence, Today, "Attestation 12")));
    }

    [Fact]
    public void A_withdrawn_candidacy_is_exempted_from_nothing()
    {
        candidacy.Withdraw("Départ");

        Refused("candidacy.already-withdrawn", () => Exempt(new(Block, ExemptionGround.Correspondence, Today, "Attestation 12")));
    }

    [Fact]
    public void It_is_taken_back_once_with_a_motive_and_the_bloc_may_be_exempted_anew()
    {
        Exempt(new(Block, ExemptionGround.Correspondence, Today, "Attestation 12"));
        var first = rows[0];
        Refused("exemption.withdrawn-without-motive", () => Withdraw(first, " "));

        var fact = Withdraw(first, "Attestation fausse");

        Assert.Equal((first.Id, "Attestation fausse"), (fact.Exemption, fact.Motive));
        Assert.DoesNotContain(rows, r => r.IsLive(rows));
        Refused("exemption.already-withdrawn", () => Withdraw(first, "Encore"));
        Exempt(new(Block, ExemptionGround.PriorExperience, Today, "Jury de VAE"));
        Assert.Single(rows, r => r.IsLive(rows));
    }

    [Fact]
    public void A_standing_keeps_blocs_brought_along_and_gives_them_back()
    {
        EarlierBlock[] brought = [new(Framework.Blocks[1].Code, Today, EarlierKind.Acquired), new(Block, Today, EarlierKind.Exempted)];
        var engine = new AwardEngine(Framework, []);
        var standing = Standing.Begin(candidacy.Id, engine);

        standing.TakeEarlier(Framework, [.. brought, new("9", Today, EarlierKind.Acquired)]);
        standing.Settle(engine, null, Today, Now);

        Assert.Equal(brought.Reverse(), Standing.EarlierOf(standing.Earlier));
        Assert.Equal((char)('0' + (int)RuleState.Met), standing.Blocks[0]);
        Assert.Empty(Standing.EarlierOf(""));
    }

    private BlockExempted Exempt(ExemptionStep step)
    {
        var (record, fact) = ExemptionRecord.Of(Id<ExemptionRecord>.New(Now), candidacy, Framework, step, rows, new(ActorKind.Account, Guid.CreateVersion7(Now)), Today, Now);
        rows.Add(record);
        return fact;
    }

    private ExemptionWithdrawn Withdraw(ExemptionRecord exemption, string motive)
    {
        var (record, fact) = exemption.Withdraw(Id<ExemptionRecord>.New(Now), motive, rows, new(ActorKind.Account, Guid.CreateVersion7(Now)), Now);
        rows.Add(record);
        return fact;
    }

    private static void Refused(string code, Action act) => Assert.Contains(Assert.Throws<RefusedException>(act).Refusals, r => r.Code == code);
}
