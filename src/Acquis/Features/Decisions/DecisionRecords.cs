using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Acquis.Credentials.Canonical;
using Acquis.Data;
using Acquis.Domain;
using Acquis.Domain.Candidacies;
using Acquis.Domain.Decisions;

namespace Acquis.Features.Decisions;

/// <summary>How facts, proposals and motives are written down: canonical JSON, SHA-256, salts.</summary>
public static class DecisionRecords
{
    /// <summary>Canonical JSON (RFC 8785) of a value.</summary>
    public static string Canonical<T>(T value) => Encoding.UTF8.GetString(Jcs.Canonicalize(JsonSerializer.Serialize(value, Conversions.Json)));

    /// <summary>SHA-256 of a text in UTF-8, lower-case hexadecimal.</summary>
    public static string HashOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    /// <summary>SHA-256 of the salt's bytes, then the text in UTF-8.</summary>
    /// <param name="salt">In hexadecimal.</param>
    public static string HashOf(string salt, string text) =>
        Convert.ToHexStringLower(SHA256.HashData([.. Convert.FromHexString(salt), .. Encoding.UTF8.GetBytes(text)]));

    /// <summary>A text with a fresh salt of 128 bits and their hash; null for an empty text.</summary>
    public static SaltedText? Salted(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return null;

        var (trimmed, salt) = (text.Trim().ReplaceLineEndings("\n"), Salt());
        return new(trimmed, salt, HashOf(salt, trimmed));
    }

    /// <summary>Facts and proposal as a decision keeps them.</summary>
    public static FrozenRecord Freeze(AwardEngine engine, RecordedFacts recorded, Id<Candidacy> candidacy)
    {
        var facts = FrozenFacts.Freeze(engine, recorded);
        var (proposal, json) = (Recomputation.Propose(engine, facts), Canonical(facts));
        return new(proposal, json, HashOf(json), Canonical(proposal), HashOf(Salt(), candidacy.ToString()));
    }

    /// <summary>The frozen facts of a decision.</summary>
    public static FrozenFacts Facts(this Decision decision) => JsonSerializer.Deserialize<FrozenFacts>(decision.FactsJson, Conversions.Json)!;

    /// <summary>The proposal of a decision as it was computed.</summary>
    public static Proposal Proposal(this Decision decision) => JsonSerializer.Deserialize<Proposal>(decision.ProposalJson, Conversions.Json)!;

    private static string Salt() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
}
