using System.IO.Compression;
using Acquis.Data;
using Acquis.Domain;
using Acquis.Domain.Candidacies;
using Acquis.Domain.Diplomas;
using Acquis.Features.Diplomas;
using Acquis.Features.Diplomas.Annexes;
using Acquis.Infrastructure;
using Acquis.Infrastructure.Files;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Features.Home;

/// <summary>A holder's own documents: the paper, the signed files, everything at once, and what each tells others.</summary>
[Authorize(Policies.Candidate)]
public sealed class HolderModel(AcquisDb db, CurrentActor actor, FileStore files, AnnexService annexes) : PageModel
{
    public IReadOnlyList<HeldDocument> Documents { get; private set; } = [];

    public Task OnGetAsync(CancellationToken ct) => ReadAsync(ct);

    public async Task<IActionResult> OnGetPdfAsync(Guid id, CancellationToken ct)
    {
        await ReadAsync(ct);
        var held = Find(id);
        return File(await files.OpenAsync(held.Diploma.PdfFile, ct), "application/pdf", $"{held.Diploma.Number}.pdf");
    }

    /// <summary>The document, what goes with it in both languages, and its signed files in one ZIP.</summary>
    public async Task<IActionResult> OnGetZipAsync(Guid id, CancellationToken ct)
    {
        await ReadAsync(ct);
        var held = Find(id);
        var ids = held.Credentials.Where(c => !c.IsRevoked).Select(c => c.Id).ToList();
        var signed = await db.Credentials.AsNoTracking().Where(c => ids.Contains(c.Id)).Select(c => new { c.Number, c.Content }).ToListAsync(ct);
        var output = new MemoryStream();
        await using (var zip = new ZipArchive(output, ZipArchiveMode.Create, leaveOpen: true))
        {
            await AddAsync(zip, held.Diploma.PdfFile, $"{held.Diploma.Number}.pdf", ct);
            foreach (var annex in await annexes.AllAsync(held.Diploma, ct))
                await AddAsync(zip, annex.PdfFile, $"{AnnexFiles.NameOf(held.Diploma.Number, annex.Kind, annex.Language)}.pdf", ct);

            foreach (var credential in signed)
            {
                await using var entry = await zip.CreateEntry($"{credential.Number}.json").OpenAsync(ct);
                await entry.WriteAsync(credential.Content, ct);
            }
        }

        output.Position = 0;
        return File(output, "application/zip", $"{held.Diploma.Number}.zip");
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

    private async Task AddAsync(ZipArchive zip, string file, string name, CancellationToken ct)
    {
        await using var entry = await zip.CreateEntry(name, CompressionLevel.NoCompression).OpenAsync(ct);
        await using var source = await files.OpenAsync(file, ct);
        await source.CopyToAsync(entry, ct);
    }

    private HeldDocument Find(Guid id) => Documents.FirstOrDefault(d => d.Diploma.Id.Value == id) ?? throw new NotFoundException();

    private async Task ReadAsync(CancellationToken ct)
    {
        if (actor.PersonId is not { } person)
            return;

        var diplomas = await db.Diplomas.AsNoTracking().Where(d => d.PersonId == person).OrderByDescending(d => d.Year).ThenByDescending(d => d.Serial).ToListAsync(ct);
        var ids = diplomas.Select(d => (Id<Diploma>?)d.Id).ToList();
        var decisions = diplomas.Where(d => d.Kind is DiplomaKind.BlockCertificate).Select(d => d.DecisionId).ToList();
        var credentials = await db.Credentials.AsNoTracking().Where(c => ids.Contains(c.DiplomaId) || c.DiplomaId == null && decisions.Contains(c.DecisionId))
            .OrderBy(c => c.Id).Select(c => new { c.DiplomaId, c.DecisionId, c.Id, c.Kind, c.Number, c.Code, c.BlockCode, c.RevokedAt }).ToListAsync(ct);
        Documents = [.. diplomas.Select(d => new HeldDocument(d, FrozenMentions.Read(d),
            [.. credentials.Where(c => c.DiplomaId == d.Id || c.DiplomaId is null && c.DecisionId == d.DecisionId && c.Number == $"{d.Number}-R")
                .Select(c => new HeldCredential(c.Id, c.Kind, c.Number, c.Code, c.BlockCode, c.RevokedAt is not null))]))];
    }
}
