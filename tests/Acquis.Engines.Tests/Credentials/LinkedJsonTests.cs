using System.Text;
using System.Text.Json;
using Acquis.Credentials;
using Acquis.Credentials.JsonLd;
using Acquis.Credentials.Rdf;

namespace Acquis.Engines.Tests.Credentials;

public sealed class LinkedJsonTests
{
    private const string Context = "\"@context\":[\"https://www.w3.org/ns/credentials/v2\",\"https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json\"]";

    [Fact]
    public void Scoped_contexts_hold_inside_their_node_and_end_with_it()
    {
        var text = Canonical($$$"""
            {{{{Context}}},"id":"urn:c","type":["VerifiableCredential","OpenBadgeCredential"],"issuer":{"id":"did:web:a.example","type":["Profile"],"name":"A","url":"https://a.example"},
            "validFrom":"2026-01-01T00:00:00Z","awardedDate":"2026-01-01T00:00:00Z","credentialSubject":{"id":"urn:s","type":["AchievementSubject"],
            "identifier":[{"type":"IdentityObject","hashed":false,"identityType":"name","identityHash":"Zoé"}]}}
            """);
        Assert.Equal(
            """
            <did:web:a.example> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <https://purl.imsglobal.org/spec/vc/ob/vocab.html#Profile> .
            <did:web:a.example> <https://schema.org/name> "A" .
            <did:web:a.example> <https://schema.org/url> "https://a.example"^^<https://www.w3.org/2001/XMLSchema#anyURI> .
            <urn:c> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <https://purl.imsglobal.org/spec/vc/ob/vocab.html#OpenBadgeCredential> .
            <urn:c> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <https://www.w3.org/2018/credentials#VerifiableCredential> .
            <urn:c> <https://purl.imsglobal.org/spec/vc/ob/vocab.html#awardedDate> "2026-01-01T00:00:00Z"^^<xsd:dateTime> .
            <urn:c> <https://www.w3.org/2018/credentials#credentialSubject> <urn:s> .
            <urn:c> <https://www.w3.org/2018/credentials#issuer> <did:web:a.example> .
            <urn:c> <https://www.w3.org/2018/credentials#validFrom> "2026-01-01T00:00:00Z"^^<http://www.w3.org/2001/XMLSchema#dateTime> .
            <urn:s> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <https://purl.imsglobal.org/spec/vc/ob/vocab.html#AchievementSubject> .
            <urn:s> <https://purl.imsglobal.org/spec/vc/ob/vocab.html#identifier> _:c14n0 .
            _:c14n0 <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <https://purl.imsglobal.org/spec/vc/ob/vocab.html#IdentityObject> .
            _:c14n0 <https://purl.imsglobal.org/spec/vc/ob/vocab.html#hashed> "false"^^<https://www.w3.org/2001/XMLSchema#boolean> .
            _:c14n0 <https://purl.imsglobal.org/spec/vc/ob/vocab.html#identityHash> "Zoé" .
            _:c14n0 <https://purl.imsglobal.org/spec/vc/ob/vocab.html#identityType> "name" .

            """,
            text);
    }

    [Theory]
    [InlineData("5", "\"5\"^^<https://www.w3.org/2001/XMLSchema#float>")]
    [InlineData("-0", "\"0\"^^<https://www.w3.org/2001/XMLSchema#float>")]
    [InlineData("2.5", "\"2.5E0\"^^<https://www.w3.org/2001/XMLSchema#float>")]
    [InlineData("0.000125", "\"1.25E-4\"^^<https://www.w3.org/2001/XMLSchema#float>")]
    [InlineData("1e21", "\"1.0E21\"^^<https://www.w3.org/2001/XMLSchema#float>")]
    [InlineData("\"5\"", "\"5\"^^<https://www.w3.org/2001/XMLSchema#float>")]
    public void Numbers_are_written_as_the_standard_writes_them(string number, string term) => Assert.Contains(
        $"#creditsAvailable> {term} .",
        Canonical($$"""{{{Context}},"id":"urn:a","type":"Achievement","creditsAvailable":{{number}}}"""));

