using System.CommandLine;
using System.Text.Json;
using Acquis.Data;
using Acquis.Infrastructure;
using Acquis.Timetabling.Solving;

namespace Acquis.Features.Timetabling;

/// <summary>A search that the program started in a process of its own ends with the process that asked for it.</summary>
internal static class Watch
{
    /// <summary>Runs something that is also stopped when standard input closes, where it is watched.</summary>
    public static int Over(ParseResult parsed, Func<CancellationToken, int> run, CancellationToken ct)
    {
        if (!parsed.GetValue(SolveCommand.Watched))
            return run(ct);

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var listener = new Thread(() => Listen(stop)) { IsBackground = true };
        listener.Start();
        return run(stop.Token);
    }

    private static void Listen(CancellationTokenSource stop)
    {
        while (Console.In.Read() >= 0)
        {
        }

        try
        {
            stop.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The search was over already.
        }
    }
}

/// <summary>Progress as lines, at most two in a second.</summary>
internal sealed class ProgressLines(Action<SolveProgress> write)
{
    private const long Pause = 500;
    private readonly Lock gate = new();
    private long shown = -Pause;

    /// <summary>Where the progress of a command goes: sentences for a person, JSON where it is watched.</summary>
    public static Action<SolveProgress> To(TextWriter error, bool isWatched = false) =>
        new ProgressLines(isWatched ? p => error.WriteLine(Json(p)) : p => error.WriteLine(Sentence(p))).Show;

    private void Show(SolveProgress progress)
    {
        lock (gate)
        {
            if (Environment.TickCount64 - shown < Pause)
                return;

            shown = Environment.TickCount64;
            write(progress);
        }
    }

    private static string Json(SolveProgress progress) =>
        JsonSerializer.Serialize(new { Cpu = progress.CpuSeconds, progress.Cost, Bound = progress.LowerBound, progress.Unplaced }, Conversions.Json);

    private static string Sentence(SolveProgress progress) => Texts.All["timetable.progress",
        ("seconds", Math.Round(progress.CpuSeconds, 1)), ("cost", progress.Cost), ("bound", Math.Round(progress.LowerBound, 1)),
        ("gap", CheckPrinter.GapOf(progress.Cost, progress.LowerBound)), ("unplaced", progress.Unplaced)];
}
