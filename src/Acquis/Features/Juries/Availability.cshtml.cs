using System.Text;
using Acquis.Domain;
using Acquis.Domain.Juries;
using Acquis.Features.Shared;
using Acquis.Infrastructure;
using Acquis.Infrastructure.Calendars;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;

namespace Acquis.Features.Juries;

/// <summary>
/// A juror says when they can sit, from a link in a mail, without an account: each half-day yes, if need be or no. A calendar is read for this form
/// only: it proposes, and is not kept.
/// </summary>
[Authorize(Policies.Anyone)]
[EnableRateLimiting(Infrastructure.SignIn.Limit)]
public sealed class AvailabilityModel(AvailabilityService service, TimeProvider time, Texts texts) : PageModel, IReloads
{
    [BindProperty(SupportsGet = true)]
    public string? Link { get; set; }

    [BindProperty]
    public OfferForm Form { get; set; } = new();

    /// <summary>A calendar as text, pasted.</summary>
    [BindProperty]
    public string? Calendar { get; set; }

    /// <summary>A calendar as a file.</summary>
    [BindProperty]
    public IFormFile? Upload { get; set; }

    public OpenedLink? Opened { get; private set; }

    /// <summary>What was read of a calendar; null where none was given.</summary>
    public BusyTimes? Read { get; private set; }

    public bool CalendarFailed { get; private set; }

    public int BusyHalfDays => Form.Rows.Count(r => r.Busy.Count > 0);

    /// <summary>Why the link opens nothing.</summary>
    public Refusal WhyNotOpen => Opened is null ? Refusal.Of("link.unknown") : Opened.WhyNot[0];

    /// <summary>Why the answer can only be read; null while it can be changed.</summary>
    public Refusal? WhyNotAnswer => Opened?.Answer.WhyNotAnswer(Opened.Season, onBehalf: false, time.GetUtcNow()).FirstOrDefault();

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        ModelState.Clear();
        if (!await LoadAsync(ct))
            return Page();

        Form = OfferForm.Of(Opened!.Season, Opened.Answer);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (!await LoadAsync(ct))
            return Page();

        if (!ModelState.IsValid)
        {
            Form.Follow(Opened!.Season);
            return this.Unprocessable();
        }

        await service.AnswerAsync(Link, Form.ToReply(), ct);
        TempData.SetFlash(texts["availability.sent"]);
        return LocalRedirect($"/availability{QueryString.Create("link", Link!)}");
    }

    /// <summary>Ticks the half-days that stand empty; nothing is saved.</summary>
    public async Task<IActionResult> OnPostFillAsync(JurorAvailability fill, CancellationToken ct)
    {
        ModelState.Clear();
        if (!await LoadAsync(ct))
            return Page();

        Form.Follow(Opened!.Season);
        Form.Fill(fill);
        return Page();
    }

    /// <summary>Reads a calendar and proposes no where it is busy; nothing is saved.</summary>
    public async Task<IActionResult> OnPostCalendarAsync(CancellationToken ct)
    {
        ModelState.Clear();
        if (!await LoadAsync(ct))
            return Page();

        CalendarFailed = true;
        Form.Follow(Opened!.Season);
        var season = Opened.Season;
        var zone = TimeZoneInfo.FindSystemTimeZoneById(season.TimeZone);
        Read = BusyCalendar.Read(await TextAsync(ct), zone, season.HalfDays[0].Start, season.HalfDays[^1].End);
        Form.Propose(season, Read);
        CalendarFailed = false;
        return Page();
    }

    /// <inheritdoc />
    public async Task ReloadAsync(CancellationToken ct)
    {
        await LoadAsync(ct);
        if (Opened is not null)
            Form.Follow(Opened.Season);
    }

    /// <summary>Opens the link; where it opens nothing, the answer says so by its status: 404 for one that was never given out, 410 for one that ended.</summary>
    private async Task<bool> LoadAsync(CancellationToken ct)
    {
        Opened = await service.OpenAsync(Link, ct);
        if (Opened is { WhyNot.Count: 0 })
            return true;

        Response.StatusCode = Opened is null ? StatusCodes.Status404NotFound : StatusCodes.Status410Gone;
        return false;
    }

    private async Task<string> TextAsync(CancellationToken ct)
    {
        if (Upload is null)
            return Calendar ?? "";

        if (Upload.Length > BusyCalendar.MaxLength)
            throw new RefusedException("calendar.too-large", ("max", BusyCalendar.MaxLength / 1_000_000));

        using var reader = new StreamReader(Upload.OpenReadStream(), Encoding.UTF8);
        return await reader.ReadToEndAsync(ct);
    }
}
