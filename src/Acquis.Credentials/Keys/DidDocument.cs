using System.Text.Json;

namespace Acquis.Credentials.Keys;

/// <summary>The keys with which an issuer may assert, as its did document lists them.</summary>
public sealed class DidDocument
{
    /// <summary>Largest document read, in bytes.</summary>
    public const int MaxBytes = 256 * 1024;

    private readonly Dictionary<string, byte[]> keys;

    private DidDocument(string id, Dictionary<string, byte[]> keys) => (Id, this.keys) = (id, keys);

    /// <summary>The identifier that the document describes.</summary>
    public string Id { get; }

    /// <summary>Full names of the Ed25519 keys that may assert.</summary>
    public IReadOnlyCollection<string> KeyIds => keys.Keys;

    /// <summary>The raw public key of that full name, or null where the document does not list it for assertions.</summary>
    public byte[]? Find(string keyId) => keys.GetValueOrDefault(keyId);

    /// <summary>Reads a document: Multikeys that stand in <c>verificationMethod</c> and are listed, or stand, in <c>assertionMethod</c>. Other keys are left out.</summary>
    /// <exception cref="CredentialRefusedException"><c>did.unreadable</c>: no such document, or too large.</exception>
    public static DidDocument Parse(ReadOnlyMemory<byte> utf8)
    {
        if (utf8.Length > MaxBytes)
        {
            throw new CredentialRefusedException("did.unreadable", $"larger than {MaxBytes} bytes");
        }

        try
        {
            using var document = JsonDocument.Parse(utf8, new() { MaxDepth = 32, AllowDuplicateProperties = false });
            return Read(document.RootElement);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            throw new CredentialRefusedException("did.unreadable", e.Message, e);
        }
    }

    private static DidDocument Read(JsonElement root)
    {
        var id = root.GetProperty("id").GetString()!;
        var known = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var method in Items(root, "verificationMethod"))
        {
            Take(known, id, method);
        }

        var listed = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var method in Items(root, "assertionMethod"))
        {
            if (method.ValueKind is JsonValueKind.Object)
            {
                Take(listed, id, method);
            }
            else if (Full(id, method.GetString()!) is var name && known.TryGetValue(name, out var key))
            {
                listed[name] = key;
            }
        }

        return new(id, listed);
    }

    private static void Take(Dictionary<string, byte[]> keys, string id, JsonElement method)
    {
        if (method.TryGetProperty("publicKeyMultibase", out var text) && Multikey.TryDecode(text.GetString()!) is { } key
            && method.TryGetProperty("controller", out var controller) && controller.GetString() == id)
        {
            keys[Full(id, method.GetProperty("id").GetString()!)] = key;
        }
    }

    private static List<JsonElement> Items(JsonElement root, string name) =>
        root.TryGetProperty(name, out var list) && list.ValueKind is JsonValueKind.Array ? [.. list.EnumerateArray()] : [];

    // Some documents write the fragment alone.
    private static string Full(string id, string name) => name.StartsWith('#') ? id + name : name;
}
