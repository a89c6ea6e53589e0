using Acquis.Credentials.Signatures;
using Acquis.Infrastructure;

namespace Acquis.Features.Journal;

/// <summary>
/// The last signed head, kept as a file outside the database: without a copy elsewhere a journal only detects the careless. It shows a database
/// that was put back to an earlier day, or rewritten and renumbered.
/// </summary>
public sealed class JournalHead(AcquisOptions options)
{
    private string File => Path.Combine(options.DataFolder, "journal-head.txt");

    /// <summary>The note last signed on this node, or null where there is none yet.</summary>
    public string? Read() => System.IO.File.Exists(File) ? System.IO.File.ReadAllText(File) : null;

    /// <summary>Keeps a newer note: written aside, flushed, then put in place.</summary>
    public void Keep(string note)
    {
        if (Read() is { } kept && Checkpoint.Parse(kept).Size >= Checkpoint.Parse(note).Size)
        {
            return;
        }

        var aside = $"{File}.{Environment.ProcessId}.new";
        using (var stream = new FileStream(aside, FileMode.Create, FileAccess.Write))
        using (var writer = new StreamWriter(stream))
        {
            writer.Write(note);
            writer.Flush();
            stream.Flush(flushToDisk: true);
        }

        System.IO.File.Move(aside, File, overwrite: true);
    }
}
