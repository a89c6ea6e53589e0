using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Acquis.Data;
using Acquis.Domain.Juries;

namespace Acquis.Features.Juries.Planning;

/// <summary>
/// The solver in a process of its own: native code that fails ends that process and not the program, its processor time is counted by itself, and it can
/// be ended at any moment with the best so far. It ends by itself when this process does, since its standard input closes.
/// </summary>
public sealed class SolverChild : IDisposable
{
    private static readonly TimeSpan Leave = TimeSpan.FromSeconds(20);

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("acquis-timetable-");
    private readonly Process process;
    private SolverLine? line;

    /// <summary>Writes the problem down and starts.</summary>
    /// <param name="problem">The file of a problem.</param>
    public SolverChild(string problem, TimetableOrigin origin, int cpuSeconds, long seed)
    {
        try
        {
            var file = Path.Combine(folder.FullName, "problem.json");
            File.WriteAllText(file, problem);
            process = new()
            {
                StartInfo = Command(
                    "timetable", origin is TimetableOrigin.Repaired ? "repair" : "solve", file, "--out", BestFile, "--watched",
                    "--cpu-seconds", cpuSeconds.ToString(CultureInfo.InvariantCulture), "--seed", seed.ToString(CultureInfo.InvariantCulture)),
            };
            process.Start();
        }
        catch
        {
            process?.Dispose();
            folder.Delete(recursive: true);
            throw;
        }

        Ended = RunAsync();
    }

    /// <summary>Ends with the process; its exit code.</summary>
    public Task<int> Ended { get; }

    /// <summary>Where it stands; null before it said anything. It speaks only of what is better: the time that it took since is read from its process.</summary>
    public SolverLine? Line => Volatile.Read(ref line) is { } said ? said with { Cpu = Math.Max(said.Cpu, Spent()) } : null;

    private string BestFile => Path.Combine(folder.FullName, "best.json");

    /// <summary>The best timetable so far; null before the first.</summary>
    public string? Best()
    {
        try
        {
            return File.ReadAllText(BestFile);
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Asks it to end with the best so far; one that does not is killed.</summary>
    public async Task StopAsync()
    {
        process.StandardInput.Close();
        if (await Task.WhenAny(Ended, Task.Delay(Leave)) != Ended)
            Kill();

        await Ended;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        Kill();
        process.Dispose();
        folder.Delete(recursive: true);
    }

    /// <summary>Seconds of processor that it took so far; 0 once it has ended.</summary>
    private double Spent()
    {
        try
        {
            return process.TotalProcessorTime.TotalSeconds;
        }
        catch (InvalidOperationException)
        {
            return 0;
        }
    }

    private async Task<int> RunAsync()
    {
        Quieten();
        var silent = process.StandardOutput.ReadToEndAsync();
        while (await process.StandardError.ReadLineAsync() is { } text)
        {
            if (text.StartsWith('{'))
                Volatile.Write(ref line, JsonSerializer.Deserialize<SolverLine>(text, Conversions.Json));
        }

        await silent;
        await process.WaitForExitAsync();
        return process.ExitCode;
    }

    /// <summary>Pages go before searches.</summary>
    private void Quieten()
    {
        try
        {
            process.PriorityClass = ProcessPriorityClass.BelowNormal;
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception)
        {
            // It ended already, or the system keeps priorities to itself: the search goes on as it is.
        }
    }

    private void Kill()
    {
        if (!process.HasExited)
            process.Kill(entireProcessTree: true);
    }

    /// <summary>This same program, with other arguments: its own executable, or the host of .NET with its assembly.</summary>
    private static ProcessStartInfo Command(params string[] arguments)
    {
        var (self, assembly) = (Environment.ProcessPath ?? "dotnet", typeof(SolverChild).Assembly);
        var name = Path.GetFileNameWithoutExtension(self);
        var own = name == assembly.GetName().Name;
        var start = new ProcessStartInfo(own || name == "dotnet" ? self : "dotnet")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach (var argument in own ? arguments : [Path.Combine(AppContext.BaseDirectory, $"{assembly.GetName().Name}.dll"), .. arguments])
            start.ArgumentList.Add(argument);

        return start;
    }
}
