using System.Globalization;
using Acquis.Infrastructure;
using Acquis.Tests.Support;
using Microsoft.Data.Sqlite;

namespace Acquis.Tests;

/// <summary>The command line sets the language of the whole process: these tests run with no other beside them.</summary>
[CollectionDefinition(nameof(CommandLineTests), DisableParallelization = true)]
public sealed class CommandLineCollection;

[Collection(nameof(CommandLineTests))]
public sealed class CommandLineTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("acquis-cli-").FullName;
    private readonly CultureInfo? before = CultureInfo.DefaultThreadCurrentUICulture;

    private static string Example => Repository.Path("frameworks/expert-isi.yaml");

    public void Dispose()
    {
        CultureInfo.DefaultThreadCurrentUICulture = before;
        SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }

    [Theory, BothDatabases]
    public async Task A_framework_is_published_once_and_another_text_of_its_edition_is_another_version(Engine engine)
    {
        var options = await TestDatabase.NewAsync(engine);
        string[] data = ["--data", options.DataFolder, "--lang", "fr", .. options.Postgres is { } postgres ? new[] { "--postgres", postgres } : []];
        var changed = Write("changed.yaml", (await File.ReadAllTextAsync(Example, Token)).Replace("Soutenance finale", "Soutenance", StringComparison.Ordinal));

        var first = await RunAsync(["framework", "publish", Example, .. data]);
        var again = await RunAsync(["framework", "publish", Example, .. data]);
        var other = await RunAsync(["framework", "publish", changed, .. data]);

        Assert.Equal((0, ""), (first.Exit, first.Error));
        Assert.Contains("est en vigueur. Son texte ne change plus.", first.Output, StringComparison.Ordinal);
        Assert.Matches("sha256 [0-9a-f]{64}", first.Output);
        Assert.Equal(0, again.Exit);
        Assert.Contains("déjà en vigueur", again.Output, StringComparison.Ordinal);
        Assert.Equal(Identity(first.Output), Identity(again.Output));
        Assert.Equal(0, other.Exit);
        Assert.NotEqual(Identity(first.Output), Identity(other.Output));
    }

    [Theory]
    [InlineData("fr", "Rien n’a été publié")]
    [InlineData("en", "Nothing was published")]
    public async Task Blocs_that_wait_for_each_other_are_told_with_their_line_and_nothing_is_written(string language, string told)
    {
        var cyclic = (await File.ReadAllTextAsync(Example, Token)).Replace(
            "    every:\n      over: competences\n      rule: level >= threshold\n", "    all:\n      - block 1\n", StringComparison.Ordinal);
        var file = Write("cyclic.yaml", cyclic);

        var (exit, _, error) = await RunAsync(["framework", "publish", file, "--data", Path.Combine(folder, "data"), "--lang", language]);

        Assert.Equal(1, exit);
        Assert.Matches(@"cyclic\.yaml:\d+: ", error);
        Assert.Contains(told, error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(folder, "data")));
    }

    [Theory]
    [InlineData("fr", "figure deux fois")]
    [InlineData("en", "twice")]
    public async Task An_unreadable_framework_is_told_with_its_line(string language, string told)
    {
        var file = Write("bad.yaml", "format: acquis.framework/1\ncode: a\ncode: b\n");

        var (exit, output, error) = await RunAsync(["framework", "publish", file, "--data", folder, "--lang", language]);

        Assert.Equal((1, ""), (exit, output));
        Assert.Contains("bad.yaml:3: ", error, StringComparison.Ordinal);
        Assert.Contains(told, error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("fr", "ne peut pas être écrit")]
    [InlineData("en", "cannot be written")]
    public async Task A_data_folder_that_cannot_be_written_is_told_with_what_to_do(string language, string told)
    {
        var notAFolder = Write("occupied", "");

        foreach (var command in (string[][])[["serve"], ["framework", "publish", Example]])
        {
            var (exit, _, error) = await RunAsync([.. command, "--data", notAFolder, "--lang", language]);

            Assert.Equal(1, exit);
            Assert.Contains(told, error, StringComparison.Ordinal);
            Assert.Contains(notAFolder, error, StringComparison.Ordinal);
            Assert.Contains("--data", error, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("fr", "version plus récente")]
    [InlineData("en", "newer version")]
    public async Task A_data_folder_of_a_newer_program_is_told_and_left_as_it_is(string language, string told)
    {
        var options = await TestDatabase.NewAsync(Engine.Sqlite);
        await using (var connection = new SqliteConnection($"Data Source={options.SqliteFile};Pooling=False"))
        {
            await connection.OpenAsync(Token);
            await using var insert = connection.CreateCommand();
            insert.CommandText = "insert into \"__EFMigrationsHistory\" values ('20991231000000_Later', '99.0')";
            await insert.ExecuteNonQueryAsync(Token);
        }

        foreach (var command in (string[][])[["serve"], ["journal", "verify"], ["framework", "publish", Example]])
        {
            var (exit, _, error) = await RunAsync([.. command, "--data", options.DataFolder, "--lang", language]);

            Assert.Equal(1, exit);
            Assert.Contains(told, error, StringComparison.Ordinal);
            Assert.Contains("20991231000000_Later", error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_data_folder_without_data_is_told_by_a_command_that_only_reads()
    {
        var empty = Path.Combine(folder, "empty");

        var (exit, _, error) = await RunAsync(["journal", "verify", "--data", empty, "--lang", "en"]);

        Assert.Equal(1, exit);
        Assert.Contains("There are no Acquis data", error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(empty));
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static string Identity(string output) => output.Split("sha256 ")[1].Trim();

    private string Write(string name, string text)
    {
        var path = Path.Combine(folder, name);
        File.WriteAllText(path, text);
        return path;
    }

    private static async Task<(int Exit, string Output, string Error)> RunAsync(string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var exit = await CommandLine.RunAsync(args, output, error);
        return (exit, output.ToString(), error.ToString());
    }
}
