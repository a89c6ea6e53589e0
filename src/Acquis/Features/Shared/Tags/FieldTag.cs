using Acquis.Infrastructure;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Acquis.Features.Shared.Tags;

/// <summary>
/// One field: <c>&lt;field for="Input.Email" label="…" hint="…" type="email" autocomplete="email" /&gt;</c>. The control follows the property's type
/// and data type; <c>items</c> makes a list to choose from, <c>rows</c> a text of several lines, a boolean a checkbox.
/// </summary>
[HtmlTargetElement("field", Attributes = "for", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class FieldTag : FormTag
{
    /// <summary>Type of the input where the model does not say it: text, email, password, number, date, time, tel, url, search.</summary>
    public string? Type { get; set; }

    /// <summary>Choices; the control is then a <c>select</c>.</summary>
    public IEnumerable<SelectListItem>? Items { get; set; }

    /// <summary>Lines of a long text.</summary>
    public int? Rows { get; set; }

    /// <summary>Width as the answer's length: 2, 4, 10 or 20 characters; full width without it.</summary>
    public int? Width { get; set; }

    /// <inheritdoc/>
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        TagHelperAttribute[] given = [.. output.Attributes];
        var type = Type ?? InputType();
        if (type == "checkbox")
        {
            Checkbox(output, given);
            return;
        }

        Frame(output, "div", "label");
        var control = Items is not null ? Select() : Rows is not null ? TextArea() : Input(type);
        control.Attributes["id"] = Id;
        control.Attributes["name"] = Name;
        if (Width is { } width)
        {
            control.AddCssClass($"w-{width}");
        }

        CopyOnto(control, given);
        Describe(control);
        output.Content.AppendHtml(control);
    }

    private string InputType()
    {
        var model = Nullable.GetUnderlyingType(For.ModelExplorer.ModelType) ?? For.ModelExplorer.ModelType;
        return For.Metadata.DataTypeName switch
        {
            "EmailAddress" => "email",
            "Password" => "password",
            "PhoneNumber" => "tel",
            "Url" => "url",
            "MultilineText" => Multiline(),
            _ when model == typeof(bool) => "checkbox",
            _ when model == typeof(DateOnly) => "date",
            _ when model == typeof(TimeOnly) => "time",
            _ when model == typeof(DateTimeOffset) || model == typeof(DateTime) => "datetime-local",
            _ when model == typeof(int) || model == typeof(long) || model == typeof(decimal) => "number",
            _ => "text",
        };
    }

    private string Multiline()
    {
        Rows ??= 4;
        return "text";
    }

    private TagBuilder Input(string type)
    {
        var input = new TagBuilder("input") { TagRenderMode = TagRenderMode.SelfClosing };
        input.AddCssClass("form-control");
        input.Attributes["type"] = type;
        if (type != "password")
        {
            input.Attributes["value"] = ValueOf(For.Model);
        }

        if (type is "date" or "time" && Width is null)
        {
            input.AddCssClass("w-10");
        }

        return input;
    }

    private TagBuilder TextArea()
    {
        var area = new TagBuilder("textarea");
        area.AddCssClass("form-control");
        area.Attributes["rows"] = Written(Rows);
        area.InnerHtml.AppendHtml("\n").Append(ValueOf(For.Model));
        return area;
    }

    private TagBuilder Select()
    {
        var select = new TagBuilder("select");
        select.AddCssClass("form-select");
        var value = ValueOf(For.Model);
        var items = Items!.ToList();
        if (items.TrueForAll(i => i.Value != value) && items.TrueForAll(i => !string.IsNullOrEmpty(i.Value)))
        {
            items.Insert(0, new(Texts.All["shared.choose"], ""));
        }

        foreach (var item in items)
        {
            var option = new TagBuilder("option");
            option.Attributes["value"] = item.Value ?? item.Text;
            if (value.Length > 0 ? option.Attributes["value"] == value : item.Selected)
            {
                option.Attributes["selected"] = "selected";
            }

            option.InnerHtml.Append(item.Text ?? "");
            select.InnerHtml.AppendHtml(option);
        }

        return select;
    }

    private void Checkbox(TagHelperOutput output, TagHelperAttribute[] given)
    {
        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.Clear();
        output.Attributes.SetAttribute("class", Error is null ? "field form-check" : "field form-check has-error");
        var box = new TagBuilder("input") { TagRenderMode = TagRenderMode.SelfClosing };
        box.AddCssClass("form-check-input");
        (box.Attributes["type"], box.Attributes["id"], box.Attributes["name"], box.Attributes["value"]) = ("checkbox", Id, Name, "true");
        if (ValueOf(For.Model).Split(',')[0].Equals("true", StringComparison.OrdinalIgnoreCase))
        {
            box.Attributes["checked"] = "checked";
        }

        CopyOnto(box, given);
        Describe(box);
        FieldLabels.Of(ViewContext.HttpContext).Keep(Name, LabelText);
        var label = Element("label", "form-check-label", LabelText);
        label.Attributes["for"] = Id;
        output.Content.AppendHtml(box).AppendHtml(label);
        foreach (var (text, part) in new[] { (Hint, "hint"), (Error, "error") })
        {
            if (text is not null)
            {
                var line = Element("p", part == "hint" ? "hint" : "hint field-error", text);
                line.Attributes["id"] = $"{Id}-{part}";
                output.Content.AppendHtml(line);
            }
        }
    }
}
