using Acquis.Credentials.Keys;
using Acquis.Infrastructure;

namespace Acquis.Features.Diplomas;

/// <summary>The secret that opens the signing keys and the test seal.</summary>
internal static class CredentialSecret
{
    /// <summary>From the environment where it stands there, or from its file, which is made on first need.</summary>
    /// <exception cref="Credentials.Signatures.KeyFileException">It cannot be read, or is none.</exception>
    public static SecretFile OpenSecret(this AcquisOptions options) =>
        options.CredentialSecret is { } line ? SecretFile.Parse(line.Trim(), "ACQUIS_CREDENTIAL_SECRET") : SecretFile.LoadOrCreate(options.CredentialKey);
}
