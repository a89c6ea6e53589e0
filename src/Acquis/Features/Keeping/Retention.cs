using System.Globalization;

namespace Acquis.Features.Keeping;

/// <summary>Which scheduled backups are kept: the newest of each of the last days, and the newest of each of the last weeks.</summary>
public static class Retention
{
    /// <summary>Those that may go.</summary>
    /// <param name="made">The backups with the civil day on which each was made.</param>
    /// <param name="daily">How many days, counted among those that have a backup.</param>
    /// <param name="weekly">How many ISO weeks, likewise.</param>
    public static IReadOnlyList<T> ToRemove<T>(IEnumerable<(T Backup, DateOnly Day)> made, int daily, int weekly)
        where T : notnull
    {
        var newestFirst = made.OrderByDescending(m => m.Day).ToList();
        var days = newestFirst.DistinctBy(m => m.Day).Take(daily);
        var weeks = newestFirst.DistinctBy(m => Week(m.Day)).Take(weekly);
        var kept = days.Concat(weeks).Select(m => m.Backup).ToHashSet();
        return [.. newestFirst.Select(m => m.Backup).Where(b => !kept.Contains(b))];
    }

    private static (int Year, int Week) Week(DateOnly day)
    {
        var time = day.ToDateTime(TimeOnly.MinValue);
        return (ISOWeek.GetYear(time), ISOWeek.GetWeekOfYear(time));
    }
}
