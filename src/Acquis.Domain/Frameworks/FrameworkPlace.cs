namespace Acquis.Domain.Frameworks;

/// <summary>
/// Places within a framework, written as a path of keys and codes: <c>blocks/1/competences/C.3/text</c>. Files, findings and comparisons
/// speak of the same places.
/// </summary>
public static class FrameworkPlace
{
    /// <summary>
    /// One segment for each item of a list: its code; <c>code#2</c> where the code stands there for the second time; <c>#3</c> for the
    /// third item where it has no code.
    /// </summary>
    public static IReadOnlyList<string> Segments(IEnumerable<string> codes)
    {
        var seen = new Dictionary<string, int>();
        var segments = new List<string>();
        foreach (var code in codes)
        {
            if (code.Length == 0)
            {
                segments.Add($"#{segments.Count + 1}");
                continue;
            }

            var times = seen[code] = seen.GetValueOrDefault(code) + 1;
            segments.Add(times == 1 ? code : $"{code}#{times}");
        }

        return segments;
    }

    /// <summary>The place of a key or item within another place; the empty place is the whole framework.</summary>
    public static string In(string place, string segment) => place.Length == 0 ? segment : $"{place}/{segment}";

    /// <summary>The place around a place; empty for the whole framework.</summary>
    public static string Around(string place) => place.LastIndexOf('/') is var cut and > 0 ? place[..cut] : "";

    /// <summary>Items with their places within <paramref name="list"/>, named by code.</summary>
    public static IEnumerable<(T Item, string Place)> Each<T>(IReadOnlyList<T> items, string list, Func<T, string> code) =>
        items.Zip(Segments(items.Select(code)), (item, segment) => (item, In(list, segment)));

    /// <summary>Items with their places within <paramref name="list"/>, numbered from 1.</summary>
    public static IEnumerable<(T Item, string Place)> Each<T>(IReadOnlyList<T> items, string list) =>
        items.Select((item, i) => (item, In(list, $"{i + 1}")));
}
