using System.Security.Cryptography;
using Acquis.Data;
using Acquis.Domain;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Infrastructure.Files;

/// <summary>
/// Files by the SHA-256 of their content, in the data folder. A file is on disk, whole and synchronised, before a row names it: a process killed
/// in between leaves a file without row, never a row without file.
/// </summary>
public sealed class FileStore(AcquisDb db, AcquisOptions options)
{
    /// <summary>Largest file, in bytes.</summary>
    public const long MaxSize = 20 * 1024 * 1024;

    /// <summary>Keeps a file and counts one more reference to it; the row is written with the caller's change.</summary>
    /// <param name="name">Name under which the file came, for the refusals.</param>
    /// <exception cref="RefusedException">The file is empty or larger than <see cref="MaxSize"/>.</exception>
    public async Task<StoredFile> SaveAsync(Stream content, string name, CancellationToken ct)
    {
        Directory.CreateDirectory(options.FilesFolder);
        var temporary = Path.Combine(options.FilesFolder, $".{Path.GetRandomFileName()}");
        try
        {
            var (hash, size, mediaType) = await WriteAsync(content, name, temporary, ct);
            var path = PathOf(hash);
            if (!File.Exists(path))
            {
                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                File.Move(temporary, path, overwrite: true);
            }

            return await CountAsync(hash, size, mediaType, ct);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    /// <summary>Opens a file to read.</summary>
    /// <exception cref="NotFoundException">The store has none of that hash.</exception>
    public async Task<Stream> OpenAsync(string hash, CancellationToken ct)
    {
        await FindAsync(hash, ct);
        return File.OpenRead(PathOf(hash));
    }

    /// <summary>The bytes of a file; null for no file.</summary>
    /// <exception cref="NotFoundException">The store has none of that hash.</exception>
    public async Task<byte[]?> ReadAsync(string? hash, CancellationToken ct)
    {
        if (hash is null)
            return null;

        await FindAsync(hash, ct);
        return await File.ReadAllBytesAsync(PathOf(hash), ct);
    }

    /// <summary>Whether the file is on disk and its bytes still have that hash.</summary>
    public bool IsWhole(string hash)
    {
        if (hash.Length < 2 || !File.Exists(PathOf(hash)))
            return false;

        using var file = File.OpenRead(PathOf(hash));
        return Convert.ToHexStringLower(SHA256.HashData(file)) == hash;
    }

    /// <summary>What is known of a file.</summary>
    /// <exception cref="NotFoundException">The store has none of that hash.</exception>
    public Task<StoredFile> FindAsync(string hash, CancellationToken ct) =>
        db.Set<StoredFile>().AsNoTracking().SingleOrNotFoundAsync(f => f.Hash == hash, ct);

    private static async Task<(string Hash, long Size, string MediaType)> WriteAsync(Stream content, string name, string path, CancellationToken ct)
    {
        using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None);
        var buffer = new byte[64 * 1024];
        var (size, head) = (0L, Array.Empty<byte>());
        for (int read; (read = await content.ReadAsync(buffer, ct)) > 0;)
        {
            size += read;
            if (size > MaxSize)
                throw new RefusedException("file.too-large", ("name", name), ("max", MaxSize / (1024 * 1024)));

            if (head.Length < 16)
                head = [.. head, .. buffer.AsSpan(0, Math.Min(read, 16))];

            sha.AppendData(buffer, 0, read);
            await file.WriteAsync(buffer.AsMemory(0, read), ct);
        }

        if (size == 0)
            throw new RefusedException("file.empty", ("name", name));

        file.Flush(flushToDisk: true);
        return (Convert.ToHexStringLower(sha.GetHashAndReset()), size, MediaTypeOf(head));
    }

    private static string MediaTypeOf(ReadOnlySpan<byte> head) =>
        head.StartsWith((ReadOnlySpan<byte>)[0x89, 0x50, 0x4E, 0x47]) ? "image/png"
        : head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]) ? "image/jpeg"
        : head.StartsWith("%PDF-"u8) ? "application/pdf"
        : head.StartsWith("PK\x03\x04"u8) ? "application/zip"
        : "application/octet-stream";

    private async Task<StoredFile> CountAsync(string hash, long size, string mediaType, CancellationToken ct)
    {
        var file = await db.Set<StoredFile>().SingleOrDefaultAsync(f => f.Hash == hash, ct);
        if (file is null)
        {
            file = new() { Hash = hash, Size = size, MediaType = mediaType };
            db.Add(file);
        }

        file.References++;
        return file;
    }

    /// <summary>Where the content of that hash stands on disk.</summary>
    public string PathOf(string hash) => Path.Combine(options.FilesFolder, hash[..2], hash);
}
