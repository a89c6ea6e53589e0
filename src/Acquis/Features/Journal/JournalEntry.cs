using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Acquis.Credentials.Canonical;
using Acquis.Data;
using Acquis.Domain;
using Acquis.Domain.Journal;

namespace Acquis.Features.Journal;

/// <summary>The rows that one fact becomes.</summary>
public sealed record JournalEntry(JournalFact Fact, FactPayload Payload, IReadOnlyList<FactSubject> Subjects)
{
    /// <summary>Version of the payloads' shapes.</summary>
    public const int Schema = 1;

    /// <summary>Writes a fact down, with a fresh salt.</summary>
    public static JournalEntry Of(Fact fact, Actor actor, DateTimeOffset at)
    {
        var id = Id<Fact>.New(at).Value;
        var salt = RandomNumberGenerator.GetBytes(16);
        var payload = Jcs.Canonicalize(JsonSerializer.Serialize(fact, fact.GetType(), Conversions.Json));
        var subjects = fact.Subjects.Distinct().ToList();
        return new(
            new(id, at, actor.ToString(), fact.Action, string.Join(' ', subjects), HashOf(salt, payload), Schema),
            new(id, salt, Encoding.UTF8.GetString(payload)),
            [.. subjects.Select(s => new FactSubject(id, s.Kind, s.Value))]);
    }

    /// <summary>SHA-256 of salt, then payload, in lower-case hexadecimal.</summary>
    public static string HashOf(ReadOnlySpan<byte> salt, ReadOnlySpan<byte> payload)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(salt);
        hash.AppendData(payload);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>The bytes that the tree's leaf hashes: canonical JSON of the fact without its number.</summary>
    public static byte[] LeafBytes(JournalFact fact) => Jcs.Canonicalize(JsonSerializer.Serialize(
        new
        {
            id = fact.Id,
            at = fact.At.ToString("yyyy-MM-ddTHH:mm:ss.ffffffZ", CultureInfo.InvariantCulture),
            actor = fact.Actor,
            action = fact.Action,
            subject = fact.Subject,
            payloadHash = fact.PayloadHash,
            schema = fact.Schema,
        },
        Conversions.Json));
}
