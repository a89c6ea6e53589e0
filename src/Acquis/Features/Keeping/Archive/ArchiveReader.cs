using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using Acquis.Credentials.Sealing;
using Acquis.Credentials.Signatures;
using Acquis.Domain;

namespace Acquis.Features.Keeping.Archive;

/// <summary>
/// Reads a backup part by part. Whatever is wrong with the file is a refusal that says what and what to do: cut short, altered, wrong passphrase,
/// no backup at all.
/// </summary>
public static class ArchiveReader
{
    private const int LargestSmallPart = 64 * 1024 * 1024;

    /// <summary>Hands each part to <paramref name="take"/>, in the order in which they stand in the file.</summary>
    /// <exception cref="RefusedException">The file is no backup, cut short or altered, or the passphrase is missing or wrong.</exception>
    public static async Task ReadAsync(string file, string? passphrase, Func<string, Stream, Task> take, CancellationToken ct)
    {
        try
        {
            await using var input = File.OpenRead(file);
            await using var clear = Unseal(input, passphrase, file);
            await using var gzip = new GZipStream(clear, CompressionMode.Decompress);
            await using var tar = new TarReader(gzip);
            while (await tar.GetNextEntryAsync(copyData: false, ct) is { } entry)
            {
                await take(entry.Name, entry.DataStream ?? Stream.Null);
            }

            await gzip.CopyToAsync(Stream.Null, ct);
        }
        catch (SealException e)
        {
            throw Refused(e.Fault switch
            {
                SealFault.WrongPassphrase => "backup.wrong-passphrase",
                SealFault.CutShort => "backup.cut-short",
                _ => "backup.altered",
            }, file);
        }
        catch (EndOfStreamException)
        {
            throw Refused("backup.cut-short", file);
        }
        catch (Exception e) when (e is InvalidDataException or FormatException or JsonException)
        {
            throw Refused("backup.altered", file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Refused("backup.unreadable", file);
        }
    }

    /// <summary>Reads the whole file and holds every part against the manifest, and the manifest against its signature. Nothing is written.</summary>
    /// <exception cref="RefusedException">Something is wrong with it.</exception>
    public static async Task<(BackupHeader Header, BackupManifest Manifest)> CheckAsync(string file, string? passphrase, CancellationToken ct)
    {
        var found = new List<BackupPart>();
        var small = new Dictionary<string, byte[]>();
        await ReadAsync(
            file,
            passphrase,
            async (name, content) =>
            {
                if (name is BackupParts.Header or BackupParts.Manifest or BackupParts.Signature)
                {
                    small[name] = await ReadSmallAsync(content, ct);
                    content = new MemoryStream(small[name], writable: false);
                }

                using var hashed = new HashingStream(content);
                var size = await LengthAsync(hashed, ct);
                found.Add(new(name, size, hashed.Hash()));
            },
            ct);
        var header = Read<BackupHeader>(small, BackupParts.Header, file);
        if (header.Format != BackupHeader.CurrentFormat)
        {
            throw new RefusedException("backup.newer-format", ("file", file), ("format", header.Format));
        }

        var manifest = Read<BackupManifest>(small, BackupParts.Manifest, file);
        if (!manifest.Parts.SequenceEqual(found.SkipLast(2)) || !IsSigned(header, small))
        {
            throw Refused("backup.altered", file);
        }

        return (header, manifest);
    }

    /// <summary>Reads a part that is kept in memory.</summary>
    public static async Task<byte[]> ReadSmallAsync(Stream content, CancellationToken ct)
    {
        using var bytes = new MemoryStream();
        var buffer = new byte[64 * 1024];
        for (int read; (read = await content.ReadAsync(buffer, ct)) > 0;)
        {
            bytes.Write(buffer, 0, read);
            if (bytes.Length > LargestSmallPart)
            {
                throw new InvalidDataException("A part of the backup is too large for what it should be.");
            }
        }

        return bytes.ToArray();
    }

    private static Stream Unseal(FileStream input, string? passphrase, string file)
    {
        var start = new byte[16];
        var read = input.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        input.Position = 0;
        if (read == 0)
        {
            throw Refused("backup.cut-short", file);
        }

        if (UnsealingStream.IsSealed(start))
        {
            return passphrase is null ? throw Refused("backup.passphrase-needed", file) : new UnsealingStream(input, passphrase);
        }

        return start is [0x1F, 0x8B, ..] ? input : throw Refused("backup.not-a-backup", file);
    }

    private static async Task<long> LengthAsync(HashingStream stream, CancellationToken ct)
    {
        var buffer = new byte[64 * 1024];
        var size = 0L;
        for (int read; (read = await stream.ReadAsync(buffer, ct)) > 0;)
        {
            size += read;
        }

        return size;
    }

    private static T Read<T>(Dictionary<string, byte[]> parts, string name, string file)
    {
        if (!parts.TryGetValue(name, out var bytes))
        {
            throw Refused(parts.Count == 0 ? "backup.not-a-backup" : "backup.cut-short", file);
        }

        try
        {
            return JsonSerializer.Deserialize<T>(bytes, BackupParts.Json) ?? throw Refused("backup.altered", file);
        }
        catch (JsonException)
        {
            throw Refused("backup.altered", file);
        }
    }

    private static bool IsSigned(BackupHeader header, Dictionary<string, byte[]> parts)
    {
        try
        {
            return parts.TryGetValue(BackupParts.Signature, out var signature)
                && VerifierKey.Parse(header.JournalKey).Verifies(BackupParts.Signed(parts[BackupParts.Manifest]), signature);
        }
        catch (Exception e) when (e is FormatException or CryptographicException)
        {
            return false;
        }
    }

    private static RefusedException Refused(string code, string file) => new(code, ("file", file));
}
