namespace Acquis.Domain.Frameworks;

/// <summary>What became of a part of a framework.</summary>
public enum ChangeKind
{
    Added,
    Removed,
    Changed,

    /// <summary>It stands elsewhere: in another bloc, assessment or group, or before or after other neighbours.</summary>
    Moved,
}

/// <summary>One difference between two frameworks.</summary>
/// <param name="Place">Where it stands in the second framework; in the first for what was removed.</param>
/// <param name="Before">The text, value or place before; null for what was added.</param>
/// <param name="After">The text, value or place after; null for what was removed.</param>
public sealed record Change(ChangeKind Kind, string Place, string? Before = null, string? After = null);

/// <summary>Compares two frameworks down to the text of a criterion. Parts are the same where their codes are.</summary>
public static class FrameworkDiff
{
    /// <summary>Every difference: first what was removed, in the order of <paramref name="a"/>, then the rest in the order of
    /// <paramref name="b"/>.</summary>
    public static IReadOnlyList<Change> Compare(Framework a, Framework b)
    {
        var (before, after) = (Outline.Of(a), Outline.Of(b));
        var old = before.ToDictionary(p => p.Key);
        var kept = after.Select(p => p.Key).ToHashSet();
        var moved = Reordered(before, after);
        var changes = before.Where(p => !kept.Contains(p.Key))
            .Select(p => new Change(ChangeKind.Removed, p.Place, Before: p.Head.Fr)).ToList();
        foreach (var part in after)
        {
            if (!old.TryGetValue(part.Key, out var was))
            {
                changes.Add(new Change(ChangeKind.Added, part.Place, After: part.Head.Fr));
                continue;
            }

            if (was.Parent != part.Parent)
                changes.Add(new Change(ChangeKind.Moved, part.Place, was.Place, part.Place));
            else if (moved.TryGetValue(part.Key, out var positions))
                changes.Add(new Change(ChangeKind.Moved, part.Place, $"{positions.Before}", $"{positions.After}"));

            changes.AddRange(Values(was, part));
        }

        return changes;
    }

    private static IEnumerable<Change> Values(Part before, Part after)
    {
        foreach (var key in before.Values.Keys.Union(after.Values.Keys))
        {
            var place = FrameworkPlace.In(after.Place, key);
            var (was, value) = (before.Values.GetValueOrDefault(key, []), after.Values.GetValueOrDefault(key, []));
            foreach (var change in Lists(was, value, place))
                yield return change;
        }
    }

    /// <summary>Compares two lists of texts; a single value is a list of one whose item has no number of its own.</summary>
    private static IEnumerable<Change> Lists(IReadOnlyList<Bilingual> before, IReadOnlyList<Bilingual> after, string place)
    {
        var single = before.Count <= 1 && after.Count <= 1;
        foreach (var (i, j) in Alignment.Of(before, after))
        {
            var at = single ? place : FrameworkPlace.In(place, $"{(j ?? i) + 1}");
            if (j is null)
                yield return new Change(ChangeKind.Removed, at, Before: before[i!.Value].Fr);
            else if (i is null)
                yield return new Change(ChangeKind.Added, at, After: after[j.Value].Fr);
            else
                foreach (var change in Languages(before[i.Value], after[j.Value], at))
                    yield return change;
        }
    }

    private static IEnumerable<Change> Languages(Bilingual before, Bilingual after, string place)
    {
        var french = before.En is null && after.En is null ? place : FrameworkPlace.In(place, "fr");
        if (before.Fr != after.Fr)
            yield return new Change(ChangeKind.Changed, french, before.Fr, after.Fr);

        if (before.En != after.En)
        {
            var kind = before.En is null ? ChangeKind.Added : after.En is null ? ChangeKind.Removed : ChangeKind.Changed;
            yield return new Change(kind, FrameworkPlace.In(place, "en"), before.En, after.En);
        }
    }

    /// <summary>Parts that stayed under the same parent but not in the same order, with their positions among their neighbours from 1.</summary>
    private static Dictionary<string, (int Before, int After)> Reordered(IReadOnlyList<Part> before, IReadOnlyList<Part> after)
    {
        var moved = new Dictionary<string, (int, int)>();
        var neighbours = before.GroupBy(p => p.Siblings).ToDictionary(g => g.Key, g => g.Select(p => p.Key).ToList());
        foreach (var group in after.GroupBy(p => p.Siblings))
        {
            List<string> was = neighbours.GetValueOrDefault(group.Key) ?? [], now = [.. group.Select(p => p.Key)];
            List<string> oldOrder = [.. was.Where(now.Contains)], newOrder = [.. now.Where(was.Contains)];
            var inPlace = Alignment.Common(oldOrder, newOrder).Select(pair => newOrder[pair.J]).ToHashSet();
            foreach (var key in newOrder.Where(k => !inPlace.Contains(k)))
                moved[key] = (was.IndexOf(key) + 1, now.IndexOf(key) + 1);
        }

        return moved;
    }
}
