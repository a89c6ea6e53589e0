namespace Acquis.Credentials.Keys;

/// <summary>A public Ed25519 key as Multikey writes it: <c>z</c>, then base 58 of 0xed 0x01 and the 32 bytes (W3C Controlled Identifiers, section 2.2.2).</summary>
public static class Multikey
{
    private const byte Ed25519High = 0xED;
    private const byte Ed25519Low = 0x01;

    /// <summary>The text of a raw public key of 32 bytes, such as <c>z6Mk…</c>.</summary>
    /// <exception cref="ArgumentException">It has another length.</exception>
    public static string Encode(ReadOnlySpan<byte> publicKey) => publicKey.Length == 32
        ? "z" + Base58.Encode([Ed25519High, Ed25519Low, .. publicKey])
        : throw new ArgumentException("An Ed25519 public key has 32 bytes.", nameof(publicKey));

    /// <summary>The raw public key, or null where the text is no Ed25519 Multikey.</summary>
    public static byte[]? TryDecode(string text)
    {
        try
        {
            var bytes = text.StartsWith('z') ? Base58.Decode(text[1..]) : [];
            return bytes is [Ed25519High, Ed25519Low, ..] && bytes.Length == 34 ? bytes[2..] : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
