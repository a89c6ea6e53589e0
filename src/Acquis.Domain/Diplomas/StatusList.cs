namespace Acquis.Domain.Diplomas;

/// <summary>
/// Liste d'état: one bit for each credential, published as a signed credential of its own. It is signed anew whenever a bit is set, and only then. Which bit belongs to
/// whom cannot be told from it.
/// </summary>
public sealed class StatusList
{
    /// <summary>Number of bits.</summary>
    public const int Length = 131_072;

    /// <summary>A list takes no more credentials once three quarters of its bits are given: random draws stay short, and the list stays large.</summary>
    public const int Full = Length / 4 * 3;

    private StatusList()
    {
    }

    public Id<StatusList> Id { get; private set; }

    /// <summary>Last part of its address, such as <c>2027-1</c>.</summary>
    public string Name { get; private set; } = "";

    /// <summary>How many bits were given.</summary>
    public int Given { get; private set; }

    /// <summary>The signed list, JSON in UTF-8.</summary>
    public byte[] Content { get; private set; } = [];

    /// <summary>SHA-256 of <see cref="Content"/>, lower-case hexadecimal.</summary>
    public string ContentHash { get; private set; } = "";

    public DateTimeOffset SignedAt { get; private set; }

    /// <summary>Whether it takes no more credentials.</summary>
    public bool IsFull => Given >= Full;

    /// <summary>Opens an empty list.</summary>
    public static StatusList Open(Id<StatusList> id, string name) => new() { Id = id, Name = name };

    /// <summary>Counts bits that were given.</summary>
    public void Give(int count) => Given += count;

    /// <summary>Publishes the list as it was signed.</summary>
    /// <param name="contentHash">SHA-256 of the content, lower-case hexadecimal.</param>
    /// <param name="revoked">How many bits are set.</param>
    public StatusListSigned Sign(byte[] content, string contentHash, Id<SigningKey> key, int revoked, DateTimeOffset now)
    {
        (Content, ContentHash, SignedAt) = (content, contentHash, now);
        return new(Id, Name, key, revoked, contentHash);
    }
}
