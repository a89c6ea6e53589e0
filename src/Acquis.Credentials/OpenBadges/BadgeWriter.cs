using System.Globalization;
using System.Text.Json;
using Acquis.Credentials.JsonLd;
using Acquis.Credentials.Proofs;

namespace Acquis.Credentials.OpenBadges;

/// <summary>
/// Open Badges 3.0 credentials of an award, unsigned: the title and each bloc (1EdTech Open Badges 3.0, document 1.2). Everything that verifiers read by position or
/// type stands as their software expects it; texts are French, as the register prints them.
/// </summary>
public static class BadgeWriter
{
    /// <summary>The credential of the whole certification.</summary>
    /// <returns>JSON, UTF-8, ready to be signed.</returns>
    public static byte[] Title(Award award, Issue issue) => JsonText.Write(json =>
    {
        var level = award.Title.Level is { } l ? $" de niveau {l.Figure()}" : "";
        Envelope(json, award, issue, "OpenBadgeCredential", award.Title.Name, $"Certification professionnelle{level}.");
        json.Object("credentialSubject", () =>
        {
            Subject(json, award, issue, "AchievementSubject");
            var id = Addresses.Title(award);
            json.Object("achievement", () =>
            {
                Achievement(json, award, id, "Diploma", award.Title.Name, $"Certification professionnelle{level}.", award.Title.Code, award.Title.Criteria);
                json.Object("creator", () => Profile(json, award.Certifier, withAddress: false));
                Registered(json, award.Title.Code);
                json.Array("alignment", TitleAlignments(award.Title), a => Alignment(json, a));
                json.Array("resultDescription", [$"{id}/result"], r =>
                {
                    json.WriteString("id", r);
                    json.Strings("type", "ResultDescription");
                    json.WriteString("name", "Décision du jury");
                    json.WriteString("resultType", "Status");
                });
            });
            json.Array("result", [$"{id}/result"], r =>
            {
                json.Strings("type", "Result");
                json.WriteString("resultDescription", r);
                json.WriteString("status", "Completed");
            });
        });
        Status(json, issue.Status);
    });

    /// <summary>The credential of one bloc, with the level of each competence.</summary>
    /// <returns>JSON, UTF-8, ready to be signed.</returns>
    public static byte[] Block(Award award, BlockAchievement block, Issue issue) => JsonText.Write(json =>
    {
        var description = $"Bloc de compétences du titre « {award.Title.Name} ».";
        Envelope(json, award, issue, "OpenBadgeCredential", block.Name, description);
        json.Object("credentialSubject", () =>
        {
            Subject(json, award, issue, "AchievementSubject");
            json.Object("achievement", () =>
            {
                Achievement(
                    json, award, Addresses.Block(award, block), "MicroCredential", block.Name, description, block.RegisteredCode ?? block.Code, block.Criteria);
                json.Object("creator", () => Profile(json, award.Certifier, withAddress: false));
                Registered(json, block.RegisteredCode);
                if (block.Competences.Count > 0)
                {
                    json.Array("resultDescription", block.Competences, c => Described(json, award, c));
                }
            });
            if (block.Competences.Any(c => c.Level is not null))
            {
                json.Array("result", block.Competences.Where(c => c.Level is not null), c => Reached(json, award, c));
            }
        });
        Status(json, issue.Status);
    });

    internal static void Envelope(Utf8JsonWriter json, Award award, Issue issue, string type, string name, string description)
    {
        if (type == "ClrCredential")
        {
            json.Strings("@context", ContextSet.CredentialsV2, ContextSet.Clr, ContextSet.OpenBadges);
        }
        else
        {
            json.Strings("@context", ContextSet.CredentialsV2, ContextSet.OpenBadges);
        }

        json.WriteString("id", issue.Id);
        json.Strings("type", "VerifiableCredential", type);
        json.Object("issuer", () =>
        {
            Profile(json, award.Certifier, withAddress: true);
            if (award.Certifier.Siret is { Length: > 0 } siret)
            {
                json.Array("otherIdentifier", [siret], s => Identifier(json, s, "ext:SIRET"));
            }
        });
        json.WriteString("validFrom", DataIntegrity.Instant(award.ValidFrom));
        json.WriteString("awardedDate", award.AwardedOn.ToString("yyyy-MM-dd'T00:00:00Z'", CultureInfo.InvariantCulture));
        json.WriteString("name", name);
        json.WriteString("description", description);
    }

    internal static void Subject(Utf8JsonWriter json, Award award, Issue issue, string type)
    {
        json.WriteString("id", award.Holder.Subject);
        json.Strings("type", type);
        json.WriteStartArray("identifier");
        Identity(json, "name", hashed: false, award.Holder.Name, null);
        if (award.Holder.Email is { } email)
        {
            Identity(json, "emailAddress", hashed: true, email.Hash, email.Salt);
        }

        json.WriteEndArray();
        if (type == "AchievementSubject")
        {
            json.Text("licenseNumber", issue.Number);
        }
    }

