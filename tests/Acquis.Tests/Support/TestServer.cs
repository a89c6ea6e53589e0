using Acquis.Tests.Support;

[assembly: AssemblyFixture(typeof(TestServer))]

namespace Acquis.Tests.Support;

/// <summary>
/// The PostgreSQL server of this test run, started when a test first asks for it. <c>ACQUIS_TEST_POSTGRES</c> (a connection string without
/// database) names a server that is already there instead.
/// </summary>
public sealed class TestServer : IAsyncDisposable
{
    private static readonly Lazy<Task<PostgresServer?>> Own = new(() => PostgresServer.StartAsync(durable: false));

    /// <summary>Connection string without a database, or null where no server can be had.</summary>
    public static async Task<string?> ConnectionAsync() =>
        Environment.GetEnvironmentVariable("ACQUIS_TEST_POSTGRES") is { Length: > 0 } given ? given : (await Own.Value)?.Connection;

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (Own.IsValueCreated && await Own.Value is { } server)
        {
            await server.DisposeAsync();
        }
    }
}
