using System.Text;
using System.Text.Encodings.Web;
using Acquis.Data;
using Acquis.Domain;
using Acquis.Domain.Candidacies;
using Acquis.Domain.Decisions;
using Acquis.Domain.Frameworks;
using Acquis.Features.Decisions;
using Acquis.Features.Diplomas;
using Acquis.Features.Diplomas.Annexes;
using Acquis.Features.Progress.Matrix;
using Acquis.Infrastructure;
using Acquis.Infrastructure.Files;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Features.Rehearsals;

/// <summary>Writes what a rehearsal gave: minutes, documents, each decision, the matrix, and an index that a browser opens.</summary>
public sealed class RehearsalOutput(AcquisDb db, FileStore files, DecisionExport export, MatrixReader matrix, AnnexService annexes, RehearsalCredentials credentials)
{
    private readonly Texts texts = Texts.All;

    /// <summary>Writes all into the folder, which is made where it is missing.</summary>
    public async Task WriteAsync(string folder, Stage stage, Id<Deliberation> deliberation, RehearsalSummary summary, CancellationToken ct)
    {
        var links = new StringBuilder();
        await WriteMinutesAsync(folder, deliberation, links, ct);
        await WriteDecisionsAsync(folder, deliberation, links, ct);
        await WriteDocumentsAsync(folder, deliberation, links, ct);
        foreach (var (name, number) in await credentials.WriteAsync(folder, deliberation, ct))
            Link(links, name, $"{texts["rehearsal.credential"]} {number}");

        var table = await matrix.ReadAsync(stage.Cohort.Id, new(Lane.Assessor, null, null, null, null), ct);
        await File.WriteAllBytesAsync(Path.Combine(folder, "matrix.csv"), MatrixExport.Csv(MatrixColumns.Of(table.Framework, null), table.Rows), ct);
        Link(links, "matrix.csv", "matrix.csv");
        await File.WriteAllTextAsync(Path.Combine(folder, "index.html"), Index(stage, summary, links), ct);
    }

    private async Task WriteMinutesAsync(string folder, Id<Deliberation> id, StringBuilder links, CancellationToken ct)
    {
        var minutes = await db.Deliberations.AsNoTracking().Where(d => d.Id == id).Select(d => new { d.HeldOn, d.MinutesFile, d.SignedMinutesFile }).SingleAsync(ct);
        var name = $"minutes/{minutes.HeldOn:yyyy-MM-dd}.pdf";
        await CopyAsync(minutes.SignedMinutesFile.Length > 0 ? minutes.SignedMinutesFile : minutes.MinutesFile, Path.Combine(folder, name), ct);
        Link(links, name, texts["rehearsal.minutes"]);
    }

    private async Task WriteDecisionsAsync(string folder, Id<Deliberation> id, StringBuilder links, CancellationToken ct)
    {
        var decisions = await (
            from decision in db.Decisions
            join candidacy in db.Candidacies on decision.CandidacyId equals candidacy.Id
            join person in db.People on candidacy.PersonId equals person.Id
            where decision.DeliberationId == id
            orderby person.SortKey, decision.Id
            select new { decision.Id, Person = person }).AsNoTracking().ToListAsync(ct);
        Directory.CreateDirectory(Path.Combine(folder, "decisions"));
        for (var i = 0; i < decisions.Count; i++)
        {
            var name = $"decisions/{i + 1:0000}.json";
            await File.WriteAllTextAsync(Path.Combine(folder, name), await export.WriteAsync(decisions[i].Id, ct), ct);
            Link(links, name, $"{texts["rehearsal.decision"]} {decisions[i].Person.DisplayName}");
        }
    }

    private async Task WriteDocumentsAsync(string folder, Id<Deliberation> id, StringBuilder links, CancellationToken ct)
    {
        var documents = await db.Diplomas.AsNoTracking().Where(d => db.Decisions.Any(x => x.Id == d.DecisionId && x.DeliberationId == id)).OrderBy(d => d.Number).ToListAsync(ct);
        foreach (var document in documents)
        {
            var name = $"documents/{document.Number}.pdf";
            await CopyAsync(document.PdfFile, Path.Combine(folder, name), ct);
            Link(links, name, $"{document.Number} {document.HolderName}");
            foreach (var annex in await annexes.AllAsync(document, ct))
                await CopyAsync(annex.PdfFile, Path.Combine(folder, $"documents/{AnnexFiles.NameOf(document.Number, annex.Kind, annex.Language)}.pdf"), ct);
        }
    }

    private async Task CopyAsync(string hash, string path, CancellationToken ct)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await using var source = await files.OpenAsync(hash, ct);
        await using var target = File.Create(path);
        await source.CopyToAsync(target, ct);
    }

    private string Index(Stage stage, RehearsalSummary summary, StringBuilder links) => $"""
        <!DOCTYPE html>
        <html lang="{Texts.Language}"><head><meta charset="utf-8"><title>{Html(texts["rehearsal.title"])}</title></head>
        <body><h1>{Html(texts["rehearsal.title"])}</h1><p>{Html(stage.Framework.Title.In(Texts.Language))}, {Html(stage.Cohort.Name)}</p>
        <p>{Html(Line(texts, summary))}</p>
        <ul>{links}</ul></body></html>
        """;

    /// <summary>The summary in one line.</summary>
    public static string Line(Texts texts, RehearsalSummary summary) => texts[
        "rehearsal.summary",
        ("candidates", summary.Candidates), ("awarded", summary.Awarded), ("partly", summary.PartlyAwarded), ("deferred", summary.Deferred), ("seconds", Math.Round(summary.Seconds, 1))];

    private static void Link(StringBuilder links, string address, string words) => links.Append("<li><a href=\"").Append(address).Append("\">").Append(Html(words)).Append("</a></li>");

    private static string Html(string text) => HtmlEncoder.Default.Encode(text);
}
