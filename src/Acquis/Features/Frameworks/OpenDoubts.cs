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

    /// <summary>The framework as the answer makes it. A doubt that only asks to be read changes nothing.</summary>
    /// <exception cref="RefusedException">The answer is none that the doubt allows.</exception>
    public static Framework Answer(Framework framework, Doubt doubt, string answer)
    {
        if (TakesText(doubt) && string.IsNullOrWhiteSpace(answer))
            throw new RefusedException("framework.doubt-without-answer");

        if (!TakesText(doubt) && answer.Length > 0 && answer != doubt.Proposed && !doubt.Alternatives.Contains(answer))
            throw new RefusedException("framework.doubt-unknown-answer", ("answer", answer));

        return doubt.Code switch
        {
            "framework.import-title-missing" => framework with { Title = new(answer.Trim()) },
            "framework.import-edition" => framework with { Edition = answer.Trim() },
            "framework.import-threshold" when Number(answer) is { } level => framework with { Scale = framework.Scale with { Threshold = level } },
            "framework.import-activity-link" => LinkActivities(framework, doubt.Target!, Codes(answer)),
            "framework.import-group-link" => LinkGroup(framework, doubt.Target!, Codes(answer)),
            "framework.import-kind-differs" or "framework.import-kind-missing" when answer.Length > 0 =>
                Change(framework, doubt.Target!, a => a with { Kind = new(answer.Trim()) }),
            "framework.import-not-assessed" when answer.Length > 0 =>
                Change(framework, answer, a => a with { Competences = [.. a.Competences.Append(doubt.Target!).Distinct()] }),
            "framework.import-unknown-competence" when answer.Length > 0 =>
                Change(framework, doubt.Target!, a => a with { Competences = [.. a.Competences.Append(answer).Distinct()] }),
            _ => framework,
        };
    }

    private static Framework LinkActivities(Framework framework, string competence, IReadOnlyList<string> activities) => framework with
    {
        Blocks =
        [
            .. framework.Blocks.Select(b => b with
            {
                Competences = [.. b.Competences.Select(c => c.Code == competence ? c with { Activities = activities } : c)],
            }),
        ],
    };

    /// <summary>Target <c>E10#2</c>: the second group of criteria of the assessment E10.</summary>
    private static Framework LinkGroup(Framework framework, string target, IReadOnlyList<string> competences)
    {
        var mark = target.LastIndexOf('#');
        var number = int.Parse(target.AsSpan(mark + 1), CultureInfo.InvariantCulture);
        return Change(framework, target[..mark], a => a with
        {
            Criteria =
            [
                .. a.Criteria.Select((group, i) => i == number - 1
                    ? group with { Items = [.. group.Items.Select(c => c with { Competences = competences })] }
                    : group),
            ],
        });
    }

    private static Framework Change(Framework framework, string assessment, Func<Assessment, Assessment> change) =>
        framework with { Assessments = [.. framework.Assessments.Select(a => a.Code == assessment ? change(a) : a)] };

    private static string[] Codes(string answer) => answer.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static int? Number(string text) => int.TryParse(text, CultureInfo.InvariantCulture, out var number) ? number : null;

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
