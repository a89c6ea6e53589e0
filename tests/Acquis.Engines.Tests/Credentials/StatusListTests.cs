using System.Buffers.Text;
using System.Diagnostics;
using System.IO.Compression;
using Acquis.Credentials;
using Acquis.Credentials.Status;
using CsCheck;

namespace Acquis.Engines.Tests.Credentials;

public sealed class StatusListTests
{
    [Fact]
    public void A_list_reads_back_what_was_set() => Gen.Int[0, StatusList.MinimumLength - 1].HashSet[0, 40].Sample(
        set =>
        {
            var list = StatusList.Empty();
            foreach (var index in set)
            {
                list.Set(index);
            }

            var read = StatusList.Decode(list.Encode());
            return Enumerable.Range(0, 200).Concat(set).All(i => read[i] == set.Contains(i));
        },
        iter: 40);

    [Fact]
    public void Bit_0_is_the_most_significant_of_byte_0()
    {
        var list = StatusList.Empty();
        list.Set(0);
        list.Set(9);
        Assert.Equal([0x80, 0x40], Inflated(list.Encode()).Take(2));
    }

    [Fact]
    public void An_empty_list_is_the_one_that_the_standard_prints()
    {
        // Bitstring Status List 1.0, section 3.1: the bits are what counts, compressors differ.
        const string printed = "uH4sIAAAAAAAAA-3BMQEAAADCoPVPbQwfoAAAAAAAAAAAAAAAAAAAAIC3AYbSVKsAQAAA";
        Assert.Equal(Inflated(printed), Inflated(StatusList.Empty().Encode()));
        Assert.False(StatusList.Decode(printed)[131_071]);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(StatusList.MinimumLength)]
    [InlineData(long.MaxValue)]
    public void An_index_outside_the_list_is_refused(long index) =>
        Assert.Equal("status.out-of-range", Assert.Throws<CredentialRefusedException>(() => StatusList.Empty()[index]).Code);

    [Theory]
    [InlineData("", "status.unreadable")]
    [InlineData("u", "status.too-short")]
    [InlineData("u####", "status.unreadable")]
    [InlineData("uAAAA", "status.unreadable")]
    [InlineData("H4sIAAAAAAAAA", "status.unreadable")]
    public void What_is_no_list_is_refused_with_its_reason(string encoded, string code) =>
        Assert.Equal(code, Assert.Throws<CredentialRefusedException>(() => StatusList.Decode(encoded)).Code);

    [Fact]
    public void A_list_shorter_than_the_standard_allows_is_refused() =>
        Assert.Equal("status.too-short", Assert.Throws<CredentialRefusedException>(() => StatusList.Decode(Zipped(StatusList.MinimumLength / 8 - 1))).Code);

    [Fact]
    public void A_bomb_is_refused_before_it_fills_the_memory()
    {
        var bomb = Zipped(1024L * 1024 * 1024);
        var before = GC.GetTotalAllocatedBytes();
        var watch = Stopwatch.StartNew();
        Assert.Equal("status.too-large", Assert.Throws<CredentialRefusedException>(() => StatusList.Decode(bomb)).Code);
        Assert.True(GC.GetTotalAllocatedBytes() - before < 16 * 1024 * 1024);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(5), $"{watch.Elapsed}");
    }

    private static byte[] Inflated(string encoded)
    {
        using var gzip = new GZipStream(new MemoryStream(Base64Url.DecodeFromChars(encoded.AsSpan(1))), CompressionMode.Decompress);
        using var output = new MemoryStream();
        gzip.CopyTo(output);
        return output.ToArray();
    }

    private static string Zipped(long zeros)
    {
        using var output = new MemoryStream();
        using (var gzip = new GZipStream(output, CompressionLevel.Fastest))
        {
            var block = new byte[1024 * 1024];
            for (var left = zeros; left > 0; left -= block.Length)
            {
                gzip.Write(block, 0, (int)Math.Min(left, block.Length));
            }
        }

        return "u" + Base64Url.EncodeToString(output.ToArray());
    }
}
