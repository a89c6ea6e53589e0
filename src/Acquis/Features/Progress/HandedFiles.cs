using Acquis.Data;
using Acquis.Domain;
using Acquis.Domain.Candidacies;
using Acquis.Domain.Progress;
using Acquis.Features.Candidacies;
using Acquis.Infrastructure;
using Acquis.Infrastructure.Files;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Features.Progress;

/// <summary>Files that candidates handed in, for who may see the candidate by name: a document names its author.</summary>
public static class HandedFiles
{
    public static void MapHandedFiles(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/candidacies/{id}/requirements/{record}/file", RequirementFileAsync).RequireAuthorization(Policies.FileReaders);
        routes.MapGet("/candidacies/{id}/blocks/{record}/file", ExemptionFileAsync).RequireAuthorization(Policies.FileReaders);
    }

    private static async Task<IResult> RequirementFileAsync(
        Id<Candidacy> id, Id<RequirementRecord> record, AcquisDb db, CurrentActor actor, FileStore files, CancellationToken ct)
    {
        await RequireNameAsync(db, id, actor, ct);
        var found = await db.RequirementRecords.AsNoTracking().SingleOrNotFoundAsync(r => r.Id == record && r.CandidacyId == id, ct);
        return await DownloadAsync(files, found.FileHash, found.FileName, ct);
    }

    private static async Task<IResult> ExemptionFileAsync(
        Id<Candidacy> id, Id<ExemptionRecord> record, AcquisDb db, CurrentActor actor, FileStore files, CancellationToken ct)
    {
        await RequireNameAsync(db, id, actor, ct);
        var found = await db.ExemptionRecords.AsNoTracking().SingleOrNotFoundAsync(r => r.Id == record && r.CandidacyId == id, ct);
        return await DownloadAsync(files, found.FileHash, found.FileName, ct);
    }

    private static async Task RequireNameAsync(AcquisDb db, Id<Candidacy> id, CurrentActor actor, CancellationToken ct)
    {
        if (!(await db.FindVisibleAsync(id, actor, ct)).SeesNames(actor))
            throw new ForbiddenException();
    }

    private static async Task<IResult> DownloadAsync(FileStore files, string? hash, string? name, CancellationToken ct)
    {
        if (hash is null)
            throw new NotFoundException();

        var stored = await files.FindAsync(hash, ct);
        return Results.File(await files.OpenAsync(hash, ct), stored.MediaType, name);
    }
}
