using Acquis.Domain.Decisions;

namespace Acquis.Domain.Juries;

/// <summary>Membre du jury of one deliberation: who sat, in which quality, external or not, present or not, and when they signed.</summary>
public sealed class JuryMember
{
    private JuryMember()
    {
    }

    internal JuryMember(JurySeat seat, Id<Deliberation> deliberation)
    {
        (Id, DeliberationId, Name, Quality) = (seat.Id, deliberation, seat.Name.Trim(), seat.Quality.Trim());
        (IsExternal, IsChair, IsPresent, AccountId) = (seat.IsExternal, seat.IsChair, seat.IsPresent, seat.AccountId);
    }

    public Id<JuryMember> Id { get; private set; }

    public Id<Deliberation> DeliberationId { get; private set; }

    public string Name { get; private set; } = "";

    /// <summary>Qualité: job and house, as the minutes name it.</summary>
    public string Quality { get; private set; } = "";

    /// <summary>External to the certifying body and to the centres that trained the candidates.</summary>
    public bool IsExternal { get; private set; }

    /// <summary>Président du jury.</summary>
    public bool IsChair { get; private set; }

    public bool IsPresent { get; private set; }

    /// <summary>The account with which this member pronounces and signs; null for a member who signs on paper.</summary>
    public Guid? AccountId { get; private set; }

    public DateTimeOffset? SignedAt { get; private set; }

    /// <summary>Whether the signature stands on the paper and somebody else recorded it.</summary>
    public bool SignedOnPaper { get; private set; }

    /// <summary>When this member declared to have no tie with the candidates of the deliberation; null before, and for who declared it for a season.</summary>
    public DateTimeOffset? DeclaredAt { get; private set; }

    /// <summary>SHA-256 of the text that was signed, lower-case hexadecimal; empty before, and where it stands on paper.</summary>
    public string DeclarationHash { get; private set; } = "";

    public int Version { get; private set; }

    internal void Declare(string? textHash, DateTimeOffset at) => (DeclaredAt, DeclarationHash) = (at, textHash ?? "");

    internal void Sign(bool onPaper, DateTimeOffset at) => (SignedAt, SignedOnPaper) = (at, onPaper);
}

/// <summary>A seat of the jury as it is composed.</summary>
/// <param name="Quality">Job and house.</param>
/// <param name="IsExternal">External to the certifying body and to the centres that trained the candidates.</param>
/// <param name="AccountId">Account with which the member pronounces and signs, or null.</param>
public sealed record JurySeat(
    Id<JuryMember> Id, string Name, string Quality, bool IsExternal, bool IsChair, bool IsPresent, Guid? AccountId);
