namespace Acquis.Domain.Diplomas;

/// <summary>Where a signing key stands.</summary>
public enum SigningKeyState
{
    /// <summary>It signs.</summary>
    Current,

    /// <summary>Another signs in its place; what it signed still verifies.</summary>
    Retired,

    /// <summary>Compromised: nothing that it signed verifies any more.</summary>
    Withdrawn,
}

/// <summary>Clé de signature of the certifying body's credentials. The public half is published; the private half stands here encrypted only.</summary>
public sealed class SigningKey
{
    /// <summary>Longest motive, in characters.</summary>
    public const int MotiveMaxLength = 1000;

    private SigningKey()
    {
    }

    public Id<SigningKey> Id { get; private set; }

    /// <summary>The public key as Multikey writes it, such as <c>z6Mk…</c>.</summary>
    public string PublicKey { get; private set; } = "";

    /// <summary>The private key, encrypted with a key that isn't in the database.</summary>
    public byte[] SealedSeed { get; private set; } = [];

    public SigningKeyState State { get; private set; }

    public DateTimeOffset MadeAt { get; private set; }

    /// <summary>When it was retired or withdrawn.</summary>
    public DateTimeOffset? EndedAt { get; private set; }

    public int Version { get; private set; }

    /// <summary>Whether what it signed still verifies.</summary>
    public bool Verifies => State is not SigningKeyState.Withdrawn;

    /// <summary>Makes a key that signs from now on.</summary>
    public static (SigningKey Key, SigningKeyMade Fact) Make(Id<SigningKey> id, string publicKey, byte[] sealedSeed, DateTimeOffset now) =>
        (new() { Id = id, PublicKey = publicKey, SealedSeed = sealedSeed, State = SigningKeyState.Current, MadeAt = now }, new(id, publicKey));

    /// <summary>Remplace: it signs no more; what it signed still verifies.</summary>
    /// <exception cref="RefusedException">It does not sign any more.</exception>
    public SigningKeyRetired Retire(DateTimeOffset now)
    {
        if (State is not SigningKeyState.Current)
        {
            throw new RefusedException("signing-key.not-current");
        }

        (State, EndedAt) = (SigningKeyState.Retired, now);
        return new(Id);
    }

    /// <summary>Retire de la publication, after a compromise: nothing that it signed verifies any more.</summary>
    /// <exception cref="RefusedException">It is withdrawn already, or the motive is missing.</exception>
    public SigningKeyWithdrawn Withdraw(string motive, DateTimeOffset now)
    {
        Refusal.ThrowIfAny(WhyNotWithdraw(motive));
        (State, EndedAt, SealedSeed) = (SigningKeyState.Withdrawn, now, []);
        return new(Id, motive.Trim());
    }

    private IEnumerable<Refusal> WhyNotWithdraw(string motive)
    {
        if (State is SigningKeyState.Withdrawn)
        {
            yield return Refusal.Of("signing-key.already-withdrawn");
        }

        if (string.IsNullOrWhiteSpace(motive) || motive.Length > MotiveMaxLength)
        {
            yield return Refusal.Of("diploma.motive-missing", ("max", MotiveMaxLength));
        }
    }
}
