namespace Acquis.Timetabling;

/// <summary>The hard rules by id; docs/timetabling-format.md says each in words.</summary>
public static class Rules
{
    /// <summary>H1 to H15.</summary>
    public static readonly string[] All = [.. Enumerable.Range(1, 15).Select(n => $"H{n}")];
}
