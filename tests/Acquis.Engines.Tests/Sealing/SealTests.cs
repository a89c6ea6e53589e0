using Acquis.Credentials.Sealing;

namespace Acquis.Engines.Tests.Sealing;

public sealed class SealTests
{
    private const string Passphrase = "quatre saisons sur le quai";

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(65_535)]
    [InlineData(65_536)]
    [InlineData(65_537)]
    [InlineData(300_000)]
    public void What_was_sealed_comes_out_with_the_passphrase(int length)
    {
        var content = Content(length);

        var opened = Open(Seal(content), Passphrase);

        Assert.Equal(content, opened);
    }

    [Fact]
    public void Nothing_of_the_content_stands_in_clear_and_the_same_content_is_never_sealed_alike()
    {
        var content = new byte[200_000];

        var (first, second) = (Seal(content), Seal(content));

        Assert.NotEqual(first, second);
        Assert.DoesNotContain(Convert.ToHexString(new byte[16]), Convert.ToHexString(first[63..]), StringComparison.Ordinal);
    }

    [Fact]
    public void Another_passphrase_is_told_from_an_altered_file() =>
        Assert.Equal(SealFault.WrongPassphrase, Fault(Seal(Content(1_000)), "quatre saisons sur le qual"));

    [Fact]
    public void A_passphrase_typed_with_composed_or_decomposed_accents_is_the_same() =>
        Assert.Equal(Content(10), Open(Seal(Content(10), "élève \u00e9gar\u00e9"), "e\u0301le\u0300ve e\u0301gare\u0301"));

    [Theory]
    [InlineData(20)]
    [InlineData(63)]
    [InlineData(70)]
    [InlineData(63 + 65_552)]
    [InlineData(63 + 65_552 + 5)]
    [InlineData(63 + 65_552 + 20)]
    [InlineData(300_000)]
    [InlineData(200_000)]
    public void A_file_cut_short_anywhere_is_told(int length) =>
        Assert.Equal(SealFault.CutShort, Fault(Seal(Content(300_000))[..length], Passphrase));

    [Theory]
    [InlineData(18)]
    [InlineData(41)]
    [InlineData(63)]
    [InlineData(100_000)]
    [InlineData(299_999)]
    public void A_file_with_one_bit_changed_is_not_opened(int at)
    {
        var file = Seal(Content(300_000));
        file[at] ^= 1;

        Assert.Contains(Fault(file, Passphrase), (SealFault[])[SealFault.Altered, SealFault.WrongPassphrase]);
    }

    [Fact]
    public void Chunks_that_changed_places_are_not_opened()
    {
        var file = Seal(Content(300_000));
        var swapped = file.ToArray();
        const int chunk = 65_552;
        file.AsSpan(63, chunk).CopyTo(swapped.AsSpan(63 + chunk));
        file.AsSpan(63 + chunk, chunk).CopyTo(swapped.AsSpan(63));

        Assert.Equal(SealFault.Altered, Fault(swapped, Passphrase));
    }

    [Fact]
    public void Another_file_is_told() => Assert.Equal(SealFault.NotSealed, Fault(Content(1_000), Passphrase));

    private static byte[] Content(int length)
    {
        var content = new byte[length];
        for (var i = 0; i < length; i++)
        {
            content[i] = (byte)((i * 31) + (i >> 8));
        }

        return content;
    }

    private static byte[] Seal(byte[] content, string passphrase = Passphrase)
    {
        using var file = new MemoryStream();
        using (var sealing = new SealingStream(file, passphrase))
        {
            sealing.Write(content);
        }

        return file.ToArray();
    }

    private static byte[] Open(byte[] file, string passphrase)
    {
        using var input = new MemoryStream(file);
        using var unsealing = new UnsealingStream(input, passphrase);
        using var opened = new MemoryStream();
        unsealing.CopyTo(opened);
        return opened.ToArray();
    }

    private static SealFault Fault(byte[] file, string passphrase) => Assert.Throws<SealException>(() => Open(file, passphrase)).Fault;
}
