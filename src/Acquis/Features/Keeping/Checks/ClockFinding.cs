using Acquis.Data;
using Acquis.Infrastructure;

namespace Acquis.Features.Keeping.Checks;

/// <summary>The clock, against the newest fact.</summary>
public sealed class ClockFinding(AcquisDb db, TimeProvider time) : ICheck
{
    /// <inheritdoc />
    public string Name => "clock";

    /// <inheritdoc />
    public async Task<Finding> LookAsync(bool thorough, CancellationToken ct) =>
        await ClockCheck.AheadOfClockAsync(db, time.Now(), ct) is { } newest
            ? new(Name, Health.Bad, "behind", ("now", time.Now()), ("newest", newest))
            : new(Name, Health.Good, "good", ("now", time.Now()));
}
