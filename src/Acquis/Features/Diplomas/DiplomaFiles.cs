using Acquis.Credentials.Documents;
using Acquis.Data;
using Acquis.Domain;
using Acquis.Domain.Candidacies;
using Acquis.Domain.Decisions;
using Acquis.Domain.Diplomas;
using Acquis.Domain.Frameworks;
using Acquis.Features.Diplomas.Sealing;
using Acquis.Features.Frameworks;
using Acquis.Infrastructure;
using Acquis.Infrastructure.Files;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Features.Diplomas;

/// <summary>Everything that a document of one decision is made from.</summary>
/// <param name="Issued">Documents already issued on the decision.</param>
/// <param name="Layout">The layout of the certification that is published now; null for the usual one.</param>
public sealed record DiplomaSource(
    Decision Decision, DateOnly DecidedOn, Candidacy Candidacy, Person Person, Certification Certification, Framework Framework, CertifyingBody Body,
    IReadOnlyList<Diploma> Issued, DiplomaLayout? Layout)
{
    /// <summary>The mentions of a document.</summary>
    public FrozenMentions Content(DocumentAsked asked, DateOnly on, string number, string code) =>
        FrozenMentions.Of(asked.Kind, asked.BlockCode, Body, Certification, Framework, Person, Decision, DecidedOn, on, number, code, Layout);
}

/// <summary>Reads what documents are made from, and prints them.</summary>
public sealed class DiplomaFiles(AcquisDb db, FrameworkCatalogue frameworks, FileStore files, DocumentSealing sealing)
{
    /// <summary>Everything that a document of that decision is made from.</summary>
    /// <exception cref="NotFoundException">There is no such decision.</exception>
    public async Task<DiplomaSource> ReadAsync(Id<Decision> id, CancellationToken ct)
    {
        var row = await (
            from decision in db.Decisions
            join deliberation in db.Deliberations.IgnoreAutoIncludes() on decision.DeliberationId equals deliberation.Id
            join candidacy in db.Candidacies on decision.CandidacyId equals candidacy.Id
            join person in db.People on candidacy.PersonId equals person.Id
            join certification in db.Certifications on deliberation.CertificationId equals certification.Id
            where decision.Id == id
            select new { decision, deliberation.HeldOn, candidacy, person, certification }).SingleOrDefaultAsync(ct) ?? throw new NotFoundException();
        var framework = await frameworks.GetAsync(db, row.decision.FrameworkVersionId, ct);
        var body = await db.CertifyingBodies.SingleOrDefaultAsync(ct) ?? CertifyingBody.Unnamed();
        var issued = await db.Diplomas.Where(d => d.DecisionId == id).ToListAsync(ct);
        var decidedOn = row.decision.SupersedesId is null ? row.HeldOn : Dates.Civil(row.decision.PronouncedAt!.Value);
        var layout = await db.DiplomaLayouts.AsNoTracking().Where(l => l.CertificationId == row.certification.Id && l.State == LayoutState.Published)
            .OrderByDescending(l => l.Number).FirstOrDefaultAsync(ct);
        return new(row.decision, decidedOn, row.candidacy, row.person, row.certification, framework, body, issued, layout);
    }

    /// <summary>Why those mentions cannot be printed: one is missing, a wording is forbidden, a letter has no glyph. Number and code come at issue.</summary>
    public static IReadOnlyList<Refusal> WhyNotPrint(FrozenMentions mentions)
    {
        var full = mentions with { Number = Diploma.NumberOf(2000, 1), Code = new('0', ShortCode.Length) };
        return [.. DiplomaMentions.Defects(Printed(full, null, null, null, null)).Select(d => Refusal.Of(d.Code, ("detail", d.Detail)))];
    }

    /// <summary>Prints the PDF of those mentions, seals it with its credential, and keeps it.</summary>
    /// <param name="duplicate">Date of the duplicata, or null for the original.</param>
    /// <param name="credential">The signed credential that it carries; null for a document of the time before credentials.</param>
    /// <returns>Its hash in the file store.</returns>
    public async Task<string> SaveAsync(FrozenMentions mentions, DateOnly? duplicate, byte[]? credential, CancellationToken ct)
    {
        using var pdf = new MemoryStream(await sealing.SealAsync(await PrintAsync(mentions, duplicate, ct), credential, ct));
        return (await files.SaveAsync(pdf, $"{mentions.Number}.pdf", ct)).Hash;
    }

    /// <summary>The PDF of those mentions in the layout that they name, without seal.</summary>
    /// <param name="duplicate">Date of the duplicata, or null for the original.</param>
    /// <exception cref="DocumentRefusedException">A mention is missing or cannot be printed.</exception>
    public async Task<byte[]> PrintAsync(FrozenMentions mentions, DateOnly? duplicate, CancellationToken ct)
    {
        var layout = mentions.Layout;
        var logo = layout is null ? await db.CertifyingBodies.Select(b => b.LogoHash).SingleOrDefaultAsync(ct) : layout.Logo;
        return DiplomaDocument.Render(Printed(
            mentions, duplicate, await files.ReadAsync(logo, ct), await files.ReadAsync(layout?.Background, ct), await files.ReadAsync(layout?.Signature, ct)));
    }

    private static DiplomaContent Printed(FrozenMentions m, DateOnly? duplicate, byte[]? logo, byte[]? background, byte[]? signature) => new()
    {
        CertifierName = m.LegalName,
        CertifierTradeName = m.TradeName,
        LogoPng = logo,
        Accent = m.Layout?.Accent,
        Background = background,
        SignaturePng = signature,
        Title = m.Title.Fr,
        RegistrationCode = m.RncpCode ?? "",
        RegistrationDecision = m.RegisteredOn,
        NationalLevel = m.Level,
        EuropeanLevel = m.Level,
        NsfCodes = m.NsfCodes,
        Block = m.Kind is DiplomaKind.BlockCertificate ? new(m.BlockNumber, m.Blocks[0].Title.Fr) : null,
        Holder = new(
            m.BirthName, m.FirstNames, m.UsageName, m.Birth is { } b ? new(b.Year, b.Month, b.Day) : null, m.BirthPlace ?? "", m.IsFemale ? "F" : "M"),
        AwardedOn = m.DecidedOn,
        IssuedOn = m.IssuedOn,
        IssuedAt = m.IssuedAt,
        SignatoryName = m.Signatory.Name,
        SignatoryQuality = m.Signatory.Quality.Fr,
        Number = m.Number,
        ShortCode = ShortCode.Show(m.Code),
        VerificationUrl = m.VerifyAddress,
        DuplicateOf = duplicate,
        Specimen = m.IsSpecimen,
    };
}
