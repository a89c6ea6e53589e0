using System.Security.Cryptography;
using System.Text;
using Acquis.Domain;
using Acquis.Domain.Candidacies;
using Acquis.Domain.Frameworks;
using Acquis.Domain.Progress;

namespace Acquis.Features.Progress.Mass;

/// <summary>One candidate in the grid of a cohort, as the assessor who asks has filled it in.</summary>
/// <param name="Grid">Their own grid, or null before its first save.</param>
/// <param name="Why">Why no grid may be opened here; empty where one may.</param>
/// <param name="Done">Whether the grid could be signed as it is.</param>
public sealed record CohortGridRow(Id<Candidacy> Id, string Name, Grid? Grid, IReadOnlyList<Refusal> Why, bool Done)
{
    public bool IsSigned => Grid is { State: not GridState.Draft };

    public bool IsOpen => !IsSigned && Why.Count == 0;

    public string Note => Grid?.Content.Comment ?? "";

    /// <summary>What stands in each cell, in the order of the competences.</summary>
    public string[] Cells(IReadOnlyList<Competence> competences) => GridCells.Of(Grid?.Content, competences);
}

/// <summary>The grids of one assessor for a cohort, one assessment and one attempt.</summary>
public sealed record CohortGrid(
    Cohort Cohort, Framework Framework, Assessment Assessment, int Attempt, IReadOnlyList<Competence> Competences, IReadOnlyList<CohortGridRow> Rows)
{
    public int Done => Rows.Count(r => r.Done || r.IsSigned);

    public int ToSign => Rows.Count(r => r.Done);
}

/// <summary>Cells of a grid as texts, and the mark by which a form knows what it was read from.</summary>
public static class GridCells
{
    private const char Between = '|';

    public static string[] Of(GridContent? content, IReadOnlyList<Competence> competences) =>
        [.. competences.Select(c => CellEntry.Of(content?.Judgements.FirstOrDefault(j => j.Competence == c.Code)))];

    /// <summary>What the form was read from: each cell, and a short hash of the note.</summary>
    public static string Mark(IEnumerable<string> cells, string? note) => string.Join(Between, cells.Append(HashOf(note)));

    /// <summary>The cells and the note's hash of a mark; every cell empty where it is not of that many.</summary>
    public static (string[] Cells, string Note) Read(string? mark, int count) =>
        (mark ?? "").Split(Between) is { } parts && parts.Length == count + 1
            ? ([.. parts[..count].Select(CellEntry.Tidy)], parts[count])
            : ([.. Enumerable.Repeat("", count)], "");

    /// <summary>A short hash of a note, only to see whether it has changed; white space counts as one space, since a note of several lines stands on one here.</summary>
    public static string HashOf(string? note) =>
        OneLine(note) is { Length: > 0 } line ? Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(line)))[..12] : "";

    /// <summary>A note on one line.</summary>
    public static string OneLine(string? note) => string.Join(' ', (note ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}

/// <summary>One row of the form as it was sent.</summary>
/// <param name="Typed">What stands in each cell.</param>
/// <param name="Mark">What the form was read from, see <see cref="GridCells.Mark"/>.</param>
public sealed record RowEntry(Id<Candidacy> Candidacy, string[] Typed, string? Note, string? Mark);

/// <summary>The form of a cohort's grid as it was sent: all rows, or those that changed.</summary>
/// <param name="Context">Date, place and language of the grids that this form begins; those begun before keep theirs.</param>
public sealed record CohortEntry(Id<Cohort> Cohort, string Assessment, int Attempt, RatingContext Context, IReadOnlyList<RowEntry> Rows);

/// <summary>What became of one row.</summary>
/// <param name="Mark">What the form shows from now on.</param>
/// <param name="Stale">What somebody else entered meanwhile, by index of the cell; the note is the cell after the last.</param>
/// <param name="Refused">Why a cell is not taken, by its index.</param>
/// <param name="Why">Why the whole row is not taken; empty where it is.</param>
public sealed record RowOutcome(
    Id<Candidacy> Candidacy, string Mark, IReadOnlyDictionary<int, string> Stale, IReadOnlyDictionary<int, Refusal> Refused, IReadOnlyList<Refusal> Why, bool Done)
{
    public bool IsClean => Stale.Count == 0 && Refused.Count == 0 && Why.Count == 0;
}

/// <summary>What became of a form.</summary>
public sealed record EntryOutcome(IReadOnlyList<RowOutcome> Rows, int Signed)
{
    public bool IsClean => Rows.All(r => r.IsClean);

    public bool IsStale => Rows.Any(r => r.Stale.Count > 0);

    public RowOutcome? Of(Id<Candidacy> id) => Rows.FirstOrDefault(r => r.Candidacy == id);
}
