using System.Globalization;
using Acquis.Credentials.Layout;
using static Acquis.Credentials.Documents.OfficialPage;

namespace Acquis.Credentials.Documents;

/// <summary>The minutes of a deliberation as A4 pages (procès-verbal de délibération).</summary>
public static class MinutesDocument
{
    private static readonly TextStyle CellItalic = new(PrintFonts.Italic, 10.2f, Ink.Black);
    private static readonly TextStyle Count = new(PrintFonts.Regular, 10.2f, Ink.Grey);

    /// <summary>The PDF of those minutes: the same bytes for the same content.</summary>
    /// <exception cref="DocumentRefusedException">A character cannot be printed (<c>document.glyphs-missing</c>).</exception>
    public static byte[] Render(MinutesContent content)
    {
        RefuseUnprintable(Texts(content));
        var flow = OfficialPage.Flow();
        Opening(flow, content);
        Jury(flow, content);
        Decisions(flow, content);
        Observations(flow, content);
        Signatures(flow, content);
        return Write(
            flow, $"Procès-verbal de délibération {content.Number}", content.CertifierName, content.Number, ("Empreinte des faits examinés (SHA-256)", content.FactsHash),
            content.HeldOn, "fr", content.Specimen);
    }

    private static void Opening(Flow flow, MinutesContent c)
    {
        flow.Paragraph("Procès-verbal de délibération", OfficialPage.Title, leading: 1.3f);
        var registration = string.IsNullOrWhiteSpace(c.RegistrationCode) ? "" : $", {c.RegistrationCode}";
        flow.Paragraph($"{c.Title}{registration}. Délibération du {FrenchText.Long(c.HeldOn)}", Body.At(12.4f));
        Section(flow, 1, "La session");
        Lines(flow, c.Session.Append(new("Règle appliquée", c.Rule)), Indent, 112);
    }

    private static void Jury(Flow flow, MinutesContent c)
    {
        Section(flow, 2, "Le jury");
        flow.Table(
            [new("", Indent), new("Membre", 120), new("Qualité", Width - Indent - 120 - 70 - 50), new("Collège", 70), new("Présence", 50, 1)],
            c.Members.Select((m, i) => (IReadOnlyList<Cell>)
            [
                Numbered(i), new(m.Name, CellStyle), new(m.Quality, CellStyle), new(m.External ? "extérieur" : "interne", CellStyle),
                new(m.Present ? "oui" : "non", CellStyle),
            ]),
            Label.At(10.2f));
        var (present, external) = (c.Members.Count(m => m.Present), c.Members.Count(m => m.Present && m.External));
        flow.Skip(5);
        flow.Paragraph(
            $"Membres présents\u00a0: {present} sur {c.Members.Count}, dont {external} extérieur{(external > 1 ? "s" : "")} à l’organisme certificateur.",
            Body, Indent);
    }

    private static void Decisions(Flow flow, MinutesContent c)
    {
        Section(flow, 3, "Les décisions");
        var notes = new List<(int Number, MinutesResult Result)>();
        var rows = new List<IReadOnlyList<Cell>>();
        foreach (var result in c.Results)
        {
            int? note = null;
            if (result.DepartureMotive is not null)
            {
                notes.Add((notes.Count + 1, result));
                note = notes.Count;
            }

            rows.Add(
            [
                Numbered(rows.Count), new(result.Candidate, CellStyle), new(result.Proposal, CellStyle),
                new(result.Decision, note is null ? CellStyle : CellItalic, note), new(result.Blocks, CellStyle),
            ]);
        }

        var rest = Width - Indent - 6;
        flow.Table(
            [new("", Indent + 6), new("Candidat", rest * 0.32f), new("Selon la règle", rest * 0.22f), new("Décision du jury", rest * 0.27f),
             new("Blocs acquis", rest * 0.19f)],
            rows,
            Label.At(10.2f));
        flow.Skip(6);
        foreach (var (number, result) in notes)
        {
            flow.KeyValue(
                number.ToString(CultureInfo.InvariantCulture),
                $"{result.Candidate}\u00a0: la décision s’écarte de la règle. Motif\u00a0: {result.DepartureMotive}",
                CellItalic, Body.At(10.2f), 4, Indent);
        }
    }

    private static void Observations(Flow flow, MinutesContent c)
    {
        Section(flow, 4, "Observations");
        IReadOnlyList<string> all = c.Observations.Count == 0 ? ["Néant."] : c.Observations;
        foreach (var text in all)
        {
            flow.Paragraph(text, Body, Indent);
            flow.Skip(3);
        }
    }

    private static void Signatures(Flow flow, MinutesContent c)
    {
        flow.Need(130);
        Section(flow, 5, "Signatures");
        flow.Table(
            [new("", Indent), new("Membre", 130), new("Qualité", 180), new("Signature", Width - Indent - 310)],
            c.Members.Where(m => m.Present).Select((m, i) => (IReadOnlyList<Cell>)
            [
                Numbered(i), new(m.Name, CellStyle), new(m.Quality, CellStyle), new(m.Signature ?? "", CellItalic),
            ]),
            Label.At(10.2f),
            rowHeight: 34);
    }

    private static Cell Numbered(int index) => new((index + 1).ToString(CultureInfo.InvariantCulture), Count);

    private static IEnumerable<string> Texts(MinutesContent c) =>
        new[] { c.CertifierName, c.Number, c.Title, c.RegistrationCode ?? "", c.Rule, c.FactsHash }
            .Concat(c.Session.SelectMany(l => new[] { l.Label, l.Value }))
            .Concat(c.Members.SelectMany(m => new[] { m.Name, m.Quality, m.Signature ?? "" }))
            .Concat(c.Results.SelectMany(r => new[] { r.Candidate, r.Proposal, r.Decision, r.Blocks, r.DepartureMotive ?? "" }))
            .Concat(c.Observations);
}
