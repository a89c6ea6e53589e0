using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Acquis.Data;

/// <summary>The two databases, configured in one place for the program, its tests and its migrations.</summary>
public static class DatabaseOptions
{
    public static DbContextOptionsBuilder<T> Sqlite<T>(DbContextOptionsBuilder<T> options, string connection)
        where T : DbContext
    {
        ConfigureSqlite(options, connection);
        return options;
    }

    public static DbContextOptionsBuilder<T> Postgres<T>(DbContextOptionsBuilder<T> options, string connection)
        where T : DbContext
    {
        ConfigurePostgres(options, connection);
        return options;
    }

    /// <summary>Opens a database outside the program's services: to restore into it, or to look at one that may be broken.</summary>
    public static AcquisDb Open(string? postgres, string sqliteFile) => postgres is null
        ? new SqliteDb(Sqlite(new DbContextOptionsBuilder<SqliteDb>(), $"Data Source={sqliteFile};Pooling=False").UseApplicationServiceProvider(DesignServices.Provider()).Options)
        : new PostgresDb(Postgres(new DbContextOptionsBuilder<PostgresDb>(), postgres).UseApplicationServiceProvider(DesignServices.Provider()).Options);

    /// <summary>A migration that builds a table anew does so outside a transaction on SQLite, which is the migration's author's concern, not of who starts the program.</summary>
    public static void ConfigureSqlite(DbContextOptionsBuilder options, string connection) =>
        options.UseSqlite(connection, sqlite => sqlite.CommandTimeout(60)).UseSnakeCaseNamingConvention()
            .ConfigureWarnings(warnings => warnings.Ignore(RelationalEventId.NonTransactionalMigrationOperationWarning));

    public static void ConfigurePostgres(DbContextOptionsBuilder options, string connection) =>
        options.UseNpgsql(Tuned(connection)).UseSnakeCaseNamingConvention();

    /// <summary>
    /// Statements are planned once for each connection, and a connection is not cleaned between two uses: the program leaves no session state on it
    /// (its locks end with their transaction). Reading a row by its key is told to cost about as much as reading the next one, which holds for memory and
    /// solid disks: at the server's default, which is that of a turning disk, a cohort of 1,000 among 100,000 people is found by reading all of them. What the installation's connection string says stands after it and prevails.
    /// </summary>
    private static string Tuned(string connection) => $"Max Auto Prepare=100;No Reset On Close=true;Options=-c random_page_cost=1.1;{connection}";
}
