namespace Acquis.Domain.Frameworks;

/// <summary>
/// Référentiel de certification, as data: blocs, activities, competences, assessments, criteria, scale and award rules (Code du travail,
/// L6113-1). Immutable; its identity once published is the SHA-256 of its canonical JSON. The file format is
/// <c>docs/framework-format.md</c>.
/// </summary>
public sealed record Framework
{
    private readonly IReadOnlyList<Competence> competences = [];

    /// <summary>Short stable name of the framework, lower case with hyphens, such as <c>expert-isi</c>.</summary>
    public required string Code { get; init; }

    /// <summary>Name of this edition (millésime), such as <c>2026</c>.</summary>
    public required string Edition { get; init; }

    /// <summary>Exact title of the certification.</summary>
    public required Bilingual Title { get; init; }

    public required MasteryScale Scale { get; init; }

    /// <summary>Blocs de compétences in their order; at least one.</summary>
    public required IReadOnlyList<Block> Blocks
    {
        get;
        init
        {
            field = value;
            competences = [.. value.SelectMany(b => b.Competences)];
        }
    }

    /// <summary>Épreuves in their order.</summary>
    public required IReadOnlyList<Assessment> Assessments { get; init; }

    /// <summary>Training modules whose reports are expected; empty where each cohort names its own.</summary>
    public IReadOnlyList<TrainingModule> Modules { get; init; } = [];

    /// <summary>What a candidate must have handed in, had validated or gone through besides levels, in the order in which it is asked.</summary>
    public IReadOnlyList<Requirement> Requirements { get; init; } = [];

    public required ConfirmationPolicy Confirmation { get; init; }

    public required AwardRules Award { get; init; }

    /// <summary>Conditions de validation de la certification, word for word, one paragraph each.</summary>
    public IReadOnlyList<Bilingual> Conditions { get; init; } = [];

    public IReadOnlyList<Footnote> Footnotes { get; init; } = [];

    /// <summary>Text of the source document that stands nowhere else, kept so that nothing is lost.</summary>
    public IReadOnlyList<Bilingual> Unplaced { get; init; } = [];

    /// <summary>All competences, in the order of blocs and within each bloc. The index in this list is a competence's column everywhere.</summary>
    public IReadOnlyList<Competence> Competences => competences;
}

/// <summary>Bloc de compétences: a homogeneous set of competences assessed and awarded by itself (L6113-1).</summary>
/// <param name="Code">Code within the framework, such as <c>1</c>.</param>
public sealed record Block(string Code, Bilingual Title, IReadOnlyList<Activity> Activities, IReadOnlyList<Competence> Competences)
{
    /// <summary>Options of which one is chosen carry the same group name; null for a bloc everybody takes.</summary>
    public string? OptionGroup { get; init; }

    /// <summary>Own award rule of this bloc, where it differs from the framework's.</summary>
    public Rule? Rule { get; init; }
}

/// <summary>Activité of the référentiel d'activités. Its key is bloc + code: codes restart in each bloc.</summary>
public sealed record Activity(string Code, Bilingual Title, IReadOnlyList<Bilingual> Tasks);

/// <summary>Compétence of the référentiel de compétences; belongs to one bloc and serves zero or more of its activities.</summary>
/// <param name="Code">Code, unique in the framework, such as <c>C.1</c>.</param>
/// <param name="Activities">Codes of activities of the same bloc.</param>
public sealed record Competence(string Code, Bilingual Text, IReadOnlyList<string> Activities)
{
    /// <summary>Longest caption, in characters.</summary>
    public const int CaptionMaxLength = 64;

    /// <summary>A name of a few words for tables, where the framework gives one.</summary>
    public Bilingual? Name { get; init; }

    /// <summary>What lists call it beside its code: its name, else the beginning of its text, since a code alone tells nobody anything.</summary>
    public Bilingual Caption() => Name ?? Text.Beginning(CaptionMaxLength);

    /// <summary>Compétence transversale: required in every bloc.</summary>
    public bool Transversal { get; init; }
}

