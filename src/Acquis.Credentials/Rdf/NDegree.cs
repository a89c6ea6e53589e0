using System.Security.Cryptography;
using System.Text;

namespace Acquis.Credentials.Rdf;

/// <summary>Hash N-Degree Quads (RDFC-1.0 section 4.8): tells like blank nodes apart by what lies around them, however far.</summary>
internal sealed class NDegree(Canonicalizer run, WorkBudget budget)
{
    internal (string Hash, IdentifierIssuer Issuer) Hash(int blank, IdentifierIssuer issuer, int depth)
    {
        if (depth > WorkBudget.MaxDepth)
        {
            throw new CredentialRefusedException("credential.too-complex", "its like nodes form too long a chain");
        }

        var data = new StringBuilder();
        foreach (var (hash, related) in Related(blank, issuer))
        {
            var (path, chosen) = ShortestPath(related, issuer, depth);
            data.Append(hash).Append(path);
            issuer = chosen;
        }

        return (Sha256(data.ToString()), issuer);
    }

    private SortedDictionary<string, List<int>> Related(int blank, IdentifierIssuer issuer)
    {
        var related = new SortedDictionary<string, List<int>>(StringComparer.Ordinal);
        foreach (var quad in run.Mentioning(blank))
        {
            foreach (var (term, position) in (ReadOnlySpan<(Term, char)>)[(quad.Subject, 's'), (quad.Object, 'o'), (quad.Graph, 'g')])
            {
                if (!term.IsBlank || term.BlankNumber == blank)
                {
                    continue;
                }

                var hash = RelatedHash(term.BlankNumber, quad, issuer, position);
                if (!related.TryGetValue(hash, out var list))
                {
                    related[hash] = list = [];
                }

                list.Add(term.BlankNumber);
            }
        }

        return related;
    }

    // Section 4.7.
    private string RelatedHash(int related, in Quad quad, IdentifierIssuer issuer, char position)
    {
        var seen = run.Canonical.Find(related) ?? issuer.Find(related) ?? run.FirstDegree(related);
        return Sha256(position == 'g' ? $"g{seen}" : $"{position}{quad.Predicate.Text}{seen}");
    }

    // Section 4.8.3, step 5: of all orders of like nodes, the one with the least path.
    private (string Path, IdentifierIssuer Issuer) ShortestPath(List<int> related, IdentifierIssuer issuer, int depth)
    {
        (string Path, IdentifierIssuer Issuer)? chosen = null;
        var order = related.ToArray();
        Array.Sort(order);
        do
        {
            budget.Spend(order.Length);
            if (Follow(order, issuer.Copy(), chosen?.Path, depth) is { } found && (chosen is null || string.CompareOrdinal(found.Path, chosen.Value.Path) < 0))
            {
                chosen = found;
            }
        }
        while (NextOrder(order));

        return chosen!.Value;
    }

    private (string Path, IdentifierIssuer Issuer)? Follow(int[] order, IdentifierIssuer issuer, string? best, int depth)
    {
        var path = new StringBuilder();
        var unknown = new List<int>();
        foreach (var related in order)
        {
            if (run.Canonical.Find(related) is { } label)
            {
                path.Append(label);
            }
            else
            {
                if (issuer.Find(related) is null)
                {
                    unknown.Add(related);
                }

                path.Append(issuer.Issue(related));
            }

            if (IsWorse(path, best))
            {
                return null;
            }
        }

        foreach (var related in unknown)
        {
            var (hash, after) = Hash(related, issuer, depth + 1);
            path.Append(issuer.Issue(related)).Append('<').Append(hash).Append('>');
            issuer = after;
            if (IsWorse(path, best))
            {
                return null;
            }
        }

        return (path.ToString(), issuer);
    }

    private static bool IsWorse(StringBuilder path, string? best) =>
        best is not null && path.Length >= best.Length && string.CompareOrdinal(path.ToString(), best) > 0;

    // The next order in the dictionary's sense; false after the last.
    private static bool NextOrder(int[] order)
    {
        var i = order.Length - 2;
        while (i >= 0 && order[i] >= order[i + 1])
        {
            i--;
        }

        if (i < 0)
        {
            return false;
        }

        var j = order.Length - 1;
        while (order[j] <= order[i])
        {
            j--;
        }

        (order[i], order[j]) = (order[j], order[i]);
        Array.Reverse(order, i + 1, order.Length - i - 1);
        return true;
    }

    private string Sha256(string text)
    {
        budget.Spend();
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }
}
