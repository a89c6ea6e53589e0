using Acquis.Data;
using Acquis.Infrastructure;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Features.Keeping.Checks;

/// <summary>The database: there, of this version, whole, and set so that what is answered is on disk.</summary>
public sealed class DatabaseCheck(AcquisDb db, AcquisOptions options) : ICheck
{
    /// <inheritdoc />
    public string Name => "database";

    /// <inheritdoc />
    public async Task<Finding> LookAsync(bool thorough, CancellationToken ct)
    {
        if ((options.Postgres is null && !File.Exists(options.SqliteFile)) || !await db.Database.CanConnectAsync(ct))
        {
            return new(Name, Health.Bad, "absent", ("place", options.Postgres is null ? Path.GetFullPath(options.SqliteFile) : "PostgreSQL"));
        }

        var known = db.Database.GetMigrations().ToList();
        var applied = (await db.Database.GetAppliedMigrationsAsync(ct)).ToList();
        if (applied.Find(m => !known.Contains(m)) is { } newer)
        {
            return new(Name, Health.Bad, "newer", ("migration", newer));
        }

        if (applied.Count < known.Count)
        {
            return new(Name, Health.Watch, "pending", ("count", known.Count - applied.Count));
        }

        if (await UnsafeSettingAsync(ct) is { } setting)
        {
            return new(Name, Health.Bad, "not-durable", ("setting", setting));
        }

        return db is SqliteDb && await AskAsync($"pragma {(thorough ? "integrity_check" : "quick_check")}(1)", ct) is var whole and not "ok"
            ? new(Name, Health.Bad, "damaged", ("detail", whole))
            : new(Name, Health.Good, "good", ("kind", db is SqliteDb ? "SQLite" : "PostgreSQL"), ("migration", applied[^1]));
    }

    /// <summary>A setting under which an answered change could be lost with the power, or null.</summary>
    private async Task<string?> UnsafeSettingAsync(CancellationToken ct)
    {
        if (db is SqliteDb)
        {
            return await AskAsync("pragma synchronous", ct) is "0" or "1" ? "synchronous" : null;
        }

        foreach (var setting in new[] { "fsync", "synchronous_commit", "full_page_writes" })
        {
            if (await AskAsync($"show {setting}", ct) is "off")
            {
                return setting;
            }
        }

        return null;
    }

    private async Task<string> AskAsync(string sql, CancellationToken ct)
    {
        await db.Database.OpenConnectionAsync(ct);
        try
        {
            await using var command = db.Database.GetDbConnection().CreateCommand();
#pragma warning disable CA2100 // settings of our own list
            command.CommandText = sql;
#pragma warning restore CA2100
            return Convert.ToString(await command.ExecuteScalarAsync(ct), System.Globalization.CultureInfo.InvariantCulture) ?? "";
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
    }
}
