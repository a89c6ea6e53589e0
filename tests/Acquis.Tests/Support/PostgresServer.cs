using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace Acquis.Tests.Support;

/// <summary>A private PostgreSQL server from the installed binaries, on a free loopback port, in a folder of its own; gone when disposed of.</summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private const string NotDurable = " -c fsync=off -c synchronous_commit=off -c full_page_writes=off";
    private readonly string folder;
    private readonly string binaries;

    private PostgresServer(string folder, string binaries, string connection) => (this.folder, this.binaries, Connection) = (folder, binaries, connection);

    /// <summary>Connection string without a database.</summary>
    public string Connection { get; }

    /// <summary>Starts a server, or returns null where none is installed.</summary>
    /// <param name="durable">Whether an answered commit survives a power cut; tests of something else go faster without.</param>
    public static async Task<PostgresServer?> StartAsync(bool durable)
    {
        var binaries = Directory.Exists("/usr/lib/postgresql")
            ? Directory.GetDirectories("/usr/lib/postgresql").Select(d => Path.Combine(d, "bin")).FirstOrDefault(d => File.Exists(Path.Combine(d, "initdb")))
            : null;
        if (binaries is null)
        {
            return null;
        }

        var folder = Directory.CreateTempSubdirectory("acquis-pg-").FullName;
        if (Environment.UserName == "root")
        {
            File.SetUnixFileMode(folder, (UnixFileMode)0b111_111_111);
        }

        var port = FreePort();
        var data = Path.Combine(folder, "d");
        await RunAsync(binaries, "initdb", "-D", data, "-U", "acquis", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync", "--no-instructions");
        await RunAsync(
            binaries, "pg_ctl", "-D", data, "-l", Path.Combine(folder, "log"), "-w", "-s", "-o",
            $"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c max_connections=300{(durable ? "" : NotDurable)}", "start");
        return new(folder, binaries, $"Host=127.0.0.1;Port={port};Username=acquis;Maximum Pool Size=20;Include Error Detail=true");
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        await RunAsync(binaries, "pg_ctl", "-D", Path.Combine(folder, "d"), "-m", "immediate", "-s", "stop");
        Directory.Delete(folder, recursive: true);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>The server refuses to run as root: then its own user runs it. Its output goes to no pipe, or we would wait for the server itself.</summary>
    private static async Task RunAsync(string binaries, string program, params string[] arguments)
    {
        var path = Path.Combine(binaries, program);
        var asRoot = Environment.UserName == "root";
        var start = new ProcessStartInfo("/bin/sh") { WorkingDirectory = "/", UseShellExecute = false };
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add("exec \"$@\" >/dev/null");
        start.ArgumentList.Add("sh");
        string[] command = [.. asRoot ? new[] { "runuser", "-u", "postgres", "--" } : [], path, .. arguments];
        foreach (var argument in command)
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start)!;
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} ended with {process.ExitCode}.");
        }
    }
}
