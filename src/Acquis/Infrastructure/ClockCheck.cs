using Acquis.Data;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Infrastructure;

/// <summary>Holds the clock against the newest fact: one that jumped back would date acts before those that they follow.</summary>
public static class ClockCheck
{
    /// <summary>How far the nodes' clocks may differ.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(2);

    /// <summary>How many facts are looked at: a process whose clock jumped back goes on with ids that follow, so that the last fact alone would hide it.</summary>
    private const int Last = 1_000;

    /// <summary>Instant of the newest fact where the clock is behind it; null where it is not.</summary>
    public static async Task<DateTimeOffset?> AheadOfClockAsync(AcquisDb db, DateTimeOffset now, CancellationToken ct)
    {
        var limit = now + Tolerance;
        var newest = await db.Facts.AsNoTracking().OrderByDescending(f => f.Id).Take(Last).MaxAsync(f => (DateTimeOffset?)f.At, ct);
        return newest > limit ? newest : null;
    }

    /// <summary>Says so on the console at the start; the program goes on, since it cannot know which of the two is wrong.</summary>
    public static async Task WarnAsync(AcquisDb db, TimeProvider time, TextWriter error, CancellationToken ct)
    {
        if (await AheadOfClockAsync(db, time.Now(), ct) is { } newest)
        {
            await error.WriteLineAsync(Texts.All["start.clock-behind", ("now", time.Now()), ("newest", newest)]);
        }
    }
}
