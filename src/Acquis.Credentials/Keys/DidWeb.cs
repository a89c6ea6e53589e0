using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Acquis.Credentials.Keys;

/// <summary>The identifier of a certifier, <c>did:web</c>: whoever holds the domain publishes its keys at <c>/.well-known/did.json</c> (did:web method, W3C CCG).</summary>
public static class DidWeb
{
    private const string Prefix = "did:web:";

    /// <summary>The identifier that belongs to a public address, such as <c>did:web:certif.example.fr</c>.</summary>
    /// <param name="address">Public address of the installation: scheme, host and, where it must be, port and path.</param>
    /// <exception cref="ArgumentException">It is no http or https address.</exception>
    public static string Of(Uri address)
    {
        if (!address.IsAbsoluteUri || address.Scheme is not ("https" or "http"))
        {
            throw new ArgumentException("A did:web identifier comes from an http or https address.", nameof(address));
        }

        var host = address.IsDefaultPort ? address.IdnHost : $"{address.IdnHost}%3A{address.Port}";
        var path = address.AbsolutePath.Trim('/').Replace('/', ':');
        return path.Length == 0 ? $"did:web:{host}" : $"did:web:{host}:{path}";
    }

    /// <summary>Where the did document of an identifier is published; null for one that is no <c>did:web</c>.</summary>
    public static Uri? DocumentAddressOf(string did)
    {
        if (!did.StartsWith(Prefix, StringComparison.Ordinal))
        {
            return null;
        }

        var parts = did[Prefix.Length..].Split(':').Select(Uri.UnescapeDataString).ToList();
        var place = parts.Count == 1 ? ".well-known" : string.Join('/', parts.Skip(1));
        return Uri.TryCreate($"https://{parts[0]}/{place}/did.json", UriKind.Absolute, out var address) ? address : null;
    }

    /// <summary>The full name of a key, whose fragment is the key itself: verifiers that know this need not resolve anything.</summary>
    public static string KeyIdOf(string did, ReadOnlySpan<byte> publicKey) => $"{did}#{Multikey.Encode(publicKey)}";

    /// <summary>The did document: every key that may still verify. A key that is left out no longer verifies anything it ever signed.</summary>
    /// <param name="publicKeys">Raw Ed25519 public keys, 32 bytes each; the newest first.</param>
    /// <returns>JSON, UTF-8.</returns>
    public static byte[] Document(string did, IEnumerable<byte[]> publicKeys)
    {
        var keys = publicKeys.Select(k => Multikey.Encode(k)).ToList();
        using var output = new MemoryStream();
        using (var json = new Utf8JsonWriter(output, new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, NewLine = "\n" }))
        {
            json.WriteStartObject();
            json.WriteStartArray("@context");
            json.WriteStringValue("https://www.w3.org/ns/did/v1");
            json.WriteStringValue("https://w3id.org/security/multikey/v1");
            json.WriteEndArray();
            json.WriteString("id", did);
            json.WriteStartArray("verificationMethod");
            foreach (var key in keys)
            {
                json.WriteStartObject();
                json.WriteString("id", $"{did}#{key}");
                json.WriteString("type", "Multikey");
                json.WriteString("controller", did);
                json.WriteString("publicKeyMultibase", key);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteStartArray("assertionMethod");
            foreach (var key in keys)
            {
                json.WriteStringValue($"{did}#{key}");
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return output.ToArray();
    }
}
