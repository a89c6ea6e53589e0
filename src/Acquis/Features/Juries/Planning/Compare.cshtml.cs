using Acquis.Domain;
using Acquis.Domain.Juries;
using Acquis.Infrastructure;
using Acquis.Timetabling;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Acquis.Features.Juries.Planning;

/// <summary>Two timetables of a season beside each other: term by term, then who stands elsewhere and who sits when.</summary>
[Authorize(Policies.Registrar)]
public sealed class CompareModel(PlanningReader reader) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public Id<Season> Id { get; set; }

    [BindProperty(SupportsGet = true)]
    public Id<SeasonTimetable> A { get; set; }

    [BindProperty(SupportsGet = true)]
    public Id<SeasonTimetable> B { get; set; }

    public PlanningFile First { get; private set; } = null!;

    public PlanningFile Second { get; private set; } = null!;

    public Changes Changes { get; private set; } = null!;

    /// <summary>Terms that count in one of the two, weighted.</summary>
    public IEnumerable<(string Name, long First, long Second)> Terms => Weights.Names
        .Select(n => (n, First.Report.Terms.GetValueOrDefault(n), Second.Report.Terms.GetValueOrDefault(n))).Where(t => t.Item2 != 0 || t.Item3 != 0);

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        var both = await reader.OpenAsync([A, B], ct);
        (First, Second) = (both[0], both[1]);
        if (First.Timetable.SeasonId != Id)
            return NotFound();

        Changes = TimetableChanges.Between(First.Plan, Second.Plan);
        return Page();
    }

    /// <summary>A place as people say it.</summary>
    public string PlaceOf(Place? place) => place is null
        ? Texts.All["plan.nowhere"]
        : Texts.All["plan.place", ("day", SeasonDates.Day(DateOnly.FromDateTime(place.Start))), ("hour", SeasonDates.Hour(TimeOnly.FromDateTime(place.Start))), ("room", First.Names[place.Room])];
}
