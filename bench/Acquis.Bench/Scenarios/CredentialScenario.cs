using System.Diagnostics;
using System.Globalization;
using Acquis.Credentials.Documents;
using Acquis.Credentials.OpenBadges;
using Acquis.Credentials.Signatures;
using Credential = Acquis.Engines.Tests.Credentials.Samples;
using Document = Acquis.Engines.Tests.Documents.Samples;

namespace Acquis.Bench.Scenarios;

/// <summary>
/// Credentials signed, with OpenSSL's rate of the same signature and this program's bare one beside them, and diplomas printed. Rates are by second of
/// processor, as OpenSSL counts: what the machine does beside takes nothing away.
/// </summary>
internal static class CredentialScenario
{
    private const int Blocks = 4;
    private const int Competences = 4;

    public static async Task RunAsync(Bench bench)
    {
        var message = new byte[64];
        var award = Credential.Award;
        var blocks = Enumerable.Range(1, Blocks).Select(b => new BlockAchievement(
            $"BC{b}", $"Bloc {b}", $"RNCP99999BC0{b}", "Chaque compétence au niveau 2 au moins.",
            [.. Enumerable.Range(1, Competences).Select(c => new CompetenceResult($"C{b}.{c}", $"Compétence {b}.{c}", 2))])).ToList();
        var parts = blocks.Select((b, i) => (ReadOnlyMemory<byte>)Credential.Block(b, 2_000 + i)).Prepend(Credential.Title()).ToList();
        var bare = OneCore(bench, () => Credential.Signer.Sign(message));
        var title = OneCore(bench, () => Credential.Sign(BadgeWriter.Title(award, Credential.Issue("t-1", 1_000))));
        var record = OneCore(bench, () => Credential.Sign(RecordWriter.Write(award, new(false, parts, blocks), Credential.Issue("r-1", 1_001))));
        var openssl = await OpenSslAsync();

        bench.Say("Ed25519, by processor second", openssl is { } rate ? $"OpenSSL {rate:N0}/s" : "OpenSSL: not installed", $"bare signature here {bare.Rate.Text("N0", "/s")}");
        bench.Say("titles signed", title.Rate.Text("N0", "/s"), openssl is { } of ? $"{title.Rate.Median / of:P0} of OpenSSL's rate" : "", $"{title.Bytes / 1024.0:N0} kB allocated each");
        bench.Say($"CLR of a title, {Blocks} blocs, {Blocks * Competences} competences", record.Rate.Text("N0", "/s"), $"{record.Bytes / 1024.0:N0} kB allocated each");
        var printed = OneCore(bench, () => DiplomaDocument.Render(Document.Diploma));
        bench.Say("diplomas as PDF", printed.Rate.Text("N1", "/s"), $"{printed.Bytes / 1024.0:N0} kB allocated each");
    }

    private static (Spread Rate, long Bytes) OneCore(Bench bench, Func<byte[]> make)
    {
        Count(make, bench.Runs.WarmUp / 4);
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

    // Machine-readable lines: "+F6:0:253:Ed25519:<signatures a second>:<verifications a second>".
    private static async Task<double?> OpenSslAsync()
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo("openssl", ["speed", "-mr", "-seconds", "3", "ed25519"]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            _ = process.StandardError.ReadToEndAsync();
            var told = await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();
            var line = told.Split('\n').FirstOrDefault(l => l.Contains("Ed25519", StringComparison.Ordinal))?.Split(':');
            return line is { Length: > 4 } && double.TryParse(line[4], CultureInfo.InvariantCulture, out var rate) ? rate : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }
}
