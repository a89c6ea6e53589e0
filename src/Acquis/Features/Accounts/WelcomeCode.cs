namespace Acquis.Features.Accounts;

/// <summary>The one-time link by which the first administrator makes their account; only its hash is kept.</summary>
/// <param name="Hash">SHA-256 of the code, lower-case hexadecimal.</param>
public sealed record WelcomeCode(string Hash, DateTimeOffset CreatedAt);
