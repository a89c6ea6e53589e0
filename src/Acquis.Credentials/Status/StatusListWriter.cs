using Acquis.Credentials.JsonLd;
using Acquis.Credentials.OpenBadges;
using Acquis.Credentials.Proofs;

namespace Acquis.Credentials.Status;

/// <summary>A status list as a credential of its own (W3C Bitstring Status List 1.0, section 2.2).</summary>
public static class StatusListWriter
{
    /// <summary>The list, unsigned.</summary>
    /// <param name="address">Its address, which is its identifier.</param>
    /// <param name="did">The issuer.</param>
    /// <returns>JSON, UTF-8, ready to be signed.</returns>
    public static byte[] Write(string address, string did, DateTimeOffset validFrom, StatusList list) => JsonText.Write(json =>
    {
        json.Strings("@context", ContextSet.CredentialsV2);
        json.WriteString("id", address);
        json.Strings("type", "VerifiableCredential", "BitstringStatusListCredential");
        json.WriteString("issuer", did);
        json.WriteString("validFrom", DataIntegrity.Instant(validFrom));
        json.Object("credentialSubject", () =>
        {
            json.WriteString("id", $"{address}#list");
            json.WriteString("type", "BitstringStatusList");
            json.WriteString("statusPurpose", "revocation");
            json.WriteString("encodedList", list.Encode());
        });
    });
}
