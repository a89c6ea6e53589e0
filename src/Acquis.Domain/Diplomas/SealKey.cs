namespace Acquis.Domain.Diplomas;

/// <summary>Whether a seal is in use.</summary>
public enum SealKeyState
{
    /// <summary>It seals.</summary>
    Current,

    /// <summary>Another seals in its place; what it sealed still verifies.</summary>
    Retired,
}

/// <summary>
/// Cachet électronique of the certifying body, with which its PDFs are sealed: neither the journal's key nor that of credentials. The certificate is published; the key
/// stands here encrypted, or elsewhere.
/// </summary>
public sealed class SealKey
{
    private SealKey()
    {
    }

    public Id<SealKey> Id { get; private set; }

    /// <summary>The certificate, DER.</summary>
    public byte[] Certificate { get; private set; } = [];

    /// <summary>SHA-256 of <see cref="Certificate"/>, lower-case hexadecimal.</summary>
    public string Fingerprint { get; private set; } = "";

    /// <summary>Whom the certificate names.</summary>
    public string Name { get; private set; } = "";

    /// <summary>The private key, encrypted with a key that isn't in the database; empty where it is kept elsewhere.</summary>
    public byte[] SealedKey { get; private set; } = [];

    /// <summary>Whether the program made it itself, so that nobody vouches for it.</summary>
    public bool IsTest { get; private set; }

    public SealKeyState State { get; private set; }

    public DateTimeOffset MadeAt { get; private set; }

    public DateTimeOffset? EndedAt { get; private set; }

    public int Version { get; private set; }

    /// <summary>Takes a seal into use.</summary>
    /// <param name="sealedKey">The encrypted key, or nothing where it is kept elsewhere.</param>
    public static (SealKey Seal, SealKeyTaken Fact) Take(
        Id<SealKey> id, byte[] certificate, string fingerprint, string name, byte[] sealedKey, bool isTest, DateTimeOffset now) =>
        (new()
        {
            Id = id,
            Certificate = certificate,
            Fingerprint = fingerprint,
            Name = name,
            SealedKey = sealedKey,
            IsTest = isTest,
            State = SealKeyState.Current,
            MadeAt = now,
        }, new(id, fingerprint, name, isTest));

    /// <summary>Remplace: it seals no more; what it sealed still verifies.</summary>
    /// <exception cref="RefusedException">It does not seal any more.</exception>
    public SealKeyRetired Retire(DateTimeOffset now)
    {
        if (State is not SealKeyState.Current)
        {
            throw new RefusedException("seal-key.not-current");
        }

        (State, EndedAt) = (SealKeyState.Retired, now);
        return new(Id);
    }
}

/// <summary>A seal was taken into use.</summary>
/// <param name="Fingerprint">SHA-256 of its certificate.</param>
public sealed record SealKeyTaken(Id<SealKey> SealKey, string Fingerprint, string Name, bool IsTest) : Fact
{
    public override IEnumerable<Subject> Subjects => [Subject.Of(SealKey)];
}

/// <summary>A seal seals no more; what it sealed still verifies.</summary>
public sealed record SealKeyRetired(Id<SealKey> SealKey) : Fact
{
    public override IEnumerable<Subject> Subjects => [Subject.Of(SealKey)];
}
