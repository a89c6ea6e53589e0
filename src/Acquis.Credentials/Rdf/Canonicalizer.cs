using System.Security.Cryptography;

namespace Acquis.Credentials.Rdf;

/// <summary>One run of RDFC-1.0 (section 4.4.3) over one dataset.</summary>
internal sealed class Canonicalizer : IDisposable
{
    private readonly IReadOnlyList<Quad> quads;
    private readonly List<int>?[] mentions;
    private readonly string?[] firstDegree;
    private readonly IdentifierIssuer canonical = new("c14n");
    private readonly SortedLines lines = new();
    private readonly PooledBytes joined = new();
    private readonly Func<int, string> labelAsSeen;
    private readonly NDegree nDegree;
    private int seenFrom;

    internal Canonicalizer(IEnumerable<Quad> dataset, WorkBudget budget)
    {
        quads = dataset as IReadOnlyList<Quad> ?? [.. dataset];
        mentions = new List<int>?[1 + Highest(quads)];
        var seen = new HashSet<Quad>(quads.Count);
        for (var i = 0; i < quads.Count; i++)
        {
            // Equal statements count once. Those without blank nodes are left to the last sort, where they stand side by side.
            var quad = quads[i];
            if ((quad.Subject.IsBlank || quad.Object.IsBlank || quad.Graph.IsBlank) && seen.Add(quad))
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
        foreach (var quad in quads)
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

    internal IEnumerable<Quad> Mentioning(int blank) => mentions[blank]!.Select(i => quads[i]);

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
            lines.Add(quads[i], labelAsSeen);
        }

        lines.WriteTo(joined);
        return firstDegree[blank] = Convert.ToHexStringLower(SHA256.HashData(joined.Written));
    }

    private static int Highest(IReadOnlyList<Quad> quads)
    {
        var highest = -1;
        foreach (var quad in quads)
        {
            highest = Math.Max(highest, Math.Max(quad.Subject.BlankNumber, Math.Max(quad.Object.BlankNumber, quad.Graph.BlankNumber)));
        }

        return highest;
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
}