    [Theory]
    [InlineData("\"unheardOf\":1", "credential.unmapped-key")]
    [InlineData("\"credentialSubject\":{\"unheardOf\":1}", "credential.unmapped-key")]
    [InlineData("\"jti\":\"urn:x\"", "credential.unmapped-key")]
    [InlineData("\"type\":\"VerifiableCredential\",\"issuer\":\"not-absolute\"", "credential.relative-address")]
    [InlineData("\"id\":\"not-absolute\"", "credential.relative-address")]
    [InlineData("\"type\":\"VerifiableCredential\",\"issuer\":\"https://a.example/with space\"", "credential.relative-address")]
    [InlineData("\"type\":\"Unheard\"", "credential.unmapped-key")]
    [InlineData("\"type\":7", "credential.unsupported-value")]
    [InlineData("\"name\":null", "credential.unsupported-value")]
    [InlineData("\"name\":[[\"a\"]]", "credential.unsupported-value")]
    [InlineData("\"name\":{\"@value\":\"a\"}", "credential.unsupported-value")]
    [InlineData("\"name\":\"\\ud800\"", "credential.not-json")]
    [InlineData("\"@reverse\":{}", "credential.unsupported-value")]
    [InlineData("\"@graph\":[]", "credential.unsupported-value")]
    public void What_would_not_be_signed_is_refused(string member, string code) =>
        Assert.Equal(code, Assert.Throws<CredentialRefusedException>(() => Canonical($$"""{{{Context}},"x:a":"a",{{member}}}""")).Code);

    [Theory]
    [InlineData("\"https://elsewhere.example/context\"", "credential.unknown-context")]
    [InlineData("[\"https://www.w3.org/ns/credentials/v2\",{\"name\":\"https://other.example/name\"}]", "credential.redefined-term")]
    [InlineData("[\"https://www.w3.org/ns/credentials/v2\",null]", "credential.unsupported-context")]
    [InlineData("{\"@vocab\":\"https://other.example/\"}", "credential.unsupported-context")]
    [InlineData("{\"a\":\"b\",\"b\":\"a\"}", "credential.unsupported-context")]
    [InlineData("{\"a\":{\"@reverse\":\"https://other.example/\"}}", "credential.unsupported-context")]
    [InlineData("7", "credential.unsupported-context")]
    public void A_context_that_is_not_pinned_or_not_understood_is_refused(string context, string code) =>
        Assert.Equal(code, Assert.Throws<CredentialRefusedException>(() => Canonical($$"""{"@context":{{context}},"id":"urn:a"}""")).Code);

    [Theory]
    [InlineData("", "credential.not-json")]
    [InlineData("{", "credential.not-json")]
    [InlineData("[]", "credential.not-object")]
    [InlineData("{\"a\":1,\"a\":1}", "credential.duplicate-key")]
    [InlineData("{\"a\":{\"b\":1,\"\\u0062\":2}}", "credential.duplicate-key")]
    [InlineData("{\"a\":1} trailing", "credential.not-json")]
    [InlineData("{\"a\":1,}", "credential.not-json")]
    public void What_is_not_strict_JSON_is_refused(string text, string code) =>
        Assert.Equal(code, Assert.Throws<CredentialRefusedException>(() => LinkedJson.Parse(Encoding.UTF8.GetBytes(text))).Code);

    [Fact]
    public void A_million_brackets_are_refused_at_once() =>
        Assert.Equal("credential.not-json", Assert.Throws<CredentialRefusedException>(() => LinkedJson.Parse(Encoding.UTF8.GetBytes($"{{\"a\":{new string('[', 1_000_000)}"))).Code);

    [Fact]
    public void A_hundred_megabytes_are_refused_unread() =>
        Assert.Equal("credential.too-large", Assert.Throws<CredentialRefusedException>(() => LinkedJson.Parse(new byte[100 * 1024 * 1024])).Code);

    private static string Canonical(string json)
    {
        using var document = LinkedJson.Parse(Encoding.UTF8.GetBytes(json));
        return Encoding.UTF8.GetString(Rdfc10.Canonicalize(LinkedJson.ToQuads(document.RootElement, ContextSet.Pinned)));
    }
}
