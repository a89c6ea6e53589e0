using static Acquis.Domain.Frameworks.FrameworkPlace;

namespace Acquis.Domain.Frameworks;

/// <summary>How bad a finding is.</summary>
public enum Severity
{
    /// <summary>The framework cannot be published.</summary>
    Error,

    /// <summary>Told, and left to people.</summary>
    Warning,
}

/// <summary>What is wrong, or doubtful, in a framework.</summary>
/// <param name="Code">Stable code, key of its sentence, such as <c>framework.competence-not-assessed</c>.</param>
/// <param name="Place">Where, as <see cref="FrameworkPlace"/> writes it: <c>blocks/1/competences/C.3</c>.</param>
/// <param name="Args">Named arguments of the sentence.</param>
public sealed record LintFinding(Severity Severity, string Code, string Place, IReadOnlyDictionary<string, object?> Args);

/// <summary>Checks a framework as a whole: what no reader of a single value can see.</summary>
public static class FrameworkLint
{
    /// <summary>Every finding; a framework without any of severity <see cref="Severity.Error"/> can be published.</summary>
    public static IReadOnlyList<LintFinding> Findings(Framework framework)
    {
        var lint = new LintRun(framework);
        new StructureLint(lint).Run();
        new ReferenceLint(lint).Run();
        new RuleLint(lint).Run();
        TextsOf(lint);
        return lint.Findings;
    }

    private static void TextsOf(LintRun lint)
    {
        foreach (var (text, place) in FrameworkTexts.Of(lint.Framework))
        {
            var (french, english) = (!string.IsNullOrWhiteSpace(text.Fr), !string.IsNullOrWhiteSpace(text.En));
            if (!french)
                lint.Error(english ? "framework.french-missing" : "framework.text-empty", place);
            else if (!english)
                lint.Warning("framework.english-missing", place);
        }
    }
}

/// <summary>One check of one framework, with what it found so far.</summary>
internal sealed class LintRun(Framework framework)
{
    private readonly List<LintFinding> findings = [];

    public Framework Framework { get; } = framework;

    public IReadOnlyList<LintFinding> Findings => findings;

    public void Error(string code, string place, params (string Name, object? Value)[] args) =>
        findings.Add(new LintFinding(Severity.Error, code, place, args.ToDictionary(a => a.Name, a => a.Value)));

    public void Warning(string code, string place, params (string Name, object? Value)[] args) =>
        findings.Add(new LintFinding(Severity.Warning, code, place, args.ToDictionary(a => a.Name, a => a.Value)));

    /// <summary>Every competence with its place.</summary>
    public IEnumerable<(Competence Item, string Place)> Competences() =>
        Each(Framework.Blocks, "blocks", b => b.Code).SelectMany(b => Each(b.Item.Competences, In(b.Place, "competences"), c => c.Code));

    /// <summary>Every assessment with its place.</summary>
    public IEnumerable<(Assessment Item, string Place)> Assessments() => Each(Framework.Assessments, "assessments", a => a.Code);

    /// <summary>Every requirement with its place.</summary>
    public IEnumerable<(Requirement Item, string Place)> Requirements() => Each(Framework.Requirements, "requirements", r => r.Code);
}
