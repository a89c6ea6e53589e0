using System.Diagnostics;

namespace Acquis.Tests.Support;

/// <summary>A small disk of its own, in memory, that can be filled or made read-only. Mounting asks for root.</summary>
public sealed class SmallDisk : IAsyncDisposable
{
    private readonly string mount;

    private SmallDisk(string mount) => this.mount = mount;

    /// <summary>The data folder on it.</summary>
    public string Data => Path.Combine(mount, "data");

    private string Ballast => Path.Combine(mount, "ballast");

    /// <summary>Mounts one; a test that may not is skipped, which counts as failed in CI.</summary>
    public static async Task<SmallDisk> MountAsync(string size)
    {
        Assert.SkipUnless(Environment.UserName == "root", "Mounting a disk of one's own asks for root.");
        var disk = new SmallDisk(Directory.CreateTempSubdirectory("acquis-disk-").FullName);
        await RunAsync("mount", "-t", "tmpfs", "-o", $"size={size}", "acquis-drill", disk.mount);
        Directory.CreateDirectory(disk.Data);
        return disk;
    }

    /// <summary>Takes all the room that is left.</summary>
    public void Fill()
    {
        using var file = File.Create(Ballast, bufferSize: 1);
        try
        {
            for (; ; )
            {
                file.Write(new byte[4096]);
            }
        }
        catch (IOException)
        {
            // That was the last of it.
        }
    }

    /// <summary>Gives the room back.</summary>
    public void Empty() => File.Delete(Ballast);

    /// <summary>Makes it read-only, for root too.</summary>
    public Task ProtectAsync() => RunAsync("mount", "-o", "remount,ro", mount);

    /// <summary>Makes it writable again.</summary>
    public Task UnprotectAsync() => RunAsync("mount", "-o", "remount,rw", mount);

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await RunAsync("umount", "-l", mount);
        Directory.Delete(mount);
    }

    private static async Task RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}.");
    }
}
