using Acquis.Domain.Candidacies;

namespace Acquis.Features.Juries;

/// <summary>People of a list whom somebody looks for by a part of their name.</summary>
public static class NameFilter
{
    /// <summary>Rows of a page of a long list.</summary>
    public const int PageSize = 100;

    /// <summary>Whether every word that was typed begins a word of the name; accents and case do not count. Nothing typed: everybody.</summary>
    public static bool Bears(string name, string? typed)
    {
        if (string.IsNullOrWhiteSpace(typed))
            return true;

        var words = Identity.Fold(name).Split(' ');
        return Identity.Fold(typed).Split(' ', StringSplitOptions.RemoveEmptyEntries).All(t => words.Any(w => w.StartsWith(t, StringComparison.Ordinal)));
    }

    /// <summary>That page of a list, from 1.</summary>
    public static IEnumerable<T> Page<T>(this IReadOnlyList<T> rows, int number) => rows.Skip((Math.Max(1, number) - 1) * PageSize).Take(PageSize);
}
