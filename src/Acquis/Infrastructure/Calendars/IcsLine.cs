namespace Acquis.Infrastructure.Calendars;

/// <summary>One content line of an iCalendar text: name, parameters, value (RFC 5545, section 3.1).</summary>
internal sealed record IcsLine(string Name, IReadOnlyDictionary<string, string> Parameters, string Value)
{
    /// <summary>The content lines, folded ones put together again.</summary>
    public static IReadOnlyList<IcsLine> Unfold(string text)
    {
        var (lines, folded) = (new List<IcsLine>(), new System.Text.StringBuilder());
        foreach (var raw in text.TrimStart('\uFEFF').ReplaceLineEndings("\n").Split('\n'))
        {
            if (raw.Length > 0 && raw[0] is ' ' or '\t')
            {
                folded.Append(raw, 1, raw.Length - 1);
                continue;
            }

            Take(lines, folded);
            folded.Append(raw);
        }

        Take(lines, folded);
        return lines;
    }

    /// <summary>A parameter's value, or null.</summary>
    public string? Parameter(string name) => Parameters.TryGetValue(name, out var value) ? value : null;

    private static void Take(List<IcsLine> lines, System.Text.StringBuilder folded)
    {
        if (Read(folded.ToString()) is { } line)
            lines.Add(line);

        folded.Clear();
    }

    private static IcsLine? Read(string line)
    {
        var (parts, start, quoted) = (new List<string>(), 0, false);
        for (var i = 0; i < line.Length; i++)
        {
            if (line[i] == '"')
            {
                quoted = !quoted;
            }
            else if (!quoted && line[i] is ';' or ':')
            {
                parts.Add(line[start..i]);
                start = i + 1;
                if (line[i] == ':')
                    return new(parts[0].ToUpperInvariant(), Named(parts.Skip(1)), line[start..].Trim());
            }
        }

        return null;
    }

    private static Dictionary<string, string> Named(IEnumerable<string> parameters)
    {
        var named = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var parameter in parameters)
        {
            var equals = parameter.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0)
                named[parameter[..equals]] = parameter[(equals + 1)..].Trim('"');
        }

        return named;
    }
}
