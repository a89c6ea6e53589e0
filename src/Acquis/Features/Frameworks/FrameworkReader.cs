using Acquis.Domain;
using Acquis.Domain.Frameworks;

namespace Acquis.Features.Frameworks;

/// <summary>Builds a framework from the tree of its file. Goes on after each finding, with something harmless in its place.</summary>
internal sealed class FrameworkReader(Findings findings, Marks marks)
{
    private static readonly Bilingual NoText = new("");

    private readonly ValueReader values = new(findings, marks);
    private readonly RuleReader rules = new(findings, marks);

    public Framework Read(YamlNode node)
    {
        var map = values.Map(node, "");
        map.Required("format", Format, "");
        var framework = new Framework
        {
            Code = map.Required("code", values.Code, ""),
            Edition = map.Required("edition", values.Code, ""),
            Title = map.Required("title", values.Text, NoText),
            Scale = map.Required("scale", Scale, new MasteryScale([], 0)),
            Blocks = map.Required("blocks", (n, p) => values.Keyed(n, p, Block), []),
            Assessments = map.Required("assessments", (n, p) => values.Keyed(n, p, Assessment), []),
            Modules = map.Optional("modules", (n, p) => values.Keyed(n, p, Module), []),
            Requirements = map.Optional("requirements", (n, p) => values.Keyed(n, p, Requirement), []),
            Confirmation = map.Optional("confirmation", Confirmation, new ConfirmationPolicy()),
            Award = map.Required("award", Award, new AwardRules(RuleReader.None, null, RuleReader.None)),
            Conditions = map.Optional("conditions", values.Texts, []),
            Footnotes = map.Optional("footnotes", (n, p) => values.List(n, p, Footnote), []),
            Unplaced = map.Optional("unplaced", values.Texts, []),
        };
        map.RefuseOthers();
        return framework;
    }

    private string Format(YamlNode node, string place)
    {
        var format = values.Code(node, place);
        if (format.Length > 0 && format != FrameworkYaml.Format)
            findings.Add("framework.unsupported-format", node, place, ("value", format), ("known", FrameworkYaml.Format));

        return format;
    }

    private MasteryScale Scale(YamlNode node, string place)
    {
        var map = values.Map(node, place);
        var threshold = map.Required("threshold", values.Number, 0);
        var levels = map.Required("levels", (n, p) => values.Keyed(n, p, Level, "value"), []);
        map.RefuseOthers();
        return new MasteryScale([.. levels.OrderBy(l => l.Value)], threshold);
    }

    private MasteryLevel Level(YamlNode node, string place)
    {
        var map = values.Map(node, place);
        var level = new MasteryLevel(
            map.Required("value", values.Number, 0),
            map.Required("label", values.Text, NoText),
            map.Optional<Bilingual?>("descriptor", values.Text, null));
        map.RefuseOthers();
        return level;
    }

    private Block Block(YamlNode node, string place)
    {
        var map = values.Map(node, place);
        var block = new Block(
            map.Required("code", values.Code, ""),
            map.Required("title", values.Text, NoText),
            map.Optional("activities", (n, p) => values.Keyed(n, p, Activity), []),
            map.Required("competences", (n, p) => values.Keyed(n, p, Competence), []))
        {
            OptionGroup = map.Optional<string?>("optionGroup", values.Code, null),
            Rule = map.Optional<Rule?>("rule", rules.Read, null),
        };
        map.RefuseOthers();
        return block;
    }

    private Activity Activity(YamlNode node, string place)
    {
        var map = values.Map(node, place);
        var activity = new Activity(
            map.Required("code", values.Code, ""),
            map.Required("title", values.Text, NoText),
            map.Optional("tasks", values.Texts, []));
        map.RefuseOthers();
        return activity;
    }

    private Competence Competence(YamlNode node, string place)
    {
        var map = values.Map(node, place);
        var competence = new Competence(
            map.Required("code", values.Code, ""),
            map.Required("text", values.Text, NoText),
            map.Optional("activities", values.Codes, []))
        {
            Name = map.Optional<Bilingual?>("name", values.Text, null),
            Transversal = map.Optional("transversal", values.Truth, false),
        };
        map.RefuseOthers();
        return competence;
    }

