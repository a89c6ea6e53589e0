using System.CommandLine;
using Acquis.Domain;
using Acquis.Domain.Decisions;
using Acquis.Domain.Frameworks;
using Acquis.Features.Frameworks;
using Acquis.Infrastructure;

namespace Acquis.Features.Decisions;

/// <summary><c>acquis decision verify FILE</c> and <c>acquis decision export ID</c>.</summary>
public static class DecisionCommands
{
    private static readonly Argument<string> File = new("file") { Description = "Décision exportée / exported decision (JSON)" };

    private static readonly Argument<Guid> Id = new("id") { Description = "Identifiant de la décision / id of the decision" };

    private static readonly Option<string?> Framework = new("--framework") { Description = "Référentiel, pour comparer son empreinte / framework, to compare its hash" };

    private static readonly Option<string?> Out = new("--out") { Description = "Fichier à écrire / file to write" };

    /// <summary>The command and its two acts.</summary>
    public static Command Create()
    {
        var verify = new Command("verify", "Recalcule une décision hors ligne / compute a decision again, offline") { File, Framework };
        verify.SetAction((parsed, _) => Task.FromResult(Verify(parsed.GetValue(File)!, parsed.GetValue(Framework), Console.Out)));
        var export = new Command("export", "Exporte une décision / export a decision") { Id, Out };
        export.SetAction((parsed, ct) => CommandLine.WithProgramAsync(parsed, services => ExportAsync(services, parsed, ct), ct));
        return new Command("decision", "Décisions / decisions") { verify, export };
    }

    /// <summary>Checks a file and says what was found, in the language of the program.</summary>
    /// <returns>0 when everything follows from the facts; 1 with the first difference.</returns>
    public static int Verify(string file, string? framework, TextWriter output)
    {
        var texts = Texts.All;
        try
        {
            Framework? whole = framework is null ? null : FrameworkYaml.Open(framework).Framework;
            var difference = DecisionCheck.FirstDifference(System.IO.File.ReadAllText(file), whole);
            output.WriteLine(difference is null ? texts["verify.same", ("file", Path.GetFileName(file))] : texts.Of(difference));
            return difference is null ? 0 : 1;
        }
        catch (FrameworkFileException e)
        {
            output.WriteLine(e.Message);
            return 1;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            output.WriteLine(texts["verify.no-file", ("file", file)]);
            return 1;
        }
    }

    private static async Task<int> ExportAsync(IServiceProvider services, ParseResult parsed, CancellationToken ct)
    {
        try
        {
            var json = await services.GetRequiredService<DecisionExport>().WriteAsync(new Id<Decision>(parsed.GetValue(Id)), ct);
            if (parsed.GetValue(Out) is { } path)
            {
                await System.IO.File.WriteAllTextAsync(path, json, ct);
            }
            else
            {
                Console.Out.WriteLine(json);
            }

            return 0;
        }
        catch (NotFoundException)
        {
            await Console.Error.WriteLineAsync(Texts.All["verify.no-decision"]);
        }
        catch (RefusedException e)
        {
            await Console.Error.WriteLineAsync(string.Join('\n', e.Refusals.Select(Texts.All.Of)));
        }

        return 1;
    }
}
