using Acquis.Data;
using Acquis.Infrastructure;

namespace Acquis.Features.Keeping.Checks;

/// <summary>The last backup.</summary>
public sealed class BackupCheck(AcquisDb db, TimeProvider time) : ICheck
{
    /// <inheritdoc />
    public string Name => "backup";

    /// <inheritdoc />
    public async Task<Finding> LookAsync(bool thorough, CancellationToken ct)
    {
        var state = await BackupState.OfAsync(db, time.Now(), ct);
        return state.Worry switch
        {
            BackupWorry.Failed => new(Name, Health.Bad, "failed-last", ("at", state.LastFailedAt)),
            BackupWorry.Late => new(Name, Health.Bad, "late", ("at", state.LastDoneAt)),
            BackupWorry.Never => new(Name, Health.Watch, "never"),
            BackupWorry.NotPlanned => new(Name, Health.Watch, "not-planned", ("at", state.LastDoneAt)),
            _ => new(Name, Health.Good, "good", ("at", state.LastDoneAt)),
        };
    }
}
