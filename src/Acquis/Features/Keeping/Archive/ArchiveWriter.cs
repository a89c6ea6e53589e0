using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using Acquis.Credentials.Sealing;
using Acquis.Credentials.Signatures;

namespace Acquis.Features.Keeping.Archive;

/// <summary>
/// Writes a backup (ADR 14): a gzipped tar of parts, sealed where there is a passphrase. Parts go out as they come; only their names, sizes and
/// hashes are kept, for the manifest at the end.
/// </summary>
public sealed class ArchiveWriter : IAsyncDisposable
{
    private readonly SealingStream? sealing;
    private readonly GZipStream gzip;
    private readonly TarWriter tar;
    private readonly DateTimeOffset at;
    private readonly List<BackupPart> parts = [];

    /// <param name="passphrase">Seals the backup; null writes it in clear.</param>
    /// <param name="at">Time that the parts bear.</param>
    public ArchiveWriter(Stream output, string? passphrase, DateTimeOffset at)
    {
        this.at = at;
        sealing = passphrase is null ? null : new(output, passphrase);
        gzip = new(sealing ?? output, CompressionLevel.Fastest, leaveOpen: true);
        tar = new(gzip, TarEntryFormat.Pax, leaveOpen: true);
    }

    /// <summary>Adds a part from memory.</summary>
    public async Task AddAsync(string name, ReadOnlyMemory<byte> content, CancellationToken ct)
    {
        using var stream = new MemoryStream(content.ToArray(), writable: false);
        await WriteAsync(name, stream, ct);
        parts.Add(new(name, content.Length, Convert.ToHexStringLower(SHA256.HashData(content.Span))));
    }

    /// <summary>Adds a part from a stream of known length; its hash.</summary>
    public async Task<string> AddAsync(string name, Stream content, CancellationToken ct)
    {
        using var hashed = new HashingStream(content);
        await WriteAsync(name, hashed, ct);
        var hash = hashed.Hash();
        parts.Add(new(name, content.Length, hash));
        return hash;
    }

    /// <summary>Adds the manifest and its signature: only then the backup is whole.</summary>
    public async Task FinishAsync(IReadOnlyDictionary<string, long> rows, int files, IReadOnlyList<string> damaged, ISigner signer, CancellationToken ct)
    {
        var manifest = JsonSerializer.SerializeToUtf8Bytes(new BackupManifest(parts, rows, files, damaged), BackupParts.Json);
        await AddAsync(BackupParts.Manifest, manifest, ct);
        await AddAsync(BackupParts.Signature, signer.Sign(BackupParts.Signed(manifest)), ct);
        await tar.DisposeAsync();
        await gzip.DisposeAsync();
        if (sealing is not null)
        {
            await sealing.DisposeAsync();
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await tar.DisposeAsync();
        await gzip.DisposeAsync();
        if (sealing is not null)
        {
            await sealing.DisposeAsync();
        }
    }

    private async Task WriteAsync(string name, Stream content, CancellationToken ct) => await tar.WriteEntryAsync(
        new PaxTarEntry(TarEntryType.RegularFile, name)
        {
            DataStream = content,
            ModificationTime = at,
            Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        },
        ct);
}

/// <summary>Reads another stream and hashes what is read.</summary>
internal sealed class HashingStream(Stream inner) : Stream
{
    private readonly IncrementalHash sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    public override bool CanRead => true;

    public override bool CanSeek => inner.CanSeek;

    public override bool CanWrite => false;

    public override long Length => inner.Length;

    public override long Position { get => inner.Position; set => throw new NotSupportedException(); }

    /// <summary>SHA-256 of what was read, lower-case hexadecimal.</summary>
    public string Hash() => Convert.ToHexStringLower(sha.GetHashAndReset());

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        var read = inner.Read(buffer);
        sha.AppendData(buffer[..read]);
        return read;
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await inner.ReadAsync(buffer, cancellationToken);
        sha.AppendData(buffer.Span[..read]);
        return read;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            sha.Dispose();
        }

        base.Dispose(disposing);
    }
}
