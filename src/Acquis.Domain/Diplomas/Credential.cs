using Acquis.Domain.Candidacies;
using Acquis.Domain.Decisions;
using Acquis.Domain.Frameworks;

namespace Acquis.Domain.Diplomas;

/// <summary>What a credential certifies.</summary>
public enum CredentialKind
{
    /// <summary>The whole certification.</summary>
    Title,

    /// <summary>One bloc of competences, with the levels of its competences.</summary>
    Block,

    /// <summary>Relevé de compétences: everything that one decision acquired, gathered for the holder.</summary>
    Record,
}

/// <summary>
/// Attestation numérique: a signed file that anybody checks without asking us. It is kept byte for byte as it was issued; once revoked it stays revoked.
/// </summary>
public sealed class Credential
{
    private Credential()
    {
    }

    public Id<Credential> Id { get; private set; }

    public CredentialKind Kind { get; private set; }

    /// <summary>Last part of its public address: sixteen random characters (<see cref="ShortCode"/>).</summary>
    public string Code { get; private set; } = "";

    /// <summary>Its number: that of its document, and what it is of it where the document has several.</summary>
    public string Number { get; private set; } = "";

    /// <summary>The printed document that it goes with; null for the record of a partial award, which gathers several.</summary>
    public Id<Diploma>? DiplomaId { get; private set; }

    public Id<Decision> DecisionId { get; private set; }

    public Id<Candidacy> CandidacyId { get; private set; }

    public Id<Person> PersonId { get; private set; }

    public Id<Certification> CertificationId { get; private set; }

    /// <summary>Code of the bloc; empty for the title and the record.</summary>
    public string BlockCode { get; private set; } = "";

    /// <summary>The key that signed it.</summary>
    public Id<SigningKey> SigningKeyId { get; private set; }

    public Id<StatusList> StatusListId { get; private set; }

    /// <summary>Its bit in the list, drawn at random; never given twice.</summary>
    public int StatusIndex { get; private set; }

    public DateTimeOffset IssuedAt { get; private set; }

    /// <summary>The signed file, JSON in UTF-8.</summary>
    public byte[] Content { get; private set; } = [];

    /// <summary>SHA-256 of <see cref="Content"/>, lower-case hexadecimal.</summary>
    public string ContentHash { get; private set; } = "";

    public DateTimeOffset? RevokedAt { get; private set; }

    public int Version { get; private set; }

    /// <summary>Délivre: it takes its place with the bit that can revoke it.</summary>
    public static (Credential Credential, CredentialIssued Fact) Issue(CredentialDraft draft, Decision decision, DateTimeOffset now)
    {
        var credential = new Credential
        {
            Id = draft.Id,
            Kind = draft.Kind,
            Code = draft.Code,
            Number = draft.Number,
            DiplomaId = draft.DiplomaId,
            DecisionId = decision.Id,
            CandidacyId = decision.CandidacyId,
            PersonId = draft.PersonId,
            CertificationId = draft.CertificationId,
            BlockCode = draft.BlockCode,
            SigningKeyId = draft.SigningKeyId,
            StatusListId = draft.StatusListId,
            StatusIndex = draft.StatusIndex,
            IssuedAt = now,
            Content = draft.Content,
            ContentHash = draft.ContentHash,
        };
        return (credential, new(
            credential.Id, credential.Kind, decision.Id, decision.CandidacyId, credential.DiplomaId, credential.BlockCode, credential.Number, credential.SigningKeyId,
            credential.StatusListId, credential.StatusIndex, credential.ContentHash));
    }

    /// <summary>Révoque, for good: a wrongly revoked one is issued anew.</summary>
    /// <exception cref="RefusedException">It is revoked already.</exception>
    public CredentialRevoked Revoke(DateTimeOffset now)
    {
        if (RevokedAt is not null)
        {
            throw new RefusedException("credential.already-revoked", ("number", Number));
        }

        RevokedAt = now;
        return new(Id, CandidacyId, StatusListId, StatusIndex);
    }

    /// <summary>Goes over to the person who absorbed its holder; what is signed stays.</summary>
    public void Follow(PersonsMerged merger) => PersonId = PersonId == merger.Absorbed ? merger.Person : PersonId;
}

/// <summary>Everything a credential is born with.</summary>
public sealed record CredentialDraft
{
    public required Id<Credential> Id { get; init; }

    public required CredentialKind Kind { get; init; }

    public required string Code { get; init; }

    public required string Number { get; init; }

    public required Id<Diploma>? DiplomaId { get; init; }

    public required Id<Person> PersonId { get; init; }

    public required Id<Certification> CertificationId { get; init; }

    public required string BlockCode { get; init; }

    public required Id<SigningKey> SigningKeyId { get; init; }

    public required Id<StatusList> StatusListId { get; init; }

    public required int StatusIndex { get; init; }

    public required byte[] Content { get; init; }

    public required string ContentHash { get; init; }
}
