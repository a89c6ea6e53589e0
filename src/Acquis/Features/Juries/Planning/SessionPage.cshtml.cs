using Acquis.Domain;
using Acquis.Domain.Juries;
using Acquis.Features.Shared;
using Acquis.Infrastructure;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Engine = Acquis.Timetabling;

namespace Acquis.Features.Juries.Planning;

/// <summary>The jury of a session, or of one candidate where each has their own: a juror is replaced, somebody else chairs, the session is locked.</summary>
[Authorize(Policies.Registrar)]
public sealed class SessionPageModel(PlanningReader reader, TimetableService timetables, Texts texts) : PageModel, IReloads
{
    [BindProperty(SupportsGet = true)]
    public Id<SeasonTimetable> Id { get; set; }

    [BindProperty(SupportsGet = true)]
    public string Room { get; set; } = "";

    [BindProperty(SupportsGet = true)]
    public string HalfDay { get; set; } = "";

    /// <summary>One candidate of the session, where each has a jury of their own.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Event { get; set; }

    /// <summary>The juror who is to be replaced, or null.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Leaves { get; set; }

    [BindProperty]
    public int Version { get; set; }

    public PlanningFile Known { get; private set; } = null!;

    public Engine.Session Session { get; private set; } = null!;

    /// <summary>Who sits, the chair first.</summary>
    public IReadOnlyList<string> Members { get; private set; } = [];

    public string? Chair { get; private set; }

    /// <summary>Most jurors who could sit without breaking a rule, and most who could not, that are shown.</summary>
    private const int MostOptions = 40;

    /// <summary>Who could sit in the place of <see cref="Leaves"/>: those who break no rule first.</summary>
    public IReadOnlyList<SeatOption> Options { get; private set; } = [];

    /// <summary>Others who could, at a greater cost or against more rules.</summary>
    public int MoreOptions { get; private set; }

    public bool MayChange => !Known.Timetable.WhyNotChange().Any() && Hold is null;

    /// <summary>The lock that holds the session; null without.</summary>
    public Hold? Hold => Known.HoldOf(Session, null);

    /// <summary>The address of this page.</summary>
    public string Here => $"/timetables/{Id}/session{QueryString.Create(new Dictionary<string, string?> { ["room"] = Room, ["halfDay"] = HalfDay, ["event"] = Event })}";

    public Task OnGetAsync(CancellationToken ct)
    {
        ModelState.Clear();
        return ReloadAsync(ct);
    }

    public async Task<IActionResult> OnPostSeatAsync(string comes, CancellationToken ct)
    {
        await timetables.SeatAsync(Id, Version, new(Room, HalfDay, Event), Leaves ?? "", comes, ct);
        return Back("plan.seated");
    }

    public async Task<IActionResult> OnPostChairAsync(string juror, CancellationToken ct)
    {
        await timetables.HaveChairAsync(Id, Version, new(Room, HalfDay, Event), juror, ct);
        return Back("plan.chaired");
    }

    public async Task<IActionResult> OnPostHoldAsync(HoldKind kind, string key, CancellationToken ct)
    {
        await timetables.ToggleAsync(Id, Version, new(kind, key), ct);
        return Back("plan.held");
    }

    /// <inheritdoc />
    public async Task ReloadAsync(CancellationToken ct)
    {
        Known = await reader.OpenAsync(Id, ct);
        Version = Known.Timetable.Version;
        Session = PlanEditor.At(Known.Plan, Room, HalfDay) ?? throw new NotFoundException();
        var placed = Event is null ? Session.Events[0] : Session.Events.FirstOrDefault(e => e.Event == Event) ?? throw new NotFoundException();
        Members = [.. SeasonSheets.JuryOf(Session, placed)];
        Chair = Session.Panel is null ? placed.Chair : Session.Chair;
        if (Leaves is { } leaves && Members.Contains(leaves) && MayChange)
        {
            var all = new PlanOptions(Known).SeatsOf(Session, Event, leaves).ToList();
            Options = [.. all.GroupBy(o => o.Consequence.Breaks.Count > 0).SelectMany(g => g.Take(MostOptions))];
            MoreOptions = all.Count - Options.Count;
        }
    }

    /// <summary>What can be locked here, with the words for it.</summary>
    public IEnumerable<(HoldKind Kind, string Key, string Label)> Holds
    {
        get
        {
            (HoldKind Kind, string Key)[] all = [(HoldKind.Session, $"{Room}|{HalfDay}"), (HoldKind.Room, Room), (HoldKind.Day, HalfDay[..10])];
            return all.Select(h => (h.Kind, h.Key, texts[$"plan.{(Known.Timetable.Holds.Contains(new(h.Kind, h.Key)) ? "unlock" : "lock")}.{h.Kind}"]));
        }
    }

    private LocalRedirectResult Back(string key)
    {
        TempData.SetFlash(texts[key]);
        return LocalRedirect(Here);
    }
}
