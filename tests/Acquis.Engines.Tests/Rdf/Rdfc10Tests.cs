using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Acquis.Credentials;
using Acquis.Credentials.Rdf;
using CsCheck;

namespace Acquis.Engines.Tests.Rdf;

public sealed class Rdfc10Tests
{
    public static TheoryData<string, string, string> Vectors
    {
        get
        {
            var data = new TheoryData<string, string, string>();
            foreach (var line in Rdfc10Vectors.Text.Split('\n'))
            {
                var parts = line.Split(' ', 3);
                data.Add(parts[0], parts[1], parts.Length > 2 ? parts[2] : "");
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Vectors))]
    public void A_case_of_the_standard_comes_out(string number, string sha256, string statements) =>
        Assert.True(Convert.ToHexStringLower(Rdfc10.Hash(ShortQuads.Read(statements))) == sha256, number);

    [Fact]
    public void The_order_of_statements_and_the_numbers_of_blank_nodes_do_not_matter()
    {
        var quads = ShortQuads.Read(
            "_a v:p _b; _b v:p _c; _c v:p _a; _d v:p _e; _e v:p _f; _f v:p _d; _a v:name \"one\"; _d v:name \"two\"; x:thing v:has _g; _g v:in _a _h; _h v:k \"x\"");
        var expected = Rdfc10.Canonicalize(quads);
        Gen.Shuffle(Enumerable.Range(0, 8).ToArray()).Select(Gen.Shuffle(quads.ToArray())).Sample((numbers, shuffled) =>
        {
            Term Again(Term t) => t.IsBlank ? Term.Blank(numbers[t.BlankNumber]) : t;
            var renamed = shuffled.Select(q => new Quad(Again(q.Subject), q.Predicate, Again(q.Object), Again(q.Graph)));
            return Rdfc10.Canonicalize(renamed).AsSpan().SequenceEqual(expected);
        });
    }

    [Fact]
    public void Control_characters_are_escaped_as_the_standard_writes_them()
    {
        var line = Rdfc10.Canonicalize([new(Term.Iri("urn:s"), Term.Iri("urn:p"), Term.Literal("\0\u0007\b\t\n\u000B\f\r\u001F \"\\'\u007F\u0080é🌃", null), default)]);
        Assert.Equal("<urn:s> <urn:p> \"\\u0000\\u0007\\b\\t\\n\\u000B\\f\\r\\u001F \\\"\\\\'\\u007F\u0080é🌃\" .\n", Encoding.UTF8.GetString(line));
    }

    [Fact]
    public void Lines_are_ordered_by_code_point_not_by_UTF_16()
    {
        var quads = new[] { "\U0001F303", "\uFF00" }.Select(text => new Quad(Term.Iri("urn:s"), Term.Iri("urn:p"), Term.Literal(text, null), default));
        Assert.Equal("<urn:s> <urn:p> \"\uFF00\" .\n<urn:s> <urn:p> \"\U0001F303\" .\n", Encoding.UTF8.GetString(Rdfc10.Canonicalize(quads)));
    }

    [Fact]
    public void A_clique_of_like_nodes_is_refused_within_seconds()
    {
        var clique = string.Join(';', from a in Enumerable.Range(0, 10) from b in Enumerable.Range(0, 10) select $"_e{a} q:p _e{b}");
        var watch = Stopwatch.StartNew();
        var refused = Assert.Throws<CredentialRefusedException>(() => Rdfc10.Hash(ShortQuads.Read(clique)));
        Assert.Equal("credential.too-complex", refused.Code);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(5), $"{watch.Elapsed}");
    }

    [Fact]
    public void A_ring_of_a_hundred_thousand_like_nodes_is_refused_without_exhausting_the_stack()
    {
        const int nodes = 100_000;
        var ring = Enumerable.Range(0, nodes).Select(i => new Quad(Term.Blank(i), Term.Iri("urn:next"), Term.Blank((i + 1) % nodes), default));
        Assert.Equal("credential.too-complex", Assert.Throws<CredentialRefusedException>(() => Rdfc10.Hash(ring)).Code);
    }

    [Theory]
    [InlineData("x:thing v:p \"text\"")]
    [InlineData("_a v:p \"text\"")]
    [InlineData("_a v:p _b; _b v:p _a")]
    public void A_statement_said_twice_counts_once(string statements)
    {
        var quads = ShortQuads.Read(statements);
        Assert.Equal(Rdfc10.Canonicalize(quads), Rdfc10.Canonicalize([.. quads, .. quads]));
    }

    [Fact]
    public void The_hash_is_that_of_the_canonical_text()
    {
        var quads = ShortQuads.Read("_a v:p \"text\"");
        Assert.Equal(SHA256.HashData(Rdfc10.Canonicalize(quads)), Rdfc10.Hash(quads));
    }
}
