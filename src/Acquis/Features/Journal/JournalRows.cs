namespace Acquis.Features.Journal;

/// <summary>A fact as the journal keeps it. No personal data: ids, the name of the act, and the salted hash of what happened.</summary>
/// <param name="At">UTC, cut to microseconds.</param>
/// <param name="Actor">Who, as <see cref="Domain.Journal.Actor"/> writes it.</param>
/// <param name="Action">Name of the fact's type, such as <c>decision-pronounced</c>.</param>
/// <param name="Subject">Subjects as <c>kind:uuid</c>, separated by one space.</param>
/// <param name="PayloadHash">SHA-256 of salt and payload, lower-case hexadecimal.</param>
/// <param name="Schema">Version of the payload's shape.</param>
public sealed record JournalFact(Guid Id, DateTimeOffset At, string Actor, string Action, string Subject, string PayloadHash, int Schema);

/// <summary>What a fact says, with its 128-bit salt. The one part that can be erased; the tree stays whole.</summary>
/// <param name="Json">Canonical JSON (RFC 8785) of the fact's properties.</param>
public sealed record FactPayload(Guid FactId, byte[] Salt, string Json);

/// <summary>Index of facts by object, for histories.</summary>
public sealed record FactSubject(Guid FactId, string Kind, Guid SubjectId);

/// <summary>A fact that waits for its leaf number.</summary>
public sealed record UnnumberedFact(Guid FactId);

/// <summary>The place of a fact in the Merkle tree.</summary>
/// <param name="Number">Leaf index from 0, without gaps.</param>
/// <param name="Hash">RFC 6962 leaf hash of the fact's entry.</param>
public sealed record JournalLeaf(long Number, Guid FactId, byte[] Hash);

/// <summary>A signed tree head (C2SP checkpoint).</summary>
/// <param name="Size">Number of leaves covered.</param>
/// <param name="Frontier">Hashes of the tree's right edge, one for each set bit of the size, highest first: what the next append starts from.</param>
public sealed record JournalCheckpoint(long Size, DateTimeOffset At, string Note, byte[] Frontier);
