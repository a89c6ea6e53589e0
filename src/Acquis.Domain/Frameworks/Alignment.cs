namespace Acquis.Domain.Frameworks;

/// <summary>Pairs the items of two lists so that as many as possible stay in order (longest common subsequence).</summary>
internal static class Alignment
{
    /// <summary>Index pairs of equal items in ascending order; lists of a framework are short, so their product is small.</summary>
    public static IReadOnlyList<(int I, int J)> Common<T>(IReadOnlyList<T> a, IReadOnlyList<T> b)
    {
        var same = EqualityComparer<T>.Default;
        var length = new int[a.Count + 1, b.Count + 1];
        for (var i = a.Count - 1; i >= 0; i--)
        {
            for (var j = b.Count - 1; j >= 0; j--)
                length[i, j] = same.Equals(a[i], b[j]) ? length[i + 1, j + 1] + 1 : Math.Max(length[i + 1, j], length[i, j + 1]);
        }

        var pairs = new List<(int, int)>();
        for (int i = 0, j = 0; i < a.Count && j < b.Count;)
        {
            if (same.Equals(a[i], b[j]))
                pairs.Add((i++, j++));
            else if (length[i + 1, j] >= length[i, j + 1])
                i++;
            else
                j++;
        }

        return pairs;
    }

    /// <summary>Every item of both lists once: equal items paired, then those between two pairs one to one, the rest alone.</summary>
    public static IEnumerable<(int? I, int? J)> Of<T>(IReadOnlyList<T> a, IReadOnlyList<T> b)
    {
        var (i, j) = (0, 0);
        foreach (var (nextI, nextJ) in Common(a, b).Append((a.Count, b.Count)))
        {
            while (i < nextI || j < nextJ)
                yield return (i < nextI ? i++ : null, j < nextJ ? j++ : null);

            if (nextI < a.Count && nextJ < b.Count)
                yield return (i++, j++);
        }
    }
}
