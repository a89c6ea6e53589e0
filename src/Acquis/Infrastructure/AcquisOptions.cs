using System.Globalization;

namespace Acquis.Infrastructure;

/// <summary>Where the program keeps its data and where it listens. From the command line, or from the environment (<c>ACQUIS_…</c>).</summary>
public sealed record AcquisOptions
{
    /// <summary>Data folder: the embedded database, files, the journal's key.</summary>
    public string DataFolder { get; init; } = "data";

    /// <summary>Connection string of a PostgreSQL server, or null for the embedded database.</summary>
    public string? Postgres { get; init; }

    /// <summary>Address to listen on. A host name, since passkeys need one.</summary>
    public string Url { get; init; } = "http://localhost:5080";

    /// <summary>Key file of the journal; null for <c>journal.key</c> in the data folder. Several nodes share one.</summary>
    public string? JournalKeyFile { get; init; }

    /// <summary>File of the secret that encrypts the credentials' signing keys; null for <c>credentials.key</c> in the data folder. Several nodes share one.</summary>
    public string? CredentialKeyFile { get; init; }

    /// <summary>The line that such a file holds, given by the environment itself (<c>ACQUIS_CREDENTIAL_SECRET</c>); null to read the file.</summary>
    public string? CredentialSecret { get; init; }

    /// <summary>The certifying body's seal for PDFs, with its key: PKCS#12 (PFX) or PEM; null for a test seal that the program makes (<c>ACQUIS_SEAL</c>).</summary>
    public string? SealFile { get; init; }

    /// <summary>Password of <see cref="SealFile"/>, where it has one (<c>ACQUIS_SEAL_PASSWORD</c>).</summary>
    public string? SealPassword { get; init; }

    /// <summary>Address of a timestamp server (RFC 3161) whose timestamp goes into each seal; null for none (<c>ACQUIS_TIMESTAMP_SERVER</c>).</summary>
    public Uri? TimestampServer { get; init; }

    /// <summary>Whether an empty data folder is filled with the demonstration.</summary>
    public bool Demonstration { get; init; }

    /// <summary>Whether logs are JSON, one object a line, for a collector; plain lines otherwise.</summary>
    public bool JsonLogs { get; init; }

    /// <summary>
    /// Whether those who decide, issue or administer must come in with a second factor (<c>ACQUIS_SECOND_FACTOR</c>: <c>on</c> or <c>off</c>). On, but
    /// for the demonstration, whose accounts are there to be tried.
    /// </summary>
    public bool SecondFactor { get; init; } = true;

    /// <summary>Calls of the API a minute that all tokens of one person may make together (<c>ACQUIS_API_CALLS</c>).</summary>
    public int ApiCalls { get; init; } = 600;

    /// <summary>Calls of the API a minute from one network address without a valid token (<c>ACQUIS_API_CALLS_WITHOUT_TOKEN</c>).</summary>
    public int ApiCallsWithoutToken { get; init; } = 60;

    public string SqliteFile => Path.Combine(DataFolder, "acquis.db");

    public string FilesFolder => Path.Combine(DataFolder, "files");

    public string JournalKey => JournalKeyFile ?? Path.Combine(DataFolder, "journal.key");

    public string CredentialKey => CredentialKeyFile ?? Path.Combine(DataFolder, "credentials.key");

    /// <summary>Options from the environment, over which the command line goes.</summary>
    public static AcquisOptions FromEnvironment() => new()
    {
        DataFolder = Environment.GetEnvironmentVariable("ACQUIS_DATA") ?? "data",
        Postgres = Environment.GetEnvironmentVariable("ACQUIS_POSTGRES"),
        Url = Environment.GetEnvironmentVariable("ACQUIS_URL") ?? "http://localhost:5080",
        ApiCalls = Number("ACQUIS_API_CALLS", 600),
        ApiCallsWithoutToken = Number("ACQUIS_API_CALLS_WITHOUT_TOKEN", 60),
        SecondFactor = Environment.GetEnvironmentVariable("ACQUIS_SECOND_FACTOR") is not "off",
        JournalKeyFile = Environment.GetEnvironmentVariable("ACQUIS_JOURNAL_KEY"),
        CredentialKeyFile = Environment.GetEnvironmentVariable("ACQUIS_CREDENTIAL_KEY"),
        CredentialSecret = Environment.GetEnvironmentVariable("ACQUIS_CREDENTIAL_SECRET"),
        SealFile = Environment.GetEnvironmentVariable("ACQUIS_SEAL"),
        SealPassword = Environment.GetEnvironmentVariable("ACQUIS_SEAL_PASSWORD"),
        TimestampServer = Uri.TryCreate(Environment.GetEnvironmentVariable("ACQUIS_TIMESTAMP_SERVER"), UriKind.Absolute, out var server) ? server : null,
        JsonLogs = Environment.GetEnvironmentVariable("ACQUIS_LOG") is "json",
    };

    private static int Number(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var number) && number > 0 ? number : otherwise;
}
