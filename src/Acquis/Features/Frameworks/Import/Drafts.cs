namespace Acquis.Features.Frameworks.Import;

internal sealed class BlockDraft(string code, string title, int line)
{
    public string Code { get; } = code;

    public string Title { get; set; } = title;

    public int Line { get; } = line;

    public List<ActivityDraft> Activities { get; } = [];

    public List<CompetenceDraft> Competences { get; } = [];
}

internal sealed class ActivityDraft(string code, string title)
{
    public string Code { get; } = code;

    public string Title { get; set; } = title;

    public List<string> Tasks { get; } = [];
}

internal sealed class CompetenceDraft(string code, string text, SourcePlace place)
{
    public string Code { get; } = code;

    public string Text { get; set; } = text;

    public SourcePlace Place { get; } = place;

    public List<ActivityDraft> Activities { get; } = [];
}

/// <summary>An épreuve being read.</summary>
internal sealed class AssessmentDraft(SourcePlace place)
{
    public SourcePlace Place { get; } = place;

    /// <summary>Kind of the method as written, or empty.</summary>
    public string Kind { get; set; } = "";

    public List<string> Text { get; } = [];

    /// <summary>Codes of the competences that the method itself names.</summary>
    public List<string> Named { get; } = [];

    public List<CompetenceDraft> Competences { get; } = [];

    public List<GroupDraft> Groups { get; } = [];
}

/// <summary>A group of criteria being read.</summary>
internal sealed class GroupDraft(string? title, int line)
{
    public string? Title { get; } = title;

    public int Line { get; } = line;

    public List<string> Items { get; } = [];
}

/// <summary>The final examination: a stage of the certification that assesses no competence of its own.</summary>
internal sealed class ExamDraft(SourcePlace place)
{
    public SourcePlace Place { get; } = place;

    /// <summary>What the column of competences says of it.</summary>
    public List<string> Presentation { get; } = [];

    public string? PortfolioText { get; set; }

    public string? PortfolioCriterion { get; set; }

    public string? DefenceTitle { get; set; }

    public List<string> DefenceText { get; } = [];

    public List<GroupDraft> Groups { get; } = [];

    public string? Interview { get; set; }
}
