using Acquis.Domain.Candidacies;
using Acquis.Domain.Decisions;
using Acquis.Domain.Journal;

namespace Acquis.Domain.Diplomas;

/// <summary>A diploma or bloc certificate was issued.</summary>
/// <param name="ContentHash">SHA-256 of every mention as printed.</param>
public sealed record DiplomaIssued(
    Id<Diploma> Diploma, DiplomaKind Kind, Id<Decision> Decision, Id<Candidacy> Candidacy, string BlockCode, string Number, string ContentHash, string PdfFile) : Fact
{
    public override IEnumerable<Subject> Subjects => [Subject.Of(Diploma), Subject.Of(Decision), Subject.Of(Candidacy)];
}

/// <summary>Somebody asked for a document's revocation, which waits for a second person.</summary>
public sealed record DiplomaRevocationAsked(Id<Diploma> Diploma, string Motive) : Fact
{
    public override IEnumerable<Subject> Subjects => [Subject.Of(Diploma)];
}

/// <summary>A second person declined the revocation that was asked for.</summary>
public sealed record DiplomaRevocationDeclined(Id<Diploma> Diploma, string Motive) : Fact
{
    public override IEnumerable<Subject> Subjects => [Subject.Of(Diploma)];
}

/// <summary>Who asked for a revocation took it back.</summary>
public sealed record DiplomaRevocationWithdrawn(Id<Diploma> Diploma) : Fact
{
    public override IEnumerable<Subject> Subjects => [Subject.Of(Diploma)];
}

/// <summary>A document was revoked.</summary>
/// <param name="AskedBy">Who had asked for it, where a second person agreed; null where the decision under it was replaced, and in facts of the time when one person revoked.</param>
public sealed record DiplomaRevoked(Id<Diploma> Diploma, Id<Candidacy> Candidacy, string Motive, Actor? AskedBy = null) : Fact
{
    public override IEnumerable<Subject> Subjects => [Subject.Of(Diploma), Subject.Of(Candidacy)];
}

/// <summary>Another document was issued for one that had been revoked without ground, and which stays revoked.</summary>
public sealed record RevokedDiplomaReissued(Id<Diploma> Diploma, Id<Diploma> By, Id<Candidacy> Candidacy, string Motive) : Fact
{
    public override IEnumerable<Subject> Subjects => [Subject.Of(Diploma), Subject.Of(By), Subject.Of(Candidacy)];
}

/// <summary>A document gave its place to another.</summary>
public sealed record DiplomaReplaced(Id<Diploma> Diploma, Id<Diploma> By, Id<Candidacy> Candidacy, string Motive) : Fact
{
    public override IEnumerable<Subject> Subjects => [Subject.Of(Diploma), Subject.Of(By), Subject.Of(Candidacy)];
}

/// <summary>A document's page was sealed anew, with a credential in the place of one whose key was withdrawn.</summary>
/// <param name="PdfFile">Hash of the file that it has now.</param>
public sealed record DiplomaSealedAnew(Id<Diploma> Diploma, Id<Candidacy> Candidacy, string PdfFile) : Fact
{
    public override IEnumerable<Subject> Subjects => [Subject.Of(Diploma), Subject.Of(Candidacy)];
}

/// <summary>A duplicata was issued.</summary>
public sealed record DuplicateIssued(Id<Diploma> Diploma, Id<Candidacy> Candidacy, DateOnly On, string PdfFile, string Motive) : Fact
{
    public override IEnumerable<Subject> Subjects => [Subject.Of(Diploma), Subject.Of(Candidacy)];
}

/// <summary>A digital credential was issued.</summary>
/// <param name="Diploma">The printed document that it goes with, or null.</param>
/// <param name="ContentHash">SHA-256 of the signed file.</param>
public sealed record CredentialIssued(
    Id<Credential> Credential, CredentialKind Kind, Id<Decision> Decision, Id<Candidacy> Candidacy, Id<Diploma>? Diploma, string BlockCode, string Number,
    Id<SigningKey> SigningKey, Id<StatusList> StatusList, int StatusIndex, string ContentHash) : Fact
{
    public override IEnumerable<Subject> Subjects =>
        Diploma is { } diploma
            ? [Subject.Of(Credential), Subject.Of(diploma), Subject.Of(Decision), Subject.Of(Candidacy)]
            : [Subject.Of(Credential), Subject.Of(Decision), Subject.Of(Candidacy)];
}

/// <summary>A digital credential was revoked, for good.</summary>
public sealed record CredentialRevoked(Id<Credential> Credential, Id<Candidacy> Candidacy, Id<StatusList> StatusList, int StatusIndex) : Fact
{
    public override IEnumerable<Subject> Subjects => [Subject.Of(Credential), Subject.Of(Candidacy)];
}

/// <summary>A key that signs credentials was made.</summary>
/// <param name="PublicKey">The public half, as Multikey writes it.</param>
public sealed record SigningKeyMade(Id<SigningKey> SigningKey, string PublicKey) : Fact
{
    public override IEnumerable<Subject> Subjects => [Subject.Of(SigningKey)];
}

/// <summary>A key signs no more; what it signed still verifies.</summary>
public sealed record SigningKeyRetired(Id<SigningKey> SigningKey) : Fact
{
    public override IEnumerable<Subject> Subjects => [Subject.Of(SigningKey)];
}

/// <summary>A key was withdrawn after a compromise; nothing that it signed verifies any more.</summary>
public sealed record SigningKeyWithdrawn(Id<SigningKey> SigningKey, string Motive) : Fact
{
    public override IEnumerable<Subject> Subjects => [Subject.Of(SigningKey)];
}

/// <summary>A status list was signed and published.</summary>
/// <param name="Revoked">How many bits are set.</param>
/// <param name="ContentHash">SHA-256 of the signed list.</param>
public sealed record StatusListSigned(Id<StatusList> StatusList, string Name, Id<SigningKey> SigningKey, int Revoked, string ContentHash) : Fact
{
    public override IEnumerable<Subject> Subjects => [Subject.Of(StatusList)];
}
