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
    public static void MapHandedFiles(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/candidacies/{id}/requirements/{record}/file", DownloadAsync).RequireAuthorization(Policies.FileReaders);

    private static async Task<IResult> DownloadAsync(
        Id<Candidacy> id, Id<RequirementRecord> record, AcquisDb db, CurrentActor actor, FileStore files, CancellationToken ct)
    {
        var file = await db.FindVisibleAsync(id, actor, ct);
        if (!file.SeesNames(actor))
            throw new ForbiddenException();

        var found = await db.RequirementRecords.AsNoTracking().SingleOrNotFoundAsync(r => r.Id == record && r.CandidacyId == id, ct);
        if (found.FileHash is not { } hash)
            throw new NotFoundException();

        var stored = await files.FindAsync(hash, ct);
        return Results.File(await files.OpenAsync(hash, ct), stored.MediaType, found.FileName);
    }
}
