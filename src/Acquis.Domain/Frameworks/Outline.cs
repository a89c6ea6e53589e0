using System.Globalization;
using static Acquis.Domain.Frameworks.FrameworkPlace;

namespace Acquis.Domain.Frameworks;

/// <summary>A part of a framework that has a code, flattened for comparison.</summary>
/// <param name="Key">The same in two frameworks for the same part: kind and code.</param>
/// <param name="Parent">Key of what it belongs to; another one means that it moved.</param>
/// <param name="Siblings">Key of the list in which its order counts.</param>
/// <param name="Head">The text by which people know it.</param>
/// <param name="Values">Its values by key; each a list, of one text where it is single.</param>
internal sealed record Part(
    string Key, string Parent, string Siblings, string Place, Bilingual Head, IReadOnlyDictionary<string, IReadOnlyList<Bilingual>> Values);

/// <summary>Flattens a framework into its parts, in order, losing nothing.</summary>
internal static class Outline
{
    public static IReadOnlyList<Part> Of(Framework f)
    {
        List<Part> parts = [.. Parts(f)];

        // A draft may give a code twice; the second part with it is another part.
        return [.. parts.Zip(Segments(parts.Select(p => p.Key)), (part, key) => part with { Key = key })];
    }

    private static IEnumerable<Part> Parts(Framework f) =>
    [
        Part("framework", "", "", "", f.Title, [
            ("code", One(f.Code)), ("edition", One(f.Edition)), ("title", [f.Title]),
            ("scale/threshold", One(f.Scale.Threshold)), .. Policy(f.Confirmation), .. Award(f.Award),
            ("conditions", f.Conditions), ("unplaced", f.Unplaced)]),
        .. Each(f.Scale.Levels, "scale/levels", l => $"{l.Value}").Select(l => Part(
            $"level {l.Item.Value}", "", "levels", l.Place, l.Item.Label, [("label", [l.Item.Label]), ("descriptor", One(l.Item.Descriptor))])),
        .. Each(f.Blocks, "blocks", b => b.Code).SelectMany(b => OfBlock(b.Item, b.Place)),
        .. Each(f.Assessments, "assessments", a => a.Code).SelectMany(a => OfAssessment(a.Item, a.Place)),
        .. Each(f.Modules, "modules", m => m.Code).Select(m => Part(
            $"module {m.Item.Code}", "", "modules", m.Place, m.Item.Title, [("title", [m.Item.Title])])),
        .. Each(f.Requirements, "requirements", r => r.Code).SelectMany(r => OfRequirement(r.Item, r.Place)),
        .. Each(f.Footnotes, "footnotes").Select(n => Part(
            $"footnote {n.Place}", "", "footnotes", n.Place, n.Item.Text,
            [("mark", One(n.Item.Mark)), ("text", [n.Item.Text]), ("anchor", One(n.Item.Anchor))])),
    ];

    private static IEnumerable<Part> OfBlock(Block block, string place)
    {
        var key = $"block {block.Code}";
        yield return Part(key, "", "blocks", place, block.Title, [
            ("title", [block.Title]), ("optionGroup", One(block.OptionGroup)), ("rule", One(block.Rule))]);

        foreach (var (activity, at) in Each(block.Activities, In(place, "activities"), a => a.Code))
            yield return Part(
                $"activity {block.Code}/{activity.Code}", key, $"{key}/activities", at, activity.Title,
                [("title", [activity.Title]), ("tasks", activity.Tasks)]);

        foreach (var (competence, at) in Each(block.Competences, In(place, "competences"), c => c.Code))
            yield return Part($"competence {competence.Code}", key, $"{key}/competences", at, competence.Text, [
                ("name", One(competence.Name)), ("text", [competence.Text]), ("activities", Many(competence.Activities)),
                ("transversal", One(competence.Transversal))]);
    }

