using Acquis.Domain.Diplomas;
using Acquis.Features.Decisions;
using Acquis.Features.Diplomas.Sharing;
using Acquis.Infrastructure;

namespace Acquis.Features.Diplomas;

/// <summary>A document of the register as whoever checks it sees it, on the public page and by a link that its holder shares.</summary>
/// <param name="Now">The instant at which it was looked at.</param>
/// <param name="Credential">What was checked of its digital credential; null where it has none.</param>
/// <param name="IsInJournal">Whether the journal holds the proof that it was issued.</param>
public sealed record VerifiedDocument(Diploma Diploma, FrozenMentions Mentions, DateTimeOffset Now, CheckedCredential? Credential, bool IsInJournal)
{
    /// <summary>Whether the mentions still have the hash with which they were issued.</summary>
    public bool IsUnchanged { get; } = DecisionRecords.HashOf(Diploma.ContentJson) == Diploma.ContentHash;

    /// <summary>The levels of its competences, where its holder shows them.</summary>
    public SharedLevels? Levels { get; init; }

    /// <summary>Number of the document that took its place; null where none did.</summary>
    public string? ReplacedBy { get; init; }

    /// <summary>Whether it is shown for some time only: then nothing leads to files and pages that stay.</summary>
    public bool IsForSomeTime { get; init; }

    public bool IsInForce => Diploma.State is DiplomaState.Valid;

    public bool IsGood => IsInForce && IsUnchanged && Credential?.IsRefused != true;

    /// <summary>What it is worth, in a line.</summary>
    public string Heading(Texts texts) => Diploma switch
    {
        { State: DiplomaState.Revoked } => texts["check.revoked", ("at", EndedOn)],
        { State: DiplomaState.Replaced } => texts["check.replaced", ("at", EndedOn)],
        _ when !IsUnchanged => texts["check.changed"],
        _ when !IsGood => texts["check.credential-refused"],
        { Kind: DiplomaKind.BlockCertificate } => texts["check.valid-block"],
        _ => texts["check.valid"],
    };

    /// <summary>Who was awarded what, by whom and when.</summary>
    public string Sentence(Texts texts) => texts[
        Mentions.Kind is DiplomaKind.Diploma ? "check.sentence" : "check.sentence-block",
        ("holder", Mentions.Holder), ("title", Mentions.Title), ("certifier", Mentions.Certifier), ("on", Mentions.IssuedOn),
        ("block", Mentions.Blocks.Count > 0 ? Mentions.Blocks[0].Title : null)];

    private DateOnly EndedOn => Dates.Civil(Diploma.EndedAt!.Value);
}
