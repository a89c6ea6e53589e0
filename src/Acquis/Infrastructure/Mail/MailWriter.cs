using System.Globalization;
using System.Net;
using System.Text;
using Acquis.Data;
using Acquis.Domain;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Infrastructure.Mail;

/// <summary>Writes messages: the built-in text of a kind, or the one that replaces it, with its values, as plain text and as simple HTML.</summary>
public sealed class MailWriter(AcquisDb db, Texts texts)
{
    private Dictionary<(string Key, string Language), (string Subject, string Body)>? replaced;

    /// <summary>The text that a message of that kind is written from.</summary>
    public async Task<(string Subject, string Body)> TextAsync(MailKind kind, string language, CancellationToken ct)
    {
        replaced ??= (await db.Set<MailTemplate>().AsNoTracking().ToListAsync(ct)).ToDictionary(t => (t.Key, t.Language), t => (t.Subject, t.Body));
        return replaced.TryGetValue((kind.Key, language), out var own) ? own : BuiltIn(kind, language);
    }

    /// <summary>The text that the program came with.</summary>
    public (string Subject, string Body) BuiltIn(MailKind kind, string language)
    {
        var none = new Dictionary<string, object?>();
        return (texts.Get(language, $"{kind.Key}.subject", none), texts.Get(language, $"{kind.Key}.body", none));
    }

    /// <summary>Writes a message.</summary>
    public async Task<Letter> WriteAsync(MailKind kind, string language, IReadOnlyDictionary<string, object?> values, CancellationToken ct)
    {
        var (subject, body) = await TextAsync(kind, language, ct);
        return Write(kind, language, subject, body, values);
    }

    /// <summary>Writes a message from a given text.</summary>
    public static Letter Write(MailKind kind, string language, string subject, string body, IReadOnlyDictionary<string, object?> values)
    {
        var shown = kind.Placeholders.ToDictionary(p => p, p => Show(values.GetValueOrDefault(p), language));
        var text = Placeholders.Fill(body.ReplaceLineEndings("\n"), shown.GetValueOrDefault);
        var line = OneLine(Placeholders.Fill(subject, shown.GetValueOrDefault));
        return new(line, text, Html(language, line, body, shown));
    }

    /// <summary>Paragraphs at empty lines, links for what is an address of ours; everything else is text, whatever it holds.</summary>
    private static string Html(string language, string subject, string body, Dictionary<string, string> shown)
    {
        var html = new StringBuilder($"<!DOCTYPE html>\n<html lang=\"{language}\"><head><meta charset=\"utf-8\"><title>{Encode(subject)}</title></head>\n<body>\n");
        foreach (var paragraph in body.ReplaceLineEndings("\n").Split("\n\n", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var written = Placeholders.Fill(Encode(paragraph), name => shown.TryGetValue(name, out var value) ? name == "link" ? Link(value) : Encode(value) : null);
            html.Append("<p>").Append(written.Replace("\n", "<br>\n", StringComparison.Ordinal)).Append("</p>\n");
        }

        return html.Append("</body></html>\n").ToString();
    }

    private static string Link(string address) => address.StartsWith("http", StringComparison.Ordinal)
        ? $"<a href=\"{Encode(address)}\">{Encode(address)}</a>"
        : Encode(address);

    private static string Encode(string text) => WebUtility.HtmlEncode(text);

    private static string OneLine(string text) => text.ReplaceLineEndings(" ").Trim();

    private static string Show(object? value, string language) => value switch
    {
        null => "",
        string s => OneLine(s),
        Bilingual b => b.In(language),
        DateOnly d => Dates.Long(d, CultureInfo.GetCultureInfo(language == "en" ? "en-GB" : "fr-FR")),
        DateTimeOffset t => Dates.Long(t, CultureInfo.GetCultureInfo(language == "en" ? "en-GB" : "fr-FR")),
        _ => value.ToString() ?? "",
    };
}
