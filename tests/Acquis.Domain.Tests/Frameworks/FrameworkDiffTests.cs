using Acquis.Domain.Frameworks;

namespace Acquis.Domain.Tests.Frameworks;

public class FrameworkDiffTests
{
    [Fact]
    public void Equal_frameworks_have_no_difference() => Assert.Empty(Compare(f => f));

    [Fact]
    public void The_changed_text_of_a_criterion_is_told_in_its_language() => Assert.Equal(
        [new Change(ChangeKind.Changed, "assessments/E.2/criteria/1/items/K.4/text/en", "Correct (en)", "Right")],
        Compare(f => f.WithAssessment(
            1, a => a with { Criteria = [new CriterionGroup(null, [new Criterion("K.4", new Bilingual("Correct", "Right"), [])])] })));

    [Fact]
    public void An_added_criterion_leaves_its_neighbours_alone() => Assert.Equal(
        [new Change(ChangeKind.Added, "assessments/E.2/criteria/1/items/K.0", After: "Bref")],
        Compare(f => f.WithAssessment(
            1,
            a => a with { Criteria = [new CriterionGroup(null, [new Criterion("K.0", Sound.Text("Bref"), []), .. a.Criteria[0].Items])] })));

    [Fact]
    public void A_removed_bloc_takes_its_competences_with_it() => Assert.Equal(
        [
            new Change(ChangeKind.Removed, "blocks/2", Before: "Rendre compte"),
            new Change(ChangeKind.Removed, "blocks/2/competences/C.3", Before: "Écrire"),
        ],
        Compare(f => f with { Blocks = [f.Blocks[0]] }));

    [Fact]
    public void A_competence_that_goes_to_another_bloc_has_moved() => Assert.Equal(
        [new Change(ChangeKind.Moved, "blocks/2/competences/C.2", "blocks/1/competences/C.2", "blocks/2/competences/C.2")],
        Compare(f => f.WithBlock(0, b => b with { Competences = [b.Competences[0]] })
            .WithBlock(1, b => b with { Competences = [f.Blocks[0].Competences[1], .. b.Competences] })));

    [Fact]
    public void Only_the_criterion_that_changed_places_has_moved() => Assert.Equal(
        [new Change(ChangeKind.Moved, "assessments/E.1/criteria/1/items/K.3", "3", "1")],
        Compare(f => f.WithAssessment(
            0,
            a => a with
            {
                Criteria = [a.Criteria[0] with { Items = [a.Criteria[0].Items[2], a.Criteria[0].Items[0], a.Criteria[0].Items[1]] }],
            })));

    [Fact]
    public void A_task_put_in_between_is_one_addition() => Assert.Equal(
        [new Change(ChangeKind.Added, "blocks/1/activities/A.1/tasks/2", After: "Écouter")],
        Compare(f => f.WithBlock(
            0, b => b with { Activities = [b.Activities[0] with { Tasks = [Sound.Text("Réunir"), Sound.Text("Écouter"), Sound.Text("Recueillir")] }] })));

    [Fact]
    public void A_rule_a_number_and_a_word_are_told_as_the_file_writes_them() => Assert.Equal(
        [
            new Change(ChangeKind.Changed, "confirmation/sameSide", "lowest", "discuss"),
            new Change(ChangeKind.Changed, "award/block", "{ every: { over: competences, rule: level >= threshold } }", "block 1"),
            new Change(ChangeKind.Added, "award/blockValidityYears", After: "5"),
        ],
        Compare(f => f with
        {
            Confirmation = new ConfirmationPolicy { SameSide = Agreement.Discuss },
            Award = f.Award with { Block = new BlockAcquired("1"), BlockValidityYears = 5 },
        }));

    [Fact]
    public void A_translation_that_arrives_is_an_addition() => Assert.Equal(
        [new Change(ChangeKind.Added, "title/en", After: "Adviser")],
        FrameworkDiff.Compare(
            Sound.Framework() with { Title = new("Conseiller") }, Sound.Framework() with { Title = new("Conseiller", "Adviser") }));

    [Fact]
    public void Competences_follow_the_blocs_of_a_copy() =>
        Assert.Equal(["C.3"], (Sound.Framework() with { Blocks = [Sound.Framework().Blocks[1]] }).Competences.Select(c => c.Code));

    private static IReadOnlyList<Change> Compare(Func<Framework, Framework> change) =>
        FrameworkDiff.Compare(Sound.Framework(), change(Sound.Framework()));
}
