using System.Security.Cryptography;
using Acquis.Credentials.Signatures;
using Acquis.Data;
using Acquis.Infrastructure;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Features.Keeping.Checks;

/// <summary>The journal's key: there, readable by its owner alone, and the one that signed the journal.</summary>
public sealed class KeyCheck(AcquisDb db, AcquisOptions options) : ICheck
{
    private const UnixFileMode Others =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    /// <inheritdoc />
    public string Name => "keys";

    /// <inheritdoc />
    public async Task<Finding> LookAsync(bool thorough, CancellationToken ct)
    {
        var path = Path.GetFullPath(options.JournalKey);
        var newest = await db.Checkpoints.AsNoTracking().OrderByDescending(c => c.Size).FirstOrDefaultAsync(ct);
        if (!File.Exists(path))
        {
            return newest is null ? new(Name, Health.Good, "not-made-yet") : new(Name, Health.Bad, "absent", ("path", path));
        }

        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & Others) != 0)
        {
            return new(Name, Health.Bad, "open-to-others", ("path", path));
        }

        try
        {
            using var signer = FileSigner.Load(path);
            if (newest is not null)
            {
                Checkpoint.Verify(newest.Note, signer.Verifier);
            }

            return new(Name, Health.Good, "good", ("name", signer.Name));
        }
        catch (KeyFileException)
        {
            return new(Name, Health.Bad, "unusable", ("path", path));
        }
        catch (Exception e) when (e is FormatException or CryptographicException)
        {
            return new(Name, Health.Bad, "other-journal", ("path", path));
        }
    }
}
