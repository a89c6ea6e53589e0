using System.Security.Cryptography;

namespace Acquis.Credentials.Sealing;

/// <summary>
/// Writes a sealed file: what is written to it goes on encrypted and authenticated (AES-256-GCM) in chunks of 64 KiB, so that memory stays flat
/// whatever the length. Disposing of it seals the last chunk; without it the file counts as cut short. The stream under it stays open.
/// </summary>
public sealed class SealingStream : Stream
{
    private readonly Stream output;
    private readonly SealHeader header;
    private readonly AesGcm cipher;
    private readonly byte[] chunk = new byte[SealHeader.ChunkSize];
    private readonly byte[] cipherText = new byte[SealHeader.ChunkSize + SealHeader.TagSize];
    private uint number;
    private int filled;
    private bool closed;

    /// <param name="passphrase">From which the key comes (Argon2id, 64 MiB, 3 passes): about a fifth of a second.</param>
    public SealingStream(Stream output, string passphrase)
    {
        this.output = output;
        header = SealHeader.New(passphrase);
        cipher = new(header.Key, SealHeader.TagSize);
        output.Write(header.Bytes);
    }

    /// <inheritdoc />
    public override bool CanRead => false;

    /// <inheritdoc />
    public override bool CanSeek => false;

    /// <inheritdoc />
    public override bool CanWrite => true;

    /// <inheritdoc />
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc />
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <inheritdoc />
    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    /// <inheritdoc />
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        while (buffer.Length > 0)
        {
            if (filled == chunk.Length)
            {
                Seal(last: false);
            }

            var taken = Math.Min(buffer.Length, chunk.Length - filled);
            buffer[..taken].CopyTo(chunk.AsSpan(filled));
            filled += taken;
            buffer = buffer[taken..];
        }
    }

    /// <inheritdoc />
    public override void Flush() => output.Flush();

    /// <inheritdoc />
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc />
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc />
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc />
    protected override void Dispose(bool disposing)
    {
        if (disposing && !closed)
        {
            closed = true;
            Seal(last: true);
            output.Write(SealHeader.End);
            output.Flush();
            cipher.Dispose();
            CryptographicOperations.ZeroMemory(header.Key);
        }

        base.Dispose(disposing);
    }

    private void Seal(bool last)
    {
        cipher.Encrypt(
            header.Nonce(number, last), chunk.AsSpan(0, filled), cipherText.AsSpan(0, filled), cipherText.AsSpan(filled, SealHeader.TagSize), header.Bytes);
        output.Write(cipherText.AsSpan(0, filled + SealHeader.TagSize));
        number = checked(number + 1);
        filled = 0;
    }
}
