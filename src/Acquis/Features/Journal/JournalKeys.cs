using System.Security.Cryptography;
using Acquis.Credentials.Signatures;
using Acquis.Infrastructure;

namespace Acquis.Features.Journal;

/// <summary>
/// The key that signs the journal's heads, outside the database: made on first use in the data folder, or a file that several nodes share.
/// Its name, made with it, is the log's origin.
/// </summary>
public sealed class JournalKeys(AcquisOptions options) : IDisposable
{
    private readonly Lazy<FileSigner> signer = new(() => Open(options.JournalKey));

    /// <exception cref="KeyFileException">The file cannot be read or made.</exception>
    public FileSigner Signer => signer.Value;

    /// <summary>The key's file.</summary>
    public string Path => options.JournalKey;

    /// <inheritdoc />
    public void Dispose()
    {
        if (signer.IsValueCreated)
        {
            signer.Value.Dispose();
        }
    }

    private static FileSigner Open(string path)
    {
        if (File.Exists(path))
        {
            return FileSigner.Load(path);
        }

        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(path))!);
        return FileSigner.LoadOrCreate(path, $"acquis-journal-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6))}");
    }
}
