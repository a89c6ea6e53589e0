using System.Globalization;
using Acquis.Domain;
using Acquis.Domain.Frameworks;
using Acquis.Features.Frameworks.Import;

namespace Acquis.Features.Frameworks;

/// <summary>What an answer to a doubt changes in a draft. No text is lost: what has no place any more stands among those without one.</summary>
internal static class DoubtEffects
{
    /// <summary>The framework as the answer, one that the doubt allows, makes it. A doubt that only asks to be read changes nothing.</summary>
    public static Framework Apply(Framework framework, Doubt doubt, string answer) => doubt.Code switch
    {
        "framework.import-title-missing" => framework with { Title = new(answer.Trim()) },
        "framework.import-edition" => framework with { Edition = answer.Trim() },
        "framework.import-threshold" when Number(answer) is { } level => framework with { Scale = framework.Scale with { Threshold = level } },
        "framework.import-assessors" when Number(answer) is { } assessors => framework with { Confirmation = framework.Confirmation with { Assessors = assessors } },
        "framework.import-list-continued" or "framework.import-list-continued-page" when Departs(doubt, answer) =>
            MoveTasks(framework, doubt.Target!, answer, Text(doubt, "text"), Number(Text(doubt, "count"))!.Value),
        "framework.import-requirement-proposed" when answer == Doubt.NotAsked => WithoutRequirement(framework, doubt.Proposed!),
        "framework.import-footnote-anchor" when answer.Length > 0 =>
            framework with { Footnotes = [.. framework.Footnotes.Select(f => f.Mark == Text(doubt, "mark") ? f with { Anchor = answer } : f)] },
        "framework.import-activity-link" => LinkActivities(framework, doubt.Target!, OpenDoubts.Codes(answer)),
        "framework.import-group-link" => LinkGroup(framework, doubt.Target!, OpenDoubts.Codes(answer)),
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

    /// <summary>Whether the answer is another than the one that the framework already holds.</summary>
    private static bool Departs(Doubt doubt, string answer) => doubt.Target is not null && answer.Length > 0 && answer != doubt.Proposed;

    /// <summary>Keeps among the texts without a place the title that was not chosen instead of the one that was, so that none is lost.</summary>
    private static Framework Exchange(Framework framework, Doubt doubt, string chosen) =>
        framework with { Unplaced = [.. framework.Unplaced.Select(u => u.Fr == chosen ? new Bilingual(doubt.Proposed!) : u)] };

    /// <summary>Target <c>2/A.1</c>: the activity A.1 of bloc 2.</summary>
    private static Framework RetitleActivity(Framework framework, string target, string title)
    {
        var (block, code) = Split(target);
        return ChangeActivities(framework, block, a => a.Code == code ? a with { Title = new(title) } : a);
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

    /// <summary>Says which activities a competence serves.</summary>
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

    /// <summary>Changes one assessment.</summary>
    private static Framework Change(Framework framework, string assessment, Func<Assessment, Assessment> change) =>
        framework with { Assessments = [.. framework.Assessments.Select(a => a.Code == assessment ? change(a) : a)] };

    /// <summary>Moves tasks that follow each other from one activity to another of its bloc. Target <c>2/A.1</c>: they stand in A.1 of bloc 2.</summary>
    private static Framework MoveTasks(Framework framework, string target, string to, string first, int count)
    {
        var (block, from) = Split(target);
        var tasks = framework.Blocks.Where(b => b.Code == block).SelectMany(b => b.Activities).Where(a => a.Code == from).SelectMany(a => a.Tasks).ToList();
        var start = tasks.FindIndex(t => t.Fr == first);
        if (start < 0)
            return framework;

        var moved = tasks[start..Math.Min(start + count, tasks.Count)];
        tasks.RemoveRange(start, moved.Count);
        return ChangeActivities(framework, block, a => a.Code == from ? a with { Tasks = tasks } : a.Code == to ? a with { Tasks = [.. a.Tasks, .. moved] } : a);
    }

    /// <summary>Takes a requirement out, and out of the award rules; its text is kept among those without a place.</summary>
    private static Framework WithoutRequirement(Framework framework, string code)
    {
        if (framework.Requirements.FirstOrDefault(r => r.Code == code) is not { } requirement)
            return framework;

        return framework with
        {
            Requirements = [.. framework.Requirements.Where(r => r != requirement)],
            Award = framework.Award with
            {
                Admission = framework.Award.Admission is { } admission ? Without(admission, code) : null,
                Certification = Without(framework.Award.Certification, code) ?? framework.Award.Certification,
            },
            Footnotes = [.. framework.Footnotes.Select(f => f.Anchor == code ? f with { Anchor = null } : f)],
            Unplaced = [.. framework.Unplaced.Concat(TextsOf(requirement)).Distinct()],
        };
    }

    private static IEnumerable<Bilingual> TextsOf(Requirement requirement) =>
        new[] { requirement.Text, requirement.Interview }
            .Concat(requirement.Criteria.SelectMany(g => g.Items.Select(c => (Bilingual?)c.Text).Prepend(g.Title)))
            .OfType<Bilingual>();

    /// <summary>A rule of the kind that the import proposes without a requirement; null where nothing of it is left.</summary>
    private static Rule? Without(Rule rule, string requirement) => rule switch
    {
        RequirementMet met when met.Requirement == requirement => null,
        AllOf all => all.Rules.Select(r => Without(r, requirement)).OfType<Rule>().ToList() is { Count: > 0 } left ? new AllOf(left) : null,
        _ => rule,
    };

    private static (string Block, string Activity) Split(string target)
    {
        var slash = target.IndexOf('/', StringComparison.Ordinal);
        return (target[..slash], target[(slash + 1)..]);
    }

    private static Framework ChangeActivities(Framework framework, string block, Func<Activity, Activity> change) => framework with
    {
        Blocks = [.. framework.Blocks.Select(b => b.Code == block ? b with { Activities = [.. b.Activities.Select(change)] } : b)],
    };

    private static string Text(Doubt doubt, string argument) => Convert.ToString(doubt.Args[argument], CultureInfo.InvariantCulture)!;

    private static int? Number(string text) => int.TryParse(text, CultureInfo.InvariantCulture, out var number) ? number : null;
}
