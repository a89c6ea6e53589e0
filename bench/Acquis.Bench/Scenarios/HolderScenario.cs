using System.Diagnostics;
using Acquis.Credentials.Documents;
using Acquis.Credentials.OpenBadges;
using Acquis.Credentials.Pdf;
using Credential = Acquis.Engines.Tests.Credentials.Samples;
using Document = Acquis.Engines.Tests.Documents.Samples;

namespace Acquis.Bench.Scenarios;

/// <summary>
/// What a holder gets, on all processors: diplomas drawn and sealed with their credential inside, then a batch of titles, blocs, CLRs and diplomas made and let go,
/// which shows whether memory grows with it. The engine alone: no database, no disk.
/// </summary>
internal static class HolderScenario
{
    public static async Task RunAsync(Bench bench)
    {
        using var seal = DocumentSeal.MakeTest("Institut Exemple", Credential.IssuedAt);
        var title = Credential.Title();
        await DiplomasAsync(seal, title, bench.Runs.WarmUp);
        var runs = new List<(double Clock, double Processor)>();
        for (var run = 0; run < bench.Runs.Count; run++)
            runs.Add(await DiplomasAsync(seal, title, bench.Runs.Length));

        bench.Say(
            $"diplomas drawn and sealed on {Environment.ProcessorCount} processors", Spread.Of(runs.Select(r => r.Clock)).Text("N1", "/s"),
            $"{Spread.Of(runs.Select(r => r.Processor)).Text("N1", "")} by processor second");
        await BatchAsync(bench, seal, bench.Runs == Runs.Quick ? 400 : 10_000);
    }

    private static async Task<(double Clock, double Processor)> DiplomasAsync(DocumentSeal seal, byte[] credential, TimeSpan length)
    {
        var (watch, before) = (Stopwatch.StartNew(), Environment.CpuUsage.TotalTime);
        var made = 0;
        await Parallel.ForAsync(0, Environment.ProcessorCount, async (_, _) =>
        {
            while (watch.Elapsed < length)
            {
                await DiplomaAsync(seal, credential, Interlocked.Increment(ref made));
            }
        });
        return (made / watch.Elapsed.TotalSeconds, made / (Environment.CpuUsage.TotalTime - before).TotalSeconds);
    }

    private static async Task BatchAsync(Bench bench, DocumentSeal seal, int holders)
    {
        var blocks = CredentialScenario.BlocksOfTitle();
        var (watch, before) = (Stopwatch.StartNew(), Environment.CpuUsage.TotalTime);
        var (done, early, most) = (0, 0.0, 0.0);
        await Parallel.ForAsync(0, holders, async (holder, _) =>
        {
            await IssueAsync(seal, blocks, holder);
            if (Interlocked.Increment(ref done) % Math.Max(1, holders / 40) == 0)
            {
                // Measured forty times; the first tenth has warmed everything that is kept.
                var now = Machine.Memory(Environment.ProcessId);
                (early, most) = done <= holders / 10 ? (Math.Max(early, now), most) : (early, Math.Max(most, now));
            }
        });
        var (clock, processor) = (watch.Elapsed.TotalSeconds, (Environment.CpuUsage.TotalTime - before).TotalSeconds);
        bench.Say(
            $"{holders:N0} holders (title, {CredentialScenario.Blocks} blocs, CLR, sealed diploma)", $"{clock:N1} s, {processor:N1} s of processor, once",
            $"memory (PSS) at most {early:N0} MB in the first tenth, {most:N0} MB after it");
    }

    private static async Task IssueAsync(DocumentSeal seal, List<BlockAchievement> blocks, int holder)
    {
        var award = Credential.Award with { Holder = Credential.Award.Holder with { Subject = $"urn:uuid:0190a5c0-0000-7000-8000-{holder:x12}" } };
        var title = Credential.Sign(BadgeWriter.Title(award, Credential.Issue($"t-{holder}", holder)));
        var parts = blocks.Select((b, i) => (ReadOnlyMemory<byte>)Credential.Sign(BadgeWriter.Block(award, b, Credential.Issue($"b-{holder}-{i}", holder)))).Prepend(title).ToList();
        _ = Credential.Sign(RecordWriter.Write(award, new(false, parts, blocks), Credential.Issue($"r-{holder}", holder)));
        await DiplomaAsync(seal, title, holder);
    }

    private static Task<byte[]> DiplomaAsync(DocumentSeal seal, byte[] credential, int number)
    {
        var content = Document.Diploma with { Number = $"2026-{number:00000}", Holder = Document.Diploma.Holder with { FirstNames = $"Camille {(char)('A' + (number % 26))}" } };
        return PdfSealer.SealAsync(DiplomaDocument.Render(content), seal, "Cachet de l’organisme", Credential.IssuedAt, new(credential, "Attestation numérique"));
    }
}
