using System.Diagnostics;
using Acquis.Infrastructure;

namespace Acquis.Features.Keeping.Checks;

/// <summary>The disk of the data folder: room, the right to write, and a flush that comes back in time.</summary>
public sealed class DiskCheck(AcquisOptions options) : ICheck
{
    private const long Little = 200L * 1024 * 1024;
    private const long Low = 1024L * 1024 * 1024;
    private static readonly TimeSpan Slow = TimeSpan.FromMilliseconds(500);

    /// <inheritdoc />
    public string Name => "disk";

    /// <inheritdoc />
    public async Task<Finding> LookAsync(bool thorough, CancellationToken ct)
    {
        var folder = Path.GetFullPath(options.DataFolder);
        if (!Directory.Exists(folder))
        {
            return new(Name, Health.Bad, "absent", ("folder", folder));
        }

        var watch = Stopwatch.StartNew();
        try
        {
            await ProbeAsync(Path.Combine(folder, ".acquis-probe"), ct);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new(Name, Health.Bad, StorageFailures.CodeOf(e) is "storage.full" ? "full" : "not-writable", ("folder", folder));
        }

        var took = watch.Elapsed;
        var free = new DriveInfo(folder).AvailableFreeSpace;
        var room = ("free", (object?)$"{free / (1024.0 * 1024 * 1024):0.0}");
        return free < Little ? new(Name, Health.Bad, "full", ("folder", folder))
            : free < Low ? new(Name, Health.Watch, "low", room, ("folder", folder))
            : took > Slow ? new(Name, Health.Watch, "slow", ("milliseconds", (long)took.TotalMilliseconds))
            : new(Name, Health.Good, "good", room);
    }

    private static async Task ProbeAsync(string path, CancellationToken ct)
    {
        await using var probe = new FileStream(path, new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, Options = FileOptions.DeleteOnClose });
        await probe.WriteAsync(new byte[64 * 1024], ct);
        probe.Flush(flushToDisk: true);
    }
}
