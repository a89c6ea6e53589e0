namespace Acquis.Credentials;

/// <summary>Something that was handed in is no credential that can be trusted, or could not be signed. The reason is a stable code.</summary>
/// <param name="code">Stable code, such as <c>credential.duplicate-key</c>; <see cref="Checking.CredentialChecker"/> lists them.</param>
/// <param name="detail">What exactly, for the log and for who looks closer: a key, an address, a number. Never a value of the holder.</param>
public sealed class CredentialRefusedException(string code, string detail, Exception? cause = null) : Exception($"{code}: {detail}", cause)
{
    /// <summary>The stable code.</summary>
    public string Code { get; } = code;

    /// <summary>What exactly was wrong.</summary>
    public string Detail { get; } = detail;
}
