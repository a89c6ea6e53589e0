using System.Globalization;
using Acquis.Credentials.Documents;
using Acquis.Domain.Decisions;
using Acquis.Infrastructure;

namespace Acquis.Features.Decisions;

/// <summary>Minutes as PDF: French, since they are the legal original.</summary>
internal static class MinutesPdf
{
    private static readonly CultureInfo French = CultureInfo.GetCultureInfo("fr-FR");

    public static byte[] Render(MinutesText m, Texts texts) => MinutesDocument.Render(new()
    {
        CertifierName = m.Institution,
        Number = m.Reference,
        Title = m.Title.Fr,
        RegistrationCode = m.RncpCode,
        HeldOn = m.HeldOn,
        Session =
        [
            new("Délibération", m.Name),
            new("Réunion", $"{Dates.Long(m.HeldOn, French)}{(m.Place.Length == 0 ? "" : $", {m.Place}")}"),
            new("Candidats", m.Rows.Count.ToString(French)),
            new("Faits examinés", $"gelés le {Dates.Long(m.FrozenAt, French)}"),
            new("Liste close", $"le {Dates.Long(m.ClosedAt, French)}"),
        ],
        Rule = $"conditions du référentiel, édition {m.Edition}, empreinte {m.FrameworkHash[..16]}",
        Members = [.. m.Members.Select(Member)],
        Results =
        [
            .. m.Rows.Select(r => new MinutesResult(
                r.Candidate, VerdictOf(texts, r.Proposed, r.ProposedBlocks), VerdictOf(texts, r.Verdict, []), string.Join(", ", r.Blocks), r.Motive)),
        ],
        Observations = [.. m.Rows.SelectMany(r => r.Recusals.Select(x => $"{r.Candidate}\u00a0: {x.Member} a quitté la salle{(x.Presided is { } p ? $", {p} a présidé" : "")}."))],
        FactsHash = m.FactsHash,
        Specimen = m.IsSpecimen,
    });

    /// <summary>The verdict, with its blocs for a partial award.</summary>
    internal static string VerdictOf(Texts texts, Verdict verdict, IReadOnlyList<string> blocks, string language = "fr")
    {
        var name = texts.Get(language, VerdictTexts.Key(verdict), new Dictionary<string, object?>());
        return verdict is not Verdict.PartlyAwarded || blocks.Count == 0
            ? name
            : texts.Get(language, "verdict.with-blocks", new Dictionary<string, object?> { ["verdict"] = name, ["count"] = blocks.Count, ["blocks"] = string.Join(", ", blocks) });
    }

    private static Credentials.Documents.MinutesMember Member(MinutesMember m) => new(
        m.Name,
        m.IsChair ? $"{m.Quality}, présidence du jury" : m.Quality,
        m.IsExternal,
        m.IsPresent,
        m.SignedAt is { } at ? $"signé {(m.SignedOnPaper ? "sur papier " : "")}le {Dates.Long(at, French)}" : null);
}
