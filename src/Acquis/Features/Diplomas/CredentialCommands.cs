using System.CommandLine;
using System.Text;
using System.Text.Json;
using Acquis.Credentials;
using Acquis.Credentials.Checking;
using Acquis.Credentials.JsonLd;
using Acquis.Credentials.Keys;
using Acquis.Infrastructure;

namespace Acquis.Features.Diplomas;

/// <summary><c>acquis credential verify FILE [--did FILE] [--status FILE] [--seal FILE] [--proof FILE --journal FILE] [--at INSTANT]</c>, of a credential or a sealed PDF: without database, without network.</summary>
public static class CredentialCommands
{
    /// <summary>Exit code where nothing is wrong and something could not be checked.</summary>
    public const int Incomplete = 2;

    private static readonly Argument<string> Credential = new("file") { Description = "Attestation (JSON) ou document scellé (PDF) / credential (JSON) or sealed document (PDF)" };

    private static readonly Option<string[]> Did = new("--did") { Description = "Clés publiées par l’émetteur / keys that the issuer publishes (did.json)" };

    private static readonly Option<string[]> Status = new("--status") { Description = "Liste des révocations / list of revocations (JSON)" };

    private static readonly Option<string[]> Seal = new("--seal") { Description = "Certificats des cachets de l’émetteur / certificates of the issuer’s seals (PEM, DER)" };

    private static readonly Option<string?> Proof = new("--proof") { Description = "Preuve d’inscription au journal / proof of inclusion in the journal (.tlog-proof)" };

    private static readonly Option<string?> Journal = new("--journal") { Description = "Clé publique du journal / public key of the journal (journal.vkey)" };

    private static readonly Option<DateTimeOffset?> At = new("--at") { Description = "Instant où juger sa validité, maintenant sinon / instant to judge its validity at, now otherwise" };

    /// <summary>The command and its act.</summary>
    public static Command Create()
    {
        var verify = new Command("verify", "Vérifie une attestation hors ligne / checks a credential, offline") { Credential, Did, Status, Seal, Proof, Journal, At };
        verify.SetAction((parsed, ct) => VerifyAsync(
            parsed.GetValue(Credential)!,
            new(parsed.GetValue(Did) ?? [], parsed.GetValue(Status) ?? [], parsed.GetValue(Seal) ?? [], parsed.GetValue(Proof), parsed.GetValue(Journal)),
            parsed.GetValue(At) ?? TimeProvider.System.GetUtcNow(), parsed.InvocationConfiguration.Output, ct));
        return new Command("credential", "Attestations numériques / digital credentials") { verify };
    }

    /// <summary>Checks a file and tells each check.</summary>
    /// <returns>0 when every check passed, 1 when one failed, <see cref="Incomplete"/> when something could not be checked.</returns>
    private static async Task<int> VerifyAsync(string file, SourceFiles files, DateTimeOffset at, TextWriter output, CancellationToken ct)
    {
        var texts = Texts.All;
        try
        {
            var sources = new CheckSources();
            foreach (var did in files.Dids)
                sources.Add(DidDocument.Parse(await ReadAsync(did, ct)));

            foreach (var list in files.Lists)
                Add(sources, await ReadAsync(list, ct));

            foreach (var seal in files.Seals)
                sources.AddSeal(await ReadAsync(seal, ct));

            var bytes = await ReadAsync(file, ct, PdfChecker.MaxBytes);
            var report = PdfChecker.IsPdf(bytes) ? new PdfChecker().Check(bytes, sources, at) : new CredentialChecker().Check(bytes, sources, at);
            var inJournal = files.Proof is { } proof ? JournalCheck.Of(bytes, await TextAsync(proof, ct), files.JournalKey is { } key ? await TextAsync(key, ct) : null, texts) : null;
            return await TellAsync(report, inJournal, texts, output);
        }
        catch (CredentialRefusedException e)
        {
            await output.WriteLineAsync($"{texts[e.Code]} ({e.Detail})");
            return 1;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            await output.WriteLineAsync(e.Message);
            return 1;
        }
    }

    private static async Task<int> TellAsync(CheckReport report, ToldCheck? inJournal, Texts texts, TextWriter output)
    {
        ToldCheck[] more = inJournal is null ? [] : [inJournal];
        foreach (var told in ToldChecks.Of(report, texts).Concat(more))
        {
            var mark = told.Outcome switch { CheckOutcome.Passed => "[✓]", CheckOutcome.Failed => "[✗]", _ => "[?]" };
            await output.WriteLineAsync($"{mark} {told.Text}{(told.Detail is null ? "" : $" ({told.Detail})")}");
        }

        if (report is { IsRefused: false, Credential: { } c })
            await output.WriteLineAsync(ToldChecks.Says(c, texts));

        var isRefused = report.IsRefused || inJournal is { Outcome: CheckOutcome.Failed };
        var isGood = report.IsGood && inJournal is null or { Outcome: CheckOutcome.Passed };
        var isSealOnly = report is { Credential: null, Seal: not null };
        await output.WriteLineAsync(texts[
            isRefused ? report is { Credential: null, Seal: null } || isSealOnly ? "checked.refused-file" : "checked.refused"
            : !isGood ? "checked.incomplete"
            : isSealOnly ? "checked.good-sealed"
            : "checked.good"]);
        return isRefused ? 1 : isGood ? 0 : Incomplete;
    }

    private static async Task<string> TextAsync(string path, CancellationToken ct) => Encoding.UTF8.GetString(await ReadAsync(path, ct));

    private static async Task<byte[]> ReadAsync(string path, CancellationToken ct, int most = LinkedJson.MaxBytes)
    {
        var size = new FileInfo(path).Length;
        return size > most ? throw new CredentialRefusedException("credential.too-large", Path.GetFileName(path)) : await File.ReadAllBytesAsync(path, ct);
    }

    /// <summary>Files that the issuer publishes, and the proof that came with the document, by their paths.</summary>
    private sealed record SourceFiles(IReadOnlyList<string> Dids, IReadOnlyList<string> Lists, IReadOnlyList<string> Seals, string? Proof, string? JournalKey);

    // A list names itself; whether it is what it says is checked when a credential refers to it.
    private static void Add(CheckSources sources, byte[] list)
    {
        using var document = LinkedJson.Parse(list);
        if (document.RootElement.TryGetProperty("id", out var id) && id.ValueKind is JsonValueKind.String)
            sources.AddStatusList(id.GetString()!, list);
        else
            throw new CredentialRefusedException("status.list-refused", "id");
    }
}
