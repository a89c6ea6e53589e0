using Microsoft.EntityFrameworkCore;

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

    public static void ConfigureSqlite(DbContextOptionsBuilder options, string connection) =>
        options.UseSqlite(connection, sqlite => sqlite.CommandTimeout(60)).UseSnakeCaseNamingConvention();

    public static void ConfigurePostgres(DbContextOptionsBuilder options, string connection) =>
        options.UseNpgsql(connection).UseSnakeCaseNamingConvention();
}
