using Acquis.Domain;
using Acquis.Domain.Candidacies;
using Acquis.Domain.Journal;
using Acquis.Domain.Progress;
using Acquis.Features.Progress.Observations;
using Acquis.Infrastructure.Sheets;

namespace Acquis.Features.Progress.Import;

/// <summary>The rows of a file that say of whom they speak, as an import keeps them.</summary>
/// <param name="Hash">SHA-256 of the file's content.</param>
internal sealed record NamedRows(string Name, string Hash, IReadOnlyList<string> Headings, IReadOnlyList<ReadRow> Rows)
{
    private const int LongestName = 200;

    /// <summary>Whether its columns say of which criterion what was observed; levels otherwise.</summary>
    public bool HoldObservations => new ObservationColumns(Headings).SaySomething;

    /// <exception cref="RefusedException">The file is no table, too large, or names nobody.</exception>
    public static async Task<NamedRows> ReadAsync(Stream content, string name, CancellationToken ct)
    {
        var (sheet, hash) = await SheetReader.ReadAsync(content, name, ct);
        List<string> headings = [.. sheet.Headings.Cells.Select(c => c.Text)];
        if (!new LevelColumns(headings).NameSomebody)
            throw new RefusedException("level-import.names-nobody", ("name", name));

        var rows = sheet.Rows.Select(r => new ReadRow(r.Number, [.. r.Cells.Select(c => new ReadCell(c.Text ?? "", c.Mark is CellMark.Formula or CellMark.Error))]));
        return new(name.Length <= LongestName ? name : name[..LongestName], hash, headings, [.. rows]);
    }

    /// <summary>The import to be looked at.</summary>
    public LevelImport Preview(Id<Cohort> cohort, LevelFile kind, LevelImportPlan plan, Actor by, DateTimeOffset now) =>
        LevelImport.Preview(Id<LevelImport>.New(now), cohort, kind, Name, Hash, Headings, Rows, plan, by, now);
}
