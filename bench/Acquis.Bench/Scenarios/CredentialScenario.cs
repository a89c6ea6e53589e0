using System.Diagnostics;
using Acquis.Credentials.OpenBadges;
using Acquis.Credentials.Signatures;
using Credential = Acquis.Engines.Tests.Credentials.Samples;

namespace Acquis.Bench.Scenarios;

/// <summary>
/// Credentials signed, with OpenSSL's rate of the same signature, this program's bare one and a Node library's credentials beside them; then diplomas and a batch.
/// Rates of one core are by second of processor, as OpenSSL counts: what the machine does beside takes little away.
/// </summary>
internal static class CredentialScenario
{
    public const int Blocks = 4;
    public const int Competences = 4;

    public static async Task RunAsync(Bench bench)
    {
        var message = new byte[64];
        var unsigned = BadgeWriter.Title(Credential.Award, Credential.Issue("t-1", 1_000));
        var blocks = BlocksOfTitle();
        var parts = blocks.Select((b, i) => (ReadOnlyMemory<byte>)Credential.Block(b, 2_000 + i)).Prepend(Credential.Title()).ToList();
        var bare = OneCore(bench, () => Credential.Signer.Sign(message));
        var title = OneCore(bench, () => Credential.Sign(BadgeWriter.Title(Credential.Award, Credential.Issue("t-1", 1_000))));
        var openssl = await Outside.OpenSslAsync();
        var record = OneCore(bench, () => Credential.Sign(RecordWriter.Write(Credential.Award, new(false, parts, blocks), Credential.Issue("r-1", 1_001))));
        var node = await Outside.NodeAsync(unsigned);

        bench.Say("Ed25519, by processor second", openssl is { } rate ? $"OpenSSL {rate:N0}/s" : "OpenSSL: not installed", $"bare signature here {bare.Rate.Text("N0", "/s")}");
        bench.Say("titles signed", title.Rate.Text("N0", "/s"), openssl is { } of ? $"{title.Rate.Median / of:P0} of OpenSSL's rate" : "", $"{title.Bytes / 1024.0:N0} kB allocated each");
        bench.Say("the same title by the Node library", node is { } theirs ? $"{theirs:N0}/s, {title.Rate.Median / theirs:N0} times less" : "not installed: npm ci in tests/interop");
        bench.Say($"CLR of a title, {Blocks} blocs, {Blocks * Competences} competences", record.Rate.Text("N0", "/s"), $"{record.Bytes / 1024.0:N0} kB allocated each");
        await HolderScenario.RunAsync(bench);
    }

    /// <summary>The blocs of the invented title, all competences acquired.</summary>
    internal static List<BlockAchievement> BlocksOfTitle() => [.. Enumerable.Range(1, Blocks).Select(b => new BlockAchievement(
        $"BC{b}", $"Bloc {b}", $"RNCP99999BC0{b}", "Chaque compétence au niveau 2 au moins.",
        [.. Enumerable.Range(1, Competences).Select(c => new CompetenceResult($"C{b}.{c}", $"Compétence {b}.{c}", 2))]))];

    private static (Spread Rate, long Bytes) OneCore(Bench bench, Func<byte[]> make)
    {
        // In a shorter warm-up the compiler is still at work, and its time counts.
        Count(make, bench.Runs.WarmUp);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var runs = Enumerable.Range(0, bench.Runs.Count).Select(_ => Count(make, bench.Runs.Length / 2)).ToList();
        var allocated = (GC.GetAllocatedBytesForCurrentThread() - before) / runs.Sum(r => r.Made);
        return (Spread.Of(runs.Select(r => r.Made / r.Seconds)), allocated);
    }

    private static (long Made, double Seconds) Count(Func<byte[]> make, TimeSpan length)
    {
        var (watch, before) = (Stopwatch.StartNew(), Environment.CpuUsage.TotalTime);
        long made = 0;
        for (; watch.Elapsed < length; made++)
            _ = make();

        return (made, (Environment.CpuUsage.TotalTime - before).TotalSeconds);
    }
}
