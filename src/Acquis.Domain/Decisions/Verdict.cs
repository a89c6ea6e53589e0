namespace Acquis.Domain.Decisions;

/// <summary>What the jury pronounces for a candidate.</summary>
public enum Verdict
{
    /// <summary>Not pronounced yet.</summary>
    Pending,

    /// <summary>Certification délivrée.</summary>
    Awarded,

    /// <summary>Validation partielle: blocs only.</summary>
    PartlyAwarded,

    /// <summary>Ajourné.</summary>
    Deferred,

    /// <summary>Refusé.</summary>
    Refused,

    /// <summary>Absent without an excuse that the jury takes.</summary>
    Absent,

    /// <summary>Absence excusée.</summary>
    Excused,
}

/// <summary>Whether a decision says what the rule proposed. Computed, never chosen.</summary>
public enum DecisionBasis
{
    ByRule,

    /// <summary>The jury departed from the proposal, with its motive.</summary>
    ByJury,
}
