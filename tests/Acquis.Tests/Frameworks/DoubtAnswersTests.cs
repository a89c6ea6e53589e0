using Acquis.Domain.Frameworks;
using Acquis.Features.Frameworks;
using Acquis.Features.Frameworks.Import;

namespace Acquis.Tests.Frameworks;

/// <summary>What a person's answer to a doubt makes of the draft: each choice that is offered has its effect.</summary>
public sealed class DoubtAnswersTests
{
    private const string Twice = """
        ## BLOC 1 – Vendre

        | Activités | Compétences | Modalités d'évaluation | Critères d'évaluation |
        |---|---|---|---|
        | A1 - Prospecter<br>- Appeler | C1 - Vendre un produit | Cas pratique : il vend | - Prix juste |
        | A1 - Démarcher<br>- Relancer | C2 - Relancer un client | Cas pratique : il relance | - Ton courtois |
        |  |  | Oral : il répond | - Réponse claire |

        ## BLOC 1 – Négocier

        | Activités | Compétences | Modalités d'évaluation | Critères d'évaluation |
        |---|---|---|---|
        | A2 - Conclure<br>- Signer | C3 - Conclure une vente | Cas pratique : il conclut | - Contrat signé |
        """;

    [Fact]
    public void The_title_of_a_bloc_is_the_one_chosen_and_the_other_is_kept()
    {
        var (framework, doubt) = Find(Twice, "framework.import-block-twice");

        var chosen = OpenDoubts.Answer(framework, doubt, "Négocier");

        Assert.Equal("Vendre", OpenDoubts.Answer(framework, doubt, "Vendre").Blocks[0].Title.Fr);
        Assert.Equal("Négocier", chosen.Blocks[0].Title.Fr);
        Assert.Contains(chosen.Unplaced, u => u.Fr == "Vendre");
        Assert.DoesNotContain(chosen.Unplaced, u => u.Fr == "Négocier");
    }

    [Fact]
    public void The_title_of_an_activity_is_the_one_chosen_and_its_tasks_stay()
    {
        var (framework, doubt) = Find(Twice, "framework.import-activity-twice");

        var activity = OpenDoubts.Answer(framework, doubt, doubt.Alternatives[0]).Blocks[0].Activities[0];

        Assert.Equal("Démarcher", activity.Title.Fr);
        Assert.Equal(framework.Blocks[0].Activities[0].Tasks, activity.Tasks);
    }

    [Fact]
    public void A_method_on_a_line_of_its_own_assesses_the_competence_chosen()
    {
        var (framework, doubt) = Find(Twice, "framework.import-method-alone");
        var other = doubt.Alternatives[0];

        var changed = OpenDoubts.Answer(framework, doubt, other);

        Assert.Equal([doubt.Proposed!], framework.Assessments.Single(a => a.Code == doubt.Target).Competences);
        Assert.Equal([other], changed.Assessments.Single(a => a.Code == doubt.Target).Competences);
    }

    [Fact]
    public void A_criterion_of_the_final_examination_moves_to_the_defence_when_chosen_so()
    {
        var doubt = ImportSource.Proposal.Doubts.Single(d => d.Code == "framework.import-exam-criterion");
        var framework = ImportSource.Proposal.Framework;

        var moved = OpenDoubts.Answer(framework, doubt, "defence");

        Assert.Equal(framework, OpenDoubts.Answer(framework, doubt, "portfolio"));
        Assert.DoesNotContain(doubt.Target!, Of(moved, "portfolio").Text!.Fr, StringComparison.Ordinal);
        var criteria = Of(moved, "defence").Criteria.SelectMany(g => g.Items).ToList();
        Assert.Equal((11, "S11", doubt.Target), (criteria.Count, criteria[^1].Code, criteria[^1].Text.Fr));
    }

