using System.Globalization;
using Acquis.Domain;
using Acquis.Domain.Candidacies;
using Acquis.Infrastructure;

namespace Acquis.Features.Candidacies.Import;

/// <summary>What would become of a row.</summary>
public enum RowState
{
    /// <summary>Somebody new is registered and enrolled; of a file of companies: the company or tutor is changed.</summary>
    Ready,

    /// <summary>Somebody known already is enrolled.</summary>
    Known,

    /// <summary>Nothing changes: it is so already.</summary>
    Unchanged,

    /// <summary>Somebody must say whether it is a person who is known.</summary>
    Doubtful,

    /// <summary>It cannot be written; its problems say why.</summary>
    Bad,

    /// <summary>It was written.</summary>
    Written,
}

/// <summary>What a row says, as values.</summary>
public sealed record RowContent
{
    /// <summary>The civil status; null in a file of companies.</summary>
    public Identity? Identity { get; init; }

    public string? Email { get; init; }

    /// <summary>Language of letters; French in previews of the time before it was asked.</summary>
    public string MailLanguage { get; init; } = Person.UsualMailLanguage;

    public AccessRoute Route { get; init; }

    public DateOnly EnteredOn { get; init; }

    /// <summary>Chosen blocs, or null for the whole certification.</summary>
    public IReadOnlyList<string>? Blocks { get; init; }

    public HostCompany? Company { get; init; }

    /// <summary>The candidacy whose company changes, in a file of companies.</summary>
    public Id<Candidacy>? Candidacy { get; init; }

    /// <summary>The cells of a row that cannot be written, as they came, so that it can be given back for correction.</summary>
    public IReadOnlyList<string>? Cells { get; init; }
}

/// <summary>Why a row cannot be written: a code and its arguments as text.</summary>
public sealed record RowProblem(string Code, IReadOnlyDictionary<string, string> Args)
{
    public static RowProblem Of(Refusal refusal) => new(
        refusal.Code, refusal.Args.ToDictionary(a => a.Key, a => Convert.ToString(a.Value, CultureInfo.InvariantCulture) ?? ""));

    /// <summary>The same as a refusal, for the sentence in the reader's language.</summary>
    public Refusal ToRefusal() => new(Code, Args.ToDictionary(a => a.Key, a => (object?)a.Value));
}

/// <summary>Somebody whom a row may be: a person of the register, or the person of an earlier row.</summary>
public sealed record Alike(Id<Person>? Person, int? Row, Likeness Likeness)
{
    /// <summary>Reads whom somebody says that a row is: <c>none</c> (then null), a person's id, or <c>row-</c> and the number of an earlier row.</summary>
    /// <exception cref="NotFoundException">It is none of these.</exception>
    public static Alike? Said(string answer) => answer switch
    {
        "none" => null,
        _ when answer.StartsWith("row-", StringComparison.Ordinal) && int.TryParse(answer.AsSpan(4), CultureInfo.InvariantCulture, out var number) => new(null, number, default),
        _ => Id<Person>.TryParse(answer, null, out var person) ? new(person, null, default) : throw new NotFoundException(),
    };
}

/// <summary>One row of a file that was read, with what would become of it. It stands in the database: previews outlive a restart and are the same on every node.</summary>
public sealed class ImportRow
{
    private ImportRow()
    {
    }

    public ImportRow(Id<PeopleImport> import, int number, string name) => (ImportId, Number, Name) = (import, number, name);

    public Id<PeopleImport> ImportId { get; private set; }

    /// <summary>Number of the row as the spreadsheet shows it.</summary>
    public int Number { get; private set; }

    /// <summary>Who the row is about, to show in lists.</summary>
    public string Name { get; private set; } = "";

    public RowState State { get; set; }

    /// <summary>Whether the registrar left it out.</summary>
    public bool IsLeftOut { get; set; }

    /// <summary>What it says; emptied once it is written.</summary>
    public RowContent Content { get; set; } = new();

    public IReadOnlyList<RowProblem> Problems { get; set; } = [];

    public IReadOnlyList<Alike> Alike { get; set; } = [];

    /// <summary>The known person that it is, found or chosen.</summary>
    public Id<Person>? PersonId { get; set; }

    /// <summary>Whether somebody said that it is none of those alike.</summary>
    public bool IsToldApart { get; set; }

    /// <summary>The candidacy that was made or changed.</summary>
    public Id<Candidacy>? CandidacyId { get; set; }

    /// <summary>Whether confirming the import writes it.</summary>
    public bool IsToWrite => !IsLeftOut && State is (RowState.Ready or RowState.Known);
}
