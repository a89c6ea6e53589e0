namespace Acquis.Features.Frameworks.Import;

/// <summary>Cuts a cell of criteria into groups: at titles, at new lists and at gaps within a list.</summary>
internal static class CriteriaReader
{
    /// <summary>Groups with or without title, and the paragraphs that head no list.</summary>
    public static (List<GroupDraft> Groups, List<string> Loose) Read(IReadOnlyList<CellLine> lines, int line)
    {
        var groups = new List<GroupDraft>();
        var loose = new List<string>();
        if (lines.Count > 0 && !lines.Any(l => l.IsItem))
        {
            return (Plain(lines, line), loose);
        }

        for (var i = 0; i < lines.Count; i++)
        {
            var current = lines[i];
            if (current.IsItem)
            {
                var titled = groups is [.., { Items.Count: 0 }];
                if (groups.Count == 0 || (current.StartsGroup && !titled))
                {
                    groups.Add(new GroupDraft(null, line));
                }

                groups[^1].Items.Add(current.Text);
            }
            else if (HeadsList(lines, i))
            {
                groups.Add(new GroupDraft(current.Text, line));
            }
            else
            {
                loose.Add(current.Text);
            }
        }

        return (groups, loose);
    }

    // A paragraph heads a list when the list follows at once, or when it ends with a colon and another title follows.
    private static bool HeadsList(IReadOnlyList<CellLine> lines, int index) =>
        index + 1 < lines.Count && lines[index + 1].IsItem;

    // No list at all: each line is a criterion, and so is each part between semicolons. A short first line that ends with a colon is the title.
    private static List<GroupDraft> Plain(IReadOnlyList<CellLine> lines, int line)
    {
        var titled = lines.Count > 1 && lines[0].Text.EndsWith(':');
        var group = new GroupDraft(titled ? lines[0].Text : null, line);
        group.Items.AddRange(lines.Skip(titled ? 1 : 0)
            .SelectMany(l => l.Text.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)));
        return [group];
    }

    /// <summary>
    /// A title without the kind of its assessment, which many documents repeat: <c>Cas pratique : Étude…</c> becomes <c>Étude…</c>.
    /// </summary>
    /// <returns>The title left, or null; and the kind as repeated, or null when the title does not begin with it.</returns>
    public static (string? Title, string? Repeated) WithoutKind(string title, string kind)
    {
        var (head, tail) = MethodReader.KindOf(title);
        if (head.Length == 0 || kind.Length == 0 || !Alike(SourceText.Fold(head), SourceText.Fold(kind)))
        {
            return (SourceText.WithoutColon(title), null);
        }

        tail = SourceText.WithoutColon(tail);
        return (tail.Length == 0 ? null : tail, SourceText.WithoutColon(head));
    }

    private static bool Alike(string a, string b) =>
        a.StartsWith(b, StringComparison.Ordinal) || b.StartsWith(a, StringComparison.Ordinal);
}
