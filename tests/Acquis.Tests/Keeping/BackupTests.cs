using System.Text;
using Acquis.Credentials.Signatures;
using Acquis.Data;
using Acquis.Domain;
using Acquis.Domain.Candidacies;
using Acquis.Domain.Journal;
using Acquis.Features.Journal;
using Acquis.Features.Keeping.Archive;
using Acquis.Infrastructure;
using Acquis.Infrastructure.Files;
using Acquis.Tests.Support;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.DependencyInjection;

namespace Acquis.Tests.Keeping;

[Collection(nameof(CommandLineTests))]
public sealed class BackupTests : IDisposable
{
    private readonly BackupScene backups = new();

    public void Dispose() => backups.Dispose();

    [Theory, BothDatabases]
    public async Task Every_table_of_the_database_stands_in_a_backup(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        var sql = engine is Engine.Sqlite
            ? "select name as \"Value\" from sqlite_master where type = 'table' and name not like 'sqlite%' and name not like '\\_\\_%' escape '\\'"
            : "select table_name as \"Value\" from information_schema.tables where table_schema = 'public' and table_name not like '\\_\\_%'";

        var tables = await program.ReadAsync(db => db.Database.SqlQueryRaw<string>(sql).ToListAsync());
        var shapes = await program.ReadAsync(db => Task.FromResult(TableShapes.Of(db)));

        Assert.Equal(tables.Order(StringComparer.Ordinal), shapes.Select(s => s.Name).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(Engine.Sqlite, "fr", "est incomplet")]
    [InlineData(Engine.Postgres, "en", "is incomplete")]
    public async Task A_backup_cut_short_is_told_and_nothing_is_restored(Engine engine, string language, string told)
    {
        var whole = await MadeAsync(sealedToo: true);

        foreach (var file in whole)
        {
            var bytes = await File.ReadAllBytesAsync(file, Token);
            foreach (var length in new[] { bytes.Length * 9 / 10, bytes.Length / 2, 200, 0 })
            {
                await File.WriteAllBytesAsync(file, bytes[..length], Token);
                await AssertRefusedAsync(engine, file, language, told);
            }
        }
    }

    [Theory]
    [InlineData(Engine.Sqlite, "en", "was altered")]
    [InlineData(Engine.Postgres, "fr", "a été altéré")]
    public async Task A_backup_with_an_altered_byte_is_told_and_nothing_is_restored(Engine engine, string language, string told)
    {
        foreach (var file in await MadeAsync(sealedToo: true))
        {
            var bytes = await File.ReadAllBytesAsync(file, Token);
            foreach (var at in new[] { 100, bytes.Length / 3, bytes.Length / 2 })
            {
                var altered = bytes.ToArray();
                altered[at] ^= 0x10;
                await File.WriteAllBytesAsync(file, altered, Token);
                await AssertRefusedAsync(engine, file, language, told);
            }
        }
    }

    [Theory]
    [InlineData("en", "not that of", "is encrypted")]
    [InlineData("fr", "n’est pas celle de", "est chiffré")]
    public async Task A_wrong_or_missing_passphrase_is_told_and_nothing_is_restored(string language, string wrong, string missing)
    {
        var file = (await MadeAsync(sealedToo: true))[1];
        await File.WriteAllTextAsync(backups.PassphraseFile, "une autre phrase, plus tard\n", Token);

        await AssertRefusedAsync(Engine.Sqlite, file, language, wrong);
        File.Delete(backups.PassphraseFile);
        await AssertRefusedAsync(Engine.Sqlite, file, language, missing);
    }

    [Fact]
    public async Task A_file_that_is_no_backup_is_told()
    {
        var file = Path.Combine(backups.Folder, "letter.txt");
        await File.WriteAllTextAsync(file, "Chère Madame, cher Monsieur,", Token);

        await AssertRefusedAsync(Engine.Sqlite, file, "en", "is not a backup of Acquis");
        await AssertRefusedAsync(Engine.Sqlite, Path.Combine(backups.Folder, "absent"), "fr", "ne peut pas être lu");
    }

    [Theory, BothDatabases]
    public async Task A_restore_overwrites_nothing_and_names_a_backup_of_another_installation(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        var scene = await Scene.SetAsync(program);
        await backups.BackUpAsync(program.Options);
        await using var other = await TestProgram.StartAsync(engine);
        await other.InScopeAsync(s => s.GetRequiredService<Features.Journal.JournalSequencer>().NumberAsync(default));
        var theirs = other.Services.GetRequiredService<Features.Journal.JournalKeys>().Signer.Name;

        var own = await Terminal.RunAsync(["restore", backups.Archive, "--lang", "en", .. Terminal.At(program.Options)]);
        var foreign = await Terminal.RunAsync(["restore", backups.Archive, "--lang", "en", .. Terminal.At(other.Options)]);

        Assert.Equal(1, own.Exit);
        Assert.Contains("already holds an installation", own.Error, StringComparison.Ordinal);
        Assert.Equal(1, foreign.Exit);
        Assert.Contains("another installation", foreign.Error, StringComparison.Ordinal);
        Assert.Contains(theirs, foreign.Error, StringComparison.Ordinal);
        Assert.Equal(1, await program.ReadAsync(db => db.Candidacies.CountAsync(c => c.Id == scene.Candidacy)));
        Assert.Equal(0, await other.ReadAsync(db => db.Candidacies.CountAsync()));
    }

    [Fact]
    public async Task A_backup_without_the_journals_key_asks_for_it_and_takes_no_other()
    {
        await using var program = await TestProgram.StartAsync(Engine.Sqlite);
        await Scene.SetAsync(program);
        var made = await Terminal.RunAsync(["backup", backups.Archive, "--without-key", "--lang", "en", .. Terminal.At(program.Options)]);
        var target = await TestDatabase.BareAsync(Engine.Sqlite);
        string[] restore = ["restore", backups.Archive, "--lang", "en", .. Terminal.At(target)];
        var strange = Path.Combine(backups.Folder, "strange.key");
        FileSigner.LoadOrCreate(strange, "acquis-journal-elsewhere").Dispose();

        var without = await Terminal.RunAsync(restore);
        var wrong = await Terminal.RunAsync([.. restore, "--journal-key", strange]);
        var untouched = await BackupScene.IsUntouchedAsync(target);
        var right = await Terminal.RunAsync([.. restore, "--journal-key", program.Options.JournalKey]);

        Assert.Contains("will ask for it", made.Output, StringComparison.Ordinal);
        Assert.Contains("--journal-key", without.Error, StringComparison.Ordinal);
        Assert.Contains("another installation", wrong.Error, StringComparison.Ordinal);
        Assert.True(untouched);
        Assert.Equal((1, 1, 0), (without.Exit, wrong.Exit, right.Exit));
        Assert.Equal(await File.ReadAllBytesAsync(program.Options.JournalKey, Token), await File.ReadAllBytesAsync(target.JournalKey, Token));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(target.JournalKey));
    }

