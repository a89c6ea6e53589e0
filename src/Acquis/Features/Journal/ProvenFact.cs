using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Acquis.Features.Journal;

/// <summary>What a proof file proves.</summary>
/// <param name="Number">Its place in the journal, from 0.</param>
/// <param name="Entry">The bytes that stand in the journal: canonical JSON, with the salted hash of the payload.</param>
/// <param name="Payload">What the fact says, JSON, held against that hash; null where the file does not hold it.</param>
public sealed record ProvenFact(long Number, byte[] Entry, string? Payload)
{
    /// <summary>The entry with what opens its hash, as the extra data of a proof file.</summary>
    internal static byte[] Write(byte[] entry, string payload, byte[] salt) => JsonSerializer.SerializeToUtf8Bytes(new Opened(Encoding.UTF8.GetString(entry), payload, salt));

    /// <summary>Reads extra data: an entry alone, or with what opens its hash.</summary>
    /// <exception cref="FormatException">It is neither.</exception>
    /// <exception cref="CryptographicException">The payload is not the one of the entry.</exception>
    internal static ProvenFact Read(long number, byte[] extra)
    {
        try
        {
            using var json = JsonDocument.Parse(extra);
            if (json.RootElement.ValueKind is not JsonValueKind.Object)
                throw new FormatException("The proof holds no entry.");

            if (!json.RootElement.TryGetProperty(nameof(Opened.Entry), out _))
                return new(number, extra, null);

            var opened = json.Deserialize<Opened>()!;
            var entry = Encoding.UTF8.GetBytes(opened.Entry);
            using var read = JsonDocument.Parse(entry);
            return read.RootElement.GetProperty("payloadHash").GetString() == JournalEntry.HashOf(opened.Salt, Encoding.UTF8.GetBytes(opened.Payload))
                ? new(number, entry, opened.Payload)
                : throw new CryptographicException("The payload is not the one that the entry is about.");
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or ArgumentNullException)
        {
            throw new FormatException("The proof holds no entry.", e);
        }
    }

    private sealed record Opened(string Entry, string Payload, byte[] Salt);
}
