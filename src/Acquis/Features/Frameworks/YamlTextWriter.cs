using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Acquis.Features.Frameworks;

/// <summary>
/// Writes block-style YAML which people read: plain where that is safe, quoted where it must be, long texts folded. What it writes reads
/// back as exactly the same text.
/// </summary>
internal sealed partial class YamlTextWriter
{
    private const int Width = 120;

    private readonly StringBuilder text = new();
    private int indent;
    private bool afterDash;

    public override string ToString() => text.ToString();

    public void Blank() => text.Append('\n');

    /// <summary>A code, plain wherever YAML allows it even if it looks like a number; nothing for null.</summary>
    public void Code(string key, string? code)
    {
        if (code is not null)
            Line($"{key}: {CodeText(code)}");
    }

    public void Number(string key, int number) => Raw(key, number.ToString(CultureInfo.InvariantCulture));

    /// <summary>A truth value where it is true; nothing else is worth a line.</summary>
    public void Flag(string key, bool value)
    {
        if (value)
            Raw(key, "true");
    }

    public void Raw(string key, string value) => Line($"{key}: {value}");

    public void Codes(string key, IReadOnlyList<string> codes) => Line($"{key}: [{string.Join(", ", codes.Select(CodeText))}]");

    public void Text(string key, string value) => Scalar($"{key}: ", value);

    /// <summary>An item of a list that is a text.</summary>
    public void Item(string value) => Scalar("- ", value);

    /// <summary>An item of a list that is a mapping.</summary>
    public void ItemMap(Action write)
    {
        Start();
        text.Append("- ");
        afterDash = true;
        indent += 2;
        write();
        indent -= 2;
    }

    public void Map(string key, Action write)
    {
        Line($"{key}:");
        indent += 2;
        write();
        indent -= 2;
    }

    /// <summary>A list of mappings.</summary>
    public void List<T>(string key, IReadOnlyList<T> items, Action<T> write) => Items(key, items, i => ItemMap(() => write(i)));

    /// <summary>A list of anything; <paramref name="write"/> writes the dash too.</summary>
    public void Items<T>(string key, IReadOnlyList<T> items, Action<T> write)
    {
        if (items.Count == 0)
        {
            Line($"{key}: []");
            return;
        }

        Line($"{key}:");
        indent += 2;
        foreach (var item in items)
            write(item);

        indent -= 2;
    }

    private void Line(string line)
    {
        Start();
        text.Append(line).Append('\n');
    }

    private void Start()
    {
        if (!afterDash)
            text.Append(' ', indent);

        afterDash = false;
    }

    private void Scalar(string head, string value)
    {
        var room = Width - indent - head.Length;
        if (value.Length <= room && PlainText().IsMatch(value) && !Misread().IsMatch(value))
            Line(head + value);
        else if (value.Length <= room && !NeedsEscapes().IsMatch(value))
            Line(head + SingleQuoted(value));
        else if (Foldable().IsMatch(value))
            Folded(head, value);
        else
            Line(head + DoubleQuoted(value));
    }

    private void Folded(string head, string value)
    {
        Line(head + ">-");
        var line = new StringBuilder();
        foreach (var word in value.Split(' '))
        {
            if (line.Length > 0 && indent + 2 + line.Length + 1 + word.Length > Width)
            {
                FoldedLine(line);
                line.Clear();
            }

            if (line.Length > 0)
                line.Append(' ');

            line.Append(word);
        }

        FoldedLine(line);
    }

    private void FoldedLine(StringBuilder line) => text.Append(' ', indent + 2).Append(line).Append('\n');

    private static string CodeText(string code) =>
        PlainCode().IsMatch(code) && !Nothing().IsMatch(code) ? code
        : NeedsEscapes().IsMatch(code) ? DoubleQuoted(code)
        : SingleQuoted(code);

    private static string SingleQuoted(string value) => $"'{value.Replace("'", "''", StringComparison.Ordinal)}'";

    private static string DoubleQuoted(string value)
    {
        var quoted = new StringBuilder("\"");
        foreach (var c in value)
        {
            quoted.Append(c switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                '\n' => "\\n",
                '\t' => "\\t",
                _ when NeedsEscapes().IsMatch(c.ToString()) => $"\\u{(int)c:X4}",
                _ => c.ToString(),
            });
        }

        return quoted.Append('"').ToString();
    }

    [GeneratedRegex(@"\A[\p{L}\p{Nd}](?:[^:#\p{Cc}\p{Zl}\p{Zp}\uFEFF\uFFFE\uFFFF]|:(?=[^\s\p{Cc}])|(?<=\S)#)*(?<!\s)\z")]
    private static partial Regex PlainText();

    [GeneratedRegex(@"\A(?:null|true|false|yes|no|on|off|y|n|[-+.\d][\d_.,:xXoOeEa-fA-F+-]*)\z", RegexOptions.IgnoreCase)]
    private static partial Regex Misread();

    [GeneratedRegex(@"\A[\p{L}\p{Nd}][\p{L}\p{Nd}._-]*\z")]
    private static partial Regex PlainCode();

    [GeneratedRegex(@"\A(?:null|true|false|yes|no|on|off|y|n)\z", RegexOptions.IgnoreCase)]
    private static partial Regex Nothing();

    [GeneratedRegex(@"[\p{Cc}\p{Zl}\p{Zp}\uFEFF\uFFFE\uFFFF]")]
    private static partial Regex NeedsEscapes();

    [GeneratedRegex(@"\A[^\s\p{Cc}](?:[^ \p{Cc}\p{Zl}\p{Zp}\uFEFF\uFFFE\uFFFF]| (?=[^ ]))*(?<! )\z")]
    private static partial Regex Foldable();
}