    private static IEnumerable<Part> OfAssessment(Assessment a, string place)
    {
        var key = $"assessment {a.Code}";
        var part = Part(key, "", "assessments", place, a.Text, [
            ("kind", [a.Kind]), ("text", [a.Text]), ("competences", Many(a.Competences)), ("languages", Many(a.Languages)),
            ("group", One(a.Group)), ("oral", One(a.Oral)), ("minutes", One(a.Minutes)), ("drawn", One(a.Drawn)),
            ("subject", One(a.Subject == SubjectOrigin.Bank ? "bank" : "candidate")), ("handedOut", a.HandedOut), ("handedIn", a.HandedIn),
            ("criteria", GroupTitles(a.Criteria))]);
        return [part, .. OfGrid(a.Criteria, key, place)];
    }

    private static IEnumerable<Part> OfRequirement(Requirement r, string place)
    {
        var key = $"requirement {r.Code}";
        var part = Part(key, "", "requirements", place, r.Title, [
            ("kind", One(Word(r.Kind))), ("title", [r.Title]), ("text", One(r.Text)), ("interview", One(r.Interview)),
            ("criteria", GroupTitles(r.Criteria))]);
        return [part, .. OfGrid(r.Criteria, key, place)];
    }

    /// <summary>A group has no code: its criteria name it by its number.</summary>
    private static IEnumerable<Part> OfGrid(IReadOnlyList<CriterionGroup> groups, string key, string place) =>
        Each(groups, In(place, "criteria")).SelectMany(group => Each(group.Item.Items, In(group.Place, "items"), c => c.Code).Select(c => Part(
            $"criterion {c.Item.Code}", key, $"{key}/criteria", c.Place, c.Item.Text,
            [("text", [c.Item.Text]), ("competences", Many(c.Item.Competences)), ("group", One(group.Place[(place.Length + 1)..]))])));

    private static IReadOnlyList<Bilingual> GroupTitles(IReadOnlyList<CriterionGroup> groups) =>
        [.. groups.Select(g => g.Title ?? new Bilingual(""))];

    private static IEnumerable<(string Key, IReadOnlyList<Bilingual> Values)> Policy(ConfirmationPolicy policy) =>
    [
        ("confirmation/lanes", Many(policy.Lanes.Select(Word))),
        ("confirmation/sameSide", One(Word(policy.SameSide))),
        ("confirmation/attempts", One(Word(policy.Attempts))),
        ("confirmation/assessments", One(Word(policy.Assessments))),
        ("confirmation/assessors", One(policy.Assessors)),
        ("confirmation/juryPrevails", One(policy.JuryPrevails)),
    ];

    private static IEnumerable<(string Key, IReadOnlyList<Bilingual> Values)> Award(AwardRules award) =>
    [
        ("award/block", One(award.Block)),
        ("award/admission", One(award.Admission)),
        ("award/certification", One(award.Certification)),
        ("award/blockValidityYears", One(award.BlockValidityYears)),
    ];

    private static Part Part(
        string key, string parent, string siblings, string place, Bilingual head, (string Key, IReadOnlyList<Bilingual> Values)[] values) =>
        new(key, parent, siblings, place, head, values.ToDictionary(v => v.Key, v => v.Values));

    private static IReadOnlyList<Bilingual> One(Bilingual? text) => text is null ? [] : [text];

    private static IReadOnlyList<Bilingual> One(string? text) => text is null ? [] : [new Bilingual(text)];

    private static IReadOnlyList<Bilingual> One(Rule? rule) => rule is null ? [] : One(RuleText.OneLine(rule));

    private static IReadOnlyList<Bilingual> One(int? number) => One(number?.ToString(CultureInfo.InvariantCulture));

    private static IReadOnlyList<Bilingual> One(bool truth) => One(truth ? "true" : "false");

    private static IReadOnlyList<Bilingual> Many(IEnumerable<string> codes) => [.. codes.Select(c => new Bilingual(c))];

    private static string Word<T>(T value)
        where T : struct, Enum
    {
        var name = value.ToString();
        return char.ToLowerInvariant(name[0]) + name[1..];
    }
}
