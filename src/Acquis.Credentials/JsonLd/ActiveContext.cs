using System.Collections.Concurrent;

namespace Acquis.Credentials.JsonLd;

/// <summary>The terms in force at one place of a document. Never changed once made, so that credentials share it.</summary>
/// <param name="terms">Definitions by term.</param>
/// <param name="previous">The context to go back to in nested nodes, where this one holds for one node only (type-scoped).</param>
internal sealed class ActiveContext(Dictionary<string, TermDefinition> terms, ActiveContext? previous)
{
    // What was derived from contexts already, in all. Honest documents need a few dozen; the bound is for those that combine types without end.
    private const int MostKept = 2048;

    private static int kept;

    private readonly ConcurrentDictionary<(object Source, bool Propagates, bool Overrides), ActiveContext> derived = new();

    internal static ActiveContext Empty => new([], null);

    internal IReadOnlyDictionary<string, TermDefinition> Terms => terms;

    internal ActiveContext? Previous => previous;

    internal TermDefinition? Find(string term) => terms.GetValueOrDefault(term);

    internal TermDefinition? Find(ReadOnlySpan<char> term) => terms.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(term, out var found) ? found : null;

    internal Dictionary<string, TermDefinition> CopyTerms() => new(terms);

    internal bool TryGetDerived(object source, bool propagates, bool overrides, out ActiveContext context) =>
        derived.TryGetValue((source, propagates, overrides), out context!);

    internal void KeepDerived(object source, bool propagates, bool overrides, ActiveContext context)
    {
        if (kept < MostKept && derived.TryAdd((source, propagates, overrides), context))
        {
            Interlocked.Increment(ref kept);
        }
    }

    /// <summary>Whether another context has the same terms and the same way back.</summary>
    internal bool SaysTheSameAs(Dictionary<string, TermDefinition> other, ActiveContext? otherPrevious)
    {
        if (terms.Count != other.Count || !ReferenceEquals(previous, otherPrevious))
        {
            return false;
        }

        foreach (var (term, definition) in other)
        {
            if (!terms.TryGetValue(term, out var mine) || mine.IsProtected != definition.IsProtected
                || !(ReferenceEquals(mine, definition) || mine.SaysTheSameAs(definition)))
            {
                return false;
            }
        }

        return true;
    }
}
