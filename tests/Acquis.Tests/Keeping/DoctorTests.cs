using System.Net;
using System.Text.Json;
using Acquis.Features.Accounts;
using Acquis.Features.Journal;
using Acquis.Infrastructure;
using Acquis.Infrastructure.Files;
using Acquis.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Acquis.Tests.Keeping;

[Collection(nameof(CommandLineTests))]
public sealed class DoctorTests
{
    [Theory, BothDatabases]
    public async Task A_sound_installation_is_told_sound_and_its_database_durable(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        await Scene.SetAsync(program);
        await NumberAsync(program);

        var (exit, output, _) = await DoctorAsync(program.Options, "--json");
        using var json = JsonDocument.Parse(output);
        var states = json.RootElement.GetProperty("checks").EnumerateArray().ToDictionary(c => c.GetProperty("check").GetString()!, c => c.GetProperty("state").GetString());

        Assert.Equal(["disk", "clock", "database", "mail", "keys", "journal", "files", "backup"], states.Keys);
        // The clock of the tests stands later than this machine's; the server of the tests is started without fsync.
        string[] expected = engine is Engine.Sqlite ? ["bad", "good"] : ["bad", "bad"];
        Assert.Equal(expected, new[] { states["clock"], states["database"] });
        Assert.Equal("good watch good good good watch", string.Join(' ', new[] { "disk", "mail", "keys", "journal", "files", "backup" }.Select(c => states[c])));
        Assert.Equal(1, exit);
    }

    [Theory]
    [InlineData("fr", "a reculé", "Remettez-la à l’heure")]
    [InlineData("en", "jumped back", "Put it right")]
    public async Task A_clock_that_jumped_back_is_told_and_nothing_is_lost(string language, string told, string remedy)
    {
        await using var before = await TestProgram.StartAsync(Engine.Sqlite);
        await Scene.SetAsync(before);
        await NumberAsync(before);
        var year = TimeSpan.FromDays(365);
        await using var program = await TestProgram.StartAsync(before.Options, before.Clock.GetUtcNow() - year);
        var cohort = await program.ReadAsync(db => db.Cohorts.AsNoTracking().SingleAsync());

        var administrator = await program.SignedInAsync(Role.Administrator);
        var page = language == "en" ? await administrator.InEnglish().OpenAsync("/settings/condition") : await administrator.OpenAsync("/settings/condition");
        await program.InScopeAsync(s => s.GetRequiredService<Features.Candidacies.CohortService>().NameModulesAsync(cohort.Id, cohort.Version, cohort.Modules, default));
        await NumberAsync(program);
        var report = await program.InScopeAsync(s => s.GetRequiredService<JournalVerifier>().VerifyAsync(default));

        Assert.Contains(told, page.Text, StringComparison.Ordinal);
        Assert.Contains(remedy, page.Text, StringComparison.Ordinal);
        Assert.True(report.Holds, string.Join("; ", report.Faults));
        Assert.Equal(0, report.Unnumbered);
    }

    [Fact]
    public async Task Each_thing_that_is_broken_is_named_with_its_remedy_and_the_exit_code_is_1()
    {
        await using var program = await TestProgram.StartAsync(Engine.Sqlite);
        await Scene.SetAsync(program);
        await NumberAsync(program);
        File.Delete(await program.InScopeAsync(async s => s.GetRequiredService<FileStore>().PathOf(await program.ReadAsync(db => db.StoredFiles.Select(f => f.Hash).Order().FirstAsync()))));
        File.SetUnixFileMode(program.Options.JournalKey, (UnixFileMode)0b110_100_100);
        await program.ReadAsync(db => db.Database.ExecuteSqlRawAsync("drop trigger leaves_no_delete; delete from leaves where number = 3"));

        var (exit, french, _) = await DoctorAsync(program.Options, "--quick", "--lang", "fr");
        var (_, english, _) = await DoctorAsync(program.Options, "--lang", "en");

        Assert.Equal(1, exit);
        Assert.Contains("1 fichier manque", french, StringComparison.Ordinal);
        Assert.Contains("chmod 600", french, StringComparison.Ordinal);
        Assert.Contains("La tête signée couvre", french, StringComparison.Ordinal);
        Assert.Contains("Number 3 is missing", english, StringComparison.Ordinal);
        Assert.DoesNotContain("[doctor", french + english, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_without_data_is_told_and_left_as_it_was()
    {
        var options = await TestDatabase.BareAsync(Engine.Sqlite);

        var (exit, _, error) = await DoctorAsync(options, "--lang", "en");

        Assert.Equal(1, exit);
        Assert.Contains("There are no Acquis data", error, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(options.DataFolder));
    }

    [Theory, BothDatabases]
    public async Task Anybody_may_ask_whether_the_program_lives_and_is_ready(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        using var stranger = program.Stranger();

        var live = await stranger.OpenAsync("/health/live");
        var ready = await stranger.OpenAsync("/health/ready");
        await program.ReadAsync(db => db.Database.ExecuteSqlRawAsync("delete from \"__EFMigrationsHistory\""));
        var pending = await stranger.OpenAsync("/health/ready");

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.ServiceUnavailable), (live.Status, ready.Status, pending.Status));
        Assert.Equal(["live", "ready", "migrations"], new[] { live, ready, pending }.Select(p => System.Text.Encoding.UTF8.GetString(p.Bytes)));
    }

    private static Task<(int Exit, string Output, string Error)> DoctorAsync(AcquisOptions options, params string[] more) =>
        Terminal.RunAsync(["doctor", .. Terminal.At(options), .. more]);

    private static Task<int> NumberAsync(TestProgram program) => program.InScopeAsync(s => s.GetRequiredService<JournalSequencer>().NumberAsync(default));
}
