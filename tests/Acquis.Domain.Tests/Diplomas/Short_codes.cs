using Acquis.Domain.Diplomas;

namespace Acquis.Domain.Tests.Diplomas;

/// <summary>Codes that people type.</summary>
public sealed class Short_codes
{
    [Fact]
    public void Every_bit_counts()
    {
        var codes = Enumerable.Range(0, 80).Select(bit =>
        {
            var bytes = new byte[ShortCode.Bytes];
            bytes[bit / 8] = (byte)(0x80 >> (bit % 8));
            return ShortCode.From(bytes);
        }).ToHashSet();

        Assert.Equal(80, codes.Count);
        Assert.All(codes, c => Assert.Equal(c, ShortCode.Read(ShortCode.Show(c))));
    }

    [Theory]
    [InlineData("7k2m 94qd xr3p ow8t", "7K2M94QDXR3P0W8T")]
    [InlineData("7K2M-94QD-XR3P-0W8T", "7K2M94QDXR3P0W8T")]
    [InlineData("IL2M-94QD-XR3P-0W8T", "112M94QDXR3P0W8T")]
    public void Reading_forgives_hyphens_case_and_look_alikes(string typed, string code) => Assert.Equal(code, ShortCode.Read(typed));

    [Theory]
    [InlineData("")]
    [InlineData("7K2M-94QD")]
    [InlineData("UUUU-94QD-XR3P-0W8T")]
    [InlineData("7K2M-94QD-XR3P-0W8T-1")]
    public void What_is_no_code_is_not_read(string typed) => Assert.Null(ShortCode.Read(typed));
}
