using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Acquis.Data;

/// <summary>Makes the SQLite context for <c>dotnet ef</c>.</summary>
public sealed class SqliteDesign : IDesignTimeDbContextFactory<SqliteDb>
{
    /// <inheritdoc />
    public SqliteDb CreateDbContext(string[] args) =>
        new(DatabaseOptions.Sqlite(new DbContextOptionsBuilder<SqliteDb>(), "Data Source=design.db").UseApplicationServiceProvider(DesignServices.Provider()).Options);
}

/// <summary>Makes the PostgreSQL context for <c>dotnet ef</c>.</summary>
public sealed class PostgresDesign : IDesignTimeDbContextFactory<PostgresDb>
{
    /// <inheritdoc />
    public PostgresDb CreateDbContext(string[] args) =>
        new(DatabaseOptions.Postgres(new DbContextOptionsBuilder<PostgresDb>(), "Host=localhost;Database=design").UseApplicationServiceProvider(DesignServices.Provider()).Options);
}

/// <summary>What a context made outside the program needs to have the same model.</summary>
internal static class DesignServices
{
    public static IServiceProvider Provider() => new ServiceCollection().Configure<IdentityOptions>(IdentitySchema.Configure).BuildServiceProvider();
}
