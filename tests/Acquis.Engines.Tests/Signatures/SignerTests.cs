using Acquis.Credentials.Signatures;
using CsCheck;

namespace Acquis.Engines.Tests.Signatures;

public sealed class SignerTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("acquis-keys").FullName;

    private string KeyPath => Path.Combine(folder, "journal.key");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void The_first_vector_of_RFC_8032_comes_out()
    {
        using var signer = new SeedSigner("test",
            Convert.FromHexString("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60"));
        Assert.Equal("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", Convert.ToHexStringLower(signer.PublicKey));
        Assert.Equal(
            "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
            Convert.ToHexStringLower(signer.Sign([])));
    }

    [Fact]
    public void A_signature_holds_for_its_data_and_for_no_altered_byte()
    {
        using var signer = new SeedSigner("test", new byte[32]);
        Gen.Select(Gen.Byte.Array[1, 80], Gen.Int[0, 1_000_000]).Sample((data, at) =>
        {
            var signature = signer.Sign(data);
            var altered = data.ToArray();
            altered[at % data.Length] ^= (byte)(1 << (at % 8));
            return signer.Verifier.Verifies(data, signature) && !signer.Verifier.Verifies(altered, signature);
        });
    }

    [Fact]
    public void A_key_is_made_once_and_read_afterwards()
    {
        using var first = FileSigner.LoadOrCreate(KeyPath, "acquis.test/journal");
        using var second = FileSigner.LoadOrCreate(KeyPath, "acquis.test/journal");
        Assert.Equal(first.PublicKey, second.PublicKey);
        Assert.Equal([KeyPath], Directory.GetFiles(folder));
    }

    [Fact]
    public void Only_the_owner_may_read_a_new_key()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Unix rights");
            return;
        }

        using var signer = FileSigner.LoadOrCreate(KeyPath, "acquis.test/journal");
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(KeyPath));
    }

    [Fact]
    public async Task Processes_that_start_together_end_with_one_key()
    {
        var keys = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() =>
        {
            using var signer = FileSigner.LoadOrCreate(KeyPath, "acquis.test/journal");
            return signer.KeyId;
        })));
        Assert.Single(keys.Distinct());
    }

    [Theory]
    [InlineData("")]
    [InlineData("hello")]
    [InlineData("PRIVATE+KEY+acquis.test/journal+00000000+AAAA")]
    [InlineData("PRIVATE+KEY+acquis.test/journal+00000000+AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public void A_file_that_is_no_key_is_refused_as_corrupt(string content)
    {
        File.WriteAllText(KeyPath, content);
        Assert.Equal("key-file.corrupt", Assert.Throws<KeyFileException>(() => FileSigner.Load(KeyPath)).Code);
    }

    [Fact]
    public void A_key_of_one_altered_character_is_refused_as_corrupt()
    {
        FileSigner.LoadOrCreate(KeyPath, "acquis.test/journal").Dispose();
        var text = File.ReadAllText(KeyPath).ToCharArray();
        text[^20] = text[^20] == 'A' ? 'B' : 'A';
        File.WriteAllText(KeyPath, new string(text));
        Assert.Equal("key-file.corrupt", Assert.Throws<KeyFileException>(() => FileSigner.Load(KeyPath)).Code);
    }

    [Fact]
    public void A_key_of_another_name_is_not_taken()
    {
        FileSigner.LoadOrCreate(KeyPath, "acquis.test/journal").Dispose();
        var refused = Assert.Throws<KeyFileException>(() => FileSigner.LoadOrCreate(KeyPath, "other.test/journal"));
        Assert.Equal("key-file.other-name", refused.Code);
    }

    [Fact]
    public void An_absent_file_and_a_folder_in_its_place_are_unreadable()
    {
        Assert.Equal("key-file.unreadable", Assert.Throws<KeyFileException>(() => FileSigner.Load(KeyPath)).Code);
        Assert.Equal("key-file.unreadable", Assert.Throws<KeyFileException>(() => FileSigner.Load(folder)).Code);
    }

    [Fact]
    public void A_folder_that_cannot_be_made_is_told_apart()
    {
        File.WriteAllText(Path.Combine(folder, "file"), "");
        var refused = Assert.Throws<KeyFileException>(() => FileSigner.LoadOrCreate(Path.Combine(folder, "file", "k"), "acquis.test"));
        Assert.Equal("key-file.unwritable", refused.Code);
    }

    [Fact]
    public void A_verifier_key_reads_back_and_an_altered_one_does_not()
    {
        using var signer = new SeedSigner("acquis.test/journal", new byte[32]);
        var text = signer.Verifier.ToString();
        Assert.Equal(text, VerifierKey.Parse(text).ToString());
        Assert.Throws<FormatException>(() => VerifierKey.Parse(text.Replace("acquis", "acquit", StringComparison.Ordinal)));
        Assert.Throws<FormatException>(() => VerifierKey.Parse("nothing"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("a+b")]
    public void A_name_that_signature_lines_cannot_carry_is_refused(string name) =>
        Assert.Throws<ArgumentException>(() => new SeedSigner(name, new byte[32]));
}
