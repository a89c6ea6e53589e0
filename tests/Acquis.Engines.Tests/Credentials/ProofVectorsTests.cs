using System.Text;
using System.Text.Json;
using Acquis.Credentials.Checking;
using Acquis.Credentials.JsonLd;
using Acquis.Credentials.Keys;
using Acquis.Credentials.Proofs;
using Acquis.Credentials.Rdf;
using Acquis.Credentials.Signatures;

namespace Acquis.Engines.Tests.Credentials;

/// <summary>The example of Data Integrity EdDSA Cryptosuites 1.0, appendix B: keys, hashes and signatures that it prints.</summary>
public sealed class ProofVectorsTests
{
    private const string Key = "z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2";
    private const string KeyId = $"did:key:{Key}#{Key}";
    private const string Examples = "https://www.w3.org/ns/credentials/examples/v2";

    private const string Document = """
        {"@context":["https://www.w3.org/ns/credentials/v2","https://www.w3.org/ns/credentials/examples/v2"],"id":"urn:uuid:58172aac-d8ba-11ed-83dd-0b3aef56cc33",
        "type":["VerifiableCredential","AlumniCredential"],"name":"Alumni Credential","description":"A minimum viable example of an Alumni Credential.",
        "issuer":"https://vc.example/issuers/5678","validFrom":"2023-01-01T00:00:00Z","credentialSubject":{"id":"did:example:abcdefgh","alumniOf":"The School of Examples"}}
        """;

    // The example's context maps every word; the two that the document uses are enough here.
    private static readonly ContextSet Contexts = ContextSet.Pinned.With(Examples, """
        {"@context":{"AlumniCredential":"https://www.w3.org/ns/credentials/examples#AlumniCredential","alumniOf":"https://www.w3.org/ns/credentials/examples#alumniOf"}}
        """);

    [Fact]
    public void The_document_has_the_hash_that_the_standard_prints() => Assert.Equal(
        "517744132ae165a5349155bef0bb0cf2258fff99dfe1dbd914b938d775a36017",
        Convert.ToHexStringLower(Rdfc10.Hash(LinkedJson.ToQuads(Json(Document), Contexts))));

    [Fact]
    public void The_options_of_the_proof_have_the_hash_that_the_standard_prints() => Assert.Equal(
        "bea7b7acfbad0126b135104024a5f1733e705108f42d59668b05c0c50004c6b0",
        Convert.ToHexStringLower(Rdfc10.Hash(LinkedJson.ToQuads(Json(Proof(DataIntegrity.Rdfc, "z1", Document)), Contexts, "proofValue"))));

    [Theory]
    [InlineData(DataIntegrity.Rdfc, "z2YwC8z3ap7yx1nZYCg4L3j3ApHsF8kgPdSb5xoS1VR7vPG3F561B52hYnQF9iseabecm3ijx4K1FBTQsCZahKZme")]
    [InlineData(DataIntegrity.Jcs, "z2HnFSSPPBzR36zdDgK8PbEHeXbR56YF24jwMpt3R1eHXQzJDMWS93FCzpvJpwTWd3GAVFuUfjoJdcnTMuVor51aX")]
    public void The_signature_that_the_standard_prints_holds(string suite, string signature)
    {
        // The example's issuer is not the owner of its key, which this program asks for: the signature is checked by itself.
        var context = suite == DataIntegrity.Jcs ? Document : null;
        var data = HashData(Document, Proof(suite, signature, context), suite);
        Assert.True(new VerifierKey("example", Multikey.TryDecode(Key)!).Verifies(data, Base58.Decode(signature[1..])));
        var altered = HashData(Document.Replace("minimum", "maximum"), Proof(suite, signature, context), suite);
        Assert.False(new VerifierKey("example", Multikey.TryDecode(Key)!).Verifies(altered, Base58.Decode(signature[1..])));
    }

    [Fact]
    public void A_key_that_is_not_its_issuers_is_refused_though_the_signature_holds()
    {
        var proof = Proof(DataIntegrity.Rdfc, "z2YwC8z3ap7yx1nZYCg4L3j3ApHsF8kgPdSb5xoS1VR7vPG3F561B52hYnQF9iseabecm3ijx4K1FBTQsCZahKZme", null);
        var signed = $"{Document.Trim()[..^1]},\"proof\":{proof}}}";
        var report = new CredentialChecker(Contexts).Check(Encoding.UTF8.GetBytes(signed), CheckSources.None, Samples.Now);
        Assert.Equal("proof.other-issuer", report.Checks.Single(c => c.Kind is CheckKind.Proof).Code);
    }

    [Fact]
    public void The_proof_options_written_directly_are_those_that_JSON_LD_gives()
    {
        var options = new { type = "DataIntegrityProof", created = "2026-07-10T10:00:01Z", verificationMethod = KeyId, cryptosuite = DataIntegrity.Rdfc, proofPurpose = "assertionMethod" };
        var json = JsonSerializer.Serialize(options);
        var quads = LinkedJson.ToQuads(Json($"{{\"@context\":\"{ContextSet.CredentialsV2}\",{json[1..]}"), ContextSet.Pinned);
        var signed = Samples.Title();
        using var document = JsonDocument.Parse(signed);
        var proof = document.RootElement.GetProperty("proof");
        var asWritten = Encoding.UTF8.GetString(Rdfc10.Canonicalize(quads))
            .Replace(KeyId, proof.GetProperty("verificationMethod").GetString()!).Replace("2026-07-10T10:00:01Z", proof.GetProperty("created").GetString()!);
        Assert.Contains("<https://w3id.org/security#DataIntegrityProof>", asWritten);
        Assert.True(new CredentialChecker().Check(signed, Samples.Sources(), Samples.Now).IsGood);
    }

    private static string Proof(string suite, string signature, string? contextOf)
    {
        var context = contextOf is null ? "" : $"\"@context\":{Json(contextOf).GetProperty("@context").GetRawText()},";
        return $$"""
            {{{context}}"type":"DataIntegrityProof","cryptosuite":"{{suite}}","created":"2023-02-24T23:36:38Z","verificationMethod":"{{KeyId}}","proofPurpose":"assertionMethod","proofValue":"{{signature}}"}
            """;
    }

    private static byte[] HashData(string document, string proof, string suite) =>
        DataIntegrity.HashData(Json(document), Json(proof), suite, Contexts, new WorkBudget());

    private static JsonElement Json(string text) => JsonElement.Parse(text);

    [Fact]
    public void A_title_takes_sixty_kilobytes_at_most()
    {
        const int times = 50;
        _ = Samples.Title();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < times; i++)
        {
            _ = Samples.Title();
        }

        Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - before) / times, 1, 60 * 1024);
    }
}
