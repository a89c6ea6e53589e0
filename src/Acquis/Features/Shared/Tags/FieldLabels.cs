using Acquis.Infrastructure;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace Acquis.Features.Shared.Tags;

/// <summary>The labels of a page's fields in the order of the page, so that its summary, which stands before them, says which field each reason is about.</summary>
internal sealed class FieldLabels
{
    private static readonly object Key = new();
    private readonly List<(string Name, string Label)> labels = [];

    /// <summary>Those of the page that answers this request.</summary>
    public static FieldLabels Of(HttpContext context)
    {
        if (context.Items[Key] is not FieldLabels labels)
            context.Items[Key] = labels = new();

        return labels;
    }

    public void Keep(string name, string label) => labels.Add((name, label));

    /// <summary>
    /// The reasons as items that link to their fields, in the order of the fields, those of no field last. They are made when the page is written out, which
    /// is after all its fields were made.
    /// </summary>
    public IHtmlContent List(IReadOnlyList<(string Text, string? Field)> reasons) => new Late(() =>
    {
        var list = new TagBuilder("ol");
        foreach (var (text, field) in reasons.OrderBy(r => IndexOf(r.Field) is var index && index >= 0 ? index : labels.Count))
            list.InnerHtml.AppendHtml(SummaryTag.Item(IndexOf(field) is var index && index >= 0 ? Sentence(labels[index].Label, text) : text, field is null ? null : FormTag.IdOf(field)));

        return list;
    });

    /// <summary>A field of several parts, such as a date, has one label for all.</summary>
    private int IndexOf(string? field) =>
        field is null ? -1 : labels.FindIndex(l => l.Name == field || (field.Length > l.Name.Length && field[l.Name.Length] == '.' && field.StartsWith(l.Name, StringComparison.Ordinal)));

    private static string Sentence(string label, string reason)
    {
        if (reason.Contains(label, StringComparison.OrdinalIgnoreCase))
            return reason;

        var goesOn = reason.Length > 1 && (char.IsLower(reason[1]) || reason[1] == ' ') ? char.ToLowerInvariant(reason[0]) + reason[1..] : reason;
        return Texts.All["shared.summary.field", ("field", label), ("reason", goesOn)];
    }

    private sealed class Late(Func<IHtmlContent> make) : IHtmlContent
    {
        public void WriteTo(TextWriter writer, System.Text.Encodings.Web.HtmlEncoder encoder) => make().WriteTo(writer, encoder);
    }
}
