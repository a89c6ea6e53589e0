using System.Text.Json;
using Acquis.Credentials.JsonLd;

namespace Acquis.Credentials.Checking;

/// <summary>What a credential must say beside being signed: Verifiable Credentials 2.0, Open Badges 3.0 and CLR 2.0.</summary>
internal static class FormChecks
{
    /// <exception cref="CredentialRefusedException">Something that its standard asks for is missing, or a result points at nothing.</exception>
    internal static void Require(JsonElement credential)
    {
        var context = CredentialJson.Items(credential, "@context");
        Require(context.Count > 0 && context[0].ValueKind is JsonValueKind.String && context[0].ValueEquals(ContextSet.CredentialsV2), "its first context is not Verifiable Credentials 2.0");
        Require(CredentialJson.HasType(credential, "VerifiableCredential"), "it has not the type VerifiableCredential");
        Require(CredentialJson.Issuer(credential) is not null, "it names no issuer");
        var subjects = CredentialJson.Subjects(credential);
        Require(subjects.Count > 0 && subjects.All(s => s.ValueKind is JsonValueKind.Object), "it has no subject");
        if (CredentialJson.HasType(credential, "OpenBadgeCredential") || CredentialJson.HasType(credential, "AchievementCredential"))
        {
            Require(CredentialJson.Text(credential, "id") is not null && CredentialJson.Instant(credential, "validFrom") is not null, "it has no identifier or no validFrom");
            foreach (var subject in subjects)
            {
                RequireAchievement(subject);
            }
        }
    }

    /// <summary>Why the parts of a record do not belong together; null when they do.</summary>
    internal static (string Code, string Detail)? WhyNotTogether(JsonElement record, IReadOnlyList<JsonElement> parts)
    {
        var subjects = CredentialJson.Subjects(record);
        var person = subjects.Count == 1 ? CredentialJson.Text(subjects[0], "id") : null;
        if (person is null || parts.Any(p => CredentialJson.Subjects(p).Any(s => CredentialJson.Text(s, "id") != person)))
        {
            return ("parts.other-subject", "a part is about somebody else");
        }

        var achievements = subjects.Concat(parts.SelectMany(CredentialJson.Subjects))
            .SelectMany(s => CredentialJson.Items(s, "achievement")).Select(a => CredentialJson.Text(a, "id")).ToHashSet();
        var dangling = CredentialJson.Items(subjects[0], "association")
            .SelectMany(a => new[] { CredentialJson.Text(a, "sourceId"), CredentialJson.Text(a, "targetId") })
            .FirstOrDefault(id => !achievements.Contains(id));
        return dangling is null ? null : ("parts.dangling-association", dangling);
    }

    private static void RequireAchievement(JsonElement subject)
    {
        Require(subject.TryGetProperty("achievement", out var achievement) && achievement.ValueKind is JsonValueKind.Object, "it names no achievement");
        string[] asked = ["id", "name", "description"];
        Require(asked.All(k => CredentialJson.Text(achievement, k) is not null) && achievement.TryGetProperty("criteria", out _), "its achievement lacks id, name, description or criteria");
        var levels = new Dictionary<string, HashSet<string?>>(StringComparer.Ordinal);
        foreach (var description in CredentialJson.Items(achievement, "resultDescription"))
        {
            levels[CredentialJson.Text(description, "id") ?? ""] = [.. CredentialJson.Items(description, "rubricCriterionLevel").Select(l => CredentialJson.Text(l, "id"))];
        }

        foreach (var result in CredentialJson.Items(subject, "result"))
        {
            var described = CredentialJson.Text(result, "resultDescription");
            var level = CredentialJson.Text(result, "achievedLevel");
            if (described is not null && (!levels.TryGetValue(described, out var known) || level is not null && !known.Contains(level)))
            {
                throw new CredentialRefusedException("credential.dangling-result", described);
            }
        }
    }

    private static void Require(bool holds, string otherwise)
    {
        if (!holds)
        {
            throw new CredentialRefusedException("credential.form", otherwise);
        }
    }
}
