using Acquis.Domain.Candidacies;
using Acquis.Domain.Progress;
using Acquis.Infrastructure;

namespace Acquis.Features.Progress.Observations;

/// <summary>The columns of a file of observations, by the headings under which the program writes them, in French and English, in any order.</summary>
public sealed class ObservationColumns
{
    /// <summary>Headings of a file, in the order in which it is written.</summary>
    private static readonly string[] Keys =
    [
        "observation.head.candidate", "observation.head.assessment", "observation.head.attempt", "observation.head.assessor", "observation.head.criterion",
        "observation.head.text", "observation.head.observation", "observation.head.note", "progress.identifier",
    ];

    private readonly string[] folded;

    public ObservationColumns(IReadOnlyList<string> headings)
    {
        folded = [.. headings.Select(Identity.Fold)];
        (Attempt, Assessor, Criterion) = (Find("observation.head.attempt"), Find("observation.head.assessor"), Find("observation.head.criterion"));
        (Observation, Note) = (Find("observation.head.observation"), Find("observation.head.note"));
    }

    /// <summary>The headings in the current language.</summary>
    public static IReadOnlyList<string> Headings => [.. Keys.Select(k => Texts.All[k])];

    /// <summary>Index of the column, or -1.</summary>
    public int Attempt { get; }

    /// <summary>E-mail address of the assessor whose grid it is; -1, or empty in a row, for one's own.</summary>
    public int Assessor { get; }

    public int Criterion { get; }

    public int Observation { get; }

    public int Note { get; }

    /// <summary>Whether a file says of which criterion what was observed.</summary>
    public bool SaySomething => Criterion >= 0 && (Observation >= 0 || Note >= 0);

    /// <summary>Whether a row says anything: the export leaves room for what is not observed yet.</summary>
    public bool IsFilledIn(ReadRow row) => row.Text(Observation).Length > 0 || row.Text(Note).Length > 0;

    private int Find(string key) => Array.FindIndex(folded, f => f.Length > 0 && (f == Fold("fr", key) || f == Fold("en", key)));

    private static string Fold(string language, string key) => Identity.Fold(Texts.All.Get(language, key, new Dictionary<string, object?>()));
}

/// <summary>Observations as a file and a page name them.</summary>
public static class ObservationNames
{
    private static readonly (Observation Value, string Key)[] All =
        [(Observation.Met, "met"), (Observation.Partly, "partly"), (Observation.NotMet, "not-met"), (Observation.NotObserved, "not-observed")];

    private static readonly Dictionary<string, Observation> Known = All
        .SelectMany(o => new[] { Named("fr", o.Key), Named("en", o.Key), o.Key }.Select(n => (Name: Identity.Fold(n), o.Value)))
        .DistinctBy(n => n.Name).ToDictionary(n => n.Name, n => n.Value);

    /// <summary>The name in the current language; empty for none.</summary>
    public static string Of(Observation? observation) => observation is { } seen ? Named(Texts.Language, Array.Find(All, o => o.Value == seen).Key) : "";

    /// <summary>The names in the current language, as a list to write from.</summary>
    public static string Accepted => string.Join(", ", All.Select(o => Named(Texts.Language, o.Key)));

    /// <summary>Reads a name in either language; null where it is none.</summary>
    public static Observation? Read(string text) => Known.TryGetValue(Identity.Fold(text), out var observation) ? observation : null;

    private static string Named(string language, string key) => Texts.All.Get(language, $"progress.observation.{key}", new Dictionary<string, object?>());
}
