using Acquis.Infrastructure;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Acquis.Features.Shared.Tags;

/// <summary>A file to send: <c>&lt;file-field for="Upload" label="…" accept=".yaml" current="@name" /&gt;</c>; its form says <c>enctype="multipart/form-data"</c>.</summary>
[HtmlTargetElement("file-field", Attributes = "for", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class FileFieldTag : FormTag
{
    /// <summary>Name of the file already there, which an empty field keeps.</summary>
    public string? Current { get; set; }

    /// <inheritdoc/>
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        TagHelperAttribute[] given = [.. output.Attributes];
        Frame(output, "div", "label");
        if (Current is { } current)
        {
            output.Content.AppendHtml(Element("p", "hint", Texts.All["shared.file-kept", ("name", current)]));
        }

        var input = new TagBuilder("input") { TagRenderMode = TagRenderMode.SelfClosing };
        input.AddCssClass("form-control");
        (input.Attributes["type"], input.Attributes["id"], input.Attributes["name"]) = ("file", Id, Name);
        CopyOnto(input, given);
        Describe(input);
        output.Content.AppendHtml(input);
    }
}
