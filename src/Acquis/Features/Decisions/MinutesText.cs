using Acquis.Data;
using Acquis.Domain;
using Acquis.Domain.Candidacies;
using Acquis.Domain.Decisions;
using Acquis.Features.Diplomas.Sealing;
using Acquis.Features.Frameworks;
using Acquis.Infrastructure;
using Acquis.Infrastructure.Files;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Features.Decisions;

/// <summary>Procès-verbal, as its page and its PDF both tell it.</summary>
/// <param name="Reference">Short name of these minutes, such as <c>PV-2027-06-25-1A2B3C4D</c>.</param>
/// <param name="FactsHash">SHA-256 over the hashes of the frozen facts, in the order of the rows.</param>
public sealed record MinutesText(
    string Reference, string Institution, Bilingual Title, string? RncpCode, string Name, DateOnly HeldOn, string Place, string Edition, string FrameworkHash,
    DateTimeOffset FrozenAt, string FactsHash, DateTimeOffset ClosedAt, IReadOnlyList<MinutesMember> Members, IReadOnlyList<MinutesRow> Rows, bool IsSpecimen);

/// <summary>A member of the jury in the minutes.</summary>
public sealed record MinutesMember(string Name, string Quality, bool IsExternal, bool IsChair, bool IsPresent, DateTimeOffset? SignedAt, bool SignedOnPaper);

/// <summary>A candidate's line: what the rule proposed, what the jury decided, and why where the two differ.</summary>
public sealed record MinutesRow(
    Id<Decision> Decision, string Candidate, string BirthDate, Verdict Proposed, IReadOnlyList<string> ProposedBlocks, Verdict Verdict,
    IReadOnlyList<string> Blocks, DecisionBasis Basis, string? Motive, IReadOnlyList<MinutesRecusal> Recusals);

/// <summary>A member who left the room for a candidate, and who presided in the place of a chair who did. The reason stays in the journal.</summary>
public sealed record MinutesRecusal(string Member, string? Presided);

/// <summary>Gathers the minutes of a deliberation and prints them.</summary>
public sealed class MinutesWriter(AcquisDb db, FrameworkCatalogue frameworks, FileStore files, DocumentSealing sealing, Texts texts)
{
    /// <summary>Prints the minutes, in French, seals them, and keeps the file.</summary>
    /// <returns>SHA-256 of the PDF: its address.</returns>
    public async Task<string> KeepAsync(Deliberation deliberation, DateTimeOffset closedAt, CancellationToken ct)
    {
        var printed = MinutesPdf.Render(await ReadAsync(deliberation, closedAt, ct), texts);
        using var content = new MemoryStream(await sealing.SealAsync(printed, null, ct));
        return (await files.SaveAsync(content, "minutes.pdf", ct)).Hash;
    }

    /// <summary>What the minutes say: the decisions as they were pronounced in the deliberation, before any correction.</summary>
    public async Task<MinutesText> ReadAsync(Deliberation deliberation, DateTimeOffset closedAt, CancellationToken ct)
    {
        var rows = await (
            from decision in db.Decisions.AsNoTracking()
            join candidacy in db.Candidacies on decision.CandidacyId equals candidacy.Id
            join person in db.People on candidacy.PersonId equals person.Id
            where decision.DeliberationId == deliberation.Id && decision.SupersedesId == null
            orderby person.SortKey, decision.Id
            select new { decision, person }).ToListAsync(ct);
        var certification = await db.Certifications.AsNoTracking().SingleAsync(c => c.Id == deliberation.CertificationId, ct);
        var version = await db.FrameworkVersions.AsNoTracking().SingleAsync(v => v.Id == deliberation.FrameworkVersionId, ct);
        var body = await db.CertifyingBodies.AsNoTracking().SingleOrDefaultAsync(ct) ?? CertifyingBody.Unnamed();
        await frameworks.GetAsync(db, version.Id, ct);
        return new(
            $"PV-{deliberation.HeldOn:yyyy-MM-dd}-{deliberation.Id.Value.ToString("N")[^8..].ToUpperInvariant()}",
            body.LegalName, certification.Title, certification.Registration.RncpCode, deliberation.Name, deliberation.HeldOn, deliberation.Place,
            version.Edition, version.Hash, deliberation.OpenedAt ?? closedAt,
            DecisionRecords.HashOf(string.Join('\n', rows.Select(r => r.decision.FactsHash))),
            closedAt,
            [.. deliberation.Members.OrderByDescending(m => m.IsChair).ThenBy(m => m.Id)
                .Select(m => new MinutesMember(m.Name, m.Quality, m.IsExternal, m.IsChair, m.IsPresent, m.SignedAt, m.SignedOnPaper))],
            [.. rows.Select(r => new MinutesRow(
                r.decision.Id, $"{r.person.UsageName ?? r.person.BirthName} {r.person.FirstNames[0]}", r.person.Identity.BirthDate.ToString(),
                r.decision.ProposedVerdict, r.decision.ProposedBlocks, r.decision.Verdict, r.decision.Blocks, r.decision.Basis ?? DecisionBasis.ByRule,
                r.decision.Motive, RecusalsOf(deliberation, r.decision)))],
            certification.Registration.IsSpecimen);
    }

    private static List<MinutesRecusal> RecusalsOf(Deliberation deliberation, Decision decision)
    {
        var names = deliberation.Members.ToDictionary(m => m.Id, m => m.Name);
        return [.. decision.TieAnswers.Where(a => a.Leaves).Select(a => new MinutesRecusal(names.GetValueOrDefault(a.Member, "–"), a.Presides is { } p ? names.GetValueOrDefault(p) : null))];
    }
}
