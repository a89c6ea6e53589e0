using System.Text;
using System.Text.Json;
using Acquis.Credentials.Canonical;
using CsCheck;

namespace Acquis.Engines.Tests.Canonical;

public sealed class JcsTests
{
    [Theory]
    [InlineData(0x0000000000000000, "0")]
    [InlineData(0x8000000000000000, "0")]
    [InlineData(0x0000000000000001, "5e-324")]
    [InlineData(0x8000000000000001, "-5e-324")]
    [InlineData(0x7fefffffffffffff, "1.7976931348623157e+308")]
    [InlineData(0xffefffffffffffff, "-1.7976931348623157e+308")]
    [InlineData(0x4340000000000000, "9007199254740992")]
    [InlineData(0xc340000000000000, "-9007199254740992")]
    [InlineData(0x4430000000000000, "295147905179352830000")]
    [InlineData(0x44b52d02c7e14af5, "9.999999999999997e+22")]
    [InlineData(0x44b52d02c7e14af6, "1e+23")]
    [InlineData(0x44b52d02c7e14af7, "1.0000000000000001e+23")]
    [InlineData(0x444b1ae4d6e2ef4e, "999999999999999700000")]
    [InlineData(0x444b1ae4d6e2ef4f, "999999999999999900000")]
    [InlineData(0x444b1ae4d6e2ef50, "1e+21")]
    [InlineData(0x3eb0c6f7a0b5ed8c, "9.999999999999997e-7")]
    [InlineData(0x3eb0c6f7a0b5ed8d, "0.000001")]
    [InlineData(0x41b3de4355555553, "333333333.3333332")]
    [InlineData(0x41b3de4355555554, "333333333.33333325")]
    [InlineData(0x41b3de4355555555, "333333333.3333333")]
    [InlineData(0x41b3de4355555556, "333333333.3333334")]
    [InlineData(0x41b3de4355555557, "333333333.33333343")]
    [InlineData(0xbecbf647612f3696, "-0.0000033333333333333333")]
    [InlineData(0x43143ff3c1cb0959, "1424953923781206.2")]
    public void Numbers_are_printed_as_RFC_8785_appendix_B_says(ulong bits, string expected) =>
        Assert.Equal(expected, Jcs.Number(BitConverter.UInt64BitsToDouble(bits)));

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void A_number_that_is_not_finite_is_refused(double value) =>
        Assert.Throws<FormatException>(() => Jcs.Number(value));

    [Fact]
    public void Every_finite_number_reads_back_to_itself() =>
        Gen.Double.Where(double.IsFinite).Sample(d => double.Parse(Jcs.Number(d), System.Globalization.CultureInfo.InvariantCulture) == d);

    [Fact]
    public void The_example_of_RFC_8785_section_3_2_2_comes_out_as_printed_there()
    {
        const string input = """
            {
              "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
              "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
              "literals": [null, true, false]
            }
            """;
        const string expected =
            """{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\u000f\nA'B\"\\\\\"/"}""";
        Assert.Equal(expected, Canonical(input));
    }

    [Fact]
    public void Keys_are_ordered_by_UTF_16_code_units()
    {
        const string input = """
            {"\u20ac":"Euro Sign","\r":"Carriage Return","\ufb33":"Hebrew Letter Dalet With Dagesh","1":"One",
             "\ud83d\ude00":"Emoji: Grinning Face","\u0080":"Control","\u00f6":"Latin Small Letter O With Diaeresis"}
            """;
        using var read = JsonDocument.Parse(Jcs.Canonicalize(input));
        string[] expected = ["Carriage Return", "One", "Control", "Latin Small Letter O With Diaeresis", "Euro Sign",
            "Emoji: Grinning Face", "Hebrew Letter Dalet With Dagesh"];
        Assert.Equal(expected, read.RootElement.EnumerateObject().Select(p => p.Value.GetString()));
    }

    [Fact]
    public void Canonicalising_twice_changes_nothing() =>
        Gen.Dictionary(Gen.String[Gen.Char.AlphaNumeric, 0, 8], Gen.String[Gen.Char[' ', '\ud7ff'], 0, 12]).Sample(map =>
        {
            var once = Canonical(JsonSerializer.Serialize(map));
            return once == Canonical(once);
        });

    [Fact]
    public void The_order_and_the_spaces_of_the_writer_do_not_matter() =>
        Assert.Equal(Canonical("""{ "b" : [ 1.0 , 2e0 ] , "a" : { } }"""), Canonical("""{"a":{},"b":[1,2]}"""));

    [Theory]
    [InlineData("""{"a":1,"a":1}""")]
    [InlineData("""[{"x":{"a":1,"\u0061":2}}]""")]
    [InlineData("""["\ud800"]""")]
    [InlineData("""{"\udc00":1}""")]
    [InlineData("[1e400]")]
    [InlineData("[NaN]")]
    [InlineData("[1,]")]
    [InlineData("")]
    [InlineData("{} {}")]
    [InlineData("/* a */ 1")]
    public void What_I_JSON_leaves_out_is_refused(string json) => Assert.Throws<FormatException>(() => Jcs.Canonicalize(json));

    [Fact]
    public void A_lone_surrogate_written_as_such_is_refused() =>
        Assert.Throws<FormatException>(() => Jcs.Canonicalize("[\"" + '\ud800' + "\"]"));

    [Theory]
    [InlineData('[', ']')]
    public void A_depth_bomb_is_refused(char open, char close) =>
        Assert.Throws<FormatException>(() => Jcs.Canonicalize(new string(open, 100_000) + new string(close, 100_000)));

    [Fact]
    public void A_depth_bomb_parsed_elsewhere_is_refused_too()
    {
        using var deep = JsonDocument.Parse(new string('[', 200) + new string(']', 200), new() { MaxDepth = 1000 });
        Assert.Throws<FormatException>(() => Jcs.Canonicalize(deep.RootElement));
    }

    [Fact]
    public void No_value_is_refused() => Assert.Throws<FormatException>(() => Jcs.Canonicalize(default(JsonElement)));

    private static string Canonical(string json) => Encoding.UTF8.GetString(Jcs.Canonicalize(json));
}
