using System.CommandLine;
using System.Security.Cryptography;
using System.Text;
using Acquis.Credentials.Signatures;
using Acquis.Data;
using Acquis.Infrastructure;

namespace Acquis.Features.Journal;

/// <summary><c>acquis journal verify | key | prove | check</c>.</summary>
public static class JournalCommands
{
    public static Command Create()
    {
        var journal = new Command("journal", "Journal : vérifier, prouver / verify, prove");
        journal.Add(Verify());
        journal.Add(Key());
        journal.Add(Prove());
        journal.Add(Check());
        return journal;
    }

    private static Command Verify()
    {
        var command = new Command("verify", "Vérifie le journal et les lignes qu’il explique / verifies the journal and the rows it explains");
        command.SetAction((parsed, ct) => CommandLine.ReadingAsync(parsed, async services =>
        {
            var report = await services.GetRequiredService<JournalVerifier>().VerifyAsync(ct);
            var texts = Texts.All;
            foreach (var fault in report.Faults)
            {
                await Console.Error.WriteLineAsync(texts.Of(fault));
            }

            Console.WriteLine(texts["journal.report", ("numbered", report.Numbered), ("unnumbered", report.Unnumbered), ("erased", report.Erased)]);
            Console.WriteLine(texts[report.Holds ? "journal.holds" : "journal.does-not-hold"]);
            return report.Holds ? 0 : 1;
        }, ct));
        return command;
    }

    private static Command Key()
    {
        var command = new Command("key", "Affiche la clé publique du journal / prints the journal's public key");
        command.SetAction((parsed, ct) => CommandLine.ReadingAsync(parsed, services =>
        {
            Console.WriteLine(services.GetRequiredService<JournalKeys>().Signer.Verifier);
            return Task.FromResult(0);
        }, ct));
        return command;
    }

    private static Command Prove()
    {
        var fact = new Argument<Guid>("fact") { Description = "Identifiant du fait / id of the fact" };
        var output = new Option<string?>("--out") { Description = "Fichier / file" };
        var command = new Command("prove", "Écrit la preuve d’un fait / writes the proof of a fact") { fact, output };
        command.SetAction((parsed, ct) => CommandLine.ReadingAsync(parsed, async services =>
        {
            var proof = await services.GetRequiredService<JournalProofs>().OfAsync(parsed.GetValue(fact), ct);
            if (parsed.GetValue(output) is { } file)
            {
                await File.WriteAllTextAsync(file, proof, ct);
            }
            else
            {
                Console.Write(proof);
            }

            return 0;
        }, ct));
        return command;
    }

    private static Command Check()
    {
        var file = new Argument<string>("file") { Description = "Fichier de preuve / proof file" };
        var key = new Option<string>("--key") { Description = "Clé publique du journal / the journal's public key", Required = true };
        var command = new Command("check", "Contrôle une preuve, sans base de données / checks a proof, without a database") { file, key };
        command.SetAction(async (parsed, ct) =>
        {
            try
            {
                var proven = JournalProofs.Check(await File.ReadAllTextAsync(parsed.GetValue(file)!, ct), VerifierKey.Parse(parsed.GetValue(key)!));
                Console.WriteLine(Encoding.UTF8.GetString(proven.Entry));
                if (proven.Payload is { } payload)
                    Console.WriteLine(payload);

                Console.WriteLine(Texts.All["journal.proof-holds"]);
                return 0;
            }
            catch (Exception e) when (e is FormatException or CryptographicException or IOException)
            {
                await Console.Error.WriteLineAsync(Texts.All["journal.proof-fails", ("detail", e.Message)]);
                return 1;
            }
        });
        return command;
    }
}
