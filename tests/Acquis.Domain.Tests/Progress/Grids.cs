using Acquis.Domain.Candidacies;
using Acquis.Domain.Frameworks;
using Acquis.Domain.Journal;
using Acquis.Domain.Progress;
using Acquis.Domain.Tests.Decisions;
using static Acquis.Domain.Tests.Decisions.DeliberationScene;

namespace Acquis.Domain.Tests.Progress;

public sealed class Grids
{
    private static readonly Framework Framework = TestFrameworks.First() with
    {
        Confirmation = new() { Assessors = 2 },
        Assessments =
        [
            new()
            {
                Code = "E1",
                Kind = new("Étude de cas"),
                Text = new("Étudier un cas."),
                Competences = ["C.1", "C.2"],
                Criteria = [new(null, [new("E1.1", new("Les objectifs sont déterminés"), ["C.1"])])],
            },
        ],
    };

    private static readonly RatingContext Day = new(new(2027, 6, 1));

    private static readonly Actor Anne = Somebody();

    private static readonly Actor Bruno = Somebody();

    private static readonly Actor Chloe = Somebody();

    private readonly Candidacy candidacy = new DeliberationScene().Candidacy;

    private readonly List<Grid> grids = [];

    [Fact]
    public void A_draft_holds_whatever_is_known_so_far()
    {
        var grid = Open(Anne);

        grid.Save(Framework, Anne, new([new("E1.1", Observation.Partly)], [new("C.1", 2)]), Day, Now);

        Assert.Equal((GridState.Draft, 2), (grid.State, Assert.Single(grid.Content.Judgements).Level));
    }

    [Fact]
    public void A_grid_is_signed_once_every_competence_has_a_level_or_a_reason()
    {
        var grid = Open(Anne);
        grid.Save(Framework, Anne, new([], [new("C.1", 2)]), Day, Now);
        Assert.Equal("rating.neither-level-nor-reason", Assert.Single(grid.WhyNotSubmit(Framework, Anne, grids)).Code);

        grid.Save(Framework, Anne, new([], [new("C.1", 2), new("C.2", null, "Absente l’après-midi")]), Day, Now);
        var (ratings, facts) = grid.Submit(candidacy, Framework, Anne, grids, New<Rating>, Now);

        Assert.Equal([("C.1", (int?)2), ("C.2", null)], ratings.Select(r => (r.Competence, r.Level)));
        Assert.All(ratings, r => Assert.Equal((RatingRank.First, grid.Id, (DateTimeOffset?)null), (r.Rank, r.GridId!.Value, r.ReleasedAt)));
        Assert.Equal(3, facts.Count);
    }

    [Fact]
    public void A_signed_grid_never_changes_whether_the_second_is_open_or_not()
    {
        var first = Sign(Anne, 2, 2);
        Refused("grid.already-submitted", () => first.Save(Framework, Anne, Levels(3, 3), Day, Now));

        Open(Bruno);
        Refused("grid.already-submitted", () => first.Save(Framework, Anne, Levels(3, 3), Day, Now));

        Assert.Equal([2, 2], first.Content.Judgements.Select(j => j.Level));
    }

    [Fact]
    public void The_rank_follows_the_order_of_signing_not_of_opening()
    {
        var (anne, bruno) = (Open(Anne), Open(Bruno));

        Sign(bruno, Bruno, Levels(2, 2));
        Sign(anne, Anne, Levels(2, 2));

        Assert.Equal((RatingRank.First, RatingRank.Second), (bruno.Rank, anne.Rank));
    }

    [Fact]
    public void Nobody_saves_the_grid_of_another()
    {
        var grid = Open(Anne);

        Refused("grid.not-yours", () => grid.Save(Framework, Bruno, GridContent.Empty, Day, Now));
    }

    [Fact]
    public void Nobody_opens_two_grids_for_one_attempt_but_another_attempt_has_its_own()
    {
        Sign(Anne, 1, 2);

        Refused("grid.already-opened", () => Open(Anne));
        Assert.Equal(2, Grid.Open(New<Grid>(), candidacy, Framework, "E1", 2, Anne, Day, [], Now).Grid.Attempt);
    }

