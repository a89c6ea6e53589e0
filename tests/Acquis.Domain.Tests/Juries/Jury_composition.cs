using Acquis.Domain.Juries;
using Acquis.Domain.Tests.Decisions;

namespace Acquis.Domain.Tests.Juries;

/// <summary>The composition rule of a jury.</summary>
public sealed class Jury_composition
{
    private static string[] Unmet(params JurySeat[] seats) =>
        [.. JuryRule.Default.Check(seats).Where(i => !i.IsMet).Select(i => i.Reason.Code)];

    [Fact]
    public void Half_external_with_one_chair_is_enough() =>
        Assert.Empty(Unmet(DeliberationScene.Seat("A", true, chair: true), DeliberationScene.Seat("B", false)));

    [Fact]
    public void Absent_members_do_not_count() =>
        Assert.Equal(
            ["jury.members-present", "jury.externals-present"],
            Unmet(DeliberationScene.Seat("A", false, chair: true), DeliberationScene.Seat("B", true, present: false)));

    [Fact]
    public void Two_of_five_external_are_too_few_and_two_chairs_too_many() =>
        Assert.Equal(
            ["jury.externals-present", "jury.chairs"],
            Unmet(
                DeliberationScene.Seat("A", true, chair: true), DeliberationScene.Seat("B", true, chair: true), DeliberationScene.Seat("C", false),
                DeliberationScene.Seat("D", false), DeliberationScene.Seat("E", false)));
}
