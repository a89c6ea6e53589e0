namespace Acquis.Credentials.Checking;

/// <summary>What is checked of a credential.</summary>
public enum CheckKind
{
    /// <summary>A PDF is sealed as a whole, once, and nobody changed it since.</summary>
    Seal,

    /// <summary>The seal is one that the issuer publishes.</summary>
    SealKey,

    /// <summary>The credential inside a PDF says what its page says.</summary>
    Attachment,

    /// <summary>It is strict JSON, and says what its standard asks for.</summary>
    Form,

    /// <summary>Nobody changed it since it was signed.</summary>
    Proof,

    /// <summary>The issuer still answers for the key that signed it.</summary>
    Key,

    /// <summary>The present day lies within its validity.</summary>
    Period,

    /// <summary>It was not revoked.</summary>
    Status,

    /// <summary>The parts of a record belong together.</summary>
    Parts,
}

/// <summary>How a check ended.</summary>
public enum CheckOutcome
{
    Passed,

    Failed,

    /// <summary>What it needs was not at hand: the issuer's keys, its status list.</summary>
    NotMade,
}

/// <summary>One check with its outcome.</summary>
/// <param name="Code">Stable code of the reason; null where it passed.</param>
/// <param name="Detail">What exactly: a key, an address, a number.</param>
/// <param name="Part">Place of the embedded credential that it is about, from 1; 0 for the document itself.</param>
public sealed record Check(CheckKind Kind, CheckOutcome Outcome, string? Code = null, string? Detail = null, int Part = 0);

/// <summary>Every check that was made of a credential.</summary>
/// <param name="Credential">What it says; null where it could not be read. Not to be believed unless <see cref="IsGood"/>.</param>
/// <param name="Seal">Who sealed it; null where it is no sealed PDF, or its seal is broken.</param>
public sealed record CheckReport(IReadOnlyList<Check> Checks, CredentialSummary? Credential, SealSummary? Seal = null)
{
    /// <summary>Whether every check was made and passed.</summary>
    public bool IsGood => Checks.All(c => c.Outcome is CheckOutcome.Passed);

    /// <summary>Whether a check failed. Neither good nor refused: something could not be checked.</summary>
    public bool IsRefused => Checks.Any(c => c.Outcome is CheckOutcome.Failed);
}
