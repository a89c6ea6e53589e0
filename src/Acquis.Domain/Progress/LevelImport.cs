using Acquis.Domain.Candidacies;
using Acquis.Domain.Frameworks;
using Acquis.Domain.Journal;

namespace Acquis.Domain.Progress;

/// <summary>What a file says of candidates.</summary>
public enum LevelFile
{
    /// <summary>Levels of competences, a row for each candidate.</summary>
    Levels,

    /// <summary>Observations of criteria, a row for each criterion of a grid.</summary>
    Observations,
}

/// <summary>Where an import of levels stands.</summary>
public enum LevelImportState
{
    /// <summary>Read, and shown to whoever confirms it: nothing is written.</summary>
    Previewed,

    /// <summary>Confirmed: its levels are recorded.</summary>
    Written,

    /// <summary>Given up: its rows are gone.</summary>
    Dropped,
}

/// <summary>One cell of a file as it was read.</summary>
/// <param name="Refused">Whether its text must not be used: a formula without a result, or an error of the spreadsheet.</param>
public sealed record ReadCell(string Text, bool Refused = false);

/// <summary>One row of a file as it was read.</summary>
/// <param name="Number">Number of the row as the spreadsheet shows it.</param>
public sealed record ReadRow(int Number, IReadOnlyList<ReadCell> Cells)
{
    /// <summary>The cell of a column from 0; empty beyond the end and where there is no such column (-1).</summary>
    public ReadCell CellAt(int column) => column >= 0 && column < Cells.Count ? Cells[column] : new("");

    /// <summary>The text of a column from 0, without the spaces around it.</summary>
    public string Text(int column) => CellAt(column).Text.Trim();
}

/// <summary>What somebody said of a file: whose levels these are, where they were given, and what each column says.</summary>
/// <param name="Assessment">Code of the assessment; null outside the assessors' lane.</param>
/// <param name="OnBehalfOf">Name of the assessor whose levels somebody else imports, or null.</param>
/// <param name="Columns">Code of the competence of each column of the file; null for a column that is not taken.</param>
/// <param name="Reason">Why levels that differ replace those recorded; null where none does.</param>
public sealed record LevelImportPlan(
    Lane Lane, string? Assessment, DateOnly Date, string? OnBehalfOf, IReadOnlyList<string?> Columns, string? Reason);

/// <summary>Import de niveaux, or of the observations that inform them, from a file into a cohort: read and shown cell by cell first, recorded when somebody confirms it.</summary>
public sealed class LevelImport
{
    private LevelImport()
    {
    }

    public Id<LevelImport> Id { get; private set; }

    public Id<Cohort> CohortId { get; private set; }

    public LevelFile Kind { get; private set; }

    /// <summary>Name under which the file came.</summary>
    public string FileName { get; private set; } = "";

    /// <summary>SHA-256 of the file's content.</summary>
    public string FileHash { get; private set; } = "";

    public IReadOnlyList<string> Headings { get; private set; } = [];

    /// <summary>The rows as they were read; empty once it is written or given up.</summary>
    public IReadOnlyList<ReadRow> Rows { get; private set; } = [];

    public LevelImportPlan Plan { get; private set; } = null!;

    public Actor PreviewedBy { get; private set; }

    public DateTimeOffset PreviewedAt { get; private set; }

    public LevelImportState State { get; private set; }

    /// <summary>Who recorded it or gave it up.</summary>
    public Actor? EndedBy { get; private set; }

    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>Levels or observations recorded.</summary>
    public int Written { get; private set; }

    public int Version { get; private set; }

    /// <summary>Takes note of a file that was read.</summary>
    public static LevelImport Preview(
        Id<LevelImport> id, Id<Cohort> cohort, LevelFile kind, string name, string hash, IReadOnlyList<string> headings, IReadOnlyList<ReadRow> rows, LevelImportPlan plan, Actor by,
        DateTimeOffset now) => new()
        {
            Id = id,
            CohortId = cohort,
            Kind = kind,
            FileName = name,
            FileHash = hash,
            Headings = [.. headings],
            Rows = [.. rows],
            Plan = plan,
            PreviewedBy = by,
            PreviewedAt = now,
        };

