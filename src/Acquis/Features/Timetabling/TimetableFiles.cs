using Acquis.Infrastructure;
using Acquis.Timetabling;
using Acquis.Timetabling.Checking;
using Acquis.Timetabling.Formats;

namespace Acquis.Features.Timetabling;

/// <summary>A problem as it was read, with the hash by which timetables name it.</summary>
internal sealed record ProblemFile(string Path, TimetableProblem Problem, string Hash);

/// <summary>Files of the <c>timetable</c> commands. What is wrong goes to standard error as <c>file: place: message</c>.</summary>
internal static class TimetableFiles
{
    /// <summary>The problem, or null once its faults are told. Oddities are told and do no harm.</summary>
    public static ProblemFile? OpenProblem(string path, TextWriter error) => Guarded(path, error, () =>
    {
        var bytes = File.ReadAllBytes(path);
        var problem = ProblemReader.Read(bytes);
        foreach (var warning in ProblemWarnings.Of(problem))
            Tell(path, warning, error);

        return new ProblemFile(path, problem, TimetableJson.HashOf(bytes));
    });

    /// <summary>The timetable, or null once its faults are told.</summary>
    public static Timetable? OpenTimetable(string path, TimetableProblem problem, TextWriter error) =>
        Guarded(path, error, () => TimetableReader.Read(File.ReadAllBytes(path), problem));

    /// <summary>Writes a file whole or not at all.</summary>
    /// <returns>False once it is told that it cannot be written.</returns>
    public static bool Write(string path, byte[] bytes, TextWriter error)
    {
        try
        {
            var draft = path + ".part";
            File.WriteAllBytes(draft, bytes);
            File.Move(draft, path, overwrite: true);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            error.WriteLine(Texts.All["timetable.file-unwritable", ("file", path)]);
            return false;
        }
    }

    /// <summary>Tells a fault with its place.</summary>
    public static void Tell(string path, Fault fault, TextWriter error) =>
        error.WriteLine($"{path}: {(fault.Place.Length == 0 ? "" : fault.Place + ": ")}{Texts.All.Get(Texts.Language, fault.Code, fault.Args)}");

    private static T? Guarded<T>(string path, TextWriter error, Func<T> read)
        where T : class
    {
        try
        {
            return read();
        }
        catch (TimetableFileException e)
        {
            foreach (var fault in e.Faults)
                Tell(path, fault, error);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            error.WriteLine(Texts.All["timetable.file-unreadable", ("file", path)]);
        }

        return null;
    }
}
