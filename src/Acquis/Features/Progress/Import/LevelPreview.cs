using System.Security.Cryptography;
using System.Text;
using Acquis.Domain;
using Acquis.Domain.Candidacies;
using Acquis.Domain.Frameworks;
using Acquis.Domain.Progress;

namespace Acquis.Features.Progress.Import;

/// <summary>How a cell of a file differs from what is recorded.</summary>
public enum CellDifference
{
    /// <summary>It says nothing.</summary>
    Nothing,

    /// <summary>It is recorded so already.</summary>
    Same,

    /// <summary>Nothing stands for it, or it is a later level of a lane that is followed over time.</summary>
    Fresh,

    /// <summary>It replaces what is recorded, with a reason.</summary>
    Changed,

    /// <summary>It cannot be recorded.</summary>
    Refused,
}

/// <summary>One cell of a file beside what is recorded.</summary>
/// <param name="Text">What the file says.</param>
/// <param name="Former">The rating that stands, as far as it concerns who imports; null for none.</param>
/// <param name="Place">Where the cell stands in the file, such as <c>D12</c>.</param>
public sealed record CellPreview(
    string Competence, string Text, CellDifference Difference, Judgement? Judgement, Rating? Former, string Place, Refusal? Why)
{
    public bool IsToWrite => Difference is CellDifference.Fresh or CellDifference.Changed;
}

/// <summary>One row of a file.</summary>
/// <param name="Why">Why the row is nobody's; null where it is somebody's.</param>
public sealed record RowPreview(int Number, string Name, Id<Candidacy>? Candidacy, IReadOnlyList<CellPreview> Cells, Refusal? Why);

/// <summary>A file of levels beside what is recorded now. It is computed each time from the rows as read, so that it is never older than the page that shows it.</summary>
public sealed record LevelPreview(LevelImport Import, Cohort Cohort, Framework Framework, IReadOnlyList<RowPreview> Rows)
{
    public int Count(CellDifference difference) => Rows.Sum(r => r.Cells.Count(c => c.Difference == difference));

    public int BadRows => Rows.Count(r => r.Why is not null);

    /// <summary>SHA-256 of everything that confirming would write, so that what is confirmed is what was looked at.</summary>
    public string Digest()
    {
        var told = new StringBuilder();
        foreach (var row in Rows)
        {
            foreach (var cell in row.Cells.Where(c => c.IsToWrite))
                told.Append(row.Candidacy).Append(' ').Append(cell.Competence).Append(' ').Append(cell.Judgement).Append(' ').Append(cell.Former?.Id).Append('\n');
        }

        return HashOf(told);
    }

    internal static string HashOf(StringBuilder told) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(told.ToString())));
}