    private Assessment Assessment(YamlNode node, string place)
    {
        var map = values.Map(node, place);
        var assessment = new Assessment
        {
            Code = map.Required("code", values.Code, ""),
            Kind = map.Required("kind", values.Text, NoText),
            Text = map.Required("text", values.Text, NoText),
            Competences = map.Required("competences", values.Codes, []),
            Criteria = map.Required("criteria", (n, p) => values.List(n, p, Group), []),
            Languages = map.Optional("languages", values.Codes, ["fr"]),
            Group = map.Optional("group", values.Truth, false),
            Oral = map.Optional("oral", values.Truth, false),
            Minutes = map.Optional<int?>("minutes", (n, p) => values.Number(n, p), null),
            Drawn = map.Optional<Bilingual?>("drawn", values.Text, null),
            Subject = map.Optional("subject", values.Word<SubjectOrigin>, SubjectOrigin.Bank),
            HandedOut = map.Optional("handedOut", values.Texts, []),
            HandedIn = map.Optional("handedIn", values.Texts, []),
        };
        map.RefuseOthers();
        return assessment;
    }

    private CriterionGroup Group(YamlNode node, string place)
    {
        var map = values.Map(node, place);
        var group = new CriterionGroup(
            map.Optional<Bilingual?>("title", values.Text, null),
            map.Required("items", (n, p) => values.Keyed(n, p, Criterion), []));
        map.RefuseOthers();
        return group;
    }

    private Criterion Criterion(YamlNode node, string place)
    {
        var map = values.Map(node, place);
        var criterion = new Criterion(
            map.Required("code", values.Code, ""),
            map.Required("text", values.Text, NoText),
            map.Optional("competences", values.Codes, []));
        map.RefuseOthers();
        return criterion;
    }

    private TrainingModule Module(YamlNode node, string place)
    {
        var map = values.Map(node, place);
        var module = new TrainingModule(map.Required("code", values.Code, ""), map.Required("title", values.Text, NoText));
        map.RefuseOthers();
        return module;
    }

    private Requirement Requirement(YamlNode node, string place)
    {
        var map = values.Map(node, place);
        var requirement = new Requirement
        {
            Code = map.Required("code", values.Code, ""),
            Kind = map.Required("kind", values.Word<RequirementKind>, RequirementKind.Document),
            Title = map.Required("title", values.Text, NoText),
            Text = map.Optional<Bilingual?>("text", values.Text, null),
            Criteria = map.Optional("criteria", (n, p) => values.List(n, p, Group), []),
            Interview = map.Optional<Bilingual?>("interview", values.Text, null),
        };
        map.RefuseOthers();
        return requirement;
    }

    private ConfirmationPolicy Confirmation(YamlNode node, string place)
    {
        var map = values.Map(node, place);
        var usual = new ConfirmationPolicy();
        var policy = new ConfirmationPolicy
        {
            Lanes = map.Optional("lanes", (n, p) => values.List(n, p, values.Word<Lane>), usual.Lanes),
            SameSide = map.Optional("sameSide", values.Word<Agreement>, usual.SameSide),
            Attempts = map.Optional("attempts", values.Word<Combination>, usual.Attempts),
            Assessments = map.Optional("assessments", values.Word<Combination>, usual.Assessments),
            Assessors = map.Optional("assessors", values.Number, usual.Assessors),
            JuryPrevails = map.Optional("juryPrevails", values.Truth, usual.JuryPrevails),
        };
        map.RefuseOthers();
        return policy;
    }

    private AwardRules Award(YamlNode node, string place)
    {
        var map = values.Map(node, place);
        var award = new AwardRules(
            map.Required("block", rules.Read, RuleReader.None),
            map.Optional<Rule?>("admission", rules.Read, null),
            map.Required("certification", rules.Read, RuleReader.None))
        {
            BlockValidityYears = map.Optional<int?>("blockValidityYears", (n, p) => values.Number(n, p), null),
        };
        map.RefuseOthers();
        return award;
    }

    private Footnote Footnote(YamlNode node, string place)
    {
        var map = values.Map(node, place);
        var footnote = new Footnote(
            map.Required("mark", values.Code, ""),
            map.Required("text", values.Text, NoText),
            map.Optional<string?>("anchor", values.Code, null));
        map.RefuseOthers();
        return footnote;
    }
}
