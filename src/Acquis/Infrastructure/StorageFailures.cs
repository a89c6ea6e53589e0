using Microsoft.Data.Sqlite;
using Npgsql;

namespace Acquis.Infrastructure;

/// <summary>Failures of the disk or the database server: not a bug, not a rule, but something that somebody must put right.</summary>
public static class StorageFailures
{
    private const string Full = "storage.full";
    private const string ReadOnly = "storage.read-only";
    private const string Unreachable = "storage.unreachable";
    private const string Damaged = "storage.damaged";

    /// <summary>
    /// Code of the failure that an exception tells of, which is also the key of its sentence; null where it tells of something else.
    /// Nothing was committed: both databases undo what was not answered.
    /// </summary>
    public static string? CodeOf(Exception? exception)
    {
        for (var e = exception; e is not null; e = e.InnerException)
        {
            if (Of(e) is { } code)
            {
                return code;
            }
        }

        return null;
    }

    /// <summary>The status with which it is answered: 507 for a full disk, 503 otherwise.</summary>
    public static int StatusOf(string code) => code == Full ? StatusCodes.Status507InsufficientStorage : StatusCodes.Status503ServiceUnavailable;

    /// <summary>SQLite's primary result codes, PostgreSQL's states, errno of Linux.</summary>
    private static string? Of(Exception e) => e switch
    {
        SqliteException { SqliteErrorCode: 13 } or PostgresException { SqlState: "53100" } or IOException { HResult: 28 or 27 or 122 } => Full,
        SqliteException { SqliteErrorCode: 8 or 14 or 23 } or PostgresException { SqlState: "25006" } => ReadOnly,
        UnauthorizedAccessException or IOException { HResult: 30 or 13 or 1 } => ReadOnly,
        SqliteException { SqliteErrorCode: 11 or 26 } => Damaged,
        SqliteException { SqliteErrorCode: 10 or 5 } => Unreachable,
        PostgresException { SqlState: ['0', '8', ..] or ['5', '7', 'P', ..] or ['5', '3', ..] or ['5', '8', ..] or ['3', 'D', ..] or ['2', '8', ..] } => Unreachable,
        NpgsqlException and not PostgresException => Unreachable,
        _ => null,
    };
}
