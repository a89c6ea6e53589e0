using Microsoft.AspNetCore.Mvc.Rendering;

namespace Acquis.Features.Shared;

/// <summary>The languages that people can be written to in, each named in itself.</summary>
public static class LanguageChoices
{
    public static readonly IReadOnlyList<SelectListItem> All = [new("Français", "fr"), new("English", "en")];

    /// <summary>Name of a language in itself.</summary>
    public static string NameOf(string language) => All.FirstOrDefault(l => l.Value == language)?.Text ?? language;
}
