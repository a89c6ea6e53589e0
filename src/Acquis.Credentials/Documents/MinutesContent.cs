namespace Acquis.Credentials.Documents;

/// <summary>Everything printed in the minutes of a deliberation (procès-verbal): plain values, already in French.</summary>
public sealed record MinutesContent
{
    /// <summary>Legal name of the certifying body.</summary>
    public required string CertifierName { get; init; }

    /// <summary>Number of the minutes.</summary>
    public required string Number { get; init; }

    /// <summary>What the minutes are about, in one sentence: exact title of the certification, its registration, day of the deliberation.</summary>
    public required string Lede { get; init; }

    /// <summary>Date of the deliberation, which the file bears too.</summary>
    public required DateOnly HeldOn { get; init; }

    /// <summary>Its headings and the heads of its tables.</summary>
    public required MinutesWords Words { get; init; }

    /// <summary>What the session was: meeting, cohort, candidates present, rule applied…, each a label and a value.</summary>
    public required IReadOnlyList<LabelledLine> Session { get; init; }

    /// <summary>The jury, in order of precedence.</summary>
    public required IReadOnlyList<MinutesMember> Members { get; init; }

    /// <summary>How many sat, and how many of them are external, in one sentence.</summary>
    public required string Quorum { get; init; }

    /// <summary>One line per candidate, in order.</summary>
    public required IReadOnlyList<MinutesResult> Results { get; init; }

    /// <summary>Observations of the jury, or that there are none.</summary>
    public required IReadOnlyList<string> Observations { get; init; }

    /// <summary>Hash of the frozen facts, at the foot of every page.</summary>
    public required string FactsHash { get; init; }

    /// <summary>Whether SPÉCIMEN is printed across each page.</summary>
    public bool Specimen { get; init; }
}

/// <summary>The headings of minutes and the heads of their tables.</summary>
public sealed record MinutesWords
{
    /// <summary>What the document is: « Procès-verbal de délibération ».</summary>
    public required string Title { get; init; }

    public required string Session { get; init; }

    public required string Jury { get; init; }

    public required string Decisions { get; init; }

    public required string Observations { get; init; }

    public required string Signatures { get; init; }

    public required string Member { get; init; }

    public required string Quality { get; init; }

    /// <summary>Over whether a member is external: « Collège ».</summary>
    public required string College { get; init; }

    public required string Presence { get; init; }

    public required string Candidate { get; init; }

    /// <summary>Over what the rule proposed.</summary>
    public required string Proposal { get; init; }

    /// <summary>Over what the jury decided.</summary>
    public required string Decision { get; init; }

    public required string Blocks { get; init; }

    public required string Signature { get; init; }

    /// <summary>What the hash at the foot of each page is.</summary>
    public required string HashNote { get; init; }
}

/// <summary>A member of the jury.</summary>
/// <param name="Name">First name and name.</param>
/// <param name="Quality">In what quality that person sits.</param>
/// <param name="College">Whether external to the certifying body, in a word.</param>
/// <param name="Presence">Whether present, in a word.</param>
/// <param name="Signs">Whether there is room for a signature: who was present.</param>
/// <param name="Signature">How it was signed, such as « signé le 25/06/2027 à 12 h 42 »; null leaves room for a signature by hand.</param>
public sealed record MinutesMember(string Name, string Quality, string College, string Presence, bool Signs, string? Signature = null);

/// <summary>What was decided for one candidate.</summary>
/// <param name="Candidate">Name or pseudonym.</param>
/// <param name="Proposal">What the rule proposed.</param>
/// <param name="Decision">What the jury decided.</param>
/// <param name="Blocks">Blocs acquired, in words.</param>
/// <param name="Departure">That the jury departed from the rule, and why, where it did; printed as a numbered note.</param>
public sealed record MinutesResult(string Candidate, string Proposal, string Decision, string Blocks, string? Departure = null);
