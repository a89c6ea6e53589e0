using Acquis.Data;
using Acquis.Infrastructure.Files;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Features.Keeping.Checks;

/// <summary>The stored files: each on disk with its size; thorough, each read and its hash compared.</summary>
public sealed class FilesCheck(AcquisDb db, FileStore files) : ICheck
{
    /// <inheritdoc />
    public string Name => "files";

    /// <inheritdoc />
    public async Task<Finding> LookAsync(bool thorough, CancellationToken ct)
    {
        var (count, damaged, first) = (0, 0, "");
        await foreach (var file in db.StoredFiles.AsNoTracking().OrderBy(f => f.Hash).AsAsyncEnumerable().WithCancellation(ct))
        {
            count++;
            var found = new FileInfo(files.PathOf(file.Hash));
            if (found.Exists && found.Length == file.Size && (!thorough || files.IsWhole(file.Hash)))
            {
                continue;
            }

            damaged++;
            first = first.Length == 0 ? found.FullName : first;
        }

        return damaged == 0 ? new(Name, Health.Good, "good", ("count", count)) : new(Name, Health.Bad, "damaged", ("count", damaged), ("first", first));
    }
}
