using System.Collections;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Acquis.Features.Shared.Tags;

/// <summary>One choice of a list.</summary>
/// <param name="Value">What is sent.</param>
/// <param name="Text">What is read.</param>
/// <param name="Hint">One sentence under it, or null.</param>
public sealed record Choice(string Value, string Text, string? Hint = null);

/// <summary>
/// Radio buttons, or checkboxes when the property holds several values, in a <c>fieldset</c>:
/// <c>&lt;choice-list for="Verdict" label="…" choices="Model.Verdicts" /&gt;</c>.
/// </summary>
[HtmlTargetElement("choice-list", Attributes = "for,choices", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class ChoiceListTag : FormTag
{
    public IEnumerable<Choice> Choices { get; set; } = [];

    /// <inheritdoc/>
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        Frame(output, "fieldset", "legend");
        if (DescribedBy() is { } ids)
        {
            output.Attributes.SetAttribute("aria-describedby", ids);
        }

        var several = For.ModelExplorer.ModelType != typeof(string) && typeof(IEnumerable).IsAssignableFrom(For.ModelExplorer.ModelType);
        var chosen = several ? Chosen() : [ValueOf(For.Model)];
        var index = 0;
        foreach (var choice in Choices)
        {
            output.Content.AppendHtml(Row(choice, several ? "checkbox" : "radio", chosen.Contains(choice.Value), index++));
        }
    }

    private HashSet<string> Chosen() => State?.RawValue is { } raw
        ? [.. raw is string[] values ? values : [raw.ToString() ?? ""]]
        : [.. ((IEnumerable?)For.Model)?.Cast<object?>().Select(Written) ?? []];

    private TagBuilder Row(Choice choice, string type, bool chosen, int index)
    {
        var id = index == 0 ? Id : $"{Id}-{index + 1}";
        var row = new TagBuilder("div");
        row.AddCssClass("form-check");
        var input = new TagBuilder("input") { TagRenderMode = TagRenderMode.SelfClosing };
        input.AddCssClass("form-check-input");
        (input.Attributes["type"], input.Attributes["id"], input.Attributes["name"], input.Attributes["value"]) = (type, id, Name, choice.Value);
        if (chosen)
        {
            input.Attributes["checked"] = "checked";
        }

        var label = Element("label", "form-check-label", choice.Text);
        label.Attributes["for"] = id;
        row.InnerHtml.AppendHtml(input).AppendHtml(label);
        if (choice.Hint is { } hint)
        {
            input.Attributes["aria-describedby"] = $"{id}-note";
            var line = Element("p", "hint", hint);
            line.Attributes["id"] = $"{id}-note";
            row.InnerHtml.AppendHtml(line);
        }

        return row;
    }
}
