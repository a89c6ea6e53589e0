using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Acquis.Credentials.Canonical;
using Acquis.Credentials.JsonLd;
using Acquis.Credentials.Keys;
using Acquis.Credentials.Rdf;
using Acquis.Credentials.Signatures;

namespace Acquis.Credentials.Proofs;

/// <summary>
/// Data Integrity proofs (W3C Verifiable Credential Data Integrity 1.0) with the suites of Data Integrity EdDSA Cryptosuites 1.0: signs with
/// <c>eddsa-rdfc-2022</c>, verifies that one and <c>eddsa-jcs-2022</c>. What is signed is SHA-256 of the proof's options, then SHA-256 of the document, both canonical.
/// </summary>
public static class DataIntegrity
{
    /// <summary>The suite that signs the statements, whatever the spelling of the JSON.</summary>
    public const string Rdfc = "eddsa-rdfc-2022";

    /// <summary>The suite that signs the canonical JSON.</summary>
    public const string Jcs = "eddsa-jcs-2022";

    private const string Purpose = "assertionMethod";

    /// <summary>Signs a document: the same bytes with a <c>proof</c> as last member.</summary>
    /// <param name="unsigned">A JSON object, UTF-8, without <c>proof</c>; its last byte is its closing brace.</param>
    /// <param name="did">The issuer, such as <c>did:web:certif.example.fr</c>; the key's name is made of it and of the public key.</param>
    /// <param name="created">Instant of the proof; written to the second.</param>
    /// <returns>The signed document, UTF-8.</returns>
    /// <exception cref="CredentialRefusedException">The document is not strict JSON, or a key of it is not mapped by its contexts: it would not be signed.</exception>
    public static byte[] Sign(ReadOnlyMemory<byte> unsigned, ISigner signer, string did, DateTimeOffset created, ContextSet? contexts = null)
    {
        using var document = LinkedJson.Parse(unsigned);
        if (document.RootElement.TryGetProperty("proof", out _) || unsigned.Span[^1] != (byte)'}')
        {
            throw new ArgumentException("The document to sign has no proof and ends with its closing brace.", nameof(unsigned));
        }

        var options = new ProofOptions(Rdfc, Instant(created), DidWeb.KeyIdOf(did, signer.PublicKey), Purpose);
        Span<byte> hashes = stackalloc byte[64];
        SHA256.HashData(options.Canonical(), hashes);
        LinkedJson.Hash(document.RootElement, LinkedJson.ContextOf(document.RootElement), contexts ?? ContextSet.Pinned, []).CopyTo(hashes[32..]);
        return WithProof(unsigned.Span, options, "z" + Base58.Encode(signer.Sign(hashes)));
    }

    /// <summary>The bytes whose signature a proof holds, 64 bytes.</summary>
    /// <param name="document">The whole signed document; its <c>proof</c> is left out.</param>
    /// <exception cref="CredentialRefusedException">The suite is not known, or document or proof cannot be made canonical.</exception>
    internal static byte[] HashData(JsonElement document, JsonElement proof, string suite, ContextSet contexts, WorkBudget budget) => suite switch
    {
        Rdfc => RdfcHash(document, proof, contexts, budget),
        Jcs => JcsHash(document, proof),
        _ => throw new CredentialRefusedException("proof.unknown-suite", suite),
    };

    /// <summary>An instant as credentials write it: UTC, to the second.</summary>
    public static string Instant(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static byte[] RdfcHash(JsonElement document, JsonElement proof, ContextSet contexts, WorkBudget budget)
    {
        var context = LinkedJson.ContextOf(document);
        var options = LinkedJson.Hash(proof, context, contexts, ["proofValue", "@context"], budget);
        return [.. options, .. LinkedJson.Hash(document, context, contexts, ["proof"], budget)];
    }

    private static byte[] JcsHash(JsonElement document, JsonElement proof)
    {
        try
        {
            RequireContextsOf(document, proof);
            return [.. SHA256.HashData(Canonical.Jcs.Canonicalize(Without(proof, "proofValue"))), .. SHA256.HashData(Canonical.Jcs.Canonicalize(Without(document, "proof")))];
        }
        catch (FormatException e)
        {
            throw new CredentialRefusedException("credential.not-json", e.Message, e);
        }
    }

    // Section 3.3.2: the contexts of the proof stand first among those of the document.
    private static void RequireContextsOf(JsonElement document, JsonElement proof)
    {
        if (!proof.TryGetProperty("@context", out var own))
        {
            return;
        }

        var inProof = Items(own);
        var inDocument = document.TryGetProperty("@context", out var context) ? Items(context) : [];
        if (inProof.Count > inDocument.Count || inProof.Where((item, i) => !JsonElement.DeepEquals(item, inDocument[i])).Any())
        {
            throw new CredentialRefusedException("proof.foreign", "the proof names other contexts than the document");
        }
    }

    private static List<JsonElement> Items(JsonElement value) => value.ValueKind is JsonValueKind.Array ? [.. value.EnumerateArray()] : [value];

    private static JsonElement Without(JsonElement value, string key)
    {
        var output = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(output))
        {
            json.WriteStartObject();
            foreach (var member in value.EnumerateObject().Where(m => m.Name != key))
            {
                member.WriteTo(json);
            }

            json.WriteEndObject();
        }

        return JsonElement.Parse(output.WrittenSpan);
    }

    private static byte[] WithProof(ReadOnlySpan<byte> unsigned, ProofOptions options, string value)
    {
        using var output = new PooledBytes();
        output.Write(unsigned[..^1]);
        output.Write(",\"proof\":"u8);
        using (var json = new Utf8JsonWriter(output, new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            options.Write(json, value);
        }

        output.Write("}"u8);
        return output.Written.ToArray();
    }
}