    [Fact]
    public void Tasks_after_a_page_break_go_to_the_activity_chosen_and_none_is_lost()
    {
        var framework = ImportSource.Proposal.Framework;
        var doubt = ImportSource.Proposal.Doubts.First(d => d.Code == "framework.import-list-continued-page");

        var moved = OpenDoubts.Answer(framework, doubt, "A.3");

        Assert.Equal(["A.2", "A.3", "A.4"], doubt.Alternatives);
        var (before, after) = (framework.Blocks[0].Activities, moved.Blocks[0].Activities);
        Assert.Equal("Diagnostic de l’écosystème du client", after[2].Tasks[^4].Fr.Replace('\'', '’'));
        Assert.Equal((before[0].Tasks.Count - 4, before[2].Tasks.Count + 4), (after[0].Tasks.Count, after[2].Tasks.Count));
        Assert.Equal(before.SelectMany(a => a.Tasks).Select(t => t.Fr).Order(), after.SelectMany(a => a.Tasks).Select(t => t.Fr).Order());
    }

    [Fact]
    public void A_requirement_that_is_not_asked_leaves_the_award_rules_and_its_text_is_kept()
    {
        var framework = ImportSource.Proposal.Framework;
        var doubt = ImportSource.Proposal.Doubts.Single(d => d.Code == "framework.import-requirement-proposed" && d.Proposed == "logbook");

        var left = OpenDoubts.Answer(framework, doubt, Doubt.NotAsked);

        Assert.Same(framework, OpenDoubts.Answer(framework, doubt, "logbook"));
        Assert.DoesNotContain(left.Requirements, r => r.Code == "logbook");
        Assert.Equal(0, FrameworkService.Errors(left));
        Assert.Contains(Of(framework, "logbook").Text!, left.Unplaced);
    }

    [Fact]
    public void Without_any_requirement_before_the_defence_there_is_no_stage_of_admission()
    {
        var proposed = ImportSource.Proposal.Doubts.Where(d => d.Code == "framework.import-requirement-proposed").ToList();

        var levelsOnly = proposed.Aggregate(ImportSource.Proposal.Framework, (framework, doubt) => OpenDoubts.Answer(framework, doubt, Doubt.NotAsked));

        Assert.Empty(levelsOnly.Requirements);
        Assert.Null(levelsOnly.Award.Admission);
        Assert.IsType<Every>(Assert.Single(Assert.IsType<AllOf>(levelsOnly.Award.Certification).Rules));
        Assert.Equal(0, FrameworkService.Errors(levelsOnly));
    }

    [Fact]
    public void How_many_assess_is_asked_since_the_document_does_not_say_it()
    {
        var doubt = ImportSource.Proposal.Doubts.Single(d => d.Code == "framework.import-assessors");

        Assert.Equal(2, OpenDoubts.Answer(ImportSource.Proposal.Framework, doubt, "2").Confirmation.Assessors);
    }

    [Fact]
    public void A_note_that_nothing_refers_to_is_anchored_where_a_person_says()
    {
        var (framework, doubt) = Find(Twice + "\n\n² Hors taxes, sauf mention contraire.\n", "framework.import-footnote-anchor");

        Assert.Equal("C2", OpenDoubts.Answer(framework, doubt, "C2").Footnotes.Single().Anchor);
    }

    [Fact]
    public void No_choice_is_offered_that_changes_nothing()
    {
        var (framework, doubts, _) = ImportSource.Proposal;

        foreach (var doubt in doubts.Where(OpenDoubts.Chooses))
            Assert.NotEqual(FrameworkCatalogue.Identify(framework).Hash, FrameworkCatalogue.Identify(OpenDoubts.Answer(framework, doubt, doubt.Alternatives[0])).Hash);

        Assert.DoesNotContain(doubts.Where(OpenDoubts.Chooses), d => d.Code == "framework.import-code-spelling");
    }

    [Fact]
    public void An_answer_is_read_beside_what_its_code_means()
    {
        var doubt = ImportSource.Proposal.Doubts.First(d => d.Code == "framework.import-activity-link");

        Assert.Equal("A.1 Analyse du besoin", OpenDoubts.Named(ImportSource.Proposal.Framework, doubt, "A.1", t => t.Fr));
    }

    private static Requirement Of(Framework framework, string code) => framework.Requirements.Single(r => r.Code == code);

    private static (Framework Framework, Doubt Doubt) Find(string text, string code)
    {
        var (framework, doubts, _) = TableImporter.Import(text);
        return (framework, doubts.First(d => d.Code == code));
    }
}
