using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using Acquis.Domain.Frameworks;

namespace Acquis.Features.Shared;

/// <summary>Where a level stands on its scale, from which its glyph and colour follow.</summary>
public enum LevelPlace
{
    /// <summary>Not assessed: a short dash.</summary>
    None,

    /// <summary>Lowest level: hollow.</summary>
    Bottom,

    /// <summary>Between the lowest and the threshold: a quarter.</summary>
    Below,

    /// <summary>The threshold itself: half, with a tick.</summary>
    Threshold,

    /// <summary>Between the threshold and the top: three quarters.</summary>
    Above,

    /// <summary>Highest level: full.</summary>
    Top,
}

/// <summary>
/// Levels as number, shape and colour, on a scale of any length. Plain HTML strings, already encoded, for loops over rows:
/// <c>@Html.Raw(LevelGlyph.Svg(scale, level))</c>. The shapes come from <see cref="Sprite"/>, which the layouts put once in the page.
/// </summary>
public static class LevelGlyph
{
    /// <summary>The shapes, on a grid of 16, drawn in <c>currentColor</c>; what the tick lies on comes from the stylesheet.</summary>
    public const string Sprite = """
        <svg class="sprite" aria-hidden="true" focusable="false"><defs>
        <clipPath id="g-left"><rect width="8" height="16"/></clipPath><clipPath id="g-right"><rect x="8" width="8" height="16"/></clipPath>
        <symbol id="g-bottom" viewBox="0 0 16 16"><circle cx="8" cy="8" r="6.25" fill="none" stroke="currentColor" stroke-width="1.5"/></symbol>
        <symbol id="g-below" viewBox="0 0 16 16"><circle cx="8" cy="8" r="6.25" fill="none" stroke="currentColor" stroke-width="1.5"/><path d="M8 8V1.75A6.25 6.25 0 0 1 14.25 8Z" fill="currentColor"/></symbol>
        <symbol id="g-threshold" viewBox="0 0 16 16"><circle cx="8" cy="8" r="6.25" fill="none" stroke="currentColor" stroke-width="1.5"/><path d="M8 1.5a6.5 6.5 0 0 1 0 13Z" fill="currentColor"/><g fill="none" stroke-width="1.7" stroke-linecap="round" stroke-linejoin="round"><path d="M4.7 8.1 7.2 10.6 11.5 5.7" stroke="currentColor" clip-path="url(#g-left)"/><path d="M4.7 8.1 7.2 10.6 11.5 5.7" class="glyph-paper" clip-path="url(#g-right)"/></g></symbol>
        <symbol id="g-above" viewBox="0 0 16 16"><circle cx="8" cy="8" r="6.25" fill="none" stroke="currentColor" stroke-width="1.5"/><path d="M8 8V1.75A6.25 6.25 0 1 1 1.75 8Z" fill="currentColor"/></symbol>
        <symbol id="g-top" viewBox="0 0 16 16"><circle cx="8" cy="8" r="7" fill="currentColor"/></symbol>
        <symbol id="g-none" viewBox="0 0 16 16"><path d="M5 8h6" stroke="currentColor" stroke-width="1.5" stroke-linecap="round"/></symbol>
        <symbol id="g-good" viewBox="0 0 16 16"><path d="M3.2 8.4 6.4 11.6 12.8 4.8" fill="none" stroke="currentColor" stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round"/></symbol>
        <symbol id="g-wait" viewBox="0 0 16 16"><circle cx="8" cy="8" r="3" fill="none" stroke="currentColor" stroke-width="1.6"/></symbol>
        <symbol id="g-stop" viewBox="0 0 16 16"><path d="M4.2 4.2 11.8 11.8M11.8 4.2 4.2 11.8" fill="none" stroke="currentColor" stroke-width="1.8" stroke-linecap="round"/></symbol>
        <symbol id="g-seal" viewBox="0 0 16 16"><circle cx="8" cy="8" r="7.5" fill="currentColor"/><path d="M4.7 8.3 7.1 10.7 11.4 5.7" fill="none" class="glyph-paper" stroke-width="1.4" stroke-linecap="round" stroke-linejoin="round"/></symbol>
        </defs></svg>
        """;

    private static readonly ConcurrentDictionary<(LevelPlace, int), string> Made = new();

