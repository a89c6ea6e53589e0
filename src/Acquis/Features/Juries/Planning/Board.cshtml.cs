using Acquis.Domain;
using Acquis.Domain.Candidacies;
using Acquis.Domain.Juries;
using Acquis.Features.Shared;
using Acquis.Infrastructure;
using Acquis.Timetabling;
using Acquis.Timetabling.Explaining;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace Acquis.Features.Juries.Planning;

/// <summary>A timetable as a board, by day and room or by juror; a chosen candidate can be moved, and each place says what it would break.</summary>
[Authorize(Policies.Registrar)]
public sealed class BoardModel(PlanningReader reader, TimetableService timetables, Texts texts) : PageModel, IReloads
{
    private static readonly TimeSpan ForCalls = TimeSpan.FromSeconds(2);
    private const int MostCalls = 8;

    /// <summary>Jurors on a page, and most people found.</summary>
    public const int PageSize = 50;

    [BindProperty(SupportsGet = true)]
    public Id<SeasonTimetable> Id { get; set; }

    /// <summary><c>juror</c>, or by day and room.</summary>
    [BindProperty(SupportsGet = true)]
    public string? By { get; set; }

    /// <summary>The candidate who is to be moved, or null.</summary>
    [BindProperty(SupportsGet = true)]
    public Id<Candidacy>? Candidate { get; set; }

    /// <summary>The day that is shown where the season is large, or <see cref="BoardScope.EveryDay"/>.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Day { get; set; }

    /// <summary>The site that is shown where the season is large; null for every site.</summary>
    [BindProperty(SupportsGet = true)]
    public Id<Site>? Site { get; set; }

    /// <summary>Whom somebody looks for, as typed.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Q { get; set; }

    /// <summary>Number of the page of jurors, from 1.</summary>
    [BindProperty(SupportsGet = true)]
    public int P { get; set; } = 1;

    [BindProperty]
    public int Version { get; set; }

    /// <summary>The place chosen: room, half-day and start, separated by bars.</summary>
    [BindProperty]
    public string? Place { get; set; }

    /// <summary>The room and half-day on which the candidate was dropped, separated by a bar; null without.</summary>
    [BindProperty(SupportsGet = true)]
    public string? To { get; set; }

    public PlanningFile Known { get; private set; } = null!;

    /// <summary>The best place of the room and half-day on which the candidate was dropped.</summary>
    public PlaceOption? Dropped { get; private set; }

    public IReadOnlyList<PlaceOption> Places { get; private set; } = [];

    /// <summary>The only day whose places are shown, where the season is large; null for every day.</summary>
    public DateOnly? PlaceDay { get; private set; }

    /// <summary>What is shown of it.</summary>
    public BoardScope Scope { get; private set; } = null!;

    public BoardPeople People { get; private set; } = null!;

    /// <summary>Jurors whom to call first where somebody has no place.</summary>
    public IReadOnlyList<Call> Calls { get; private set; } = [];

    public bool ByJuror => By == "juror";

    public bool MayChange => !Known.Timetable.WhyNotChange().Any();

    /// <summary>The candidate chosen, with their name; null where they do not defend in the season.</summary>
    public SeasonCandidate? Chosen => Known.File.Candidates.FirstOrDefault(c => c.Candidacy.Id == Candidate);

    /// <summary>The place that the candidate chosen has; null without.</summary>
    public Placement? Stands => Candidate is { } c ? PlanEditor.Of(Known.Plan, c.ToString())?.Events.First(e => e.Event == c.ToString()) : null;

    public IReadOnlyList<string> Breaches => Known.Names.Say(Known.Report.Breaches);

    /// <summary>Whether a candidate is picked and may be placed elsewhere: each room on each half-day offers itself.</summary>
    public bool IsPlacing => Places.Count > 0;

    /// <summary>What the address keeps once the candidate chosen is let go: empty, or <c>?day=…</c>.</summary>
    public string Leave => Scope.Kept.Length == 0 ? "" : $"?{Scope.Kept[1..]}";

