using System.Text.Json;
using Acquis.Credentials.JsonLd;
using Acquis.Credentials.Keys;
using Acquis.Credentials.Proofs;
using Acquis.Credentials.Rdf;
using Acquis.Credentials.Signatures;

namespace Acquis.Credentials.Checking;

/// <summary>Checks proofs and the keys that made them. Each proof of a set must hold: one that cannot be judged is refused, not passed over.</summary>
internal sealed class ProofChecks(ContextSet contexts, CheckSources sources, WorkBudget budget)
{
    private const int MostProofs = 4;

    internal List<Check> Check(JsonElement credential, int part, DateTimeOffset now)
    {
        var proofs = CredentialJson.Items(credential, "proof");
        if (proofs.Count is 0 or > MostProofs)
        {
            return [new(CheckKind.Proof, CheckOutcome.Failed, proofs.Count == 0 ? "proof.missing" : "proof.foreign", $"{proofs.Count} proofs", part)];
        }

        var checks = new List<Check>();
        foreach (var proof in proofs)
        {
            try
            {
                checks.AddRange(Check(credential, proof, now).Select(c => c with { Part = part }));
            }
            catch (CredentialRefusedException e)
            {
                checks.Add(new(CheckKind.Proof, CheckOutcome.Failed, e.Code, e.Detail, part));
            }
        }

        return checks;
    }

    private IEnumerable<Check> Check(JsonElement credential, JsonElement proof, DateTimeOffset now)
    {
        var keyId = Require(credential, proof, now);
        var suite = CredentialJson.Text(proof, "cryptosuite") ?? "";
        var data = DataIntegrity.HashData(credential, proof, suite, contexts, budget);
        var (key, keyCheck) = Key(keyId);
        if (key is null)
        {
            return [new(CheckKind.Proof, CheckOutcome.NotMade, "proof.no-key", keyId), keyCheck];
        }

        return Verifies(key, data, Signature(proof))
            ? [new(CheckKind.Proof, CheckOutcome.Passed), keyCheck]
            : [new(CheckKind.Proof, CheckOutcome.Failed, "proof.altered", keyId)];
    }

    private static string Require(JsonElement credential, JsonElement proof, DateTimeOffset now)
    {
        if (!CredentialJson.HasType(proof, "DataIntegrityProof") || CredentialJson.Text(proof, "proofPurpose") != "assertionMethod"
            || proof.TryGetProperty("previousProof", out _))
        {
            throw new CredentialRefusedException("proof.foreign", "a proof that this program does not know");
        }

        var keyId = CredentialJson.Text(proof, "verificationMethod") ?? throw new CredentialRefusedException("proof.malformed", "no verificationMethod");
        if (CredentialJson.Issuer(credential) is not { } issuer || keyId.Split('#')[0] != issuer)
        {
            throw new CredentialRefusedException("proof.other-issuer", keyId);
        }

        if (CredentialJson.Instant(proof, "expires") is { } expires && expires < now)
        {
            throw new CredentialRefusedException("proof.expired", $"{expires:O}");
        }

        return keyId;
    }

    // The key that the issuer lists; without its document, the one that the name itself spells, which proves no more than that nothing was altered.
    private (byte[]? Key, Check Check) Key(string keyId)
    {
        var (did, fragment) = keyId.Split('#') is [var d, var f] ? (d, f) : (keyId, "");
        var spelled = Multikey.TryDecode(fragment);
        if (did == $"did:key:{fragment}" && spelled is not null)
        {
            return (spelled, new(CheckKind.Key, CheckOutcome.Passed));
        }

        if (sources.FindDid(did) is not { } document)
        {
            return (spelled, new(CheckKind.Key, CheckOutcome.NotMade, "key.no-document", did));
        }

        return document.Find(keyId) is { } listed
            ? (listed, new(CheckKind.Key, CheckOutcome.Passed))
            : (spelled, new(CheckKind.Key, CheckOutcome.Failed, "key.not-listed", keyId));
    }

    private static byte[] Signature(JsonElement proof)
    {
        try
        {
            var text = CredentialJson.Text(proof, "proofValue");
            if (text is ['z', ..] && Base58.Decode(text[1..]) is { Length: 64 } signature)
            {
                return signature;
            }
        }
        catch (FormatException)
        {
            // Told below, as every other text that is no signature.
        }

        throw new CredentialRefusedException("proof.malformed", "proofValue is no Ed25519 signature in base 58");
    }

    private static bool Verifies(byte[] key, byte[] data, byte[] signature)
    {
        try
        {
            return new VerifierKey("issuer", key).Verifies(data, signature);
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
