using Acquis.Domain;
using Acquis.Domain.Frameworks;

namespace Acquis.Features.Frameworks;

/// <summary>Writes a framework as a file that a training manager can go on editing.</summary>
internal sealed class FrameworkWriter
{
    private readonly YamlTextWriter yaml = new();

    public string Write(Framework f)
    {
        yaml.Code("format", FrameworkYaml.Format);
        yaml.Code("code", f.Code);
        yaml.Code("edition", f.Edition);
        Text("title", f.Title);
        yaml.Blank();
        yaml.Map("scale", () => Scale(f.Scale));
        yaml.Blank();
        yaml.List("blocks", f.Blocks, Block);
        yaml.Blank();
        yaml.List("assessments", f.Assessments, Assessment);
        Section("modules", f.Modules, Module);
        Section("requirements", f.Requirements, Requirement);
        yaml.Blank();
        yaml.Map("confirmation", () => Confirmation(f.Confirmation));
        yaml.Blank();
        yaml.Map("award", () => Award(f.Award));
        Texts("conditions", f.Conditions, blank: true);
        Section("footnotes", f.Footnotes, Footnote);
        Texts("unplaced", f.Unplaced, blank: true);
        return yaml.ToString();
    }

    private void Section<T>(string key, IReadOnlyList<T> items, Action<T> write)
    {
        if (items.Count == 0)
            return;

        yaml.Blank();
        yaml.List(key, items, write);
    }

    private void Scale(MasteryScale scale)
    {
        yaml.Number("threshold", scale.Threshold);
        yaml.List("levels", scale.Levels, l =>
        {
            yaml.Number("value", l.Value);
            Text("label", l.Label);
            Text("descriptor", l.Descriptor);
        });
    }

    private void Block(Block block)
    {
        yaml.Code("code", block.Code);
        Text("title", block.Title);
        yaml.Code("optionGroup", block.OptionGroup);
        Rule("rule", block.Rule);
        if (block.Activities.Count > 0)
            yaml.List("activities", block.Activities, Activity);

        yaml.List("competences", block.Competences, Competence);
    }

    private void Activity(Activity activity)
    {
        yaml.Code("code", activity.Code);
        Text("title", activity.Title);
        Texts("tasks", activity.Tasks);
    }

    private void Competence(Competence competence)
    {
        yaml.Code("code", competence.Code);
        Text("name", competence.Name);
        Text("text", competence.Text);
        if (competence.Activities.Count > 0)
            yaml.Codes("activities", competence.Activities);

        yaml.Flag("transversal", competence.Transversal);
    }

    private void Assessment(Assessment assessment)
    {
        yaml.Code("code", assessment.Code);
        Text("kind", assessment.Kind);
        Text("text", assessment.Text);
        yaml.Codes("competences", assessment.Competences);
        yaml.Codes("languages", assessment.Languages);
        yaml.Flag("group", assessment.Group);
        yaml.Flag("oral", assessment.Oral);
        if (assessment.Minutes is { } minutes)
            yaml.Number("minutes", minutes);

        Text("drawn", assessment.Drawn);
        if (assessment.Subject != SubjectOrigin.Bank)
            yaml.Code("subject", ValueReader.CamelCase(assessment.Subject));

        Texts("handedOut", assessment.HandedOut);
        Texts("handedIn", assessment.HandedIn);
        yaml.List("criteria", assessment.Criteria, Group);
    }

    private void Group(CriterionGroup group)
    {
        Text("title", group.Title);
        yaml.List("items", group.Items, c =>
        {
            yaml.Code("code", c.Code);
            Text("text", c.Text);
            if (c.Competences.Count > 0)
                yaml.Codes("competences", c.Competences);
        });
    }

    private void Module(TrainingModule module)
    {
        yaml.Code("code", module.Code);
        Text("title", module.Title);
    }

    private void Requirement(Requirement requirement)
    {
        yaml.Code("code", requirement.Code);
        yaml.Code("kind", ValueReader.CamelCase(requirement.Kind));
        Text("title", requirement.Title);
        Text("text", requirement.Text);
        if (requirement.Criteria.Count > 0)
            yaml.List("criteria", requirement.Criteria, Group);

        Text("interview", requirement.Interview);
    }

    private void Confirmation(ConfirmationPolicy policy)
    {
        yaml.Codes("lanes", [.. policy.Lanes.Select(ValueReader.CamelCase)]);
        yaml.Code("sameSide", ValueReader.CamelCase(policy.SameSide));
        yaml.Code("attempts", ValueReader.CamelCase(policy.Attempts));
        yaml.Code("assessments", ValueReader.CamelCase(policy.Assessments));
        yaml.Number("assessors", policy.Assessors);
        yaml.Raw("juryPrevails", policy.JuryPrevails ? "true" : "false");
    }

    private void Award(AwardRules award)
    {
        Rule("block", award.Block);
        Rule("admission", award.Admission);
        Rule("certification", award.Certification);
        if (award.BlockValidityYears is { } years)
            yaml.Number("blockValidityYears", years);
    }

    private void Footnote(Footnote footnote)
    {
        yaml.Text("mark", footnote.Mark);
        Text("text", footnote.Text);
        yaml.Code("anchor", footnote.Anchor);
    }

    private void Rule(string key, Rule? rule)
    {
        if (rule is null)
            return;

        if (RuleText.Leaf(rule) is { } leaf)
            yaml.Text(key, leaf);
        else
            yaml.Map(key, () => RuleGroup(rule));
    }

    private void RuleGroup(Rule rule)
    {
        switch (rule)
        {
            case AllOf r:
                Rules("all", r.Rules);
                break;
            case AnyOf r:
                Rules("any", r.Rules);
                break;
            case AtLeast r:
                yaml.Map("atLeast", () =>
                {
                    yaml.Number("count", r.Count);
                    Rules("of", r.Rules);
                });
                break;
            case Every r:
                yaml.Map("every", () =>
                {
                    yaml.Code("over", RuleText.Range(r.Over));
                    Rule("rule", r.Rule);
                });
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(rule), rule, "A kind of rule without written form.");
        }
    }

    private void Rules(string key, IReadOnlyList<Rule> rules) =>
        yaml.Items(key, rules, r =>
        {
            if (RuleText.Leaf(r) is { } leaf)
                yaml.Item(leaf);
            else
                yaml.ItemMap(() => RuleGroup(r));
        });

    private void Text(string key, Bilingual? text)
    {
        if (text is { En: null })
            yaml.Text(key, text.Fr);
        else if (text is not null)
            yaml.Map(key, () => Languages(text));
    }

    private void Texts(string key, IReadOnlyList<Bilingual> texts, bool blank = false)
    {
        if (texts.Count == 0)
            return;

        if (blank)
            yaml.Blank();

        yaml.Items(key, texts, t =>
        {
            if (t.En is null)
                yaml.Item(t.Fr);
            else
                yaml.ItemMap(() => Languages(t));
        });
    }

    private void Languages(Bilingual text)
    {
        yaml.Text("fr", text.Fr);
        yaml.Text("en", text.En!);
    }
}
