using System.Text;
using Acquis.Data;
using Acquis.Features.Keeping.Archive;
using Acquis.Infrastructure;
using Acquis.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Tests.Keeping;

/// <summary>A folder for backups, a passphrase beside it, and what stands in an archive.</summary>
public sealed class BackupScene : IDisposable
{
    public const string Passphrase = "un quai, trois tanneurs, la pluie";

    public BackupScene() => File.WriteAllText(PassphraseFile, $"{Passphrase}\n");

    public string Folder { get; } = Directory.CreateTempSubdirectory("acquis-backup-").FullName;

    public string Archive => Path.Combine(Folder, "nightly.acquis-backup");

    public string PassphraseFile => Path.Combine(Folder, "passphrase.txt");

    /// <summary>Backs a program's data up with the command line, in clear.</summary>
    public async Task<string> BackUpAsync(AcquisOptions options)
    {
        var (exit, _, error) = await Terminal.RunAsync(["backup", Archive, "--lang", "en", .. Terminal.At(options)]);
        Assert.Equal((0, ""), (exit, string.Concat(error.Split('\n').Where(l => !l.EndsWith('%')))));
        return Archive;
    }

    /// <summary>The rows of each table of an archive, as they stand in it.</summary>
    public static async Task<Dictionary<string, List<string>>> RowsAsync(string archive, string? passphrase)
    {
        var rows = new Dictionary<string, List<string>>();
        await ArchiveReader.ReadAsync(
            archive,
            passphrase,
            async (name, content) =>
            {
                if (name.StartsWith(BackupParts.Tables, StringComparison.Ordinal))
                {
                    using var reader = new StreamReader(content, Encoding.UTF8);
                    var table = name.Split('/')[1][4..];
                    rows.TryAdd(table, []);
                    rows[table].AddRange((await reader.ReadToEndAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries));
                }
            },
            default);
        return rows;
    }

    /// <summary>Whether nothing at all was put there: no file, no table.</summary>
    public static async Task<bool> IsUntouchedAsync(AcquisOptions options)
    {
        await using var db = DatabaseOptions.Open(options.Postgres, options.SqliteFile);
        var tables = options.Postgres is null ? 0 : await db.Database.SqlQueryRaw<int>("select count(*)::int as \"Value\" from information_schema.tables where table_schema = 'public'").SingleAsync();
        return tables == 0 && !Directory.EnumerateFileSystemEntries(options.DataFolder).Any();
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
