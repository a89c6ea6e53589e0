using System.Globalization;

namespace Acquis.Credentials.Rdf;

/// <summary>Gives blank nodes labels in the order in which they ask (RDFC-1.0 section 4.5).</summary>
internal sealed class IdentifierIssuer
{
    private readonly string prefix;
    private readonly Dictionary<int, string> labels;
    private readonly List<int> order;

    internal IdentifierIssuer(string prefix) => (this.prefix, labels, order) = (prefix, [], []);

    private IdentifierIssuer(IdentifierIssuer other) => (prefix, labels, order) = (other.prefix, new(other.labels), [.. other.order]);

    /// <summary>Blank nodes in the order in which they got a label.</summary>
    internal IReadOnlyList<int> Order => order;

    internal IdentifierIssuer Copy() => new(this);

    /// <summary>The label of a blank node, with its <c>_:</c>, or null where it has none yet.</summary>
    internal string? Find(int blank) => labels.GetValueOrDefault(blank);

    internal string Issue(int blank)
    {
        if (!labels.TryGetValue(blank, out var label))
        {
            label = string.Create(CultureInfo.InvariantCulture, $"_:{prefix}{order.Count}");
            labels[blank] = label;
            order.Add(blank);
        }

        return label;
    }
}