    /// <summary>Why nothing can be said, recorded or given up any more.</summary>
    public IEnumerable<Refusal> WhyNotChange()
    {
        if (State is LevelImportState.Written)
        {
            yield return Refusal.Of("level-import.already-written", ("at", EndedAt));
        }

        if (State is LevelImportState.Dropped)
        {
            yield return Refusal.Of("level-import.already-dropped", ("at", EndedAt));
        }
    }

    /// <summary>Says anew whose levels these are and what each column says.</summary>
    /// <exception cref="RefusedException">It is written or given up.</exception>
    public void Say(LevelImportPlan plan)
    {
        Refusal.ThrowIfAny(WhyNotChange());
        Plan = plan;
    }

    /// <summary>Why it cannot be recorded now.</summary>
    /// <param name="fresh">Levels that would be recorded.</param>
    /// <param name="changed">Those of them that replace another.</param>
    public IEnumerable<Refusal> WhyNotWrite(int fresh, int changed)
    {
        foreach (var refusal in WhyNotChange())
        {
            yield return refusal;
        }

        if (fresh + changed == 0)
        {
            yield return Refusal.Of("level-import.nothing-to-write");
        }

        if (changed > 0 && string.IsNullOrWhiteSpace(Plan.Reason))
        {
            yield return Refusal.Of("rating.superseded-without-reason");
        }
    }

    /// <summary>Confirms it; the levels are recorded with it.</summary>
    /// <exception cref="RefusedException">See <see cref="WhyNotWrite"/>.</exception>
    public LevelsImported Write(int fresh, int changed, Actor by, DateTimeOffset now)
    {
        Refusal.ThrowIfAny(WhyNotWrite(fresh, changed));
        (State, Written, EndedBy, EndedAt, Rows) = (LevelImportState.Written, fresh + changed, by, now, []);
        return new(Id, CohortId, Plan.Lane, Plan.Assessment, FileHash, fresh, changed);
    }

    /// <summary>Why its observations cannot be entered now.</summary>
    /// <param name="count">Observations that would be entered.</param>
    public IEnumerable<Refusal> WhyNotEnter(int count) =>
        count > 0 ? WhyNotChange() : WhyNotChange().Append(Refusal.Of("level-import.nothing-to-write"));

    /// <summary>Confirms it; the observations are entered with it.</summary>
    /// <param name="grids">Grids in which they stand.</param>
    /// <exception cref="RefusedException">See <see cref="WhyNotEnter"/>.</exception>
    public ObservationsImported Enter(int count, int grids, Actor by, DateTimeOffset now)
    {
        Refusal.ThrowIfAny(WhyNotEnter(count));
        (State, Written, EndedBy, EndedAt, Rows) = (LevelImportState.Written, count, by, now, []);
        return new(Id, CohortId, FileHash, count, grids);
    }

    /// <summary>Gives it up.</summary>
    /// <exception cref="RefusedException">It is written or given up already.</exception>
    public LevelImportDropped Drop(Actor by, DateTimeOffset now)
    {
        Refusal.ThrowIfAny(WhyNotChange());
        (State, EndedBy, EndedAt, Rows) = (LevelImportState.Dropped, by, now, []);
        return new(Id, CohortId, FileHash);
    }
}

/// <summary>A file of levels was recorded in a cohort.</summary>
/// <param name="Fresh">Levels that nothing stood for before.</param>
/// <param name="Changed">Levels that replaced another, with the reason that each carries.</param>
public sealed record LevelsImported(Id<LevelImport> LevelImport, Id<Cohort> Cohort, Lane Lane, string? Assessment, string FileHash, int Fresh, int Changed) : Fact
{
    public override IEnumerable<Subject> Subjects => [Subject.Of(Cohort)];
}

/// <summary>A file of observations was entered in the grids of a cohort. What it holds is not told before those are signed.</summary>
/// <param name="Observations">Observations that are new or that replaced another in a draft.</param>
/// <param name="Grids">Grids in which they stand.</param>
public sealed record ObservationsImported(Id<LevelImport> LevelImport, Id<Cohort> Cohort, string FileHash, int Observations, int Grids) : Fact
{
    public override IEnumerable<Subject> Subjects => [Subject.Of(Cohort)];
}

/// <summary>A file of levels or observations that had been read was given up; nothing of it was recorded.</summary>
public sealed record LevelImportDropped(Id<LevelImport> LevelImport, Id<Cohort> Cohort, string FileHash) : Fact
{
    public override IEnumerable<Subject> Subjects => [Subject.Of(Cohort)];
}
