using Acquis.Domain.Candidacies;
using Acquis.Domain.Decisions;

namespace Acquis.Domain.Diplomas;

/// <summary>A diploma or bloc certificate was issued.</summary>
/// <param name="ContentHash">SHA-256 of every mention as printed.</param>
public sealed record DiplomaIssued(
    Id<Diploma> Diploma, DiplomaKind Kind, Id<Decision> Decision, Id<Candidacy> Candidacy, string BlockCode, string Number, string ContentHash, string PdfFile) : Fact
{
    public override IEnumerable<Subject> Subjects => [Subject.Of(Diploma), Subject.Of(Decision), Subject.Of(Candidacy)];
}

/// <summary>A document was revoked.</summary>
public sealed record DiplomaRevoked(Id<Diploma> Diploma, Id<Candidacy> Candidacy, string Motive, bool MotiveIsPublic) : Fact
{
    public override IEnumerable<Subject> Subjects => [Subject.Of(Diploma), Subject.Of(Candidacy)];
}

/// <summary>A document gave its place to another.</summary>
public sealed record DiplomaReplaced(Id<Diploma> Diploma, Id<Diploma> By, Id<Candidacy> Candidacy, string Motive) : Fact
{
    public override IEnumerable<Subject> Subjects => [Subject.Of(Diploma), Subject.Of(By), Subject.Of(Candidacy)];
}

/// <summary>A duplicata was issued.</summary>
public sealed record DuplicateIssued(Id<Diploma> Diploma, Id<Candidacy> Candidacy, DateOnly On, string PdfFile, string Motive) : Fact
{
    public override IEnumerable<Subject> Subjects => [Subject.Of(Diploma), Subject.Of(Candidacy)];
}
