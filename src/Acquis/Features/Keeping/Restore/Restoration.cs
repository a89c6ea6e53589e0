using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Acquis.Credentials.Signatures;
using Acquis.Data;
using Acquis.Domain;
using Acquis.Features.Keeping.Archive;
using Acquis.Infrastructure;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Features.Keeping.Restore;

/// <summary>
/// Puts a backup into an empty data folder and an empty database, of either kind. The file is first read whole and held against its manifest; then
/// everything is made aside and put in place at the end, the database last: what fails or is killed on the way leaves no installation behind.
/// </summary>
/// <param name="options">Where to.</param>
/// <param name="keyFile">File of the journal's key, for a backup that does not hold it.</param>
internal sealed partial class Restoration(AcquisOptions options, string file, string? passphrase, string? keyFile)
{
    private const string StagingName = ".restoring";

    private string Staging => Path.Combine(options.DataFolder, StagingName);

    /// <summary>Whether a restore into that folder began and did not end.</summary>
    public static bool IsUnfinished(AcquisOptions options) => Directory.Exists(Path.Combine(options.DataFolder, StagingName));

    /// <summary>Takes away the staging folder of a restore whose database is in place: it was killed at the very end.</summary>
    public static void ForgetStaging(AcquisOptions options) => Directory.Delete(Path.Combine(options.DataFolder, StagingName), recursive: true);

