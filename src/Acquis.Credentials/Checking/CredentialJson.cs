using System.Globalization;
using System.Text.Json;

namespace Acquis.Credentials.Checking;

/// <summary>Reads what checks need of a document that may hold anything.</summary>
internal static class CredentialJson
{
    internal static string? Text(JsonElement node, string key) =>
        node.ValueKind is JsonValueKind.Object && node.TryGetProperty(key, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;

    /// <summary>A value, the items of an array, or nothing.</summary>
    internal static IReadOnlyList<JsonElement> Items(JsonElement node, string key) =>
        node.ValueKind is not JsonValueKind.Object || !node.TryGetProperty(key, out var value) ? []
        : value.ValueKind is JsonValueKind.Array ? [.. value.EnumerateArray()] : [value];

    internal static bool HasType(JsonElement node, string type) =>
        Items(node, "type").Any(t => t.ValueKind is JsonValueKind.String && t.ValueEquals(type));

    /// <summary>Identifier of the issuer, which stands alone or in an object.</summary>
    internal static string? Issuer(JsonElement credential) =>
        credential.ValueKind is JsonValueKind.Object && credential.TryGetProperty("issuer", out var issuer)
            ? issuer.ValueKind is JsonValueKind.String ? issuer.GetString() : Text(issuer, "id")
            : null;

    internal static IReadOnlyList<JsonElement> Subjects(JsonElement credential) => Items(credential, "credentialSubject");

    /// <summary>Credentials inside a record.</summary>
    internal static IReadOnlyList<JsonElement> Parts(JsonElement record) => [.. Subjects(record).SelectMany(s => Items(s, "verifiableCredential"))];

    /// <summary>An instant with its zone; null where the key is absent.</summary>
    /// <exception cref="CredentialRefusedException"><c>credential.form</c>: the value is no such instant.</exception>
    internal static DateTimeOffset? Instant(JsonElement node, string key)
    {
        if (node.ValueKind is not JsonValueKind.Object || !node.TryGetProperty(key, out _))
        {
            return null;
        }

        var text = Text(node, key);
        return text is not null && text.Length < 40 && text.Contains('T', StringComparison.Ordinal) && HasZone(text)
            && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant)
                ? instant
                : throw new CredentialRefusedException("credential.form", $"{key} is no instant with its zone");
    }

    private static bool HasZone(string text) => text.EndsWith('Z') || text.Length > 6 && text[^6] is '+' or '-';
}
