using Acquis.Domain;

namespace Acquis.Features.Keeping;

/// <summary>When and where the program backs itself up. One row; none before it was set.</summary>
public sealed class BackupPlan
{
    /// <summary>Most backups kept of each kind.</summary>
    public const int MostKept = 400;

    /// <summary>Id of the one row.</summary>
    public static Id<BackupPlan> TheOne { get; } = new(new Guid("00000000-0000-7000-8000-000000000002"));

    public Id<BackupPlan> Id { get; private set; } = TheOne;

    public bool Enabled { get; private set; }

    /// <summary>Hour of the day in Paris, 0 to 23, from which the day's backup is made.</summary>
    public int Hour { get; private set; } = 2;

    /// <summary>Folder of the server in which backups are kept; empty for <c>backups</c> in the data folder.</summary>
    public string Folder { get; private set; } = "";

    /// <summary>The newest of how many days are kept.</summary>
    public int KeepDaily { get; private set; } = 14;

    /// <summary>The newest of how many weeks are kept besides.</summary>
    public int KeepWeekly { get; private set; } = 8;

    /// <summary>File of the server whose first line seals the backups; null leaves them in clear.</summary>
    public string? PassphraseFile { get; private set; }

    public int Version { get; private set; }

    /// <summary>Why such a plan cannot be.</summary>
    public static IEnumerable<Refusal> WhyNotSet(PlanValues values)
    {
        if (values.Hour is < 0 or > 23)
            yield return Refusal.Of("backup.plan-hour");

        if (values.KeepDaily is < 1 or > MostKept || values.KeepWeekly is < 0 or > MostKept)
            yield return Refusal.Of("backup.plan-keep", ("most", MostKept));

        if (values.Folder is { Length: > 0 } folder && !Path.IsPathFullyQualified(folder))
            yield return Refusal.Of("backup.plan-path", ("path", folder));

        if (values.PassphraseFile is { } file && !Path.IsPathFullyQualified(file))
            yield return Refusal.Of("backup.plan-path", ("path", file));
    }

    /// <summary>Sets the plan.</summary>
    /// <exception cref="RefusedException">See <see cref="WhyNotSet"/>.</exception>
    public BackupPlanSet Set(PlanValues values)
    {
        Refusal.ThrowIfAny(WhyNotSet(values));
        (Enabled, Hour, Folder, KeepDaily, KeepWeekly, PassphraseFile) =
            (values.Enabled, values.Hour, values.Folder ?? "", values.KeepDaily, values.KeepWeekly, values.PassphraseFile);
        return new(Id, Enabled, Hour, KeepDaily, KeepWeekly, PassphraseFile is not null);
    }
}

/// <summary>What a plan is set to.</summary>
public sealed record PlanValues(bool Enabled, int Hour, string? Folder, int KeepDaily, int KeepWeekly, string? PassphraseFile);
