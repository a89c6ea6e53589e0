namespace Acquis.Timetabling;

/// <summary>What is wrong or odd in a file, and where. The sentence of <see cref="Code"/> belongs to the program.</summary>
/// <param name="Place">Path of the value, such as <c>events[3].windows[0].to</c>; empty: the whole file.</param>
public sealed record Fault(string Place, string Code, IReadOnlyDictionary<string, object?> Args)
{
    internal static Fault Of(string place, string code, params ReadOnlySpan<(string Name, object? Value)> args)
    {
        var named = new Dictionary<string, object?>();
        foreach (var (name, value) in args)
            named[name] = value;

        return new(place, code, named);
    }
}

/// <summary>A file that is no problem or no timetable.</summary>
public sealed class TimetableFileException : Exception
{
    public TimetableFileException(IReadOnlyList<Fault> faults)
        : base(string.Join('\n', faults.Select(f => $"{f.Place}: {f.Code}"))) => Faults = faults;

    public TimetableFileException()
        : this([])
    {
    }

    public TimetableFileException(string message)
        : base(message) => Faults = [];

    public TimetableFileException(string message, Exception inner)
        : base(message, inner) => Faults = [];

    /// <summary>In the order of the file; the first hundred.</summary>
    public IReadOnlyList<Fault> Faults { get; }
}