    [Fact]
    public void A_third_assessor_is_called_only_where_two_signed_grids_differ()
    {
        Sign(Anne, 2, 2);
        Open(Bruno);
        Refused("grid.enough-assessors", () => Open(Chloe));

        Sign(grids[1], Bruno, Levels(2, 2));
        Refused("grid.enough-assessors", () => Open(Chloe));
    }

    [Fact]
    public void The_third_assessor_rates_only_what_is_open_and_with_a_motive()
    {
        Sign(Anne, 1, 2);
        Sign(Bruno, 2, 2);
        var third = Open(Chloe);
        third.Save(Framework, Chloe, new([], [new("C.1", 2), new("C.2", 3)]), Day, Now);
        Assert.Equal("rating.motive-missing", Assert.Single(third.WhyNotSubmit(Framework, Chloe, grids)).Code);

        third.Save(Framework, Chloe, new([], [new("C.1", 2), new("C.2", 3)], "Enregistrement revu."), Day, Now);
        var (ratings, _) = third.Submit(candidacy, Framework, Chloe, grids, New<Rating>, Now);

        var rating = Assert.Single(ratings);
        Assert.Equal(("C.1", RatingRank.Third, "Enregistrement revu."), (rating.Competence, rating.Rank, rating.Comment));
    }

    [Fact]
    public void A_grid_takes_no_level_off_the_scale_and_nothing_of_another_assessment()
    {
        var grid = Open(Anne);

        var refused = Assert.Throws<RefusedException>(
            () => grid.Save(Framework, Anne, new([new("E9.1", Observation.Met)], [new("C.1", 4), new("C.9", 2)]), Day, Now));

        Assert.Equal(
            ["rating.level-outside-scale", "rating.competence-not-assessed-there", "grid.unknown-criterion"], refused.Refusals.Select(r => r.Code));
    }

    [Fact]
    public void Who_has_a_draft_sees_nothing_of_the_other_grid_until_their_own_is_signed()
    {
        var first = Open(Anne);
        var ratings = Sign(first, Anne, Levels(1, 2)).ToList();
        var second = Open(Bruno);
        var blind = new RatingViewer(Bruno, SeesSubmitted: true, [("E1", 1)]);
        Assert.Empty(ratings.VisibleTo(blind));
        Assert.False(blind.MayRead(first, ratings));

        ratings.AddRange(Sign(second, Bruno, Levels(2, 2)));

        Assert.Equal(4, ratings.VisibleTo(new(Bruno, SeesSubmitted: false, [])).Count);
    }

    [Fact]
    public void Certifying_levels_wait_for_their_release_and_other_lanes_do_not()
    {
        var anne = Sign(Open(Anne), Anne, Levels(2, 2));
        var trainer = Rating.Record(
            New<Rating>(), candidacy, Framework, new(Lane.Trainer, null, 1, RatingRank.Single, Bruno), new("C.1", 1), Day, Now).Rating;
        Rating[] all = [.. anne, trainer];
        var candidate = new RatingViewer(Chloe, SeesSubmitted: false, []);
        Assert.Equal([trainer], all.VisibleTo(candidate));
        Assert.Equal(3, all.VisibleTo(candidate with { SeesSubmitted = true }).Count);

        anne[0].Release(Now);

        Assert.Equal([anne[0], trainer], all.VisibleTo(candidate));
        Refused("rating.already-released", () => anne[0].Release(Now));
    }

    [Fact]
    public void A_rating_is_superseded_with_a_reason_and_both_are_kept()
    {
        var source = new RatingSource(Lane.Trainer, null, 1, RatingRank.Single, Bruno);
        var former = Rating.Record(New<Rating>(), candidacy, Framework, source, new("C.1", 1), Day, Now).Rating;
        Refused("rating.superseded-without-reason", () => Replace("C.1", source, " "));
        Refused("rating.supersedes-another-matter", () => Replace("C.2", source, "Erreur de saisie"));
        Refused("rating.supersedes-another-matter", () => Replace("C.1", source with { Lane = Lane.Company }, "Erreur de saisie"));

        var latter = Replace("C.1", source, "Erreur de saisie");

        Assert.Equal((former.Id, "Erreur de saisie"), (latter.Supersedes!.Value, latter.SupersedingReason));
        Assert.Equal([latter], new[] { former, latter }.Live());

        Rating Replace(string competence, RatingSource from, string reason) =>
            Rating.Record(New<Rating>(), candidacy, Framework, from, new(competence, 2), Day, Now, (former, reason)).Rating;
    }

