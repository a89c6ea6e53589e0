using Acquis.Domain.Frameworks;

namespace Acquis.Domain.Tests.Frameworks;

public class FrameworkLintTests
{
    private static readonly Rule Level = new CompetenceLevel(null, null);

    [Fact]
    public void A_sound_framework_has_no_finding() => Assert.Empty(FrameworkLint.Findings(Sound.Framework()));

    public static TheoryData<string, string, Func<Framework, Framework>> Faults() => new()
    {
        { "framework.framework-code-malformed", "code", f => f with { Code = "Conseiller numérique" } },
        { "framework.code-missing", "edition", f => f with { Edition = "" } },
        { "framework.scale-too-short", "scale/levels", f => f with { Scale = new MasteryScale([new(2, Sound.Text("Acquis"))], 2) } },
        {
            "framework.duplicate-level", "scale/levels/2#2",
            f => f with { Scale = f.Scale with { Levels = [.. f.Scale.Levels, new(2, Sound.Text("Encore"))] } }
        },
        { "framework.threshold-no-level", "scale/threshold", f => f with { Scale = f.Scale with { Threshold = 7 } } },
        { "framework.no-blocks", "blocks", f => f with { Blocks = [] } },
        { "framework.block-without-competences", "blocks/2", f => f.WithBlock(1, b => b with { Competences = [] }) },
        { "framework.duplicate-code", "blocks/1#2", f => f.WithBlock(1, b => b with { Code = "1" }) },
        {
            "framework.duplicate-code", "blocks/1/activities/A.1#2",
            f => f.WithBlock(0, b => b with { Activities = [.. b.Activities, .. b.Activities] })
        },
        {
            "framework.duplicate-code", "blocks/2/competences/C.1",
            f => f.WithBlock(1, b => b with { Competences = [.. b.Competences, new Competence("C.1", Sound.Text("Bis"), [])] })
        },
        { "framework.code-malformed", "blocks/bloc 2", f => f.WithBlock(1, b => b with { Code = "bloc 2" }) },
        { "framework.duplicate-code", "assessments/E.1#2", f => f.WithAssessment(1, a => a with { Code = "E.1" }) },
        {
            "framework.duplicate-code", "requirements/defence/criteria/1/items/K.1",
            f => f with
            {
                Requirements = [f.Requirements[0] with { Criteria = [new CriterionGroup(null, [new Criterion("K.1", Sound.Text("Bis"), [])])] }],
            }
        },
        {
            "framework.duplicate-code", "modules/M1#2",
            f => f with { Modules = [new TrainingModule("M1", Sound.Text("Un")), new TrainingModule("M1", Sound.Text("Deux"))] }
        },
        { "framework.competence-not-assessed", "blocks/2/competences/C.3", f => f.WithAssessment(1, a => a with { Competences = ["C.1"] }) },
        { "framework.assessment-without-criteria", "assessments/E.2", f => f.WithAssessment(1, a => a with { Criteria = [new(null, [])] }) },
        { "framework.assessment-without-competences", "assessments/E.2", f => f.WithAssessment(1, a => a with { Competences = [] }) },
        {
            "framework.group-without-criteria", "assessments/E.2/criteria/2",
            f => f.WithAssessment(1, a => a with { Criteria = [.. a.Criteria, new(null, [])] })
        },
        { "framework.unknown-competence", "assessments/E.2/competences/2", f => f.WithAssessment(1, a => a with { Competences = ["C.3", "C3"] }) },
        {
            "framework.criterion-elsewhere", "assessments/E.2/criteria/1/items/K.4/competences/1",
            f => f.WithAssessment(1, a => a with { Criteria = [new(null, [new Criterion("K.4", Sound.Text("Correct"), ["C.1"])])] })
        },
        {
            "framework.unknown-activity", "blocks/2/competences/C.3/activities/1",
            f => f.WithBlock(1, b => b with { Competences = [b.Competences[0] with { Activities = ["A.1"] }] })
        },
        { "framework.defence-without-grid", "requirements/defence", f => f with { Requirements = [f.Requirements[0] with { Criteria = [] }] } },
        { "framework.unknown-anchor", "footnotes/1/anchor", f => f with { Footnotes = [new Footnote("*", Sound.Text("Note"), "E.9")] } },
        { "framework.no-lane", "confirmation/lanes", f => f with { Confirmation = new ConfirmationPolicy { Lanes = [] } } },
        { "framework.assessors", "confirmation/assessors", f => f with { Confirmation = new ConfirmationPolicy { Assessors = 3 } } },
        { "framework.text-empty", "blocks/2/title", f => f.WithBlock(1, b => b with { Title = new Bilingual(" ") }) },
        { "framework.french-missing", "blocks/2/title", f => f.WithBlock(1, b => b with { Title = new Bilingual("", "Report") }) },
        {
            "framework.text-empty", "blocks/1/activities/A.1/tasks/1",
            f => f.WithBlock(0, b => b with { Activities = [new("A.1", Sound.Text("Analyse"), [new("")])] })
        },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void A_fault_is_an_error_at_its_place(string code, string place, Func<Framework, Framework> broken) => Assert.Contains(
        (Severity.Error, code, place), FrameworkLint.Findings(broken(Sound.Framework())).Select(f => (f.Severity, f.Code, f.Place)));

    public static TheoryData<string, string, Rule> RuleFaults() => new()
    {
        { "framework.level-outside-scale", "award/certification", new CompetenceLevel("C.1", 4) },
        { "framework.unknown-competence", "award/certification", new CompetenceLevel("C1", null) },
        { "framework.unknown-competence", "award/certification", new ProofIn("C1", ProofContext.Company) },
        { "framework.unknown-block", "award/certification", new BlockAcquired("3") },
        { "framework.unknown-requirement", "award/certification/all/1", new AllOf([new RequirementMet("portfolio")]) },
        { "framework.rule-never-met", "award/certification/all/1", new AllOf([new AnyOf([])]) },
        { "framework.rule-never-met", "award/certification", new AtLeast(2, [new BlockAcquired("1")]) },
        { "framework.rule-never-met", "award/certification", new Every(RuleRange.TransversalCompetences, Level) },
        { "framework.rule-outside-every", "award/certification/any/1", new AnyOf([Level]) },
        { "framework.rule-outside-every", "award/certification/every/rule", new Every(RuleRange.Blocks, Level) },
        { "framework.rule-outside-every", "award/certification", new BlockAcquired(null) },
        { "framework.rule-outside-every", "award/certification", new ModuleValidated(null) },
        { "framework.rule-outside-every", "award/certification/atLeast/of/1", new AtLeast(1, [new ProofIn(null, ProofContext.Training)]) },
    };

    [Theory]
    [MemberData(nameof(RuleFaults))]
    public void A_fault_of_a_rule_is_an_error_at_its_place(string code, string place, Rule rule) => Assert.Equal(
        [(Severity.Error, code, place)], FrameworkLint.Findings(Sound.Framework().WithAward(rule)).Select(f => (f.Severity, f.Code, f.Place)));

    [Fact]
    public void A_rule_that_is_always_met_is_a_warning()
    {
        Rule[] always = [new AllOf([]), new AtLeast(0, [new BlockAcquired("1")])];

        Assert.All(always, rule => Assert.Equal(
            [(Severity.Warning, "framework.rule-always-met")],
            FrameworkLint.Findings(Sound.Framework().WithAward(rule)).Select(f => (f.Severity, f.Code))));
    }

    [Fact]
    public void Modules_may_be_named_by_the_cohort() => Assert.Empty(
        FrameworkLint.Findings(Sound.Framework().WithAward(new Every(RuleRange.Modules, new ModuleValidated(null)))));

    [Fact]
    public void Missing_english_is_a_warning()
    {
        var finding = Assert.Single(FrameworkLint.Findings(Sound.Framework() with { Title = new Bilingual("Conseiller") }));

        Assert.Equal((Severity.Warning, "framework.english-missing", "title"), (finding.Severity, finding.Code, finding.Place));
    }

    [Fact]
    public void Blocs_whose_rules_wait_for_each_other_are_refused_once()
    {
        var framework = Sound.Framework().WithBlock(0, b => b with { Rule = new BlockAcquired("2") })
            .WithBlock(1, b => b with { Rule = new AnyOf([new BlockAcquired("1"), new CompetenceLevel("C.3", 2)]) });

        var finding = Assert.Single(FrameworkLint.Findings(framework));

        Assert.Equal(("framework.rule-cycle", "blocks/1/rule", "1 → 2 → 1"), (finding.Code, finding.Place, finding.Args["blocks"]));
    }

    [Fact]
    public void A_bloc_whose_rule_asks_for_every_bloc_waits_for_itself()
    {
        var framework = Sound.Framework().WithBlock(1, b => b with { Rule = new Every(RuleRange.Blocks, new BlockAcquired(null)) });

        Assert.Equal("framework.rule-cycle", Assert.Single(FrameworkLint.Findings(framework)).Code);
    }

    [Fact]
    public void A_bloc_may_wait_for_another() => Assert.Empty(
        FrameworkLint.Findings(Sound.Framework().WithBlock(1, b => b with { Rule = new BlockAcquired("1") })));
}