    [Fact]
    public async Task A_stored_file_that_is_gone_does_not_keep_the_rest_from_being_saved_and_is_told()
    {
        await using var program = await TestProgram.StartAsync(Engine.Sqlite);
        await Scene.SetAsync(program);
        var hash = await program.ReadAsync(db => db.StoredFiles.Select(f => f.Hash).Order().FirstAsync());
        File.Delete(await program.InScopeAsync(s => Task.FromResult(s.GetRequiredService<FileStore>().PathOf(hash))));

        var made = await Terminal.RunAsync(["backup", backups.Archive, "--lang", "fr", .. Terminal.At(program.Options)]);
        var restored = await Terminal.RunAsync(["restore", backups.Archive, "--lang", "fr", .. Terminal.At(await TestDatabase.BareAsync(Engine.Sqlite))]);

        Assert.Equal((1, 0), (made.Exit, restored.Exit));
        Assert.Contains($"Le fichier {hash} manque", made.Error, StringComparison.Ordinal);
        Assert.Contains($"Le fichier {hash} manque", restored.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("fr", "version plus récente d’Acquis (9.0.0)")]
    [InlineData("en", "newer version of Acquis (9.0.0)")]
    public async Task A_backup_of_a_newer_version_is_refused(string language, string told)
    {
        await WriteAsync(["Start", "TheDayAfterTomorrow"], "9.0.0", []);

        await AssertRefusedAsync(Engine.Sqlite, backups.Archive, language, told);
        await AssertRefusedAsync(Engine.Postgres, backups.Archive, language, told);
    }

    [Theory, BothDatabases]
    public async Task A_backup_of_an_older_version_is_brought_to_this_one(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        var start = await program.ReadAsync(db => Task.FromResult(Features.Keeping.Migrations.NameOf(db.Database.GetMigrations().First())));
        await WriteAsync([start], "0.1.0", OlderTables());
        var target = await TestDatabase.BareAsync(engine);

        var (exit, output, error) = await Terminal.RunAsync(["restore", backups.Archive, "--lang", "en", .. Terminal.At(target)]);
        await using var db = DatabaseOptions.Open(target.Postgres, target.SqliteFile);

        Assert.True(exit == 0, output + error);
        Assert.Empty(await db.Database.GetPendingMigrationsAsync(Token));
        Assert.Equal(["Centre de Roubaix"], await db.Centres.Select(c => c.Name).ToListAsync(Token));
    }

    /// <summary>Writes a backup by hand, as another version of the program would have.</summary>
    private async Task WriteAsync(string[] migrations, string version, (TableShape Shape, string Row)[] tables)
    {
        var key = Path.Combine(backups.Folder, "journal.key");
        using var signer = FileSigner.LoadOrCreate(key, "acquis-journal-older");
        await using var file = File.Create(backups.Archive);
        await using var archive = new ArchiveWriter(file, passphrase: null, DateTimeOffset.UnixEpoch);
        var header = new BackupHeader(
            BackupHeader.CurrentFormat, version, DateTimeOffset.UnixEpoch, "sqlite", migrations, signer.Name, signer.Verifier.ToString(), HoldsKey: true, [.. tables.Select(t => t.Shape)]);
        await archive.AddAsync(BackupParts.Header, System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(header, BackupParts.Json), Token);
        await archive.AddAsync(BackupParts.Key, await File.ReadAllBytesAsync(key, Token), Token);
        foreach (var (i, (shape, row)) in tables.Index())
            await archive.AddAsync($"tables/{i:000}-{shape.Name}/00001.ndjson", Encoding.UTF8.GetBytes(row + "\n"), Token);

        await archive.FinishAsync(tables.ToDictionary(t => t.Shape.Name, _ => 1L), 0, [], signer, Token);
    }

    /// <summary>A centre as the first version kept it, with the fact that tells of it.</summary>
    private static (TableShape Shape, string Row)[] OlderTables()
    {
        var at = new DateTimeOffset(2026, 1, 5, 9, 0, 0, TimeSpan.Zero);
        var (centre, opened) = Centre.Open(Id<Centre>.New(at), "Centre de Roubaix", "Roubaix", null, isPartner: false);
        var entry = JournalEntry.Of(opened, Actor.Program, at);
        var (fact, payload, subject) = (entry.Fact, entry.Payload, entry.Subjects[0]);
        return
        [
            Table("centres", "id:Uuid name:Text city:Text siret:Text is_partner:Boolean version:Integer", centre.Id.Value, centre.Name, centre.City, null, centre.IsPartner, 1),
            Table(
                "facts", "id:Uuid at:Instant actor:Text action:Text subject:Text payload_hash:Text schema:Integer",
                fact.Id, "2026-01-05T09:00:00.0000000Z", fact.Actor, fact.Action, fact.Subject, fact.PayloadHash, fact.Schema),
            Table("fact_payloads", "fact_id:Uuid salt:Bytes json:Text", payload.FactId, payload.Salt, payload.Json),
            Table("fact_subjects", "fact_id:Uuid kind:Text subject_id:Uuid", subject.FactId, subject.Kind, subject.SubjectId),
            Table("unnumbered_facts", "fact_id:Uuid", fact.Id),
        ];

        static (TableShape Shape, string Row) Table(string name, string columns, params object?[] row) => (
            new(name, [.. columns.Split(' ').Select(c => c.Split(':')).Select(c => new ColumnShape(c[0], Enum.Parse<ColumnKind>(c[1])))]),
            System.Text.Json.JsonSerializer.Serialize(row));
    }

    /// <summary>The same installation, in clear and sealed.</summary>
    private async Task<string[]> MadeAsync(bool sealedToo)
    {
        await using var program = await TestProgram.StartAsync(Engine.Sqlite);
        await Scene.SetAsync(program);
        var clear = await backups.BackUpAsync(program.Options);
        var closed = Path.Combine(backups.Folder, "sealed.acquis-backup");
        var (exit, _, error) = await Terminal.RunAsync(["backup", closed, "--passphrase-file", backups.PassphraseFile, .. Terminal.At(program.Options)]);
        Assert.True(exit == 0 && sealedToo, error);
        return [clear, closed];
    }

    private async Task AssertRefusedAsync(Engine engine, string file, string language, string told)
    {
        var target = await TestDatabase.BareAsync(engine);
        string[] passphrase = File.Exists(backups.PassphraseFile) ? ["--passphrase-file", backups.PassphraseFile] : [];

        var (exit, output, error) = await Terminal.RunAsync(["restore", file, "--lang", language, .. passphrase, .. Terminal.At(target)]);

        Assert.Equal((1, ""), (exit, output));
        Assert.Contains(told, error, StringComparison.Ordinal);
        Assert.Contains(file, error, StringComparison.Ordinal);
        Assert.True(await BackupScene.IsUntouchedAsync(target));
        Directory.Delete(target.DataFolder, recursive: true);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;
}
