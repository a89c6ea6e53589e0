using Acquis.Features.Accounts;
using Acquis.Features.Shared;
using Acquis.Infrastructure;

namespace Acquis.Features.Home;

/// <summary>All that waits for who asks, and the cohorts that it is read from; counted in the rail on the way.</summary>
public sealed class HomeWork(HomeCohorts cohorts, WaitingTasks waiting, HomeTasks tasks, CurrentActor actor, Shell shell)
{
    /// <summary>Reads both.</summary>
    /// <param name="withCohorts">Whether who asks may see cohorts.</param>
    public async Task<(IReadOnlyList<HomeTask> Tasks, IReadOnlyList<HomeCohort> Cohorts)> ReadAsync(bool withCohorts, CancellationToken ct)
    {
        var rows = withCohorts ? await cohorts.ListAsync(ct) : [];
        List<HomeTask> found = [.. await waiting.ListAsync(rows, ct)];
        if (actor.Holds(Role.Administrator, Role.Registrar))
            found.AddRange(await tasks.ListAsync(rows, ct));

        shell.Rail = [.. shell.Rail.Select(e => e with { Count = CountOf(e, found) })];
        return (found, rows);
    }

    private static string? CountOf(RailEntry entry, List<HomeTask> tasks)
    {
        var count = entry.Href == "/" ? tasks.Count : tasks.Count(t => t.Place == entry.Href);
        return count == 0 ? null : count.ToString(System.Globalization.CultureInfo.InvariantCulture);
    }
}
