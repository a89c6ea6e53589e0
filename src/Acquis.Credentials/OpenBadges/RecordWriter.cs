using System.Text.Json;

namespace Acquis.Credentials.OpenBadges;

/// <summary>What a record (relevé de compétences) gathers.</summary>
/// <param name="IsPartial">Whether the title is not won yet.</param>
/// <param name="Credentials">Signed credentials that it carries whole, JSON in UTF-8: the title, if won, and the blocs.</param>
/// <param name="Blocks">Every bloc of the framework that the record speaks of, with its competences.</param>
public sealed record RecordContent(bool IsPartial, IReadOnlyList<ReadOnlyMemory<byte>> Credentials, IReadOnlyList<BlockAchievement> Blocks);

/// <summary>Comprehensive Learner Record 2.0: the holder's credentials, the competences behind them and how they hang together.</summary>
public static class RecordWriter
{
    /// <summary>The record, unsigned.</summary>
    /// <returns>JSON, UTF-8, ready to be signed.</returns>
    public static byte[] Write(Award award, RecordContent content, Issue issue) => JsonText.Write(json =>
    {
        BadgeWriter.Envelope(
            json, award, issue, "ClrCredential", $"Relevé de compétences — {award.Title.Name}", "Blocs et compétences acquis, avec les attestations signées qui les prouvent.");
        json.WriteBoolean("partial", content.IsPartial);
        json.Object("credentialSubject", () =>
        {
            BadgeWriter.Subject(json, award, issue, "ClrSubject");
            json.WriteStartArray("verifiableCredential");
            foreach (var credential in content.Credentials)
            {
                json.WriteRawValue(credential.Span, skipInputValidation: true);
            }

            json.WriteEndArray();
            json.Array("achievement", content.Blocks.SelectMany(b => b.Competences), c => Competence(json, award, c));
            json.Array("association", Associations(award, content), a => Association(json, a));
        });
        BadgeWriter.Status(json, issue.Status);
    });

    private static void Competence(Utf8JsonWriter json, Award award, CompetenceResult competence)
    {
        BadgeWriter.Achievement(
            json, award, Addresses.Competence(award, competence), "Competency", competence.Name, competence.Name, competence.Code,
            $"Niveau {award.Scale.Threshold.Figure()} au moins sur l’échelle de maîtrise.");
        BadgeWriter.CaseAlignment(json, award, competence);
    }

    // Achievements are joined, not credentials: a bloc under the title where the title is among them, a competence under its bloc.
    private static IEnumerable<(string Source, string Target)> Associations(Award award, RecordContent content)
    {
        foreach (var block in content.Blocks)
        {
            if (!content.IsPartial)
            {
                yield return (Addresses.Title(award), Addresses.Block(award, block));
            }

            foreach (var competence in block.Competences)
            {
                yield return (Addresses.Block(award, block), Addresses.Competence(award, competence));
            }
        }
    }

    private static void Association(Utf8JsonWriter json, (string Source, string Target) joined)
    {
        json.WriteString("type", "Association");
        json.WriteString("associationType", "isParentOf");
        json.WriteString("sourceId", joined.Source);
        json.WriteString("targetId", joined.Target);
    }
}
