using Acquis.Domain.Diplomas;

namespace Acquis.Domain.Tests.Diplomas;

/// <summary>A signing key signs, then gives its place, or is withdrawn; a status list only grows.</summary>
public sealed class Signing_keys
{
    private static readonly DateTimeOffset Now = new(2027, 6, 1, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_key_gives_its_place_once_and_what_it_signed_still_verifies()
    {
        var (key, made) = SigningKey.Make(Id<SigningKey>.New(Now), "z6Mk", [1], Now);
        var retired = key.Retire(Now.AddDays(1));

        Assert.Equal(("z6Mk", key.Id), (made.PublicKey, retired.SigningKey));
        Assert.Equal((SigningKeyState.Retired, Now.AddDays(1), true), (key.State, key.EndedAt, key.Verifies));
        Assert.Equal("signing-key.not-current", Assert.Throws<RefusedException>(() => key.Retire(Now)).Refusals[0].Code);
    }

    [Fact]
    public void A_withdrawn_key_verifies_nothing_and_its_private_half_is_gone()
    {
        var (key, _) = SigningKey.Make(Id<SigningKey>.New(Now), "z6Mk", [1], Now);
        var withdrawn = key.Withdraw(" Fichier copié par un tiers. ", Now);

        Assert.Equal("Fichier copié par un tiers.", withdrawn.Motive);
        Assert.Equal((SigningKeyState.Withdrawn, false, 0), (key.State, key.Verifies, key.SealedSeed.Length));
        Assert.Equal("signing-key.already-withdrawn", Assert.Throws<RefusedException>(() => key.Withdraw("Encore.", Now)).Refusals[0].Code);
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    public void A_key_is_not_withdrawn_without_a_motive(string motive)
    {
        var (key, _) = SigningKey.Make(Id<SigningKey>.New(Now), "z6Mk", [1], Now);
        Assert.Equal("diploma.motive-missing", Assert.Throws<RefusedException>(() => key.Withdraw(motive, Now)).Refusals[0].Code);
        Assert.Equal(SigningKeyState.Current, key.State);
    }

    [Fact]
    public void A_list_takes_no_more_once_three_quarters_of_its_bits_are_given()
    {
        var list = StatusList.Open(Id<StatusList>.New(Now), "2027-1");
        list.Give(StatusList.Full - 1);
        var before = list.IsFull;
        list.Give(1);
        var signed = list.Sign([1, 2], "ab", Id<SigningKey>.New(Now), 3, Now);

        Assert.Equal((false, true), (before, list.IsFull));
        Assert.Equal(("2027-1", 3, "ab"), (signed.Name, signed.Revoked, signed.ContentHash));
        Assert.Equal(("ab", Now), (list.ContentHash, list.SignedAt));
    }
}
