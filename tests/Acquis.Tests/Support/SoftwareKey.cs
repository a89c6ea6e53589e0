using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Acquis.Tests.Support;

/// <summary>
/// A passkey's device without a device: one ES256 key that answers as <c>navigator.credentials</c> would (Web Authentication, level 3, sections 6.1, 6.5 and 5.1),
/// and, where a test asks it to, as it should not.
/// </summary>
internal sealed class SoftwareKey : IDisposable
{
    private const byte UserPresent = 0x01;
    private const byte UserVerified = 0x04;
    private const byte HasCredential = 0x40;

    private readonly ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly byte[] id = RandomNumberGenerator.GetBytes(32);
    private string owner = "";
    private uint count;

    /// <summary>The page that the browser says it is on.</summary>
    public string Origin { get; init; } = "http://localhost";

    /// <summary>Whether the device asked for finger, face or code.</summary>
    public bool Verifies { get; init; } = true;

    /// <summary>Answers the options of <c>create</c>.</summary>
    public string Make(string options)
    {
        var asked = JsonNode.Parse(options)!;
        owner = asked["user"]!["id"]!.GetValue<string>();
        var credential = (byte[])[.. new byte[16], 0, (byte)id.Length, .. id, .. PublicKey()];
        var data = AuthenticatorData(asked["rp"]!["id"]?.GetValue<string>(), HasCredential, credential);

        // {"fmt": "none", "attStmt": {}, "authData": data} in CBOR.
        byte[] attestation =
        [
            0xa3, 0x63, .. "fmt"u8, 0x64, .. "none"u8, 0x67, .. "attStmt"u8, 0xa0, 0x68, .. "authData"u8, 0x59, (byte)(data.Length >> 8), (byte)data.Length, .. data,
        ];
        return Answer(new()
        {
            ["clientDataJSON"] = Text(ClientData("webauthn.create", asked)),
            ["attestationObject"] = Text(attestation),
            ["transports"] = new JsonArray("internal"),
        });
    }

    /// <summary>Answers the options of <c>get</c>.</summary>
    public string Prove(string options)
    {
        var asked = JsonNode.Parse(options)!;
        var client = ClientData("webauthn.get", asked);
        var data = AuthenticatorData(asked["rpId"]?.GetValue<string>(), 0, []);
        var signature = key.SignData([.. data, .. SHA256.HashData(client)], HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        return Answer(new()
        {
            ["clientDataJSON"] = Text(client),
            ["authenticatorData"] = Text(data),
            ["signature"] = Text(signature),
            ["userHandle"] = owner,
        });
    }

    /// <inheritdoc />
    public void Dispose() => key.Dispose();

    private byte[] AuthenticatorData(string? site, byte flags, byte[] credential)
    {
        var counter = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(counter, ++count);
        var verified = Verifies ? UserVerified : (byte)0;
        return [.. SHA256.HashData(Encoding.UTF8.GetBytes(site ?? "localhost")), (byte)(UserPresent | verified | flags), .. counter, .. credential];
    }

    /// <summary>The public key as COSE (RFC 9053): type EC2, algorithm ES256, curve P-256, both coordinates.</summary>
    private byte[] PublicKey()
    {
        var point = key.ExportParameters(false).Q;
        return [0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20, .. point.X!, 0x22, 0x58, 0x20, .. point.Y!];
    }

    private byte[] ClientData(string type, JsonNode asked) =>
        JsonSerializer.SerializeToUtf8Bytes(new { type, challenge = asked["challenge"]!.GetValue<string>(), origin = Origin, crossOrigin = false });

    private string Answer(JsonObject response) => new JsonObject
    {
        ["id"] = Text(id),
        ["rawId"] = Text(id),
        ["type"] = "public-key",
        ["authenticatorAttachment"] = "platform",
        ["clientExtensionResults"] = new JsonObject(),
        ["response"] = response,
    }.ToJsonString();

    private static string Text(byte[] bytes) => System.Buffers.Text.Base64Url.EncodeToString(bytes);
}
