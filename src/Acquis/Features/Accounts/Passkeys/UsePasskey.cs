namespace Acquis.Features.Accounts.Passkeys;

/// <summary>What the button to prove with a passkey needs of the page that shows it.</summary>
/// <param name="Path">Address of the page, which has the handlers <c>PasskeyOptions</c> and <c>Passkey</c>.</param>
/// <param name="Next">Local address to go on to, or null.</param>
public sealed record UsePasskey(string Path, string? Next);
