using Acquis.Data;
using Acquis.Infrastructure;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Acquis.Tests.Support;

/// <summary>An empty, migrated database: a copy of a template made once in the run.</summary>
internal static class TestDatabase
{
    private static readonly Lazy<Task<string>> SqliteTemplate = new(MakeSqliteTemplateAsync);
    private static readonly Lazy<Task<string>> PostgresTemplate = new(MakePostgresTemplateAsync);
    private static readonly SemaphoreSlim Creating = new(1, 1);
    private static int count;

    /// <summary>Options of a program on a fresh database of that kind.</summary>
    public static async Task<AcquisOptions> NewAsync(Engine engine)
    {
        var options = new AcquisOptions { DataFolder = Directory.CreateTempSubdirectory("acquis-test-").FullName };
        if (engine is Engine.Sqlite)
        {
            File.Copy(await SqliteTemplate.Value, options.SqliteFile);
            return options;
        }

        if (await TestServer.ConnectionAsync() is not { } server)
        {
            Assert.SkipUnless(Environment.GetEnvironmentVariable("CI") is "true", "No PostgreSQL server is installed: make test installs it.");
            throw new InvalidOperationException("No PostgreSQL server is installed: make test installs it.");
        }

        return options with { Postgres = await CreateAsync(server, $"template {await PostgresTemplate.Value} strategy file_copy") };
    }

    /// <summary>Options of a program whose folder and database are empty, without any table.</summary>
    public static async Task<AcquisOptions> BareAsync(Engine engine)
    {
        var options = new AcquisOptions { DataFolder = Directory.CreateTempSubdirectory("acquis-test-").FullName };
        return engine is Engine.Sqlite ? options : options with { Postgres = await CreateAsync((await TestServer.ConnectionAsync())!, "") };
    }

    private static async Task<string> CreateAsync(string server, string how)
    {
        var name = $"t_{Environment.ProcessId}_{Interlocked.Increment(ref count)}";
        await Creating.WaitAsync();
        try
        {
            await RunAsync(server, $"create database {name} {how}");
        }
        finally
        {
            Creating.Release();
        }

        return $"{server};Database={name}";
    }

    private static async Task<string> MakeSqliteTemplateAsync()
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory("acquis-test-").FullName, "template.db");
        await using var db = new SqliteDb(
            DatabaseOptions.Sqlite(new DbContextOptionsBuilder<SqliteDb>(), $"Data Source={file};Pooling=False").UseApplicationServiceProvider(Identity()).Options);
        await db.Database.MigrateAsync();
        await AppendOnly.EnforceAsync(db, default);
        await db.Database.ExecuteSqlRawAsync("pragma wal_checkpoint(truncate)");
        return file;
    }

    private static async Task<string> MakePostgresTemplateAsync()
    {
        var server = (await TestServer.ConnectionAsync())!;
        var name = $"template_{Environment.ProcessId}";
        await using (var db = new PostgresDb(
            DatabaseOptions.Postgres(new DbContextOptionsBuilder<PostgresDb>(), $"{server};Database={name};Pooling=False").UseApplicationServiceProvider(Identity()).Options))
        {
            await db.Database.MigrateAsync();
            await AppendOnly.EnforceAsync(db, default);
            await NameIndex.EnsureAsync(db, default);
        }

        return name;
    }

    private static ServiceProvider Identity() => new ServiceCollection().Configure<IdentityOptions>(IdentitySchema.Configure).BuildServiceProvider();

    private static async Task RunAsync(string server, string sql)
    {
        await using var connection = new NpgsqlConnection($"{server};Database=postgres;Pooling=False");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
