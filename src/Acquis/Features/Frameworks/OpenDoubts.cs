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
        && (doubt.Target is not null || doubt.Code is "framework.import-threshold");

    /// <summary>An answer as a person reads it: a code beside what it is the code of.</summary>
    public static string Named(Framework framework, Doubt doubt, string answer, Func<Bilingual, string> say) => doubt.Code switch
    {
        "framework.import-activity-link" when framework.Blocks.FirstOrDefault(b => b.Competences.Any(c => c.Code == doubt.Target)) is { } block =>
            Beside(answer, code => block.Activities.FirstOrDefault(a => a.Code == code)?.Title, say),
        "framework.import-group-link" or "framework.import-method-alone" or "framework.import-method-link" or "framework.import-unknown-competence" =>
            Beside(answer, code => framework.Competences.FirstOrDefault(c => c.Code == code)?.Caption(), say),
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

        return doubt.Code switch
        {
            "framework.import-title-missing" => framework with { Title = new(answer.Trim()) },
            "framework.import-edition" => framework with { Edition = answer.Trim() },
            "framework.import-threshold" when Number(answer) is { } level => framework with { Scale = framework.Scale with { Threshold = level } },
            "framework.import-activity-link" => LinkActivities(framework, doubt.Target!, Codes(answer)),
            "framework.import-group-link" => LinkGroup(framework, doubt.Target!, Codes(answer)),
            "framework.import-kind-differs" or "framework.import-kind-missing" when answer.Length > 0 =>
                Change(framework, doubt.Target!, a => a with { Kind = new(answer.Trim()) }),
            "framework.import-block-twice" when Departs(doubt, answer) => Exchange(framework, doubt, answer) with
            {
                Blocks = [.. framework.Blocks.Select(b => b.Code == doubt.Target ? b with { Title = new(answer) } : b)],
            },
            "framework.import-activity-twice" when Departs(doubt, answer) => RetitleActivity(Exchange(framework, doubt, answer), doubt.Target!, answer),
            "framework.import-exam-criterion" when Departs(doubt, answer) => MoveToDefence(framework, doubt.Proposed!, answer, doubt.Target!),
            "framework.import-method-alone" or "framework.import-method-link" when Departs(doubt, answer) => Change(
                framework, doubt.Target!, a => a with { Competences = [.. a.Competences.Select(c => c == doubt.Proposed ? answer : c).Distinct()] }),
            "framework.import-not-assessed" when answer.Length > 0 =>
                Change(framework, answer, a => a with { Competences = [.. a.Competences.Append(doubt.Target!).Distinct()] }),
            "framework.import-unknown-competence" when answer.Length > 0 =>
                Change(framework, doubt.Target!, a => a with { Competences = [.. a.Competences.Append(answer).Distinct()] }),
            _ => framework,
        };
    }

    /// <summary>Whether the answer is another than the one that the framework already holds.</summary>
    private static bool Departs(Doubt doubt, string answer) => doubt.Target is not null && answer.Length > 0 && answer != doubt.Proposed;

    /// <summary>Keeps among the texts without a place the title that was not chosen instead of the one that was, so that none is lost.</summary>
    private static Framework Exchange(Framework framework, Doubt doubt, string chosen) =>
        framework with { Unplaced = [.. framework.Unplaced.Select(u => u.Fr == chosen ? new Bilingual(doubt.Proposed!) : u)] };

    /// <summary>Target <c>2/A.1</c>: the activity A.1 of bloc 2.</summary>
    private static Framework RetitleActivity(Framework framework, string target, string title)
    {
        var (block, code) = (target[..target.IndexOf('/', StringComparison.Ordinal)], target[(target.IndexOf('/', StringComparison.Ordinal) + 1)..]);
        return framework with
        {
            Blocks =
            [
                .. framework.Blocks.Select(b => b.Code != block ? b : b with
                {
                    Activities = [.. b.Activities.Select(a => a.Code == code ? a with { Title = new(title) } : a)],
                }),
            ],
        };
    }

    /// <summary>Takes a line out of the text of one requirement and makes it the last criterion of another.</summary>
    private static Framework MoveToDefence(Framework framework, string from, string to, string line)
    {
        var number = framework.Requirements.Where(r => r.Code == to).SelectMany(r => r.Criteria).Sum(g => g.Items.Count) + 1;
        var criterion = new Criterion("S" + number.ToString(CultureInfo.InvariantCulture), new(line), []);
        return framework with
        {
            Requirements =
            [
                .. framework.Requirements.Select(r => r.Code == from ? r with { Text = Without(r.Text, line) }
                    : r.Code != to ? r
                    : r with { Criteria = [.. r.Criteria.SkipLast(1), r.Criteria.Count == 0 ? new(null, [criterion]) : r.Criteria[^1] with { Items = [.. r.Criteria[^1].Items, criterion] }] }),
            ],
        };
    }

    private static Bilingual? Without(Bilingual? text, string line) =>
        text is not null && string.Join('\n', text.Fr.Split('\n').Where(l => l != line)) is { Length: > 0 } left ? new(left) : null;

    private static string Beside(string codes, Func<string, Bilingual?> find, Func<Bilingual, string> say) =>
        string.Join(", ", Codes(codes).Select(c => find(c) is { } text ? $"{c} {say(text)}" : c));

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
