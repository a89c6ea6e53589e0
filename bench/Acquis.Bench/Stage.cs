using System.Text.Json;
using Acquis.Data;

namespace Acquis.Bench;

/// <summary>One database filled with a promotion of 1,000 candidates, the program serving it in a process of its own, and a registrar's session.</summary>
internal sealed class Stage : IAsyncDisposable
{
    private readonly ServerProcess server;

    private Stage(string? postgres, string folder, ServerProcess server, HttpClient client, Filled filled) =>
        (Postgres, Folder, this.server, Client, Filled) = (postgres, folder, server, client, filled);

    public string Name => Postgres is null ? "SQLite" : "PostgreSQL";

    /// <summary>Connection string without a database; null on SQLite.</summary>
    public string? Postgres { get; }

    /// <summary>The data folder.</summary>
    public string Folder { get; }

    /// <summary>A client with the session of a registrar and a form's token, as a browser has them.</summary>
    public HttpClient Client { get; }

    public Filled Filled { get; }

    /// <summary>The process of the program.</summary>
    public int Server => server.Id;

    public static async Task<Stage> OpenAsync(string? postgres, Bench bench)
    {
        var folder = Directory.CreateTempSubdirectory("acquis-bench-").FullName;
        await ServerProcess.FillAsync(folder, postgres);
        var server = await ServerProcess.StartAsync(folder, postgres);
        var filled = JsonSerializer.Deserialize<Filled>(await File.ReadAllTextAsync(Path.Combine(folder, Filled.File)))!;
        bench.Say($"{(postgres is null ? "SQLite" : "PostgreSQL")}: {filled.Candidacies.Count:N0} candidates enrolled and assessed on 16 competences by two assessors in {filled.Seconds:N1} s");
        return new(postgres, folder, server, await BenchSession.ClientAsync(await File.ReadAllTextAsync(Path.Combine(folder, ServerProcess.Session))), filled);
    }

    /// <summary>Opens the database beside the program.</summary>
    public AcquisDb Open() => DatabaseOptions.Open(Postgres is null ? null : $"{Postgres};Database={ServerProcess.Database}", Path.Combine(Folder, "acquis.db"));

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await server.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }
}

/// <summary>What the database was filled with.</summary>
/// <param name="Codes">Short codes of the documents issued.</param>
internal sealed record Filled(Guid Cohort, IReadOnlyList<Guid> Candidacies, IReadOnlyList<string> Codes, Guid Account, double Seconds)
{
    /// <summary>Name of its file in the data folder.</summary>
    public const string File = "filled.json";
}
