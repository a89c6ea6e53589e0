using System.Globalization;
using System.Text.Json;
using Acquis.Data;
using Acquis.Domain;
using Acquis.Domain.Frameworks;
using Acquis.Features.Frameworks.Import;

namespace Acquis.Features.Frameworks;

/// <summary>What a person still has to settle in a draft, as the version keeps it, and what an answer changes in the framework.</summary>
public static class OpenDoubts
{
    /// <summary>The doubts that a version keeps; none for empty text.</summary>
    public static IReadOnlyList<Doubt> Read(string json) => json.Length == 0
        ? []
        : [.. JsonSerializer.Deserialize<List<Doubt>>(json, Conversions.Json)!.Select(d => d with { Args = d.Args.ToDictionary(a => a.Key, a => Plain(a.Value)) })];

    /// <summary>The text for a version to keep; empty when nothing is left.</summary>
    public static string Write(IReadOnlyList<Doubt> doubts) => doubts.Count == 0 ? "" : JsonSerializer.Serialize(doubts, Conversions.Json);

    /// <summary>Whether the answer is free text: nothing was proposed from which to choose, and it changes something.</summary>
    public static bool TakesText(Doubt doubt) => doubt.Code is "framework.import-title-missing" or "framework.import-edition" or "framework.import-kind-missing";

    /// <summary>Whether one of several answers is chosen here, because it changes something; where it does not, another answer goes by the file.</summary>
    public static bool Chooses(Doubt doubt) => doubt.Alternatives.Count > 0
        && doubt.Code is not ("framework.import-code-spelling" or "framework.import-criteria-link")
        && (doubt.Target is not null || ConcernsTheWhole(doubt));

    private static bool ConcernsTheWhole(Doubt doubt) => doubt.Code is
        "framework.import-threshold" or "framework.import-assessors" or "framework.import-requirement-proposed" or "framework.import-footnote-anchor";

    /// <summary>An answer as a person reads it: a code beside what it is the code of.</summary>
    public static string Named(Framework framework, Doubt doubt, string answer, Func<Bilingual, string> say) => doubt.Code switch
    {
        "framework.import-activity-link" when framework.Blocks.FirstOrDefault(b => b.Competences.Any(c => c.Code == doubt.Target)) is { } block =>
            Beside(answer, code => block.Activities.FirstOrDefault(a => a.Code == code)?.Title, say),
        "framework.import-group-link" or "framework.import-method-alone" or "framework.import-method-link" or "framework.import-unknown-competence" =>
            Beside(answer, code => framework.Competences.FirstOrDefault(c => c.Code == code)?.Caption(), say),
        "framework.import-list-continued" or "framework.import-list-continued-page" =>
            Beside(answer, code => framework.Blocks.FirstOrDefault(b => b.Code == doubt.Place.Block)?.Activities.FirstOrDefault(a => a.Code == code)?.Title, say),
        "framework.import-not-assessed" => Beside(answer, code => framework.Assessments.FirstOrDefault(a => a.Code == code)?.Kind, say),
        "framework.import-exam-criterion" or "framework.import-final-exam" or "framework.import-requirement-proposed" =>
            framework.Requirements.FirstOrDefault(r => r.Code == answer) is { } requirement ? say(requirement.Title) : answer,
        _ => answer,
    };

    /// <summary>The framework as the answer makes it. A doubt that only asks to be read changes nothing.</summary>
    /// <exception cref="RefusedException">The answer is none that the doubt allows.</exception>
    public static Framework Answer(Framework framework, Doubt doubt, string answer)
    {
        if (TakesText(doubt) && string.IsNullOrWhiteSpace(answer))
            throw new RefusedException("framework.doubt-without-answer");

        if (!TakesText(doubt) && answer.Length > 0 && answer != doubt.Proposed && !doubt.Alternatives.Contains(answer))
            throw new RefusedException("framework.doubt-unknown-answer", ("answer", answer));

        return DoubtEffects.Apply(framework, doubt, answer);
    }

    private static string Beside(string codes, Func<string, Bilingual?> find, Func<Bilingual, string> say) =>
        string.Join(", ", Codes(codes).Select(c => find(c) is { } text ? $"{c} {say(text)}" : c));

    /// <summary>The codes of an answer that names several.</summary>
    internal static string[] Codes(string answer) => answer.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static object? Plain(object? value) => value is not JsonElement json ? value : json.ValueKind switch
    {
        JsonValueKind.Number when json.TryGetInt32(out var number) => number,
        JsonValueKind.Array => json.EnumerateArray().Select(e => e.ToString()).ToList(),
        JsonValueKind.Null => null,
        _ => json.ToString(),
    };
}

/// <summary>A doubt left by an import was settled.</summary>
/// <param name="Doubt">Code of the doubt.</param>
/// <param name="Target">What the answer changes, or null where the doubt only asked to be read.</param>
public sealed record DoubtSettled(Id<FrameworkVersion> FrameworkVersion, string Doubt, string? Target, string Answer) : Fact
{
    public override IEnumerable<Subject> Subjects => [Subject.Of(FrameworkVersion)];
}
