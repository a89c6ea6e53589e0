using Acquis.Infrastructure;

namespace Acquis.Features.Keeping.Checks;

/// <summary>Looks at everything on which an installation depends. A check that cannot even look is a finding too.</summary>
public sealed partial class Doctor(IEnumerable<ICheck> checks, ILogger<Doctor> log)
{
    /// <summary>One finding for each check, in their order.</summary>
    public async Task<IReadOnlyList<Finding>> LookAsync(bool thorough, CancellationToken ct)
    {
        var findings = new List<Finding>();
        foreach (var check in checks)
        {
            findings.Add(await LookAsync(check, thorough, ct));
        }

        return findings;
    }

    private async Task<Finding> LookAsync(ICheck check, bool thorough, CancellationToken ct)
    {
        try
        {
            return await check.LookAsync(thorough, ct);
        }
#pragma warning disable CA1031 // whatever keeps a check from looking is what the doctor was called for; it is logged and told
        catch (Exception e) when (e is not OperationCanceledException)
#pragma warning restore CA1031
        {
            NotLooked(log, check.Name, e);
            return StorageFailures.CodeOf(e) is null
                ? new(check.Name, Health.Bad, "failed", ("detail", e.Message))
                : new(check.Name, Health.Bad, "storage", ("detail", e.GetBaseException().Message));
        }
    }

    [LoggerMessage(2201, LogLevel.Debug, "The check {Check} could not look")]
    private static partial void NotLooked(ILogger log, string check, Exception e);
}
