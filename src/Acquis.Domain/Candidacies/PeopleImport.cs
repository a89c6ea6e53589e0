using Acquis.Domain.Journal;

namespace Acquis.Domain.Candidacies;

/// <summary>What a file of people is about.</summary>
public enum PeopleImportKind
{
    /// <summary>Candidates to enrol in a cohort, with their company and tutor where the file has them.</summary>
    Candidates,

    /// <summary>Companies and tutors of candidates who are enrolled already.</summary>
    Companies,
}

/// <summary>Where an import stands.</summary>
public enum PeopleImportState
{
    /// <summary>Read, and shown to whoever confirms it: nothing is written.</summary>
    Previewed,

    /// <summary>Confirmed: its rows are written.</summary>
    Written,

    /// <summary>Given up: its rows are gone.</summary>
    Dropped,
}

/// <summary>Import d'un fichier de personnes into a cohort: read and shown first, written when a registrar confirms it.</summary>
public sealed class PeopleImport
{
    private PeopleImport()
    {
    }

    public Id<PeopleImport> Id { get; private set; }

    public Id<Cohort> CohortId { get; private set; }

    public PeopleImportKind Kind { get; private set; }

    /// <summary>Name under which the file came.</summary>
    public string FileName { get; private set; } = "";

    /// <summary>SHA-256 of the file's content.</summary>
    public string FileHash { get; private set; } = "";

    /// <summary>How the file was read: its format or encoding, and the separator of a CSV.</summary>
    public string Form { get; private set; } = "";

    /// <summary>The headings as they stand in the file.</summary>
    public IReadOnlyList<string> Headings { get; private set; } = [];

    /// <summary>Headings of the file that mean nothing to the program; their columns are not taken.</summary>
    public IReadOnlyList<string> IgnoredColumns { get; private set; } = [];

    /// <summary>Places of cells that hold the result of a formula, the first few of them; nothing is computed.</summary>
    public IReadOnlyList<string> ComputedCells { get; private set; } = [];

    /// <summary>Rows of the file below its headings.</summary>
    public int Rows { get; private set; }

    public Actor PreviewedBy { get; private set; }

    public DateTimeOffset PreviewedAt { get; private set; }

    public PeopleImportState State { get; private set; }

    /// <summary>Who wrote it or gave it up.</summary>
    public Actor? EndedBy { get; private set; }

    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>Rows written.</summary>
    public int Written { get; private set; }

    /// <summary>How many choices and answers were given: each makes what somebody else sees of it stale.</summary>
    public int Answers { get; private set; }

    public int Version { get; private set; }

    /// <summary>Takes note of a file that was read.</summary>
    public static PeopleImport Preview(Id<PeopleImport> id, Id<Cohort> cohort, PeopleImportKind kind, PeopleFile file, Actor by, DateTimeOffset now) => new()
    {
        Id = id,
        CohortId = cohort,
        Kind = kind,
        FileName = file.Name,
        FileHash = file.Hash,
        Form = file.Form,
        Headings = [.. file.Headings],
        IgnoredColumns = [.. file.IgnoredColumns],
        ComputedCells = [.. file.ComputedCells],
        Rows = file.Rows,
        PreviewedBy = by,
        PreviewedAt = now,
    };

    /// <summary>Why nothing can be chosen, answered, written or given up any more.</summary>
    public IEnumerable<Refusal> WhyNotChange()
    {
        if (State is PeopleImportState.Written)
            yield return Refusal.Of("import.already-written", ("at", EndedAt));

        if (State is PeopleImportState.Dropped)
            yield return Refusal.Of("import.already-dropped", ("at", EndedAt));
    }

    /// <summary>Notes that rows were chosen or a doubt answered.</summary>
    /// <exception cref="RefusedException">It is written or given up.</exception>
    public void Answer()
    {
        Refusal.ThrowIfAny(WhyNotChange());
        Answers++;
    }

    /// <summary>Why it cannot be written now.</summary>
    /// <param name="chosen">Rows that would be written.</param>
    public IEnumerable<Refusal> WhyNotWrite(int chosen) => chosen == 0 ? WhyNotChange().Append(Refusal.Of("import.nothing-to-write")) : WhyNotChange();

    /// <summary>Confirms it; the rows are written with it.</summary>
    /// <exception cref="RefusedException">See <see cref="WhyNotWrite"/>.</exception>
    public PeopleImported Write(int written, Actor by, DateTimeOffset now)
    {
        Refusal.ThrowIfAny(WhyNotWrite(written));
        (State, Written, EndedBy, EndedAt) = (PeopleImportState.Written, written, by, now);
        return new(Id, CohortId, Kind, FileHash, Rows, written);
    }

    /// <summary>Gives it up.</summary>
    /// <exception cref="RefusedException">It is written or given up already.</exception>
    public PeopleImportDropped Drop(Actor by, DateTimeOffset now)
    {
        Refusal.ThrowIfAny(WhyNotChange());
        (State, EndedBy, EndedAt) = (PeopleImportState.Dropped, by, now);
        return new(Id, CohortId, FileHash);
    }
}

/// <summary>What is known of a file that was read.</summary>
public sealed record PeopleFile(string Name, string Hash, string Form, int Rows, IReadOnlyList<string> Headings, IReadOnlyList<string> IgnoredColumns, IReadOnlyList<string> ComputedCells);

/// <summary>A file of people was written into a cohort.</summary>
/// <param name="Rows">Rows of the file.</param>
/// <param name="Written">Rows that were written.</param>
public sealed record PeopleImported(Id<PeopleImport> PeopleImport, Id<Cohort> Cohort, PeopleImportKind Kind, string FileHash, int Rows, int Written) : Fact
{
    public override IEnumerable<Subject> Subjects => [Subject.Of(PeopleImport), Subject.Of(Cohort)];
}

/// <summary>A file of people that had been read was given up; nothing of it was written.</summary>
public sealed record PeopleImportDropped(Id<PeopleImport> PeopleImport, Id<Cohort> Cohort, string FileHash) : Fact
{
    public override IEnumerable<Subject> Subjects => [Subject.Of(PeopleImport), Subject.Of(Cohort)];
}
