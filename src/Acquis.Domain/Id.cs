using System.Diagnostics.CodeAnalysis;

namespace Acquis.Domain;

/// <summary>
/// Identifier of a <typeparamref name="T"/>: a version 7 UUID, so that ids sort by the instant they were made.
/// <c>default</c> is "no id" and never stored.
/// </summary>
public readonly record struct Id<T>(Guid Value) : IComparable<Id<T>>, IParsable<Id<T>>
{
    /// <summary>A new identifier made at <paramref name="now"/> (UTC). Within one process every id sorts after those made before it.</summary>
    public static Id<T> New(DateTimeOffset now) => new(OrderedUuid.New(now));

    /// <summary>Reads the canonical text of a UUID.</summary>
    /// <exception cref="FormatException">The text is not a UUID.</exception>
    public static Id<T> Parse(string s, IFormatProvider? provider = null) => new(Guid.Parse(s, provider));

    /// <inheritdoc />
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out Id<T> result)
    {
        var read = Guid.TryParse(s, provider, out var value);
        result = new(value);
        return read;
    }

    /// <inheritdoc />
    public int CompareTo(Id<T> other) => Value.CompareTo(other.Value);

    public static bool operator <(Id<T> left, Id<T> right) => left.CompareTo(right) < 0;

    public static bool operator >(Id<T> left, Id<T> right) => left.CompareTo(right) > 0;

    public static bool operator <=(Id<T> left, Id<T> right) => left.CompareTo(right) <= 0;

    public static bool operator >=(Id<T> left, Id<T> right) => left.CompareTo(right) >= 0;

    /// <summary>The UUID in lower case with hyphens.</summary>
    public override string ToString() => Value.ToString();
}

/// <summary>
/// Version 7 UUIDs that keep their order within one process: 48 bits of milliseconds and, in <c>rand_a</c>, a count within the millisecond
/// (RFC 9562, section 6.2, method 3), the rest random. Facts of one act, made at one instant, so keep the order in which they happened.
/// </summary>
internal static class OrderedUuid
{
    private static long last;

    public static Guid New(DateTimeOffset now)
    {
        var wanted = now.ToUnixTimeMilliseconds() << 12;
        long before, next;
        do
        {
            before = Interlocked.Read(ref last);
            next = Math.Max(wanted, before + 1);
        }
        while (Interlocked.CompareExchange(ref last, next, before) != before);

        Span<byte> bytes = stackalloc byte[16];
#pragma warning disable RS0030 // the one place that makes ids
        Guid.CreateVersion7(now).TryWriteBytes(bytes, bigEndian: true, out _);
#pragma warning restore RS0030
        var milliseconds = next >> 12;
        for (var i = 5; i >= 0; i--, milliseconds >>= 8)
        {
            bytes[i] = (byte)milliseconds;
        }

        bytes[6] = (byte)(0x70 | ((next >> 8) & 0x0F));
        bytes[7] = (byte)next;
        return new(bytes, bigEndian: true);
    }
}
