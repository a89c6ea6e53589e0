using Acquis.Domain.Frameworks;

namespace Acquis.Features.Frameworks.Import;

/// <summary>What the importer read in a certifier's document: a framework to be completed, and everything a person still has to look at.</summary>
/// <param name="Framework">The framework as read, in French only; its award rules and requirements are proposals.</param>
/// <param name="Doubts">What the importer was unsure of, in the order of the document.</param>
/// <param name="Unplaced">Text that stands nowhere in blocs, assessments, requirements, scale, conditions or footnotes, once each.</param>
public sealed record ImportProposal(Framework Framework, IReadOnlyList<Doubt> Doubts, IReadOnlyList<string> Unplaced);

/// <summary>One thing that a person has to settle. Its sentence is the text of the same key as <paramref name="Code"/>.</summary>
/// <param name="Code">Stable code, such as <c>framework.import-group-link</c>.</param>
/// <param name="Place">Where in the document.</param>
/// <param name="Target">What the answer changes: code of a competence, of an assessment, or <c>E10#2</c> for its second group of criteria;
/// null where there is nothing to choose, only to read.</param>
/// <param name="Args">Named arguments of the sentence.</param>
/// <param name="Proposed">What the importer proposes, or null where it proposes nothing.</param>
/// <param name="Alternatives">The other answers, if they can be listed.</param>
public sealed record Doubt(
    string Code,
    SourcePlace Place,
    string? Target,
    IReadOnlyDictionary<string, object?> Args,
    string? Proposed,
    IReadOnlyList<string> Alternatives)
{
    /// <summary>The answer by which something proposed is not asked for.</summary>
    public const string NotAsked = "–";
}

/// <summary>Place in the source document.</summary>
/// <param name="Line">Line number from 1; 0 for the document as a whole.</param>
/// <param name="Block">Code of the bloc, or null outside blocs.</param>
public sealed record SourcePlace(int Line, string? Block = null);

/// <summary>Collects doubts while a document is read.</summary>
internal sealed class DoubtList
{
    private readonly List<Func<Doubt>> _doubts = [];

    public IReadOnlyList<Doubt> Sorted => [.. _doubts.Select(make => make()).OrderBy(d => d.Place.Line == 0 ? int.MaxValue : d.Place.Line)];

    /// <summary>Adds a doubt. Its alternatives are listed at the end, when what follows in the document is known too.</summary>
    public void Add(string code, SourcePlace place, string? target, string? proposed, IEnumerable<string> alternatives,
        params (string Name, object? Value)[] args) =>
        _doubts.Add(() => new Doubt($"framework.import-{code}", place, target, args.ToDictionary(a => a.Name, a => a.Value), proposed,
            [.. alternatives.Where(a => a != proposed).Distinct()]));
}
