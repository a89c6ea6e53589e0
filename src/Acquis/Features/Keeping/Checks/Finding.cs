namespace Acquis.Features.Keeping.Checks;

/// <summary>How something stands.</summary>
public enum Health
{
    Good,

    /// <summary>Nothing is broken, but somebody should look.</summary>
    Watch,

    /// <summary>Broken: work is stopped or data are at risk.</summary>
    Bad,
}

/// <summary>What a check found. Its words are the texts <c>doctor.{check}.{code}</c> and, unless it is good, <c>doctor.{check}.{code}.remedy</c>.</summary>
public sealed record Finding(string Check, Health Health, string Code, params (string Name, object? Value)[] Args)
{
    /// <summary>Key of its sentence.</summary>
    public string Key => $"doctor.{Check}.{Code}";

    /// <summary>Key of what to do about it.</summary>
    public string RemedyKey => $"doctor.{Check}.{Code}.remedy";
}

/// <summary>One thing that the doctor looks at. A check changes nothing but a probe file that it takes away again.</summary>
public interface ICheck
{
    /// <summary>Name of the check: <c>disk</c>, <c>clock</c>…</summary>
    string Name { get; }

    /// <summary>Looks.</summary>
    /// <param name="thorough">Whether every file is read and the whole journal verified; otherwise what takes seconds.</param>
    Task<Finding> LookAsync(bool thorough, CancellationToken ct);
}
