using System.IO.Compression;
using System.Linq.Expressions;
using System.Text;
using Acquis.Data;
using Acquis.Domain;
using Acquis.Domain.Candidacies;
using Acquis.Domain.Diplomas;
using Acquis.Features.Diplomas.Annexes;
using Acquis.Infrastructure.Files;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Features.Diplomas;

/// <summary>Reads what a holder takes away: their documents, the signed files that go with each, everything of one in a ZIP.</summary>
public sealed class HeldDocuments(AcquisDb db, FileStore files, AnnexService annexes, CredentialVerification verification, PublishedKeys keys)
{
    /// <summary>Everything that somebody holds, the newest first.</summary>
    public Task<IReadOnlyList<HeldDocument>> OfAsync(Id<Person> holder, CancellationToken ct) => ReadAsync(d => d.PersonId == holder, ct);

    /// <summary>The documents of one candidacy, the newest first.</summary>
    public Task<IReadOnlyList<HeldDocument>> OfAsync(Id<Candidacy> candidacy, CancellationToken ct) => ReadAsync(d => d.CandidacyId == candidacy, ct);

    /// <summary>The PDF of a document, as it was issued.</summary>
    public Task<Stream> OpenPdfAsync(HeldDocument held, CancellationToken ct) => files.OpenAsync(held.Diploma.PdfFile, ct);

    /// <summary>The document, what goes with it in both languages, its signed files, and what they are checked with, in one ZIP.</summary>
    public async Task<Stream> ZipAsync(HeldDocument held, CancellationToken ct)
    {
        var ids = held.Credentials.Where(c => !c.IsRevoked).Select(c => c.Id).ToList();
        var signed = await db.Credentials.AsNoTracking().Where(c => ids.Contains(c.Id)).Select(c => new { c.Number, c.Content }).ToListAsync(ct);
        var output = new MemoryStream();
        await using (var zip = new ZipArchive(output, ZipArchiveMode.Create, leaveOpen: true))
        {
            await AddAsync(zip, held.Diploma.PdfFile, $"{held.Diploma.Number}.pdf", ct);
            foreach (var annex in await annexes.AllAsync(held.Diploma, ct))
                await AddAsync(zip, annex.PdfFile, $"{AnnexFiles.NameOf(held.Diploma.Number, annex.Kind, annex.Language)}.pdf", ct);

            foreach (var credential in signed)
                await AddAsync(zip, credential.Content, $"{credential.Number}.json", ct);

            await AddSourcesAsync(zip, held.Diploma, ct);
        }

        output.Position = 0;
        return output;
    }

    /// <summary>The page of a professional network on which the holder adds the certification to their profile.</summary>
    public static string LinkedIn(HeldDocument held)
    {
        var m = held.Mentions;
        var name = m.Kind is DiplomaKind.Diploma ? m.Title.Fr : m.Blocks[0].Title.Fr;
        return "https://www.linkedin.com/profile/add?startTask=CERTIFICATION_NAME"
            + $"&name={Uri.EscapeDataString(name)}&organizationName={Uri.EscapeDataString(m.Certifier)}&issueYear={m.IssuedOn.Year}&issueMonth={m.IssuedOn.Month}"
            + $"&certUrl={Uri.EscapeDataString(m.VerifyAddress)}&certId={Uri.EscapeDataString(m.Number)}";
    }

    // What whoever checks needs once the certifying body answers no more: its keys of today, and the proof from its journal where that has numbered the issue.
    private async Task AddSourcesAsync(ZipArchive zip, Diploma diploma, CancellationToken ct)
    {
        if (await keys.DocumentAsync(ct) is { } did)
            await AddAsync(zip, did, "did.json", ct);

        await AddAsync(zip, await keys.SealsAsync(ct), "seals.pem", ct);
        await AddAsync(zip, keys.Journal, "journal.vkey", ct);
        if (await verification.FindProofAsync(diploma, ct) is { } proof)
            await AddAsync(zip, Encoding.UTF8.GetBytes(proof), $"{diploma.Number}.tlog-proof", ct);
    }

    private static async Task AddAsync(ZipArchive zip, byte[] content, string name, CancellationToken ct)
    {
        await using var entry = await zip.CreateEntry(name).OpenAsync(ct);
        await entry.WriteAsync(content, ct);
    }

    private async Task AddAsync(ZipArchive zip, string file, string name, CancellationToken ct)
    {
        await using var entry = await zip.CreateEntry(name, CompressionLevel.NoCompression).OpenAsync(ct);
        await using var source = await files.OpenAsync(file, ct);
        await source.CopyToAsync(entry, ct);
    }

    private async Task<IReadOnlyList<HeldDocument>> ReadAsync(Expression<Func<Diploma, bool>> which, CancellationToken ct)
    {
        var diplomas = await db.Diplomas.AsNoTracking().Where(which).OrderByDescending(d => d.Year).ThenByDescending(d => d.Serial).ToListAsync(ct);
        var ids = diplomas.Select(d => (Id<Diploma>?)d.Id).ToList();
        var decisions = diplomas.Where(d => d.Kind is DiplomaKind.BlockCertificate).Select(d => d.DecisionId).ToList();
        var credentials = await db.Credentials.AsNoTracking().Where(c => ids.Contains(c.DiplomaId) || c.DiplomaId == null && decisions.Contains(c.DecisionId))
            .OrderBy(c => c.Id).Select(c => new { c.DiplomaId, c.DecisionId, c.Id, c.Kind, c.Number, c.Code, c.BlockCode, c.RevokedAt }).ToListAsync(ct);
        return [.. diplomas.Select(d => new HeldDocument(d, FrozenMentions.Read(d),
            [.. credentials.Where(c => c.DiplomaId == d.Id || c.DiplomaId is null && c.DecisionId == d.DecisionId && c.Number == $"{d.Number}-R")
                .Select(c => new HeldCredential(c.Id, c.Kind, c.Number, c.Code, c.BlockCode, c.RevokedAt is not null))]))];
    }
}
