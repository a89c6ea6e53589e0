using static Acquis.Domain.Frameworks.FrameworkPlace;

namespace Acquis.Domain.Frameworks;

/// <summary>Every text of a framework with its place, in the order of the framework.</summary>
internal static class FrameworkTexts
{
    public static IEnumerable<(Bilingual Text, string Place)> Of(Framework f) =>
    [
        (f.Title, "title"),
        .. Each(f.Scale.Levels, "scale/levels", l => $"{l.Value}").SelectMany(l => OfLevel(l.Item, l.Place)),
        .. Each(f.Blocks, "blocks", b => b.Code).SelectMany(b => OfBlock(b.Item, b.Place)),
        .. Each(f.Assessments, "assessments", a => a.Code).SelectMany(a => OfAssessment(a.Item, a.Place)),
        .. Each(f.Modules, "modules", m => m.Code).Select(m => (m.Item.Title, In(m.Place, "title"))),
        .. Each(f.Requirements, "requirements", r => r.Code).SelectMany(r => OfRequirement(r.Item, r.Place)),
        .. Each(f.Conditions, "conditions"),
        .. Each(f.Footnotes, "footnotes").Select(n => (n.Item.Text, In(n.Place, "text"))),
        .. Each(f.Unplaced, "unplaced"),
    ];

    /// <summary>Criteria of one grid with their places.</summary>
    public static IEnumerable<(Criterion Item, string Place)> Criteria(IReadOnlyList<CriterionGroup> groups, string place) =>
        Each(groups, In(place, "criteria")).SelectMany(g => Each(g.Item.Items, In(g.Place, "items"), c => c.Code));

    private static IEnumerable<(Bilingual Text, string Place)> OfLevel(MasteryLevel level, string place) =>
        [(level.Label, In(place, "label")), .. Optional(level.Descriptor, In(place, "descriptor"))];

    private static IEnumerable<(Bilingual Text, string Place)> OfBlock(Block block, string place) =>
    [
        (block.Title, In(place, "title")),
        .. Each(block.Activities, In(place, "activities"), a => a.Code).SelectMany(a => OfActivity(a.Item, a.Place)),
        .. Each(block.Competences, In(place, "competences"), c => c.Code).SelectMany(c => OfCompetence(c.Item, c.Place)),
    ];

    private static IEnumerable<(Bilingual Text, string Place)> OfActivity(Activity activity, string place) =>
        [(activity.Title, In(place, "title")), .. Each(activity.Tasks, In(place, "tasks"))];

    private static IEnumerable<(Bilingual Text, string Place)> OfCompetence(Competence competence, string place) =>
        [.. Optional(competence.Name, In(place, "name")), (competence.Text, In(place, "text"))];

    private static IEnumerable<(Bilingual Text, string Place)> OfAssessment(Assessment assessment, string place) =>
    [
        (assessment.Kind, In(place, "kind")),
        (assessment.Text, In(place, "text")),
        .. Optional(assessment.Drawn, In(place, "drawn")),
        .. Each(assessment.HandedOut, In(place, "handedOut")),
        .. Each(assessment.HandedIn, In(place, "handedIn")),
        .. OfGrid(assessment.Criteria, place),
    ];

    private static IEnumerable<(Bilingual Text, string Place)> OfRequirement(Requirement requirement, string place) =>
    [
        (requirement.Title, In(place, "title")),
        .. Optional(requirement.Text, In(place, "text")),
        .. OfGrid(requirement.Criteria, place),
        .. Optional(requirement.Interview, In(place, "interview")),
    ];

    private static IEnumerable<(Bilingual Text, string Place)> OfGrid(IReadOnlyList<CriterionGroup> groups, string place) =>
    [
        .. Each(groups, In(place, "criteria")).SelectMany(g => Optional(g.Item.Title, In(g.Place, "title"))),
        .. Criteria(groups, place).Select(c => (c.Item.Text, In(c.Place, "text"))),
    ];

    private static IEnumerable<(Bilingual Text, string Place)> Optional(Bilingual? text, string place) =>
        text is null ? [] : [(text, place)];
}
