using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace Acquis.Features.Accounts.Passkeys;

/// <summary>
/// Keeps the challenge of one ceremony (Web Authentication, section 7) between its question and its answer: sealed, in a cookie of this browser, for
/// five minutes and one answer. An answer overheard elsewhere is worth nothing without the cookie.
/// </summary>
public sealed class PasskeyCeremony(IHttpContextAccessor accessor, IDataProtectionProvider protection)
{
    private const string CookieName = "acquis-passkey";
    private static readonly TimeSpan Life = TimeSpan.FromMinutes(5);

    private HttpContext Http => accessor.HttpContext ?? throw new InvalidOperationException("A ceremony belongs to a request.");

    /// <summary>Keeps what the answer will be checked against.</summary>
    /// <param name="purpose">What is asked for, and of whom: the answer to another question is not taken.</param>
    public void Begin(string purpose, string? state) =>
        Http.Response.Cookies.Append(CookieName, Sealer(purpose).Protect(state ?? "", Life), Options());

    /// <summary>What was kept for that purpose, once; null when there is nothing, or it is too old.</summary>
    public string? Take(string purpose)
    {
        var kept = Http.Request.Cookies[CookieName];
        Http.Response.Cookies.Delete(CookieName, Options());
        try
        {
            return kept is null ? null : Sealer(purpose).Unprotect(kept);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private CookieOptions Options() => new() { HttpOnly = true, IsEssential = true, SameSite = SameSiteMode.Strict, Secure = Http.Request.IsHttps, Path = "/" };

    private ITimeLimitedDataProtector Sealer(string purpose) => protection.CreateProtector("passkey", purpose).ToTimeLimitedDataProtector();
}
