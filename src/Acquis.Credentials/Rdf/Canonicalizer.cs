using System.Buffers;
using System.Security.Cryptography;

namespace Acquis.Credentials.Rdf;

/// <summary>One run of RDFC-1.0 (section 4.4.3) over one dataset.</summary>
internal sealed class Canonicalizer
{
    private readonly List<Quad> quads;
    private readonly List<int>?[] mentions;
    private readonly string?[] firstDegree;
    private readonly IdentifierIssuer canonical = new("c14n");
    private readonly SortedLines lines = new();
    private readonly ArrayBufferWriter<byte> joined = new(4096);
    private readonly Func<int, string> labelAsSeen;
    private readonly NDegree nDegree;
    private int seenFrom;

    internal Canonicalizer(IEnumerable<Quad> dataset, WorkBudget budget)
    {
        quads = [.. new HashSet<Quad>(dataset)];
        mentions = new List<int>?[1 + quads.Select(Highest).DefaultIfEmpty(-1).Max()];
        for (var i = 0; i < quads.Count; i++)
        {
            Mention(quads[i].Subject, i);
            Mention(quads[i].Object, i);
            Mention(quads[i].Graph, i);
        }

        firstDegree = new string?[mentions.Length];
        labelAsSeen = blank => blank == seenFrom ? "_:a" : "_:z";
        nDegree = new(this, budget);
    }

    internal IdentifierIssuer Canonical => canonical;

    internal ArrayBufferWriter<byte> Run()
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
        joined.ResetWrittenCount();
        foreach (var quad in quads)
        {
            lines.Add(quad, canonical.Issue);
        }

        lines.WriteTo(joined);
        return joined;
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
        joined.ResetWrittenCount();
        foreach (var i in mentions[blank]!)
        {
            lines.Add(quads[i], labelAsSeen);
        }

        lines.WriteTo(joined);
        return firstDegree[blank] = Convert.ToHexStringLower(SHA256.HashData(joined.WrittenSpan));
    }

    private static int Highest(Quad quad) => Math.Max(quad.Subject.BlankNumber, Math.Max(quad.Object.BlankNumber, quad.Graph.BlankNumber));

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
