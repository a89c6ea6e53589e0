using System.Buffers;

namespace Acquis.Credentials;

/// <summary>Bytes that grow in rented memory: what a credential is made of is written, hashed or copied, and forgotten.</summary>
internal sealed class PooledBytes : IBufferWriter<byte>, IDisposable
{
    private byte[] rented = ArrayPool<byte>.Shared.Rent(16 * 1024);

    internal int Length { get; private set; }

    internal ReadOnlySpan<byte> Written => rented.AsSpan(0, Length);

    public void Advance(int count) => Length += count;

    public Memory<byte> GetMemory(int sizeHint = 0) => Free(sizeHint).rented.AsMemory(Length);

    public Span<byte> GetSpan(int sizeHint = 0) => Free(sizeHint).rented.AsSpan(Length);

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(rented);
        rented = [];
    }

    internal void Clear() => Length = 0;

    private PooledBytes Free(int sizeHint)
    {
        if (rented.Length - Length < Math.Max(sizeHint, 1))
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Max(rented.Length * 2, Length + sizeHint));
            Written.CopyTo(larger);
            ArrayPool<byte>.Shared.Return(rented);
            rented = larger;
        }

        return this;
    }
}
