using System.Diagnostics;

namespace Acquis.Bench;

/// <summary>Some users at once, each asking again as soon as it is answered, for some seconds after a warm-up.</summary>
internal static class Load
{
    /// <summary>Runs the load and gives its figures.</summary>
    public static async Task<Figures> RunAsync(string name, int users, TimeSpan warmUp, TimeSpan length, Func<int, int, Task<HttpResponseMessage>> ask)
    {
        await PhaseAsync(users, warmUp, ask);
        var (seconds, times, bytes, failed) = await PhaseAsync(users, length, ask);
        times.Sort();
        return new(name, users, times.Count / seconds, At(times, 0.5), At(times, 0.95), times.Count == 0 ? 0 : bytes / times.Count, failed);
    }

    private static async Task<(double Seconds, List<double> Times, long Bytes, int Failed)> PhaseAsync(int users, TimeSpan length, Func<int, int, Task<HttpResponseMessage>> ask)
    {
        var clock = Stopwatch.StartNew();
        var all = await Task.WhenAll(Enumerable.Range(0, users).Select(user => Task.Run(async () =>
        {
            var times = new List<double>();
            long bytes = 0;
            var failed = 0;
            for (var turn = 0; clock.Elapsed < length; turn++)
            {
                var start = clock.Elapsed;
                using var answer = await ask(user, turn);
                var body = await answer.Content.ReadAsByteArrayAsync();
                bytes += body.Length;
                times.Add((clock.Elapsed - start).TotalMilliseconds);
                if (!answer.IsSuccessStatusCode)
                {
                    failed++;
                    if (failed == 1)
                    {
                        Console.WriteLine($"  first failure: {(int)answer.StatusCode} {System.Text.Encoding.UTF8.GetString(body.AsSpan(0, Math.Min(300, body.Length)))}");
                    }
                }
            }

            return (times, bytes, failed);
        })));
        return (clock.Elapsed.TotalSeconds, [.. all.SelectMany(a => a.times)], all.Sum(a => a.bytes), all.Sum(a => a.failed));
    }

    private static double At(List<double> sorted, double share) => sorted.Count == 0 ? 0 : sorted[(int)((sorted.Count - 1) * share)];
}

/// <summary>Figures of a load: answers a second, milliseconds, bytes an answer before compression.</summary>
internal sealed record Figures(string Name, int Users, double Rate, double P50, double P95, long Bytes, int Failed)
{
    public override string ToString() =>
        $"{Name}, {Users} users: {Rate:N0}/s, p50 {P50:N1} ms, p95 {P95:N1} ms, {Bytes / 1024.0:N0} kB{(Failed == 0 ? "" : $", {Failed} FAILED")}";
}
