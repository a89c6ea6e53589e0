using Acquis.Domain.Frameworks;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Acquis.Features.Frameworks;

/// <summary>A node of a YAML file with the place where it begins.</summary>
internal abstract record YamlNode(int Line, int Column);

/// <param name="Plain">Whether it stands without quotes, so that it may be a number, a truth value or nothing.</param>
internal sealed record YamlText(int Line, int Column, string Value, bool Plain) : YamlNode(Line, Column)
{
    public bool IsNothing => Plain && Value is "" or "~" or "null";
}

internal sealed record YamlList(int Line, int Column, IReadOnlyList<YamlNode> Items) : YamlNode(Line, Column);

internal sealed record YamlMap(int Line, int Column, IReadOnlyList<(YamlText Key, YamlNode Value)> Entries) : YamlNode(Line, Column)
{
    public YamlNode? Find(string key) => Entries.FirstOrDefault(e => e.Key.Value == key).Value;
}

/// <summary>A node of which a finding tells already; readers pass over it in silence.</summary>
internal sealed record YamlRefused(int Line, int Column) : YamlNode(Line, Column);

/// <summary>
/// Builds the tree of one YAML document from parser events, so that every node keeps its line. Refuses what a framework has no use for and
/// a reader could be misled by: anchors, aliases, tags, keys that stand twice, further documents, absurd depth.
/// </summary>
internal sealed class YamlTree(Findings findings)
{
    private const int MaxDepth = 48;

    private Parser parser = new(TextReader.Null);

    /// <summary>The tree, or null where the text is no YAML or holds nothing; findings tell why.</summary>
    public YamlNode? Read(string yaml)
    {
        try
        {
            return ReadDocument(yaml);
        }
        catch (YamlException e)
        {
            findings.Add("framework.syntax", (int)e.Start.Line, (int)e.Start.Column, "", ("detail", e.Message));
            return null;
        }
        catch (TooDeepException e)
        {
            findings.Add("framework.too-deep", e.Line, e.Column, "", ("max", MaxDepth));
            return null;
        }
    }

    private YamlNode? ReadDocument(string yaml)
    {
        using var text = new StringReader(yaml);
        parser = new Parser(text);
        parser.Consume<StreamStart>();
        if (!parser.TryConsume<DocumentStart>(out _))
        {
            findings.Add("framework.empty-file", 1, 1, "");
            return null;
        }

        var root = ReadNode(0);
        parser.Consume<DocumentEnd>();
        if (parser.Accept<DocumentStart>(out var second))
            findings.Add("framework.second-document", (int)second.Start.Line, (int)second.Start.Column, "");

        return root;
    }

    private YamlNode ReadNode(int depth)
    {
        if (parser.TryConsume<AnchorAlias>(out var alias))
        {
            var refused = new YamlRefused((int)alias.Start.Line, (int)alias.Start.Column);
            findings.Add("framework.alias", refused, "");
            return refused;
        }

        if (!parser.Accept<NodeEvent>(out var node))
            throw new YamlException(parser.Current!.Start, parser.Current.End, "A value is missing.");

        var (line, column) = ((int)node.Start.Line, (int)node.Start.Column);
        if (depth > MaxDepth)
            throw new TooDeepException(line, column);

        RefuseProperties(node);
        if (parser.TryConsume<Scalar>(out var scalar))
            return new YamlText(line, column, scalar.Value, scalar.Style == ScalarStyle.Plain);

        return parser.TryConsume<SequenceStart>(out _) ? ReadList(line, column, depth) : ReadMap(line, column, depth);
    }

    private YamlList ReadList(int line, int column, int depth)
    {
        var items = new List<YamlNode>();
        while (!parser.TryConsume<SequenceEnd>(out _))
            items.Add(ReadNode(depth + 1));

        return new YamlList(line, column, items);
    }

    private YamlMap ReadMap(int line, int column, int depth)
    {
        parser.Consume<MappingStart>();
        var first = new Dictionary<string, int>();
        var entries = new List<(YamlText, YamlNode)>();
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            var key = ReadNode(depth + 1);
            var value = ReadNode(depth + 1);
            if (key is not YamlText text)
                findings.Add("framework.key-no-text", key.Line, key.Column, "");
            else if (first.TryAdd(text.Value, text.Line))
                entries.Add((text, value));
            else
                findings.Add("framework.duplicate-key", text.Line, text.Column, "", ("key", text.Value), ("first", first[text.Value]));
        }

        return new YamlMap(line, column, entries);
    }

    private void RefuseProperties(NodeEvent node)
    {
        var (line, column) = ((int)node.Start.Line, (int)node.Start.Column);
        if (!node.Anchor.IsEmpty)
            findings.Add("framework.anchor", line, column, "");

        if (!node.Tag.IsEmpty)
            findings.Add("framework.tag", line, column, "");
    }

    private sealed class TooDeepException(int line, int column) : Exception
    {
        public int Line { get; } = line;

        public int Column { get; } = column;
    }
}

/// <summary>Findings of one reading, collected so that a person sees all of them at once.</summary>
internal sealed class Findings
{
    private readonly List<Finding> all = [];

    public bool Any => all.Count > 0;

    /// <summary>Every finding in the order of the file.</summary>
    public IReadOnlyList<Finding> InOrder => [.. all.OrderBy(f => f.Line).ThenBy(f => f.Column)];

    public void Add(string code, int line, int column, string place, params (string Name, object? Value)[] args) =>
        all.Add(new Finding(Severity.Error, code, line, column, place, args.ToDictionary(a => a.Name, a => a.Value)));

    public void Add(string code, YamlNode at, string place, params (string Name, object? Value)[] args) =>
        Add(code, at.Line, at.Column, place, args);
}