    /// <summary>What the address keeps of what was asked for: empty, or <c>&amp;day=…&amp;q=…</c>.</summary>
    public string Asked => AskedQuery().ToString() is { Length: > 0 } query ? $"&{query[1..]}" : "";

    public IEnumerable<SelectListItem> Free => Places.Where(p => p is { Start: not null, Consequence.Breaks.Count: 0 }).OrderBy(p => p.Consequence.Cost).Select(Item);

    public IEnumerable<SelectListItem> Breaking => Places.Where(p => p is { Start: not null, Consequence.Breaks.Count: > 0 }).Select(Item);

    /// <summary>Why the candidate chosen cannot stand elsewhere, and where each reason holds: one line for each half-day.</summary>
    public IReadOnlyList<(string Reason, IReadOnlyList<string> Places)> WhyNot =>
    [
        .. from place in Places
           where place.Consequence.Breaks.Count > 0
           group place by string.Join(" ", place.Consequence.Breaks) into reason
           orderby reason.First().Start is null
           select (reason.Key, (IReadOnlyList<string>)
           [
               .. from place in reason
                  group place by place.Start is { } at ? $"{SeasonDates.Day(DateOnly.FromDateTime(at))}, {SeasonDates.Hour(TimeOnly.FromDateTime(at))}" : Known.Names[place.HalfDay] into time
                  select texts["plan.elsewhere.at", ("time", time.Key), ("rooms", string.Join(", ", time.Select(p => Known.Names[p.Room]).Distinct()))],
           ]),
    ];

    public Task OnGetAsync(CancellationToken ct)
    {
        ModelState.Clear();
        return ReloadAsync(ct);
    }

    public async Task<IActionResult> OnPostMoveAsync(CancellationToken ct)
    {
        if (Candidate is not { } candidate || Place?.Split('|') is not [var room, var halfDay, var start]
            || !DateTime.TryParseExact(start, "yyyy-MM-ddTHH:mm", null, System.Globalization.DateTimeStyles.None, out var at))
            throw new RefusedException("season-timetable.no-such-place");

        await timetables.MoveAsync(Id, Version, candidate, new(room, halfDay, at), ct);
        if (Day is not null and not BoardScope.EveryDay)
            (Day, Site) = (at.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), null);