    internal static void Achievement(
        Utf8JsonWriter json, Award award, string id, string type, string name, string description, string? code, string criteria)
    {
        json.WriteString("id", id);
        json.Strings("type", "Achievement");
        json.WriteString("achievementType", type);
        json.WriteString("name", name);
        json.WriteString("description", description);
        json.Text("humanCode", code);
        json.WriteString("inLanguage", "fr");
        json.WriteString("version", award.Title.Version);
        json.Object("criteria", () => json.WriteString("narrative", criteria));
    }

    internal static void CaseAlignment(Utf8JsonWriter json, Award award, CompetenceResult competence)
    {
        if (competence.CaseItem is { } item)
        {
            json.Array("alignment", [item], i => Alignment(json, new("CFItem", competence.Code, competence.Code, $"Référentiel {award.Title.Code ?? award.Title.Name}", i)));
        }
    }

    internal static void Status(Utf8JsonWriter json, StatusEntry status) => json.Object("credentialStatus", () =>
    {
        json.WriteString("id", $"{status.List}#{status.Index.Figure()}");
        json.WriteString("type", "BitstringStatusListEntry");
        json.WriteString("statusPurpose", "revocation");
        json.WriteString("statusListIndex", status.Index.Figure());
        json.WriteString("statusListCredential", status.List);
    });

    private static void Described(Utf8JsonWriter json, Award award, CompetenceResult competence)
    {
        var id = $"{Addresses.Competence(award, competence)}/result";
        json.WriteString("id", id);
        json.Strings("type", "ResultDescription");
        json.WriteString("name", $"{competence.Code} {competence.Name}");
        json.WriteString("resultType", "RubricCriterionLevel");
        json.WriteString("requiredLevel", Addresses.Level(id, award.Scale.Threshold));
        CaseAlignment(json, award, competence);
        json.Array("rubricCriterionLevel", award.Scale.Steps, step =>
        {
            json.WriteString("id", Addresses.Level(id, step.Value));
            json.Strings("type", "RubricCriterionLevel");
            json.WriteString("name", step.Name);
            json.WriteString("level", step.Value.Figure());
            json.WriteString("points", step.Value.Figure());
            json.Text("description", step.Description);
        });
    }

    private static void Reached(Utf8JsonWriter json, Award award, CompetenceResult competence)
    {
        var id = $"{Addresses.Competence(award, competence)}/result";
        json.Strings("type", "Result");
        json.WriteString("resultDescription", id);
        json.WriteString("achievedLevel", Addresses.Level(id, competence.Level!.Value));
        json.WriteString("value", competence.Level.Value.Figure());
    }

    private static void Identity(Utf8JsonWriter json, string type, bool hashed, string value, string? salt)
    {
        json.WriteStartObject();
        json.WriteString("type", "IdentityObject");
        json.WriteBoolean("hashed", hashed);
        json.WriteString("identityType", type);
        json.Text("salt", salt);
        json.WriteString("identityHash", value);
        json.WriteEndObject();
    }

    private static void Profile(Utf8JsonWriter json, Certifier certifier, bool withAddress)
    {
        json.WriteString("id", certifier.Did);
        json.Strings("type", "Profile");
        json.WriteString("name", certifier.Name);
        json.Text("url", withAddress ? certifier.Address : null);
    }

    private static void Registered(Utf8JsonWriter json, string? code)
    {
        if (code is not null)
        {
            json.Array("otherIdentifier", [code], c => Identifier(json, c, "ext:RNCP"));
        }
    }

    private static void Identifier(Utf8JsonWriter json, string value, string type)
    {
        json.WriteString("type", "IdentifierEntry");
        json.WriteString("identifier", value);
        json.WriteString("identifierType", type);
    }

    private static IEnumerable<Aligned> TitleAlignments(TitleAchievement title)
    {
        if (title.Code is { } code)
        {
            yield return new("ext:RNCP", code, code, "RNCP", Registers.AddressOf(code));
        }

        if (title.Level is { } level)
        {
            yield return new("ext:EQF", level.Figure(), $"EQF level {level.Figure()}", "EQF", $"http://data.europa.eu/snb/eqf/{level.Figure()}");
        }
    }

    private static void Alignment(Utf8JsonWriter json, Aligned to)
    {
        json.Strings("type", "Alignment");
        json.WriteString("targetType", to.Type);
        json.WriteString("targetCode", to.Code);
        json.WriteString("targetName", to.Name);
        json.WriteString("targetFramework", to.Framework);
        json.WriteString("targetUrl", to.Address);
    }

    private sealed record Aligned(string Type, string Code, string Name, string Framework, string Address);
}
