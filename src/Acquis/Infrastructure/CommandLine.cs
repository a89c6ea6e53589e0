using System.CommandLine;
using System.Globalization;
using Acquis.Credentials.Signatures;
using Acquis.Data;
using Acquis.Domain;
using Acquis.Features.Decisions;
using Acquis.Features.Diplomas;
using Acquis.Features.Frameworks;
using Acquis.Features.Journal;
using Acquis.Features.Keeping;
using Acquis.Features.Keeping.Checks;
using Acquis.Features.Rehearsals;
using Acquis.Features.Timetabling;

namespace Acquis.Infrastructure;

/// <summary>The command line of <c>acquis</c>. Without a command it serves.</summary>
public static class CommandLine
{
    /// <summary>Option of every command that reads or writes a data folder.</summary>
    public static readonly Option<string?> Data = new("--data") { Description = "Dossier de données / data folder", Recursive = true };

    /// <summary>Option of every command: language of what is printed.</summary>
    public static readonly Option<string?> Lang = new("--lang") { Description = "fr | en", Recursive = true };

    private static readonly Option<string?> Postgres = new("--postgres") { Description = "Chaîne de connexion PostgreSQL / PostgreSQL connection string", Recursive = true };

    private static readonly Option<string?> Url = new("--url") { Description = "Adresse d'écoute / address to listen on" };

    private static readonly Option<bool> Demonstration = new("--demonstration") { Description = "Remplit un dossier vide / fill an empty folder" };

    /// <summary>Runs a command; its exit code is the program's.</summary>
    public static Task<int> RunAsync(string[] args) => RunAsync(args, Console.Out, Console.Error);

    /// <summary>Runs a command that prints to these writers.</summary>
    public static Task<int> RunAsync(string[] args, TextWriter output, TextWriter error)
    {
        var root = new RootCommand("Acquis") { Data, Lang, Postgres, Url, Demonstration };
        root.TreatUnmatchedTokensAsErrors = false;
        var serve = new Command("serve", "Sert les pages / serve the pages") { Url, Demonstration };
        root.Add(serve);
        root.Add(JournalCommands.Create());
        root.Add(RehearseCommand.Create());
        root.Add(BackupCommands.Backup());
        root.Add(BackupCommands.Restore());
        root.Add(DoctorCommand.Create());
        root.Add(DecisionCommands.Create());
        root.Add(CredentialCommands.Create());
        root.Add(FrameworkCommands.Create());
        root.Add(TimetableCommands.Create());
        serve.SetAction((parsed, ct) => ServeAsync(parsed, args, ct));
        root.SetAction((parsed, ct) => ServeAsync(parsed, args, ct));
        var result = root.Parse(args);
        SetLanguage(result.GetValue(Lang));
        return result.InvokeAsync(new() { Output = output, Error = error });
    }

    /// <summary>The options that the command line gives, over the environment's.</summary>
    public static AcquisOptions OptionsOf(ParseResult parsed)
    {
        var environment = AcquisOptions.FromEnvironment();
        return environment with
        {
            DataFolder = parsed.GetValue(Data) ?? environment.DataFolder,
            Postgres = parsed.GetValue(Postgres) ?? environment.Postgres,
            Url = parsed.GetValue(Url) ?? environment.Url,
            Demonstration = parsed.GetValue(Demonstration),
            SecondFactor = environment.SecondFactor && (!parsed.GetValue(Demonstration) || Environment.GetEnvironmentVariable("ACQUIS_SECOND_FACTOR") is "on"),
        };
    }

    /// <summary>
    /// Runs a command that needs the program's services: builds them, prepares the database, and tells in words what keeps it from starting.
    /// </summary>
    public static Task<int> WithProgramAsync(ParseResult parsed, Func<IServiceProvider, Task<int>> run, CancellationToken ct) =>
        GuardedAsync(parsed, (options, services) => DatabaseStart.PrepareAsync(services.GetRequiredService<AcquisDb>(), options, ct), run);

    /// <summary>Runs a command that reads an existing data folder and changes nothing in it, not even its schema.</summary>
    public static Task<int> ReadingAsync(ParseResult parsed, Func<IServiceProvider, Task<int>> run, CancellationToken ct) =>
        GuardedAsync(parsed, (options, services) => DatabaseStart.RequireCurrentAsync(services.GetRequiredService<AcquisDb>(), options, ct), run);

    /// <summary>Runs a command that looks at an installation which may be broken: the database is neither prepared nor required.</summary>
    public static Task<int> LookingAsync(ParseResult parsed, Func<IServiceProvider, Task<int>> run) =>
        GuardedAsync(parsed, (_, _) => Task.CompletedTask, run);

    private static async Task<int> GuardedAsync(ParseResult parsed, Func<AcquisOptions, IServiceProvider, Task> prepare, Func<IServiceProvider, Task<int>> run)
    {
        var options = OptionsOf(parsed);
        try
        {
            await using var app = AcquisHost.Build([], options);
            await using var scope = app.Services.CreateAsyncScope();
            await prepare(options, scope.ServiceProvider);
            return await run(scope.ServiceProvider);
        }
        catch (Exception e) when (Told(e, options) is { } told)
        {
            await parsed.InvocationConfiguration.Error.WriteLineAsync(told);
            return 1;
        }
    }

    /// <summary>What a command says of an exception that is no bug, or null.</summary>
    public static string? Told(Exception exception, AcquisOptions options) => exception switch
    {
        StartException e => Texts.All.Get(Texts.Language, e.Key, e.Args),
        KeyFileException e => Texts.All[e.Code, ("path", e.Path)],
        RefusedException e => string.Join('\n', e.Refusals.Select(Texts.All.Of)),
        NotFoundException => Texts.All["command.not-found"],
        _ when StorageFailures.CodeOf(exception) is { } code => Told(DatabaseStart.StorageOf(code, options), options),
        _ => null,
    };

    private static async Task<int> ServeAsync(ParseResult parsed, string[] args, CancellationToken ct)
    {
        var options = OptionsOf(parsed);
        try
        {
            await using var app = AcquisHost.Build(args, options);
            await using (var scope = app.Services.CreateAsyncScope())
            {
                var db = scope.ServiceProvider.GetRequiredService<AcquisDb>();
                await DatabaseStart.PrepareAsync(db, options, ct);
                await ClockCheck.WarnAsync(db, app.Services.GetRequiredService<TimeProvider>(), parsed.InvocationConfiguration.Error, ct);
                await Features.Accounts.FirstAdministrator.AnnounceAsync(scope.ServiceProvider, options, ct);
                if (options.Demonstration)
                {
                    await scope.ServiceProvider.GetRequiredService<Demonstration>().PrepareAsync(ct);
                }
            }

            await app.RunAsync(ct);
            return 0;
        }
        catch (Exception e) when (Told(e, options) is { } told)
        {
            await parsed.InvocationConfiguration.Error.WriteLineAsync(told);
            return 1;
        }
    }

    private static void SetLanguage(string? lang)
    {
        lang ??= Environment.GetEnvironmentVariable("LANG");
        CultureInfo.CurrentUICulture = CultureInfo.DefaultThreadCurrentUICulture =
            CultureInfo.GetCultureInfo(lang?.StartsWith("en", StringComparison.OrdinalIgnoreCase) == true ? "en-GB" : "fr-FR");
    }
}
