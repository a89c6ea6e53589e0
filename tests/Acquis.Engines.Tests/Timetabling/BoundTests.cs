using Acquis.Timetabling;
using Acquis.Timetabling.Generating;
using Acquis.Timetabling.Solving;

namespace Acquis.Engines.Tests.Timetabling;

[Collection(nameof(ProcessorTime))]
public sealed class BoundTests
{
    [Theory]
    [InlineData(50, 3)]
    [InlineData(200, 1)]
    [InlineData(1_000, 1)]
    public void The_bound_of_a_planted_season_is_what_was_planted(int events, long seed)
    {
        var made = TimetableGenerator.Generate(Family.Planted, events, seed);

        Assert.Equal(made.Best!.Cost, Math.Ceiling(BoundOf(made.Problem) - 1e-3));
    }

    [Theory]
    [InlineData(Family.Random, 60)]
    [InlineData(Family.Tight, 60)]
    [InlineData(Family.Planted, 60)]
    public void No_timetable_costs_less_than_the_bound(Family family, int events)
    {
        for (var seed = 1; seed <= 4; seed++)
        {
            var problem = TimetableGenerator.Generate(family, events, seed).Problem;

            var timetable = TimetableSolver.Solve(problem, "sha256:x", new() { CpuSeconds = 2, Seed = seed, Deterministic = true }).Timetable;

            Assert.InRange(BoundOf(problem), 1, timetable.Cost);
        }
    }

    [Fact]
    public void What_concerns_each_candidate_alone_only_raises_the_bound()
    {
        var problem = TimetableGenerator.Generate(Family.Random, 60, 7).Problem;
        var instance = new Instance(problem);
        int[] events = [.. Enumerable.Range(0, instance.Events.Length)];

        Assert.True(EventKinds.Of(instance, events).Values.Distinct().Count() < EventKinds.Apart(events).Values.Distinct().Count());
        var bounds = BoundsOf(problem);
        Assert.Equal(bounds.Order(), bounds);
    }

    private static double BoundOf(TimetableProblem problem) => BoundsOf(problem)[^1];

    private static List<double> BoundsOf(TimetableProblem problem)
    {
        var instance = new Instance(problem);
        using var bound = new ColumnBound(instance, new Costs(instance), new Sequencer(instance), new Draft(instance));
        var bounds = new List<double>();
        bool more;
        do
        {
            more = bound.Round(CancellationToken.None);
            bounds.Add(bound.Best);
        }
        while (more);

        return bounds;
    }
}
