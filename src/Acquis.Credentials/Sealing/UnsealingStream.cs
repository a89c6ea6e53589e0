using System.Security.Cryptography;

namespace Acquis.Credentials.Sealing;

/// <summary>
/// Reads what <see cref="SealingStream"/> wrote. No byte comes out of it that was not authenticated; a file that was cut short or altered throws
/// where that shows. The stream under it stays open.
/// </summary>
public sealed class UnsealingStream : Stream
{
    private const int Whole = SealHeader.ChunkSize + SealHeader.TagSize;

    private readonly Stream input;
    private readonly SealHeader header;
    private readonly AesGcm cipher;
    private readonly byte[] chunk = new byte[SealHeader.ChunkSize];
    private readonly byte[] sealedBytes = new byte[Whole + SealHeader.End.Length + 1];
    private uint number;
    private int ahead;
    private int available;
    private int taken;
    private bool ended;

    /// <exception cref="SealException">It is no sealed file, or the passphrase is another.</exception>
    public UnsealingStream(Stream input, string passphrase)
    {
        this.input = input;
        var bytes = new byte[SealHeader.Length];
        header = SealHeader.Open(bytes[..input.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)], passphrase);
        cipher = new(header.Key, SealHeader.TagSize);
    }

    /// <inheritdoc />
    public override bool CanRead => true;

    /// <inheritdoc />
    public override bool CanSeek => false;

    /// <inheritdoc />
    public override bool CanWrite => false;

    /// <inheritdoc />
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc />
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <summary>Whether these first bytes are those of a sealed file.</summary>
    public static bool IsSealed(ReadOnlySpan<byte> start) => start.StartsWith(SealHeader.Magic);

    /// <inheritdoc />
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <inheritdoc />
    /// <exception cref="SealException">The file was cut short or altered.</exception>
    public override int Read(Span<byte> buffer)
    {
        if (buffer.Length == 0)
        {
            return 0;
        }

        while (taken == available)
        {
            if (ended)
            {
                return 0;
            }

            Unseal();
        }

        var count = Math.Min(buffer.Length, available - taken);
        chunk.AsSpan(taken, count).CopyTo(buffer);
        taken += count;
        return count;
    }

    /// <inheritdoc />
    public override void Flush()
    {
    }

    /// <inheritdoc />
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc />
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc />
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc />
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            cipher.Dispose();
            CryptographicOperations.ZeroMemory(header.Key);
        }

        base.Dispose(disposing);
    }

    /// <summary>Opens the next chunk. A little is read ahead: where no more than the end follows, the chunk must be the one that was sealed as the last.</summary>
    private void Unseal()
    {
        var read = ahead + input.ReadAtLeast(sealedBytes.AsSpan(ahead), sealedBytes.Length - ahead, throwOnEndOfStream: false);
        var last = read < sealedBytes.Length;
        var length = (last ? read - SealHeader.End.Length : Whole) - SealHeader.TagSize;
        if (last && (length < 0 || !sealedBytes.AsSpan(0, read).EndsWith(SealHeader.End)))
        {
            throw new SealException(SealFault.CutShort);
        }

        if (!TryOpen(length, last))
        {
            throw new SealException(SealFault.Altered);
        }

        (number, available, taken, ended) = (checked(number + 1), length, 0, last);
        ahead = last ? 0 : sealedBytes.Length - Whole;
        sealedBytes.AsSpan(Whole).CopyTo(sealedBytes);
    }

    private bool TryOpen(int length, bool last)
    {
        try
        {
            cipher.Decrypt(
                header.Nonce(number, last), sealedBytes.AsSpan(0, length), sealedBytes.AsSpan(length, SealHeader.TagSize), chunk.AsSpan(0, length), header.Bytes);
            return true;
        }
        catch (AuthenticationTagMismatchException)
        {
            return false;
        }
    }
}
