namespace Acquis.Credentials.Documents;

/// <summary>Everything printed in the minutes of a deliberation (procès-verbal): plain values, already in French.</summary>
public sealed record MinutesContent
{
    /// <summary>Legal name of the certifying body.</summary>
    public required string CertifierName { get; init; }

    /// <summary>Number of the minutes.</summary>
    public required string Number { get; init; }

    /// <summary>Exact title of the certification.</summary>
    public required string Title { get; init; }

    /// <summary>Its registration, where it has one.</summary>
    public string? RegistrationCode { get; init; }

    /// <summary>Date of the deliberation, which the file bears too.</summary>
    public required DateOnly HeldOn { get; init; }

    /// <summary>What the session was: meeting, cohort, candidates present…, each a label and a value.</summary>
    public required IReadOnlyList<LabelledLine> Session { get; init; }

    /// <summary>The award rule that was applied, in words, with its version.</summary>
    public required string Rule { get; init; }

    /// <summary>The jury, in order of precedence.</summary>
    public required IReadOnlyList<MinutesMember> Members { get; init; }

    /// <summary>One line per candidate, in order.</summary>
    public required IReadOnlyList<MinutesResult> Results { get; init; }

    /// <summary>Observations of the jury.</summary>
    public IReadOnlyList<string> Observations { get; init; } = [];

    /// <summary>Hash of the frozen facts, at the foot of every page.</summary>
    public required string FactsHash { get; init; }

    /// <summary>Whether SPÉCIMEN is printed across each page.</summary>
    public bool Specimen { get; init; }
}

/// <summary>A member of the jury.</summary>
/// <param name="Name">First name and name.</param>
/// <param name="Quality">In what quality that person sits.</param>
/// <param name="External">Whether external to the certifying body.</param>
/// <param name="Present">Whether present.</param>
/// <param name="Signature">How it was signed, such as « signé le 25/06/2027 à 12 h 42 »; null leaves room for a signature by hand.</param>
public sealed record MinutesMember(string Name, string Quality, bool External, bool Present, string? Signature = null);

/// <summary>What was decided for one candidate.</summary>
/// <param name="Candidate">Name or pseudonym.</param>
/// <param name="Proposal">What the rule proposed.</param>
/// <param name="Decision">What the jury decided.</param>
/// <param name="Blocks">Blocs acquired, in words.</param>
/// <param name="DepartureMotive">The motive, where the jury departed from the rule; printed as a numbered note.</param>
public sealed record MinutesResult(string Candidate, string Proposal, string Decision, string Blocks, string? DepartureMotive = null);