    /// <summary>Restores.</summary>
    /// <exception cref="RefusedException">The backup, or where it should go, does not allow it; the message says why, and nothing was changed.</exception>
    public async Task<(BackupHeader Header, BackupManifest Manifest)> RunAsync(Action<double> progress, CancellationToken ct)
    {
        var (header, manifest) = await ArchiveReader.CheckAsync(file, passphrase, ct);
        RequireSoundNames(header);
        progress(0.3);
        await using var target = Target();
        await RequireEmptyAsync(target, header, ct);
        var migration = LastMigration(header);
        var key = await KeyAsync(header, ct);
        try
        {
            ClearLeftovers();
            Directory.CreateDirectory(Path.Combine(Staging, "files"));
            await target.PrepareAsync(migration, ct);
            await TakeAsync(target, header, manifest, progress, ct);
            await target.CompleteAsync(ct);
            PutInPlace(key);
            await target.CommitAsync(ct);
            Directory.Delete(Staging, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            ClearLeftovers();
            throw new RefusedException("restore.not-written", ("folder", Path.GetFullPath(options.DataFolder)), ("detail", e.Message));
        }
        catch
        {
            ClearLeftovers();
            throw;
        }

        progress(1);
        return (header, manifest);
    }

    private IRestoreTarget Target() => options.Postgres is { } postgres
        ? new PostgresTarget(postgres)
        : new SqliteTarget(Path.Combine(Staging, "acquis.db"), options.SqliteFile);

    private async Task RequireEmptyAsync(IRestoreTarget target, BackupHeader header, CancellationToken ct)
    {
        var unfinished = IsUnfinished(options);
        string[] harmless = [StagingName, "lost+found", "backups", Path.GetFileName(options.JournalKey), Path.GetFileName(options.CredentialKey)];
        var occupied = Directory.Exists(options.DataFolder) && !unfinished
            && Directory.EnumerateFileSystemEntries(options.DataFolder).Any(e => !harmless.Contains(Path.GetFileName(e)) && !IsEmptyFolder(e));
        if (occupied || !await IsEmptyAsync(target, ct))
        {
            throw ExistingKey() is { } key && key != header.JournalKey
                ? new RefusedException("restore.other-installation", ("folder", Path.GetFullPath(options.DataFolder)), ("backup", header.Installation), ("found", VerifierKey.Parse(key).Name))
                : new RefusedException("restore.not-empty", ("folder", Path.GetFullPath(options.DataFolder)));
        }
    }

    private static async Task<bool> IsEmptyAsync(IRestoreTarget target, CancellationToken ct)
    {
        try
        {
            return await target.IsEmptyAsync(ct);
        }
        catch (System.Data.Common.DbException e)
        {
            throw new RefusedException("restore.no-database", ("detail", e.Message));
        }
    }

    /// <summary>The key to put in place, or null where it is there already.</summary>
    private async Task<byte[]?> KeyAsync(BackupHeader header, CancellationToken ct)
    {
        if (ExistingKey() is { } existing)
        {
            return existing == header.JournalKey
                ? null
                : throw new RefusedException("restore.other-installation", ("folder", options.JournalKey), ("backup", header.Installation), ("found", VerifierKey.Parse(existing).Name));
        }

        if (keyFile is not null)
        {
            using var signer = FileSigner.Load(keyFile);
            return signer.Verifier.ToString() == header.JournalKey
                ? await File.ReadAllBytesAsync(keyFile, ct)
                : throw new RefusedException("restore.other-installation", ("folder", keyFile), ("backup", header.Installation), ("found", signer.Name));
        }

        if (!header.HoldsKey)
        {
            throw new RefusedException("restore.key-needed", ("installation", header.Installation));
        }

        byte[]? found = null;
        await ArchiveReader.ReadAsync(
            file, passphrase, async (name, content) => found = name == BackupParts.Key ? await ArchiveReader.ReadSmallAsync(content, ct) : found, ct);
        return found ?? throw new RefusedException("backup.altered", ("file", file));
    }

    private string? ExistingKey()
    {
        if (!File.Exists(options.JournalKey))
        {
            return null;
        }

        using var signer = FileSigner.Load(options.JournalKey);
        return signer.Verifier.ToString();
    }

    /// <summary>This program's name of the newest migration of the backup.</summary>
    private string LastMigration(BackupHeader header)
    {
        using var db = DatabaseOptions.Open(options.Postgres, Path.Combine(Staging, "acquis.db"));
        var known = db.Database.GetMigrations().ToList();
        return known.Select(Migrations.NameOf).Take(header.Migrations.Count).SequenceEqual(header.Migrations) && header.Migrations.Count > 0
            ? known[header.Migrations.Count - 1]
            : throw new RefusedException("restore.newer-version", ("file", file), ("version", header.Acquis));
    }

    private async Task TakeAsync(IRestoreTarget target, BackupHeader header, BackupManifest manifest, Action<double> progress, CancellationToken ct)
    {
        var tables = header.Tables.ToDictionary(t => t.Name);
        var rows = header.Tables.ToDictionary(t => t.Name, _ => 0L);
        var done = 0;
        await ArchiveReader.ReadAsync(
            file,
            passphrase,
            async (name, content) =>
            {
                if (name.StartsWith(BackupParts.Tables, StringComparison.Ordinal))
                {
                    var table = tables[name.Split('/')[1][4..]];
                    var lines = Lines(await ArchiveReader.ReadSmallAsync(content, ct));
                    rows[table.Name] += lines.Count;
                    await target.WriteAsync(table, lines.Select(l => RowJson.Read(l, table.Columns)), ct);
                }
                else if (name.StartsWith(BackupParts.Files, StringComparison.Ordinal))
                {
                    await TakeFileAsync(name[BackupParts.Files.Length..], content, ct);
                }
                else if (name == BackupParts.Head)
                {
                    await File.WriteAllBytesAsync(Path.Combine(Staging, "journal-head.txt"), await ArchiveReader.ReadSmallAsync(content, ct), ct);
                }

                progress(0.3 + (0.6 * ++done / (manifest.Parts.Count + 2)));
            },
            ct);
        if (rows.Any(r => manifest.Rows.GetValueOrDefault(r.Key) != r.Value))
        {
            throw new RefusedException("backup.altered", ("file", file));
        }
    }

    private async Task TakeFileAsync(string hash, Stream content, CancellationToken ct)
    {
        if (!FileHash().IsMatch(hash))
        {
            throw new FormatException("A file of the backup has no hash for a name.");
        }

        var path = Path.Combine(Staging, "files", hash[..2], hash);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await using var output = new FileStream(path, FileMode.CreateNew, FileAccess.Write);
        await content.CopyToAsync(output, ct);
        output.Flush(flushToDisk: true);
    }

    private void PutInPlace(byte[]? key)
    {
        if (Directory.Exists(options.FilesFolder))
        {
            Directory.Delete(options.FilesFolder);
        }

        Directory.Move(Path.Combine(Staging, "files"), options.FilesFolder);
        if (File.Exists(Path.Combine(Staging, "journal-head.txt")))
        {
            File.Move(Path.Combine(Staging, "journal-head.txt"), Path.Combine(options.DataFolder, "journal-head.txt"));
        }

        if (key is not null)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(options.JournalKey))!);
            using var output = new FileStream(options.JournalKey, Private());
            output.Write(key);
            output.Flush(flushToDisk: true);
            CryptographicOperations.ZeroMemory(key);
        }
    }

    /// <summary>Takes away what an unfinished restore left. The folder was empty before it, but for the key, which is never touched here.</summary>
    private void ClearLeftovers()
    {
        if (!IsUnfinished(options))
        {
            return;
        }

        Directory.Delete(Staging, recursive: true);
        if (Directory.Exists(options.FilesFolder))
        {
            Directory.Delete(options.FilesFolder, recursive: true);
        }

        File.Delete(Path.Combine(options.DataFolder, "journal-head.txt"));
    }

    private static FileStreamOptions Private()
    {
        var created = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            created.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return created;
    }

    private static bool IsEmptyFolder(string path) => Directory.Exists(path) && !Directory.EnumerateFileSystemEntries(path).Any();

    private static List<ReadOnlyMemory<byte>> Lines(byte[] part)
    {
        var lines = new List<ReadOnlyMemory<byte>>();
        for (var from = 0; from < part.Length;)
        {
            var length = part.AsSpan(from).IndexOf((byte)'\n');
            if (length < 0)
            {
                throw new FormatException("A part of the backup does not end with a line.");
            }

            lines.Add(part.AsMemory(from, length));
            from += length + 1;
        }

        return lines;
    }

    /// <summary>Names of tables and columns go into statements: they are held against what names are first.</summary>
    private void RequireSoundNames(BackupHeader header)
    {
        if (header.Tables.SelectMany(t => t.Columns.Select(c => c.Name).Append(t.Name)).Any(n => !Name().IsMatch(n)))
        {
            throw new RefusedException("backup.altered", ("file", file));
        }
    }

    [GeneratedRegex("^[a-z_][a-z0-9_]*$")]
    private static partial Regex Name();

    [GeneratedRegex("^[0-9a-f]{64}$")]
    private static partial Regex FileHash();
}
