namespace Acquis.Timetabling;

/// <summary>What each soft term costs (points). Names are those of the file.</summary>
public sealed record Weights
{
    /// <summary>Highest weight that a problem may give.</summary>
    public const int Max = 1_000_000;

    /// <summary>Names of the terms, in the order in which they are shown.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        "unscheduled", "movedHalfDay", "movedRoom", "movedTime", "convocationChanged", "jurorHalfDay", "load", "session", "undesiredJuror",
        "undesiredCandidate", "idleQuarter", "oneGender",
    ];

    /// <summary>An event without a place, times its priority.</summary>
    public int Unscheduled { get; init; } = 10_000;

    /// <summary>An event of the previous timetable in another half-day.</summary>
    public int MovedHalfDay { get; init; } = 1_000;

    /// <summary>The same half-day, another room.</summary>
    public int MovedRoom { get; init; } = 100;

    /// <summary>The same session, another start.</summary>
    public int MovedTime { get; init; } = 50;

    /// <summary>A juror and a half-day in one of the two timetables only.</summary>
    public int ConvocationChanged { get; init; } = 200;

    /// <summary>A juror convened for a half-day.</summary>
    public int JurorHalfDay { get; init; } = 60;

    /// <summary>The square of each juror's number of half-days.</summary>
    public int Load { get; init; } = 2;

    /// <summary>A room in use for a half-day.</summary>
    public int Session { get; init; } = 20;

    /// <summary>A juror convened for a half-day that they would rather not.</summary>
    public int UndesiredJuror { get; init; } = 10;

    /// <summary>An event on a half-day that its candidate would rather not.</summary>
    public int UndesiredCandidate { get; init; } = 5;

    /// <summary>Individual juries: a quarter of an hour that a juror waits.</summary>
    public int IdleQuarter { get; init; } = 2;

    /// <summary>A jury whose members all have the same known gender.</summary>
    public int OneGender { get; init; } = 15;

    /// <summary>The weights by name.</summary>
    public IReadOnlyDictionary<string, int> ByName() => new Dictionary<string, int>
    {
        ["unscheduled"] = Unscheduled,
        ["movedHalfDay"] = MovedHalfDay,
        ["movedRoom"] = MovedRoom,
        ["movedTime"] = MovedTime,
        ["convocationChanged"] = ConvocationChanged,
        ["jurorHalfDay"] = JurorHalfDay,
        ["load"] = Load,
        ["session"] = Session,
        ["undesiredJuror"] = UndesiredJuror,
        ["undesiredCandidate"] = UndesiredCandidate,
        ["idleQuarter"] = IdleQuarter,
        ["oneGender"] = OneGender,
    };

    /// <summary>These weights, with some given by name.</summary>
    public Weights With(IReadOnlyDictionary<string, int> given)
    {
        int Of(string name, int otherwise) => given.GetValueOrDefault(name, otherwise);
        return new()
        {
            Unscheduled = Of("unscheduled", Unscheduled),
            MovedHalfDay = Of("movedHalfDay", MovedHalfDay),
            MovedRoom = Of("movedRoom", MovedRoom),
            MovedTime = Of("movedTime", MovedTime),
            ConvocationChanged = Of("convocationChanged", ConvocationChanged),
            JurorHalfDay = Of("jurorHalfDay", JurorHalfDay),
            Load = Of("load", Load),
            Session = Of("session", Session),
            UndesiredJuror = Of("undesiredJuror", UndesiredJuror),
            UndesiredCandidate = Of("undesiredCandidate", UndesiredCandidate),
            IdleQuarter = Of("idleQuarter", IdleQuarter),
            OneGender = Of("oneGender", OneGender),
        };
    }
}
