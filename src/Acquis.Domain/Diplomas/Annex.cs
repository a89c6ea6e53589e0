using Acquis.Domain.Candidacies;

namespace Acquis.Domain.Diplomas;

/// <summary>Which document goes with a diploma or bloc certificate.</summary>
public enum AnnexKind
{
    /// <summary>Supplément au certificat: blocs, competences with their levels, official basis.</summary>
    Supplement,

    /// <summary>Attestation de réussite, or de résultats: one page that states what was decided.</summary>
    Attestation,
}

/// <summary>
/// A document that goes with a diploma or bloc certificate, under its number: made the first time that somebody asks for it, from what was frozen
/// then, and never again.
/// </summary>
public sealed class Annex
{
    private Annex()
    {
    }

    public Id<Annex> Id { get; private set; }

    public Id<Diploma> DiplomaId { get; private set; }

    public AnnexKind Kind { get; private set; }

    /// <summary><c>fr</c> or <c>en</c>.</summary>
    public string Language { get; private set; } = "";

    public DateTimeOffset IssuedAt { get; private set; }

    /// <summary>SHA-256 of the canonical JSON of what it says, by which the file store keeps it.</summary>
    public string ContentFile { get; private set; } = "";

    /// <summary>SHA-256 of the sealed PDF, by which the file store keeps it.</summary>
    public string PdfFile { get; private set; } = "";

    /// <summary>Why that document cannot be had now: the one it goes with does not hold, or has no such document.</summary>
    public static IEnumerable<Refusal> WhyNotIssue(Diploma diploma, AnnexKind kind)
    {
        foreach (var refusal in diploma.WhyNotHolds())
        {
            yield return refusal;
        }

        if (kind is AnnexKind.Supplement && diploma.Kind is DiplomaKind.BlockCertificate)
        {
            yield return Refusal.Of("annex.of-titles-only");
        }
    }

    /// <summary>Délivre.</summary>
    /// <exception cref="RefusedException">See <see cref="WhyNotIssue"/>.</exception>
    public static (Annex Annex, AnnexIssued Fact) Issue(Id<Annex> id, Diploma diploma, AnnexKind kind, string language, string contentFile, string pdfFile, DateTimeOffset now)
    {
        Refusal.ThrowIfAny(WhyNotIssue(diploma, kind));
        var annex = new Annex { Id = id, DiplomaId = diploma.Id, Kind = kind, Language = language, IssuedAt = now, ContentFile = contentFile, PdfFile = pdfFile };
        return (annex, new(id, diploma.Id, diploma.CandidacyId, kind, language, contentFile, pdfFile));
    }
}

/// <summary>A document that goes with a diploma or bloc certificate was issued.</summary>
/// <param name="ContentFile">SHA-256 of what it says.</param>
public sealed record AnnexIssued(
    Id<Annex> Annex, Id<Diploma> Diploma, Id<Candidacy> Candidacy, AnnexKind Kind, string Language, string ContentFile, string PdfFile) : Fact
{
    public override IEnumerable<Subject> Subjects => [Subject.Of(Annex), Subject.Of(Diploma), Subject.Of(Candidacy)];
}