/// <summary>Échelle d'évaluation: ordered levels, one of them the threshold from which a competence is acquired.</summary>
/// <param name="Levels">Levels in ascending order of value, at least two.</param>
/// <param name="Threshold">Value of the level from which a competence is acquired.</param>
public sealed record MasteryScale(IReadOnlyList<MasteryLevel> Levels, int Threshold)
{
    /// <summary>The level of that value, or null where the scale has none.</summary>
    public MasteryLevel? Find(int value) => Levels.FirstOrDefault(l => l.Value == value);

    public int Top => Levels[^1].Value;

    public int Bottom => Levels[0].Value;
}

/// <summary>Niveau: a value, its name and what it means.</summary>
public sealed record MasteryLevel(int Value, Bilingual Label, Bilingual? Descriptor = null);

/// <summary>Épreuve: how competences are assessed (modalité), and on which criteria.</summary>
public sealed record Assessment
{
    public required string Code { get; init; }

    /// <summary>Modalité d'évaluation: its kind is data (mise en situation professionnelle simulée, cas pratique…).</summary>
    public required Bilingual Kind { get; init; }

    /// <summary>What the candidate does, word for word.</summary>
    public required Bilingual Text { get; init; }

    /// <summary>Codes of the competences covered; several for one situation that covers several.</summary>
    public required IReadOnlyList<string> Competences { get; init; }

    public required IReadOnlyList<CriterionGroup> Criteria { get; init; }

    /// <summary>Languages in which it may be held ("fr", "en").</summary>
    public IReadOnlyList<string> Languages { get; init; } = ["fr"];

    public bool Group { get; init; }

    public bool Oral { get; init; }

    /// <summary>Duration in minutes, or null where the framework gives none.</summary>
    public int? Minutes { get; init; }

    /// <summary>What is drawn by lot (a scenario, a type of meeting), or null where nothing is.</summary>
    public Bilingual? Drawn { get; init; }

    public SubjectOrigin Subject { get; init; } = SubjectOrigin.Bank;

    /// <summary>What the candidate is given.</summary>
    public IReadOnlyList<Bilingual> HandedOut { get; init; } = [];

    /// <summary>What the candidate hands in.</summary>
    public IReadOnlyList<Bilingual> HandedIn { get; init; } = [];
}

/// <summary>Where the subject of an assessment comes from: the certifier's bank, or the candidate's own experience.</summary>
public enum SubjectOrigin
{
    Bank,
    Candidate,
}

/// <summary>Criteria that stand together, with or without a title.</summary>
public sealed record CriterionGroup(Bilingual? Title, IReadOnlyList<Criterion> Items);

/// <summary>Critère d'évaluation, linked to any number of competences (none: it serves all of its assessment's).</summary>
/// <param name="Code">Code, unique in the framework.</param>
public sealed record Criterion(string Code, Bilingual Text, IReadOnlyList<string> Competences);

/// <summary>Module de formation, whose report (bulletin) is expected.</summary>
public sealed record TrainingModule(string Code, Bilingual Title);

/// <summary>What is asked besides levels: a document, one report for each module, the portfolio, the final defence.</summary>
public sealed record Requirement
{
    /// <summary>Code used by the award rules, such as <c>portfolio</c>.</summary>
    public required string Code { get; init; }

    public required RequirementKind Kind { get; init; }

    public required Bilingual Title { get; init; }

    /// <summary>What is asked, word for word.</summary>
    public Bilingual? Text { get; init; }

    /// <summary>The grid of a defence; empty for the other kinds.</summary>
    public IReadOnlyList<CriterionGroup> Criteria { get; init; } = [];

    /// <summary>The questions-and-answers interview of a defence, where there is one.</summary>
    public Bilingual? Interview { get; init; }
}

/// <summary>How a requirement is met.</summary>
public enum RequirementKind
{
    /// <summary>Handed in once, then validated or refused.</summary>
    Document,

    /// <summary>One report for each expected module; met when each is validated.</summary>
    PerModule,

    /// <summary>Portfolio of evidence over the competences.</summary>
    Portfolio,

    /// <summary>Held before a jury, who judge it sufficient or not on its grid.</summary>
    Defence,
}

/// <summary>A note of the source document, with its mark and the place that refers to it.</summary>
/// <param name="Anchor">What carries the mark: code of an assessment, competence or requirement.</param>
public sealed record Footnote(string Mark, Bilingual Text, string? Anchor);
