using Acquis.Infrastructure;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Acquis.Features.Shared.Tags;

/// <summary>
/// A date one knows by heart, in three fields (day, month, year), for a <see cref="DateParts"/>: <c>&lt;date-field for="Input.Born" label="…" birth /&gt;</c>.
/// A date one looks up in a calendar is a <c>field</c> of type date.
/// </summary>
[HtmlTargetElement("date-field", Attributes = "for", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class DateFieldTag : FormTag
{
    /// <summary>Whether it is the person's own birth date, which the browser may fill in.</summary>
    public bool Birth { get; set; }

    /// <inheritdoc/>
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        Frame(output, "fieldset", "legend");
        if (DescribedBy() is { } ids)
        {
            output.Attributes.SetAttribute("aria-describedby", ids);
        }

        var date = For.Model as DateParts;
        var parts = new TagBuilder("div");
        parts.AddCssClass("date-parts");
        parts.InnerHtml.AppendHtml(Part("Day", "day", date?.Day, 2)).AppendHtml(Part("Month", "month", date?.Month, 2)).AppendHtml(Part("Year", "year", date?.Year, 4));
        output.Content.AppendHtml(parts);
    }

    private TagBuilder Part(string property, string key, int? value, int length)
    {
        var name = $"{Name}.{property}";
        var state = ViewContext.ViewData.ModelState.TryGetValue(name, out var entry) ? entry : null;
        var id = property == "Day" ? Id : IdOf(name);
        var part = new TagBuilder("div");
        var label = new TagBuilder("label");
        label.Attributes["for"] = id;
        label.InnerHtml.Append(Texts.All[$"shared.{key}"]);
        var input = new TagBuilder("input") { TagRenderMode = TagRenderMode.SelfClosing };
        input.AddCssClass(length == 2 ? "form-control w-2" : "form-control w-4");
        (input.Attributes["type"], input.Attributes["inputmode"], input.Attributes["id"]) = ("text", "numeric", id);
        (input.Attributes["name"], input.Attributes["maxlength"], input.Attributes["value"]) = (name, Written(length), state?.AttemptedValue ?? Written(value));
        if (Birth)
        {
            input.Attributes["autocomplete"] = $"bday-{key}";
        }

        if (Error is not null || state?.Errors.Count > 0)
        {
            input.Attributes["aria-invalid"] = "true";
            input.AddCssClass("is-invalid");
        }

        part.InnerHtml.AppendHtml(label).AppendHtml(input);
        return part;
    }
}
