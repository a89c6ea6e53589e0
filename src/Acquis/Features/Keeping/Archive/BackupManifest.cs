using System.Text.Json;
using System.Text.Json.Serialization;

namespace Acquis.Features.Keeping.Archive;

/// <summary>How the values of a column stand in a backup, whatever database they come from and go to.</summary>
public enum ColumnKind
{
    Text,
    Uuid,

    /// <summary>UTC, ISO 8601 with seven decimals.</summary>
    Instant,
    Date,
    Integer,
    Number,
    Boolean,

    /// <summary>Base64.</summary>
    Bytes,
    Json,
}

/// <summary>A column of a table.</summary>
public sealed record ColumnShape(string Name, ColumnKind Kind);

/// <summary>A table; those that others refer to come first.</summary>
public sealed record TableShape(string Name, IReadOnlyList<ColumnShape> Columns);

/// <summary>The first part of a backup: what it is and where it comes from.</summary>
/// <param name="Format">Name and version of the format.</param>
/// <param name="Acquis">Version of the program that wrote it.</param>
/// <param name="MadeAt">Instant of the state that it holds, UTC.</param>
/// <param name="Database"><c>sqlite</c> or <c>postgresql</c>.</param>
/// <param name="Migrations">Names of the migrations of its tables, in order, without their dates, which differ between the databases.</param>
/// <param name="Installation">Name of the installation: that of its journal.</param>
/// <param name="JournalKey">Public key of the journal; it also signs the manifest.</param>
/// <param name="HoldsKey">Whether the journal's private key is inside.</param>
public sealed record BackupHeader(
    string Format, string Acquis, DateTimeOffset MadeAt, string Database, IReadOnlyList<string> Migrations, string Installation, string JournalKey,
    bool HoldsKey, IReadOnlyList<TableShape> Tables)
{
    /// <summary>The format written now.</summary>
    public const string CurrentFormat = "acquis.backup/1";
}

/// <summary>One part of a backup.</summary>
/// <param name="Sha256">Of its bytes, lower-case hexadecimal.</param>
public sealed record BackupPart(string Name, long Size, string Sha256);

/// <summary>The last part but one of a backup: what stands in the others. A backup without it was cut short.</summary>
/// <param name="Rows">Rows of each table.</param>
/// <param name="Files">Stored files.</param>
/// <param name="Damaged">Hashes of stored files that were missing or altered on disk when the backup was made.</param>
public sealed record BackupManifest(IReadOnlyList<BackupPart> Parts, IReadOnlyDictionary<string, long> Rows, int Files, IReadOnlyList<string> Damaged);

/// <summary>Names of the parts, and how their JSON is written.</summary>
public static class BackupParts
{
    public const string Header = "acquis-backup.json";
    public const string Manifest = "manifest.json";
    public const string Signature = "manifest.sig";
    public const string Head = "journal/head.txt";
    public const string Key = "journal/key";
    public const string Tables = "tables/";
    public const string Files = "files/";

    internal static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        RespectRequiredConstructorParameters = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <summary>What the signature covers: a context, so that it is no signature of anything else, then the manifest.</summary>
    internal static byte[] Signed(byte[] manifest) => [.. "acquis.backup manifest\n"u8, .. manifest];
}
