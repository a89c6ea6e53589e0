using Acquis.Domain.Frameworks;
using Acquis.Infrastructure;

namespace Acquis.Features.Frameworks;

/// <summary>
/// Says a place of a framework (<see cref="FrameworkPlace"/>) in words: <c>blocks/1/competences/C.3/text/en</c> is "Bloc 1, compétence C.3 : texte
/// (anglais)". People never see the file's keys.
/// </summary>
public sealed class PlaceWords(Framework framework, Texts texts)
{
    /// <summary>Lists whose items are named by code or number.</summary>
    private static readonly HashSet<string> Lists =
        ["levels", "blocks", "assessments", "modules", "requirements", "footnotes", "activities", "competences", "criteria", "items"];

    /// <summary>The place in the current language; the framework itself for an empty one.</summary>
    public string Of(string place)
    {
        if (place.Length == 0)
            return texts["framework.part.framework"];

        var segments = new Queue<string>(place.Split('/'));
        var (parts, language, value) = (new List<string>(), "", "");
        while (segments.TryDequeue(out var segment))
        {
            if (Lists.Contains(segment) && segments.TryDequeue(out var item))
                parts.Add(Item(segment, item));
            else if (segment is "fr" or "en" && segments.Count == 0)
                language = segment;
            else if (segment is not ("scale" or "award" or "confirmation"))
                value = int.TryParse(segment, out _) ? texts["framework.part.nth", ("part", value), ("number", segment)] : texts[$"framework.value.{segment}"];
        }

        var words = Joined(parts, value);
        return language.Length == 0 ? words : texts[$"framework.part.in-{language}", ("part", words)];
    }

    /// <summary>The rule that stands at a place, with whether it is a bloc's; null where none does.</summary>
    public static (Rule Rule, bool OfBlock)? RuleAt(Framework framework, string place) => place.Split('/') switch
    {
        ["award", "block"] when framework.Award.Block is { } rule => (rule, true),
        ["award", "admission"] when framework.Award.Admission is { } rule => (rule, false),
        ["award", "certification"] => (framework.Award.Certification, false),
        ["blocks", var code, "rule"] when framework.Blocks.FirstOrDefault(b => b.Code == code)?.Rule is { } rule => (rule, true),
        _ => null,
    };

    private string Item(string list, string item) => list switch
    {
        "requirements" when framework.Requirements.FirstOrDefault(r => r.Code == item) is { } requirement => texts.In(requirement.Title),
        "levels" when framework.Scale.Levels.FirstOrDefault(l => $"{l.Value}" == item) is { } level => texts["framework.part.level", ("level", level.Value), ("label", level.Label)],
        _ => texts[$"framework.part.{list}", ("code", item)],
    };

    private string Joined(List<string> parts, string value)
    {
        var of = string.Join(", ", parts);
        var words = of.Length == 0 ? value : value.Length == 0 ? of : texts["framework.part.value", ("part", of), ("value", value)];
        return words.Length == 0 ? words : char.ToUpperInvariant(words[0]) + words[1..];
    }
}
