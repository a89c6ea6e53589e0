using System.Text.Json;

namespace Acquis.Credentials.Checking;

/// <summary>What a credential says, for who looks at it.</summary>
/// <param name="Id">Its address.</param>
/// <param name="Name">Its name, such as that of the title.</param>
/// <param name="Issuer">Identifier of the issuer, such as <c>did:web:certif.example.fr</c>.</param>
/// <param name="IssuerName">Name that it gives its issuer.</param>
/// <param name="Holder">Name of the holder where it stands in clear.</param>
/// <param name="AwardedOn">Instant of the award as written.</param>
/// <param name="Achievements">Names of what was achieved, in its order.</param>
/// <param name="StatusList">Address of its status list.</param>
public sealed record CredentialSummary(
    string? Id, string? Name, string? Issuer, string? IssuerName, string? Holder, string? AwardedOn, IReadOnlyList<string> Achievements, string? StatusList)
{
    private const int MostAchievements = 500;

    /// <summary>Reads whatever of it is there.</summary>
    internal static CredentialSummary Read(JsonElement credential)
    {
        var subjects = CredentialJson.Subjects(credential);
        var names = subjects.SelectMany(s => CredentialJson.Items(s, "identifier"))
            .Where(i => CredentialJson.Text(i, "identityType") == "name").Select(i => CredentialJson.Text(i, "identityHash"));
        var issuer = credential.TryGetProperty("issuer", out var i) ? i : default;
        return new(
            CredentialJson.Text(credential, "id"), CredentialJson.Text(credential, "name"), CredentialJson.Issuer(credential), CredentialJson.Text(issuer, "name"),
            names.FirstOrDefault(), CredentialJson.Text(credential, "awardedDate"),
            [.. subjects.SelectMany(s => CredentialJson.Items(s, "achievement")).Select(a => CredentialJson.Text(a, "name")).OfType<string>().Take(MostAchievements)],
            credential.TryGetProperty("credentialStatus", out var status) ? CredentialJson.Text(status, "statusListCredential") : null);
    }
}
