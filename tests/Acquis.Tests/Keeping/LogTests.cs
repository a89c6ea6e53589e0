using System.Collections.Concurrent;
using System.Text;
using Acquis.Features.Accounts;
using Acquis.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Acquis.Tests.Keeping;

/// <summary>What the program logs in a whole journey holds nobody's name, address, password or token.</summary>
public sealed class LogTests
{
    [Theory, BothDatabases]
    public async Task The_log_of_a_whole_journey_names_nobody_and_opens_nothing(Engine engine)
    {
        using var log = new KeptLog();
        await using var program = await TestProgram.StartAsync(engine, builder => builder.Logging.SetMinimumLevel(LogLevel.Information).AddProvider(log));
        var scene = await Scene.SetAsync(program);
        await scene.FulfilAsync();
        var diploma = (await scene.IssueAsync(await scene.DecideAsync()))[0];
        var registrar = await program.SignedInAsync(Role.Registrar, Role.Administrator);
        await registrar.OpenAsync($"/candidacies/{scene.Candidacy}");
        await registrar.OpenAsync("/candidates?q=Vasseur");
        await registrar.OpenAsync("/settings/condition");
        using var stranger = program.Stranger();
        await (await stranger.OpenAsync("/sign-in")).PressAsync("Se connecter", ("Email", "Elodie@example.org"), ("Password", "dentelle de Calais 1893"));
        await (await stranger.OpenAsync("/forgotten")).PressAsync("Recevoir le lien", ("Email", "account1@example.org"));
        await stranger.OpenAsync("/reset?account=x&code=jeton-secret-4711");
        await stranger.OpenAsync($"/v/{diploma.Code}");
        await BreakAsync(program);
        await registrar.OpenAsync($"/candidacies/{scene.Candidacy}");

        var mails = await program.ReadAsync(db => db.OutboxMessages.AsNoTracking().ToListAsync());
        string[] secrets =
        [
            "Vasseur", "Élodie", "example.org", "dentelle", "jeton-secret", diploma.Code, string.Join('-', diploma.Code.Chunk(4).Select(c => new string(c))),
            .. mails.SelectMany(m => m.Body.Split('?', '&', '=', '\n').Where(part => part.Length > 30)),
        ];
        Assert.NotEmpty(log.Lines);
        Assert.Equal([], secrets.Where(s => log.Lines.Any(l => l.Contains(s, StringComparison.OrdinalIgnoreCase))));
    }

    /// <summary>Takes a table away, so that a page fails as for a bug and logs it.</summary>
    private static Task<int> BreakAsync(TestProgram program) =>
        program.ReadAsync(db => db.Database.ExecuteSqlRawAsync("alter table standings rename to standings_gone"));

    /// <summary>Everything that was logged: message, state and exception, as a collector gets them.</summary>
    private sealed class KeptLog : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> Lines { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        /// <summary>Scopes are not written: neither console formatter is told to.</summary>
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            var line = new StringBuilder(formatter(state, exception)).Append(' ').Append(exception);
            if (state is IEnumerable<KeyValuePair<string, object?>> values)
            {
                line.AppendJoin(' ', values.Select(v => v.Value));
            }

            Lines.Enqueue(line.ToString());
        }

        public void Dispose()
        {
        }
    }
}
