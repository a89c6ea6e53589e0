using Acquis.Timetabling;
using Acquis.Timetabling.Explaining;

namespace Acquis.Features.Juries.Planning;

/// <summary>A season as it might be, as it is asked on the page.</summary>
/// <param name="Site">The site that gets one room more, or null.</param>
/// <param name="WithoutDay">The day on which nothing is held, or null.</param>
/// <param name="MoreChairs">External jurors more who may chair; each juror more gives every half-day and knows every domain.</param>
/// <param name="MoreOutside">External jurors more who may not.</param>
/// <param name="MoreInside">Jurors of the house more.</param>
/// <param name="Available">The juror who gives every half-day, or null.</param>
public sealed record Supposition(string? Site, DateOnly? WithoutDay, int MoreChairs, int MoreOutside, int MoreInside, string? Available)
{
    /// <summary>Most jurors of one kind that can be supposed.</summary>
    public const int MostJurors = 5;

    /// <summary>Whether it supposes nothing.</summary>
    public bool IsEmpty => Site is null && WithoutDay is null && MoreChairs + MoreOutside + MoreInside == 0 && Available is null;

    /// <summary>Whether its figures are out of bounds.</summary>
    public bool IsOutOfRange => new[] { MoreChairs, MoreOutside, MoreInside }.Any(n => n is < 0 or > MostJurors);

    /// <summary>The same for the engine.</summary>
    public WhatIf Of(TimetableProblem problem) => new()
    {
        MoreRooms = Site is { } site ? [site] : [],
        WithoutDays = WithoutDay is { } day ? [day] : [],
        AlwaysAvailable = Available is { } juror ? [juror] : [],
        MoreJurors =
        [
            .. Enumerable.Range(1, MoreChairs).Select(n => Added(problem, $"chair+{n}", outside: true, chairs: true)),
            .. Enumerable.Range(1, MoreOutside).Select(n => Added(problem, $"outside+{n}", outside: true, chairs: false)),
            .. Enumerable.Range(1, MoreInside).Select(n => Added(problem, $"inside+{n}", outside: false, chairs: false)),
        ],
    };

    private static Juror Added(TimetableProblem problem, string id, bool outside, bool chairs) => new()
    {
        Id = id,
        Outside = outside,
        ChairFor = chairs ? [.. problem.Events.Select(e => e.Certification).Distinct()] : [],
        Competences = [.. problem.Events.SelectMany(e => e.Competences).Distinct()],
        Languages = [.. problem.Events.Select(e => e.Language).Distinct()],
        Centres = [.. problem.Centres.Select(c => c.Id)],
        Available = problem.HalfDays.ToDictionary(h => h.Id, _ => Availability.Available),
    };
}
