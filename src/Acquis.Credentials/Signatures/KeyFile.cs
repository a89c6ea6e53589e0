using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Acquis.Credentials.Signatures;

/// <summary>Files of one line that hold a key: written once, for their owner alone.</summary>
internal static class KeyFile
{
    private const int LongestFile = 4096;

    /// <summary>
    /// Writes the line aside with rights for the owner alone, flushes it, then puts it in place in one step that never replaces a file: of two processes starting together
    /// both end with the same key.
    /// </summary>
    /// <exception cref="KeyFileException">The folder refuses a new file.</exception>
    internal static void CreateOnce(string path, string line)
    {
        var aside = string.Create(CultureInfo.InvariantCulture, $"{path}.{Environment.ProcessId}.{RandomNumberGenerator.GetHexString(8, lowercase: true)}.tmp");
        try
        {
            WriteAside(aside, line + "\n");
            File.Move(aside, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            // Another process was first: its key is the key.
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new KeyFileException("key-file.unwritable", path, e.Message, e);
        }
        finally
        {
            if (File.Exists(aside))
            {
                File.Delete(aside);
            }
        }
    }

    /// <summary>The line of a file.</summary>
    /// <exception cref="KeyFileException">The file is absent, unreadable, or too long to be a key.</exception>
    internal static string ReadLine(string path)
    {
        try
        {
            return new FileInfo(path).Length > LongestFile
                ? throw new KeyFileException("key-file.corrupt", path, "too long to be a key")
                : File.ReadAllText(path, Encoding.ASCII).TrimEnd('\n', '\r');
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new KeyFileException("key-file.unreadable", path, e.Message, e);
        }
    }

    private static void WriteAside(string aside, string line)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(aside))!);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using var file = new FileStream(aside, options);
        file.Write(Encoding.ASCII.GetBytes(line));
        file.Flush(flushToDisk: true);
    }
}
