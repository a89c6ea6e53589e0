using System.Globalization;
using Acquis.Infrastructure;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Acquis.Features.Shared.Tags;

/// <summary>What every form tag shares: label above, hint under it, the error joined to the control by <c>aria-describedby</c>, the value as it was typed.</summary>
public abstract class FormTag : TagHelper
{
    [HtmlAttributeName("for")]
    public ModelExpression For { get; set; } = null!;

    /// <summary>The label, in the language of the request; without it, the display name of the property.</summary>
    public string? Label { get; set; }

    /// <summary>One sentence under the label.</summary>
    public string? Hint { get; set; }

    /// <summary>Whether it may stay empty; by default, what the model says.</summary>
    public bool? Optional { get; set; }

    [HtmlAttributeNotBound]
    [ViewContext]
    public ViewContext ViewContext { get; set; } = null!;

    protected string Name => ViewContext.ViewData.TemplateInfo.GetFullHtmlFieldName(For.Name);

    protected string Id => IdOf(Name);

    protected ModelStateEntry? State => ViewContext.ViewData.ModelState.TryGetValue(Name, out var state) ? state : null;

    protected string? Error => State?.Errors.Select(e => e.ErrorMessage).FirstOrDefault(m => m.Length > 0);

    protected string LabelText => Label ?? For.Metadata.DisplayName ?? For.Metadata.PropertyName ?? For.Name;

    protected bool IsOptional => Optional ?? !For.Metadata.IsRequired;

    /// <summary>The identifier of the control of a field, as the error summary links to it.</summary>
    public static string IdOf(string name) => TagBuilder.CreateSanitizedId(name, "_");

    /// <summary>What was typed and refused, or the model's value; dates as ISO 8601, numbers with a point, as the browser's own controls want them.</summary>
    protected string ValueOf(object? model) => State?.AttemptedValue ?? Written(model);

    protected static string Written(object? value) => value switch
    {
        null => "",
        DateOnly d => d.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTimeOffset t => t.ToString("yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture),
        DateTime t => t.ToString("yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture),
        TimeOnly t => t.ToString("HH:mm", CultureInfo.InvariantCulture),
        IFormattable f => f.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    /// <summary>Identifiers of hint and error, for <c>aria-describedby</c>; null when there is neither.</summary>
    protected string? DescribedBy()
    {
        var ids = new List<string>();
        if (Hint is not null)
        {
            ids.Add($"{Id}-hint");
        }

        if (Error is not null)
        {
            ids.Add($"{Id}-error");
        }

        return ids.Count == 0 ? null : string.Join(' ', ids);
    }

    /// <summary>Turns the tag into its frame and writes label or legend, hint and error.</summary>
    protected void Frame(TagHelperOutput output, string tag, string labelTag)
    {
        output.TagName = tag;
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.Clear();
        output.Attributes.SetAttribute("class", Error is null ? "field" : "field has-error");
        var label = new TagBuilder(labelTag);
        if (labelTag == "label")
        {
            label.Attributes["for"] = Id;
        }

        label.InnerHtml.Append(LabelText);
        FieldLabels.Of(ViewContext.HttpContext).Keep(Name, LabelText);
        if (IsOptional)
        {
            label.InnerHtml.Append(" ").AppendHtml(Element("span", "optional", Texts.All["shared.optional"]));
        }

        output.Content.AppendHtml(label);
        AppendHintAndError(output.Content);
    }

    /// <summary>Copies what the page wrote on the tag (autocomplete, inputmode, data-…) onto the control.</summary>
    protected static void CopyOnto(TagBuilder control, IEnumerable<TagHelperAttribute> attributes)
    {
        foreach (var attribute in attributes)
        {
            if (attribute.Name == "class")
            {
                control.AddCssClass(attribute.Value?.ToString() ?? "");
            }
            else
            {
                control.Attributes[attribute.Name] = attribute.ValueStyle is HtmlAttributeValueStyle.Minimized ? "" : attribute.Value?.ToString();
            }
        }
    }

    /// <summary>Says on the control what describes it and whether it is refused.</summary>
    protected void Describe(TagBuilder control)
    {
        if (DescribedBy() is { } ids)
        {
            control.Attributes["aria-describedby"] = ids;
        }

        if (Error is not null)
        {
            control.Attributes["aria-invalid"] = "true";
            control.AddCssClass("is-invalid");
        }
    }

    protected static TagBuilder Element(string tag, string cssClass, string text)
    {
        var element = new TagBuilder(tag);
        element.AddCssClass(cssClass);
        element.InnerHtml.Append(text);
        return element;
    }

    private void AppendHintAndError(IHtmlContentBuilder content)
    {
        if (Hint is { } hint)
        {
            var line = Element("p", "hint", hint);
            line.Attributes["id"] = $"{Id}-hint";
            content.AppendHtml(line);
        }

        if (Error is { } error)
        {
            var line = Element("p", "field-error", error);
            line.Attributes["id"] = $"{Id}-error";
            content.AppendHtml(line);
        }
    }
}
