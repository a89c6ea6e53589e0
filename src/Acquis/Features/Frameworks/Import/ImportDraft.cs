namespace Acquis.Features.Frameworks.Import;

/// <summary>Everything read so far.</summary>
internal sealed class ImportDraft
{
    private readonly HashSet<string> _seen = [];
    private readonly List<string> _unplaced = [];

    public string? Title { get; set; }

    public List<BlockDraft> Blocks { get; } = [];

    public List<AssessmentDraft> Assessments { get; } = [];

    public ExamDraft? Exam { get; set; }

    public List<ScaleLine> Scale { get; } = [];

    public List<string> Conditions { get; } = [];

    public List<(string Mark, string Text)> Footnotes { get; } = [];

    public DoubtList Doubts { get; } = new();

    public CodeSpelling ActivityCodes { get; } = new("A");

    public CodeSpelling CompetenceCodes { get; } = new("C");

    /// <summary>Whether the row being read is the first after a page break.</summary>
    public bool PageBreak { get; set; }

    public IReadOnlyList<string> Unplaced => _unplaced;

    public BlockDraft? Current { get; set; }

    /// <summary>Keeps a text that has no place, once.</summary>
    public void Unplace(string text)
    {
        if (text.Length > 0 && _seen.Add(text))
        {
            _unplaced.Add(text);
        }
    }

    public SourcePlace Place(int line) => new(line, Current?.Code);

    /// <summary>The bloc of that code begins, or goes on after a page break.</summary>
    public void EnterBlock(string code, string title, int line)
    {
        Current = Blocks.Find(b => b.Code == code);
        if (Current is null)
        {
            Blocks.Add(Current = new BlockDraft(code, title, line));
        }
        else if (Current.Title != title)
        {
            Doubts.Add("block-twice", Place(line), code, Current.Title, [title], ("block", code));
            Unplace(title);
        }
    }

    /// <summary>The bloc being read; a document without headings of blocs has one.</summary>
    public BlockDraft RequireBlock(int line)
    {
        if (Current is null)
        {
            EnterBlock("1", Title ?? "", line);
            Doubts.Add("block-implied", Place(line), null, "1", []);
        }

        return Current!;
    }

    /// <summary>The code in the document's common spelling; a doubt when it was written otherwise.</summary>
    public string Spell(CodedLine line, SourcePlace place, CodeSpelling spelling)
    {
        var code = spelling.Of(line.Number);
        if (spelling.Differs(line))
        {
            Doubts.Add("code-spelling", place, null, code, [line.Written], ("written", line.Written), ("code", code));
        }

        return code;
    }
}

/// <summary>A line of the scale.</summary>
internal sealed record ScaleLine(int Value, string Label, string? Descriptor);
