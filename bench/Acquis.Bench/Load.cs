using System.Diagnostics;
using System.Text;

namespace Acquis.Bench;

/// <summary>Some users at once, each asking again as soon as it is answered.</summary>
/// <param name="Ask">Asks for the user and the turn given; turns go on from one round to the next.</param>
internal sealed record Load(string Name, Func<int, int, Task<HttpResponseMessage>> Ask)
{
    private int turns;

    /// <summary>Runs for that long.</summary>
    public async Task<Round> RunAsync(int users, TimeSpan length)
    {
        var (clock, from) = (Stopwatch.StartNew(), turns);
        var all = await Task.WhenAll(Enumerable.Range(0, users).Select(user => Task.Run(() => UserAsync(user, from, clock, length))));
        var seconds = clock.Elapsed.TotalSeconds;
        turns = from + all.Max(a => a.Times.Count);
        var times = all.SelectMany(a => a.Times).Order().ToList();
        return new(times.Count / seconds, At(times, 0.5), At(times, 0.95), all.Sum(a => a.Bytes) / Math.Max(1, times.Count), all.Sum(a => a.Failed));
    }

    private async Task<(List<double> Times, long Bytes, int Failed)> UserAsync(int user, int from, Stopwatch clock, TimeSpan length)
    {
        var (times, bytes, failed) = (new List<double>(), 0L, 0);
        for (var turn = from; clock.Elapsed < length; turn++)
        {
            var start = clock.Elapsed;
            using var answer = await Ask(user, turn);
            var body = await answer.Content.ReadAsByteArrayAsync();
            times.Add((clock.Elapsed - start).TotalMilliseconds);
            bytes += body.Length;
            if (!answer.IsSuccessStatusCode && ++failed == 1)
                Console.WriteLine($"  first failure of {Name}: {(int)answer.StatusCode} {Encoding.UTF8.GetString(body.AsSpan(0, Math.Min(300, body.Length)))}");
        }

        return (times, bytes, failed);
    }

    private static double At(List<double> sorted, double share) => sorted.Count == 0 ? 0 : sorted[(int)((sorted.Count - 1) * share)];
}

/// <summary>One run of a load: answers a second, milliseconds, bytes an answer.</summary>
internal sealed record Round(double Rate, double P50, double P95, long Bytes, int Failed);