        return Back("plan.moved");
    }

    public async Task<IActionResult> OnPostTakeOutAsync(CancellationToken ct)
    {
        await timetables.TakeOutAsync(Id, Version, Candidate ?? throw new NotFoundException(), ct);
        return Back("plan.taken-out");
    }

    /// <param name="kind">What is locked or unlocked.</param>
    public async Task<IActionResult> OnPostHoldAsync(HoldKind kind, string key, CancellationToken ct)
    {
        await timetables.ToggleAsync(Id, Version, new(kind, key), ct);
        return Back("plan.held");
    }

    public async Task<IActionResult> OnPostCopyAsync(CancellationToken ct)
    {
        var copy = await timetables.CopyAsync(Id, ct);
        TempData.SetFlash(texts["plan.copied", ("number", copy.Number)]);
        return LocalRedirect($"/timetables/{copy.Id}");
    }

    public async Task<IActionResult> OnPostDiscardAsync(CancellationToken ct)
    {
        var season = (await reader.FindAsync(Id, ct)).SeasonId;
        await timetables.DiscardAsync(Id, Version, ct);
        TempData.SetFlash(texts["plan.discarded"]);
        return LocalRedirect($"/seasons/{season}/timetables");
    }

    /// <param name="origin">How it is sought from this one.</param>
    public async Task<IActionResult> OnPostSeekAsync(TimetableOrigin origin, CancellationToken ct)
    {
        var season = (await reader.FindAsync(Id, ct)).SeasonId;
        await timetables.SeekAsync(season, origin, Id, TimetableService.Budgets[1], ct);
        TempData.SetFlash(texts["plan.sought"]);
        return LocalRedirect($"/seasons/{season}/timetables");
    }

    /// <inheritdoc />
    public async Task ReloadAsync(CancellationToken ct)
    {
        Known = await reader.OpenAsync(Id, ct);
        Version = Known.Timetable.Version;
        (Scope, People) = (new(Known, new(Day, Site, Candidate?.ToString())), new(Known));
        if (Candidate is { } candidate && Chosen is not null && MayChange && ChosenHold is null)
        {
            var options = new PlanOptions(Known);
            PlaceDay = options.ByDay ? Scope.Day ?? (Stands is { } stands ? DateOnly.FromDateTime(stands.Start) : Known.Problem.HalfDays[0].Day) : null;
            Places = [.. options.PlacesOf(candidate.ToString(), PlaceDay)];
            Dropped = BestOf(To);
            Place ??= Dropped is { Start: not null } dropped ? ValueOf(dropped) : null;
        }

        if (Known.Plan.Unscheduled.Count > 0 && Known.Report.IsLawful)
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
            patience.CancelAfter(ForCalls);
            Calls = [.. Acquis.Timetabling.Explaining.Calls.WorthMaking(Known.Problem, Known.Plan, patience.Token).Take(MostCalls)];
        }
    }

    /// <summary>Whether that is locked by itself.</summary>
    public bool IsHeld(HoldKind kind, string key) => Known.Timetable.Holds.Contains(new(kind, key));

    /// <summary>The lock that holds the candidate chosen; null without.</summary>
    public Hold? ChosenHold => Candidate is { } c && PlanEditor.Of(Known.Plan, c.ToString()) is { } session ? Known.HoldOf(session, c.ToString()) : null;

    /// <summary>The best place of a room on a half-day, the two separated by a bar; null where none was looked at.</summary>
    public PlaceOption? BestOf(string? place) => place is null ? null
        : Places.Where(p => place == $"{p.Room}|{p.HalfDay}").OrderBy(p => p.Start is null).ThenBy(p => p.Consequence.Breaks.Count > 0).ThenBy(p => p.Consequence.Cost).FirstOrDefault();

    /// <summary>How a room on a half-day offers itself to the candidate chosen: text and class; null where it cannot be had.</summary>
    public (string Key, string? Class)? OfferOf(string place) => BestOf(place) switch
    {
        { Start: null } => null,
        { Consequence.Breaks.Count: 0 } => ("plan.board.here", "sign-good"),
        { } => ("plan.board.here-breaks", "sign-stop"),
        null => PlaceDay is null ? null : ("plan.board.here", null),
    };

    private SelectListItem Item(PlaceOption option) => new(
        texts[option.Panel is null ? "plan.place.cost" : "plan.place.with", ("place", PlaceOf(option)), ("cost", option.Consequence.Cost.ToString("+0;-0;0", System.Globalization.CultureInfo.InvariantCulture)),
            ("jury", JuryOf(option))],
        ValueOf(option));

    private static string ValueOf(PlaceOption option) => $"{option.Room}|{option.HalfDay}|{option.Start:yyyy-MM-ddTHH:mm}";

    /// <summary>Names of who would hear the candidate there, the chair first; empty where a panel sits there already.</summary>
    public string JuryOf(PlaceOption option) => string.Join(", ", (option.Panel?.Members ?? []).OrderBy(j => j != option.Panel?.Chair).Select(j => Known.Names[j]));

    /// <summary>A place as people say it.</summary>
    public string PlaceOf(PlaceOption option) =>
        option.Start is not { } start ? $"{Known.Names[option.HalfDay]}, {Known.Names[option.Room]}"
        : texts["plan.place", ("day", SeasonDates.Day(DateOnly.FromDateTime(start))), ("hour", SeasonDates.Hour(TimeOnly.FromDateTime(start))), ("room", Known.Names[option.Room])];

    private LocalRedirectResult Back(string key)
    {
        TempData.SetFlash(texts[key]);
        return LocalRedirect($"/timetables/{Id}{(By is null ? AskedQuery() : AskedQuery().Add("by", By))}");
    }

    private QueryString AskedQuery() => QueryString.Create(new Dictionary<string, string?>
    {
        ["day"] = Day,
        ["site"] = Site?.ToString(),
        ["q"] = Q,
        ["p"] = P > 1 ? P.ToString(System.Globalization.CultureInfo.InvariantCulture) : null,
    }.Where(a => a.Value is not null));
}
