using System.Security.Cryptography;

namespace Acquis.Credentials.Rdf;

/// <summary>One run of RDFC-1.0 (section 4.4.3) over one dataset.</summary>
internal sealed class Canonicalizer : IDisposable
{
    private readonly ReadOnlyMemory<Quad> quads;
    private readonly List<int>?[] mentions;
    private readonly string?[] firstDegree;
    private readonly IdentifierIssuer canonical = new("c14n");
    private readonly SortedLines lines;
    private readonly PooledBytes joined = new();
    private readonly Func<int, string> labelAsSeen;
    private readonly NDegree nDegree;
    private int seenFrom;

    internal Canonicalizer(ReadOnlyMemory<Quad> dataset, WorkBudget budget)
    {
        quads = dataset;
        lines = new(dataset.Length);
        var (highest, withBlanks) = Blanks(dataset.Span);
        mentions = new List<int>?[1 + highest];
        var seen = new HashSet<int>(withBlanks, new BySaying(dataset));
        for (var i = 0; i < dataset.Length; i++)
        {
            // Equal statements count once. Those without blank nodes are left to the last sort, where they stand side by side.
            ref readonly var quad = ref dataset.Span[i];
            if (HasBlank(quad) && seen.Add(i))
            {
                Mention(quad.Subject, i);
                Mention(quad.Object, i);
                Mention(quad.Graph, i);
            }
        }

        firstDegree = new string?[mentions.Length];
        labelAsSeen = blank => blank == seenFrom ? "_:a" : "_:z";
        nDegree = new(this, budget);
    }

    internal IdentifierIssuer Canonical => canonical;

    /// <summary>The canonical N-Quads, which hold until this run is disposed of.</summary>
    internal ReadOnlySpan<byte> Run()
    {
        var alike = new SortedDictionary<string, List<int>>(StringComparer.Ordinal);
        for (var blank = 0; blank < mentions.Length; blank++)
        {
            if (mentions[blank] is not null)
            {
                var hash = FirstDegree(blank);
                if (!alike.TryGetValue(hash, out var same))
                {
                    alike[hash] = same = [];
                }

                same.Add(blank);
            }
        }

        foreach (var same in alike.Values.Where(same => same.Count == 1))
        {
            canonical.Issue(same[0]);
        }

        foreach (var same in alike.Values.Where(same => same.Count > 1))
        {
            TellApart(same);
        }

        lines.Clear();
        joined.Clear();
        Func<int, string> label = canonical.Issue;
        foreach (ref readonly var quad in quads.Span)
        {
            lines.Add(quad, label);
        }

        lines.WriteTo(joined, distinct: true);
        return joined.Written;
    }

    public void Dispose()
    {
        lines.Dispose();
        joined.Dispose();
    }

    internal IEnumerable<Quad> Mentioning(int blank) => mentions[blank]!.Select(i => quads.Span[i]);

    /// <summary>Hash of what is said about a blank node, other blank nodes being all alike (section 4.6).</summary>
    internal string FirstDegree(int blank)
    {
        if (firstDegree[blank] is { } known)
        {
            return known;
        }

        seenFrom = blank;
        lines.Clear();
        joined.Clear();
        foreach (var i in mentions[blank]!)
        {
            lines.Add(quads.Span[i], labelAsSeen);
        }

        lines.WriteTo(joined);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(joined.Written, hash);
        return firstDegree[blank] = Convert.ToHexStringLower(hash);
    }

    private static bool HasBlank(in Quad quad) => quad.Subject.IsBlank || quad.Object.IsBlank || quad.Graph.IsBlank;

    // The highest number of a blank node, −1 where there is none, and how many statements have one.
    private static (int Highest, int WithBlanks) Blanks(ReadOnlySpan<Quad> quads)
    {
        var (highest, withBlanks) = (-1, 0);
        foreach (ref readonly var quad in quads)
        {
            highest = Math.Max(highest, Math.Max(quad.Subject.BlankNumber, Math.Max(quad.Object.BlankNumber, quad.Graph.BlankNumber)));
            withBlanks += HasBlank(quad) ? 1 : 0;
        }

        return (highest, withBlanks);
    }

    // Section 4.4.3, step 5: blank nodes that first degree leaves alike.
    private void TellApart(List<int> same)
    {
        var paths = new List<(string Hash, IdentifierIssuer Issuer)>();
        foreach (var blank in same.Where(blank => canonical.Find(blank) is null))
        {
            var issuer = new IdentifierIssuer("b");
            issuer.Issue(blank);
            paths.Add(nDegree.Hash(blank, issuer, 0));
        }

        foreach (var (_, issuer) in paths.OrderBy(p => p.Hash, StringComparer.Ordinal))
        {
            foreach (var blank in issuer.Order)
            {
                canonical.Issue(blank);
            }
        }
    }

    private void Mention(Term term, int quad)
    {
        if (!term.IsBlank)
        {
            return;
        }

        var list = mentions[term.BlankNumber] ??= [];
        if (list.Count == 0 || list[^1] != quad)
        {
            list.Add(quad);
        }
    }

    /// <summary>Places of statements, alike where the statements are: a set of places is a fifth of a set of statements.</summary>
    private sealed class BySaying(ReadOnlyMemory<Quad> quads) : IEqualityComparer<int>
    {
        public bool Equals(int x, int y) => quads.Span[x] == quads.Span[y];

        public int GetHashCode(int place) => quads.Span[place].GetHashCode();
    }
}