    /// <summary>Where the level stands; a scale whose threshold is its top has no glyph of the threshold.</summary>
    public static LevelPlace Place(MasteryScale scale, int? level) => level switch
    {
        null => LevelPlace.None,
        var l when l >= scale.Top => LevelPlace.Top,
        var l when l == scale.Threshold => LevelPlace.Threshold,
        var l when l <= scale.Bottom => LevelPlace.Bottom,
        var l => l < scale.Threshold ? LevelPlace.Below : LevelPlace.Above,
    };

    /// <summary>The colour class of a level: <c>level-0</c> bottom, <c>level-1</c> below the threshold, <c>level-2</c>, <c>level-3</c> top, <c>level-none</c>.</summary>
    public static string Class(LevelPlace place) => place switch
    {
        LevelPlace.Bottom => "level-0",
        LevelPlace.Below => "level-1",
        LevelPlace.Threshold or LevelPlace.Above => "level-2",
        LevelPlace.Top => "level-3",
        _ => "level-none",
    };

    /// <inheritdoc cref="Class(LevelPlace)"/>
    public static string Class(MasteryScale scale, int? level) => Class(Place(scale, level));

    /// <summary>The glyph alone, hidden from assistive technology: a number or words must stand beside it.</summary>
    public static string Glyph(LevelPlace place) => Sign(place switch
    {
        LevelPlace.Bottom => "bottom",
        LevelPlace.Below => "below",
        LevelPlace.Threshold => "threshold",
        LevelPlace.Above => "above",
        LevelPlace.Top => "top",
        _ => "none",
    });

    /// <summary>A sign of the sprite: <c>good</c>, <c>wait</c>, <c>stop</c>, <c>seal</c>, or a level's.</summary>
    public static string Sign(string name) => $"""<svg class="glyph" aria-hidden="true"><use href="#g-{name}"/></svg>""";

    /// <summary>Glyph and figure. A level not assessed is a dash, with <paramref name="notAssessed"/> for those who cannot see it.</summary>
    public static string Svg(MasteryScale scale, int? level, string? notAssessed = null)
    {
        var place = Place(scale, level);
        return level is { } value
            ? Made.GetOrAdd((place, value), static k => $"<span class=\"level {Class(k.Item1)}\">{Inner(k.Item1, k.Item2)}</span>")
            : $"<span class=\"level level-none\">{Glyph(LevelPlace.None)}{Hidden(notAssessed ?? Infrastructure.Texts.All["shared.level.none"])}</span>";
    }

    /// <summary>Glyph, figure and name of the level in the language of this request.</summary>
    public static string WithName(MasteryScale scale, int? level)
    {
        var place = Place(scale, level);
        var figure = level is { } value ? Inner(place, value) : Glyph(place);
        var name = level is { } v && scale.Find(v) is { } found
            ? Infrastructure.Texts.All.In(found.Label)
            : level is null ? Infrastructure.Texts.All["shared.level.none"] : "";
        return $"<span class=\"level {Class(place)}\">{figure}<span class=\"level-name\">{WebUtility.HtmlEncode(name)}</span></span>";
    }

    /// <summary>
    /// What stands in a cell of the matrix whose <c>td</c> carries <c>c</c> and <see cref="CellClass"/>: the figure. The style sheet draws the shape from
    /// the class, where a shape of the sprite in each of 16,000 cells would be most of the page.
    /// </summary>
    public static string Cell(int? level, string notAssessed) => level is { } value ? Number(value) : Hidden(notAssessed);

    /// <summary>The class of a cell of the matrix: colour, and <c>above</c> between the threshold and the top, whose colour is the threshold's.</summary>
    public static string CellClass(MasteryScale scale, int? level) =>
        Place(scale, level) is var place && place is LevelPlace.Above ? $"{Class(place)} above" : Class(place);

    /// <summary>Two assessors who differ: « 1 ≠ 2 », each figure in its own colour.</summary>
    public static string Differ(MasteryScale scale, int first, int second) =>
        $"<span class=\"differ\"><span class=\"{Class(scale, first)}\">{Number(first)}</span><span class=\"sign\">≠</span>"
        + $"<span class=\"{Class(scale, second)}\">{Number(second)}</span></span>";

    private static string Inner(LevelPlace place, int value) => Glyph(place) + Number(value);

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Hidden(string text) => $"<span class=\"visually-hidden\">{WebUtility.HtmlEncode(text)}</span>";
}
