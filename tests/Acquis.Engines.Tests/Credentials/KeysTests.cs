using System.Text;
using Acquis.Credentials;
using Acquis.Credentials.Keys;
using CsCheck;

namespace Acquis.Engines.Tests.Credentials;

public sealed class KeysTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("00", "1")]
    [InlineData("0000287fb4cd", "11233QC4")]
    [InlineData("48656c6c6f20576f726c6421", "2NEpo7TZRRrLZSi2U")]
    [InlineData("54686520717569636b2062726f776e20666f78206a756d7073206f76657220746865206c617a7920646f672e", "USm3fpXnKG5EUBx2ndxBDMPVciP5hGey2Jh4NDv6gmeo1LkMeiKrLJUUBk6Z")]
    public void Base_58_is_written_and_read_as_its_specification_shows(string hex, string text)
    {
        Assert.Equal(text, Base58.Encode(Convert.FromHexString(hex)));
        Assert.Equal(hex, Convert.ToHexStringLower(Base58.Decode(text)));
    }

    [Fact]
    public void Whatever_base_58_writes_it_reads() =>
        Gen.Byte.Array[0, 100].Sample(bytes => Base58.Decode(Base58.Encode(bytes)).AsSpan().SequenceEqual(bytes));

    [Theory]
    [InlineData("0")]
    [InlineData("l")]
    [InlineData("é")]
    public void A_character_outside_the_alphabet_is_refused(string text) => Assert.Throws<FormatException>(() => Base58.Decode(text));

    [Fact]
    public void A_text_too_long_for_any_key_is_refused() => Assert.Throws<FormatException>(() => Base58.Decode(new string('z', 1_000_000)));

    [Fact]
    public void A_Multikey_is_the_one_of_the_standard()
    {
        var key = Convert.FromHexString("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a");
        var text = Multikey.Encode(key);
        Assert.StartsWith("z6Mk", text);
        Assert.Equal(key, Multikey.TryDecode(text));
    }

    [Theory]
    [InlineData("")]
    [InlineData("z")]
    [InlineData("u7QEJ")]
    [InlineData("zDnaegE6RR3atJtHKwTRTWHsJ3kNHqFwv7n9YjTgmU7TyfU76")]
    public void Another_key_is_no_Ed25519_Multikey(string text) => Assert.Null(Multikey.TryDecode(text));

    [Theory]
    [InlineData("https://certif.example.fr", "did:web:certif.example.fr")]
    [InlineData("https://certif.example.fr/", "did:web:certif.example.fr")]
    [InlineData("https://certif.example.fr/acquis/", "did:web:certif.example.fr:acquis")]
    [InlineData("http://localhost:5080", "did:web:localhost%3A5080")]
    public void The_identifier_follows_the_address(string address, string did) => Assert.Equal(did, DidWeb.Of(new Uri(address)));

    [Fact]
    public void A_did_document_lists_the_keys_that_may_assert()
    {
        var document = Samples.DidDocument(Samples.Signer, Samples.Stranger);
        Assert.Equal(Samples.Did, document.Id);
        Assert.Equal(Samples.Signer.PublicKey, document.Find(DidWeb.KeyIdOf(Samples.Did, Samples.Signer.PublicKey)));
        Assert.Equal(2, document.KeyIds.Count);
        Assert.Null(document.Find($"{Samples.Did}#{Multikey.Encode(new byte[32])}"));
    }

    [Fact]
    public void A_key_that_a_did_document_describes_and_does_not_list_may_not_assert()
    {
        var text = Encoding.UTF8.GetString(DidWeb.Document(Samples.Did, [Samples.Signer.PublicKey]));
        var unlisted = text[..text.IndexOf("\"assertionMethod\"")] + "\"assertionMethod\":[]}";
        Assert.Empty(DidDocument.Parse(Encoding.UTF8.GetBytes(unlisted)).KeyIds);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"id\":4}")]
    [InlineData("{\"id\":\"a\",\"id\":\"b\"}")]
    [InlineData("{\"id\":\"did:web:a\",\"assertionMethod\":[4]}")]
    [InlineData("{\"id\":\"did:web:a\",\"verificationMethod\":[4]}")]
    [InlineData("{\"id\":\"did:web:a\",\"verificationMethod\":[{\"id\":4,\"controller\":4,\"publicKeyMultibase\":4}]}")]
    public void What_is_no_did_document_is_refused_with_its_reason(string text) =>
        Assert.Equal("did.unreadable", Assert.Throws<CredentialRefusedException>(() => DidDocument.Parse(Encoding.UTF8.GetBytes(text))).Code);
}
