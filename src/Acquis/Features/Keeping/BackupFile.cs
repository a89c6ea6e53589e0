using System.Security.Cryptography;
using System.Text;
using Acquis.Domain;

namespace Acquis.Features.Keeping;

/// <summary>The file of a backup: written aside with rights for its owner alone, flushed to disk, then put in place whole.</summary>
public static class BackupFile
{
    /// <summary>Shortest passphrase, in characters.</summary>
    public const int ShortestPassphrase = 12;

    /// <summary>Writes a file that must not exist yet.</summary>
    /// <exception cref="RefusedException">There is one already, or it cannot be written.</exception>
    public static async Task<BackupContent> WriteAsync(string path, Func<Stream, Task<BackupContent>> write)
    {
        var aside = $"{path}.{Environment.ProcessId}.part";
        if (File.Exists(path))
            throw new RefusedException("backup.file-exists", ("file", path));

        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            BackupContent content;
            await using (var output = OpenPrivate(aside))
            {
                content = await write(output);
                output.Flush(flushToDisk: true);
            }

            File.Move(aside, path, overwrite: false);
            return content;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new RefusedException("backup.not-written", ("file", path), ("detail", e.Message));
        }
        finally
        {
            if (File.Exists(aside))
                File.Delete(aside);
        }
    }

    /// <summary>Reads a passphrase: the first line of its file.</summary>
    /// <exception cref="RefusedException">The file cannot be read, or the passphrase is too short.</exception>
    public static string? ReadPassphrase(string? file)
    {
        if (file is null)
            return null;

        try
        {
            var line = File.ReadLines(file, Encoding.UTF8).FirstOrDefault()?.Trim() ?? "";
            return line.Length >= ShortestPassphrase ? line : throw new RefusedException("backup.passphrase-short", ("file", file), ("least", ShortestPassphrase));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new RefusedException("backup.passphrase-unreadable", ("file", file));
        }
    }

    /// <summary>SHA-256 of a file, lower-case hexadecimal.</summary>
    public static async Task<string> HashAsync(string path, CancellationToken ct)
    {
        await using var file = File.OpenRead(path);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(file, ct));
    }

    private static FileStream OpenPrivate(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, BufferSize = 128 * 1024 };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;

        return new(path, options);
    }
}