    private static Actor Somebody() => new(ActorKind.Account, New<Actor>().Value);

    private static GridContent Levels(int first, int second) => new([], [new("C.1", first), new("C.2", second)]);

    private static void Refused(string code, Action act) => Assert.Equal(code, Assert.Single(Assert.Throws<RefusedException>(act).Refusals).Code);

    [Fact]
    public void What_is_entered_from_paper_stays_a_draft_of_its_assessor_who_takes_it_up_and_signs()
    {
        var (grid, opened) = Grid.Open(New<Grid>(), candidacy, Framework, "E1", 1, Anne, Day, grids, Now, enteredBy: Bruno);
        var entered = grid.Enter(Framework, Bruno, GridContent.Empty.With([new("E1.1", Observation.Met)]), [grid], Now);
        Assert.Equal((Anne, Anne, Bruno), (opened.Assessor, entered.Assessor, grid.EnteredBy));
        Assert.Contains("grid.not-yours", grid.WhyNotSubmit(Framework, Bruno, [grid]).Select(r => r.Code));
        Refused("grid.begun-by-another", () => grid.Enter(Framework, Chloe, GridContent.Empty, [grid], Now));

        Assert.IsType<GridTakenUp>(grid.Save(Framework, Anne, grid.Content with { Judgements = Levels(2, 2).Judgements }, Day, Now));
        Assert.IsType<GridSaved>(grid.Save(Framework, Anne, grid.Content, Day, Now));
        Assert.Null(grid.EnteredBy);
        Refused("grid.begun-by-another", () => grid.Enter(Framework, Bruno, GridContent.Empty, [grid], Now));
        Assert.Equal(Observation.Met, Assert.Single(grid.Content.Observations).Observation);

        grid.Submit(candidacy, Framework, Anne, [grid], New<Rating>, Now);
        Assert.Equal("grid.already-submitted", Assert.Single(grid.WhyNotEnter(Framework, Bruno, GridContent.Empty, [grid])).Code);
    }

    [Fact]
    public void Who_assesses_there_enters_nothing_for_the_other()
    {
        Open(Bruno);
        var (grid, _) = Grid.Open(New<Grid>(), candidacy, Framework, "E1", 1, Anne, Day, grids, Now, enteredBy: Bruno);
        grids.Add(grid);

        Refused("grid.blind-to-the-other", () => grid.Enter(Framework, Bruno, GridContent.Empty, grids, Now));
    }

    [Fact]
    public void Only_who_entered_a_draft_reads_it_besides_its_assessor_and_not_while_their_own_is_open()
    {
        var (grid, _) = Grid.Open(New<Grid>(), candidacy, Framework, "E1", 1, Anne, Day, grids, Now, enteredBy: Bruno);

        Assert.True(new RatingViewer(Anne, false, []).MayRead(grid, []));
        Assert.True(new RatingViewer(Bruno, true, []).MayRead(grid, []));
        Assert.False(new RatingViewer(Chloe, true, []).MayRead(grid, []));
        Assert.False(new RatingViewer(Bruno, true, [("E1", 1)]).MayRead(grid, []));
    }

    private Grid Open(Actor by)
    {
        var (grid, _) = Grid.Open(New<Grid>(), candidacy, Framework, "E1", 1, by, Day, grids, Now);
        grids.Add(grid);
        return grid;
    }

    private Grid Sign(Actor by, int first, int second)
    {
        var grid = Open(by);
        Sign(grid, by, Levels(first, second));
        return grid;
    }

    private IReadOnlyList<Rating> Sign(Grid grid, Actor by, GridContent content)
    {
        grid.Save(Framework, by, content, Day, Now);
        return grid.Submit(candidacy, Framework, by, grids, New<Rating>, Now).Ratings;
    }
}
