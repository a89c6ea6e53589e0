using static Acquis.Domain.Frameworks.FrameworkPlace;

namespace Acquis.Domain.Frameworks;

/// <summary>Codes that refer to something which must exist, and competences that somebody must assess.</summary>
internal sealed class ReferenceLint(LintRun lint)
{
    private readonly Framework framework = lint.Framework;
    private readonly HashSet<string> competences = [.. lint.Framework.Competences.Select(c => c.Code)];

    public void Run()
    {
        foreach (var (block, place) in Each(framework.Blocks, "blocks", b => b.Code))
            Activities(block, place);

        var assessed = framework.Assessments.SelectMany(a => a.Competences).ToHashSet();
        foreach (var (competence, place) in lint.Competences().Where(c => !assessed.Contains(c.Item.Code)))
            lint.Error("framework.competence-not-assessed", place, ("competence", competence.Code));

        foreach (var (assessment, place) in lint.Assessments())
            Assessment(assessment, place);

        foreach (var (criterion, place) in lint.Requirements().SelectMany(r => FrameworkTexts.Criteria(r.Item.Criteria, r.Place)))
            Competences(criterion.Competences, In(place, "competences"));

        Footnotes();
    }

    private void Activities(Block block, string blockPlace)
    {
        foreach (var (competence, place) in Each(block.Competences, In(blockPlace, "competences"), c => c.Code))
        {
            foreach (var (activity, at) in Each(competence.Activities, In(place, "activities")))
            {
                if (block.Activities.All(a => a.Code != activity))
                    lint.Error("framework.unknown-activity", at, ("activity", activity), ("block", block.Code));
            }
        }
    }

    private void Assessment(Assessment assessment, string place)
    {
        Competences(assessment.Competences, In(place, "competences"));
        foreach (var (criterion, at) in FrameworkTexts.Criteria(assessment.Criteria, place))
        {
            Competences(criterion.Competences, In(at, "competences"));
            foreach (var (code, where) in Each(criterion.Competences, In(at, "competences")))
            {
                if (competences.Contains(code) && !assessment.Competences.Contains(code))
                    lint.Error("framework.criterion-elsewhere", where, ("competence", code), ("assessment", assessment.Code));
            }
        }
    }

    private void Competences(IReadOnlyList<string> codes, string place)
    {
        foreach (var (code, at) in Each(codes, place).Where(c => !competences.Contains(c.Item)))
            lint.Error("framework.unknown-competence", at, ("competence", code));

        foreach (var (code, at) in Each(codes, place).Where((c, i) => codes.Take(i).Contains(c.Item)))
            lint.Error("framework.duplicate-reference", at, ("code", code));
    }

    private void Footnotes()
    {
        HashSet<string> anchors =
            [.. competences, .. framework.Assessments.Select(a => a.Code), .. framework.Requirements.Select(r => r.Code)];
        foreach (var (note, place) in Each(framework.Footnotes, "footnotes"))
        {
            if (note.Anchor is { } anchor && !anchors.Contains(anchor))
                lint.Error("framework.unknown-anchor", In(place, "anchor"), ("anchor", anchor));
        }
    }
}
