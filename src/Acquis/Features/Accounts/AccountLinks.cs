using System.Text;
using Acquis.Data;
using Acquis.Infrastructure;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Features.Accounts;

/// <summary>
/// Addresses that mails carry. They stand under the public address of the settings, or the address the program listens on, and never under the host
/// that a request claims: somebody else could choose that.
/// </summary>
public sealed class AccountLinks(AcquisDb db, AcquisOptions options)
{
    /// <summary>The page where a password is set with a token.</summary>
    public async Task<string> ResetAsync(Account account, string token, CancellationToken ct) =>
        $"{await BaseAsync(ct)}/reset?account={account.Id}&token={Encode(token)}";

    /// <summary>The page where the first administrator makes their account.</summary>
    public async Task<string> WelcomeAsync(string code, CancellationToken ct) => $"{await BaseAsync(ct)}/welcome?code={code}";

    /// <summary>The page where an invitation is used.</summary>
    public async Task<string> JoinAsync(string code, CancellationToken ct) => $"{await BaseAsync(ct)}/join?code={code}";

    /// <summary>The page where a juror says when they can sit.</summary>
    public async Task<string> AvailabilityAsync(string link, CancellationToken ct) => $"{await BaseAsync(ct)}/availability?link={link}";

    /// <summary>The page where a juror declares their impartiality.</summary>
    public async Task<string> ImpartialityAsync(string link, CancellationToken ct) => $"{await BaseAsync(ct)}/impartiality?link={link}";

    /// <summary>The page where a candidate or a juror sees what they are summoned to.</summary>
    public async Task<string> SummonsAsync(string link, CancellationToken ct) => $"{await BaseAsync(ct)}/summons?link={link}";

    /// <summary>The page that shows others a document for some time.</summary>
    public async Task<string> SharedAsync(string secret, CancellationToken ct) => $"{await BaseAsync(ct)}/shared/{secret}";

    /// <summary>The page where a holder without an account takes their documents, which opens in the language of the letter (<c>fr</c> or <c>en</c>).</summary>
    public async Task<string> DocumentsAsync(string link, string language, CancellationToken ct) =>
        $"{await BaseAsync(ct)}/documents?link={link}&{AcquisHost.LetterLanguage}={language}";

    /// <summary>A link that leads nowhere, to show what one looks like.</summary>
    public async Task<string> ExampleAsync(CancellationToken ct) => $"{await BaseAsync(ct)}/join?code=exemple";

    /// <summary>Name of the certifying body, with which a mail ends; empty before it is set.</summary>
    public async Task<string> InstitutionAsync(CancellationToken ct) =>
        (await db.CertifyingBodies.AsNoTracking().SingleOrDefaultAsync(ct))?.DisplayName ?? "";

    /// <summary>The token of a link, or null where it is not one.</summary>
    public static string? Decode(string? token)
    {
        try
        {
            return token is null ? null : Encoding.UTF8.GetString(WebEncoders.Base64UrlDecode(token));
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static string Encode(string token) => WebEncoders.Base64UrlEncode(Encoding.UTF8.GetBytes(token));

    private async Task<string> BaseAsync(CancellationToken ct)
    {
        var address = await db.CertifyingBodies.Select(b => b.PublicAddress).SingleOrDefaultAsync(ct);
        return string.IsNullOrEmpty(address) ? options.Url.TrimEnd('/') : address;
    }
}
