using System.Text.RegularExpressions;
using static Acquis.Domain.Frameworks.FrameworkPlace;

namespace Acquis.Domain.Frameworks;

/// <summary>Parts that must be there, codes that must be well formed and unique, numbers that must make sense.</summary>
internal sealed partial class StructureLint(LintRun lint)
{
    private readonly Framework framework = lint.Framework;

    public void Run()
    {
        Identity();
        Scale();
        Blocks();
        Codes(lint.Competences().Select(c => (c.Item.Code, c.Place)));
        Assessments();
        Codes(Each(framework.Modules, "modules", m => m.Code).Select(m => (m.Item.Code, m.Place)));
        Requirements();
        Codes([
            .. lint.Assessments().SelectMany(a => FrameworkTexts.Criteria(a.Item.Criteria, a.Place)).Select(c => (c.Item.Code, c.Place)),
            .. lint.Requirements().SelectMany(r => FrameworkTexts.Criteria(r.Item.Criteria, r.Place)).Select(c => (c.Item.Code, c.Place)),
        ]);
        Confirmation();
    }

    private void Identity()
    {
        if (!FrameworkCode().IsMatch(framework.Code))
            lint.Error("framework.framework-code-malformed", "code", ("code", framework.Code));

        if (string.IsNullOrWhiteSpace(framework.Edition))
            lint.Error("framework.code-missing", "edition");
    }

    private void Scale()
    {
        var scale = framework.Scale;
        if (scale.Levels.Count < 2)
            lint.Error("framework.scale-too-short", "scale/levels");

        foreach (var (level, place) in Each(scale.Levels, "scale/levels", l => $"{l.Value}").Where(l => l.Place.Contains('#')))
            lint.Error("framework.duplicate-level", place, ("level", level.Value));

        if (scale.Levels.Zip(scale.Levels.Skip(1)).Any(pair => pair.First.Value > pair.Second.Value))
            lint.Error("framework.levels-unordered", "scale/levels");

        if (scale.Levels.Count > 0 && scale.Find(scale.Threshold) is null)
            lint.Error("framework.threshold-no-level", "scale/threshold", ("level", scale.Threshold));
    }

    private void Blocks()
    {
        if (framework.Blocks.Count == 0)
            lint.Error("framework.no-blocks", "blocks");

        Codes(Each(framework.Blocks, "blocks", b => b.Code).Select(b => (b.Item.Code, b.Place)));
        foreach (var (block, place) in Each(framework.Blocks, "blocks", b => b.Code))
        {
            Codes(Each(block.Activities, In(place, "activities"), a => a.Code).Select(a => (a.Item.Code, a.Place)));
            if (block.Competences.Count == 0)
                lint.Error("framework.block-without-competences", place, ("block", block.Code));

            if (block.OptionGroup is { } group && framework.Blocks.Count(b => b.OptionGroup == group) == 1)
                lint.Warning("framework.option-alone", In(place, "optionGroup"), ("group", group));
        }

        if (framework.Award.BlockValidityYears <= 0)
            lint.Error("framework.number-not-positive", "award/blockValidityYears", ("number", framework.Award.BlockValidityYears));
    }

    private void Assessments()
    {
        Codes(lint.Assessments().Select(a => (a.Item.Code, a.Place)));
        foreach (var (assessment, place) in lint.Assessments())
        {
            if (assessment.Competences.Count == 0)
                lint.Error("framework.assessment-without-competences", place, ("assessment", assessment.Code));

            if (assessment.Criteria.Sum(g => g.Items.Count) == 0)
                lint.Error("framework.assessment-without-criteria", place, ("assessment", assessment.Code));

            if (assessment.Languages.Count == 0 || !assessment.Languages.All(l => LanguageCode().IsMatch(l)))
                lint.Error("framework.languages", In(place, "languages"));

            if (assessment.Minutes <= 0)
                lint.Error("framework.number-not-positive", In(place, "minutes"), ("number", assessment.Minutes));

            EmptyGroups(assessment.Criteria, place);
        }
    }

    private void Requirements()
    {
        Codes(lint.Requirements().Select(r => (r.Item.Code, r.Place)));
        foreach (var (requirement, place) in lint.Requirements())
        {
            var criteria = requirement.Criteria.Sum(g => g.Items.Count);
            if (requirement.Kind == RequirementKind.Defence && criteria == 0)
                lint.Error("framework.defence-without-grid", place, ("requirement", requirement.Code));

            if (requirement.Kind != RequirementKind.Defence && criteria > 0)
                lint.Warning("framework.grid-without-defence", In(place, "criteria"), ("requirement", requirement.Code));

            EmptyGroups(requirement.Criteria, place);
        }
    }

    private void EmptyGroups(IReadOnlyList<CriterionGroup> groups, string place)
    {
        // One finding is enough where the whole grid is empty.
        if (groups.All(g => g.Items.Count == 0))
            return;

        foreach (var (_, at) in Each(groups, In(place, "criteria")).Where(g => g.Item.Items.Count == 0))
            lint.Error("framework.group-without-criteria", at);
    }

    private void Confirmation()
    {
        var policy = framework.Confirmation;
        if (policy.Lanes.Count == 0)
            lint.Error("framework.no-lane", "confirmation/lanes");

        if (policy.Assessors is < 1 or > 2)
            lint.Error("framework.assessors", "confirmation/assessors", ("number", policy.Assessors));
    }

    private void Codes(IEnumerable<(string Code, string Place)> codes)
    {
        var first = new Dictionary<string, string>();
        foreach (var (code, place) in codes)
        {
            if (code.Length == 0)
                lint.Error("framework.code-missing", place);
            else if (!ItemCode().IsMatch(code))
                lint.Error("framework.code-malformed", place, ("code", code));
            else if (!first.TryAdd(code, place))
                lint.Error("framework.duplicate-code", place, ("code", code), ("first", first[code]));
        }
    }

    [GeneratedRegex(@"\A[a-z0-9]+(?:-[a-z0-9]+)*\z")]
    private static partial Regex FrameworkCode();

    [GeneratedRegex(@"\A[\p{L}\p{Nd}][\p{L}\p{Nd}._-]*\z")]
    private static partial Regex ItemCode();

    [GeneratedRegex(@"\A[a-z]{2}\z")]
    private static partial Regex LanguageCode();
}
