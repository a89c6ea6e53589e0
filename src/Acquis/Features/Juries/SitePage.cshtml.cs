using Acquis.Data;
using Acquis.Domain;
using Acquis.Domain.Juries;
using Acquis.Features.Shared;
using Acquis.Features.Shared.Tags;
using Acquis.Infrastructure;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Features.Juries;

/// <summary>A site and its rooms; one room to open or to change.</summary>
[Authorize(Policies.Registrar)]
public sealed class SitePageModel(AcquisDb db, SiteService sites, CurrentActor actor, Texts texts) : PageModel, IReloads
{
    [BindProperty(SupportsGet = true)]
    public Id<Site> Id { get; set; }

    /// <summary>The room to change; null opens one.</summary>
    [BindProperty(SupportsGet = true)]
    public Id<Room>? Room { get; set; }

    [BindProperty]
    public int Version { get; set; }

    [BindProperty]
    public string? RoomName { get; set; }

    [BindProperty]
    public int? Seats { get; set; }

    [BindProperty]
    public List<string> Features { get; set; } = [];

    /// <summary>Features that the list does not have, separated by commas.</summary>
    [BindProperty]
    public string? OtherFeatures { get; set; }

    /// <summary>One closure a line.</summary>
    [BindProperty]
    public string? Closures { get; set; }

    [BindProperty]
    public int SiteVersion { get; set; }

    [BindProperty]
    public string? Name { get; set; }

    [BindProperty]
    public string? Address { get; set; }

    [BindProperty]
    public string? City { get; set; }

    public Site Site { get; private set; } = null!;

    public IReadOnlyList<Room> Rooms { get; private set; } = [];

    public Room? Current => Room is { } id ? Rooms.FirstOrDefault(r => r.Id == id) : null;

    public IReadOnlyList<Choice> AllFeatures => [.. Domain.Juries.Room.KnownFeatures.Select(f => new Choice(f, texts.FeatureName(f)))];

    public async Task OnGetAsync(CancellationToken ct)
    {
        ModelState.Clear();
        await ReloadAsync(ct);
        (Name, Address, City) = (Site.Name, Site.Address, Site.City);
        if (Room is null)
            return;

        var room = Current ?? throw new NotFoundException();
        (Version, RoomName, Seats) = (room.Version, room.Name, room.Seats);
        (Features, OtherFeatures) = ([.. room.Features], string.Join(", ", room.Features.Except(Domain.Juries.Room.KnownFeatures)));
        Closures = ClosureLines.Write(room.Closures);
    }

    public async Task<IActionResult> OnPostRoomAsync(CancellationToken ct)
    {
        if (ModelState.GetFieldValidationState(nameof(Seats)) is Microsoft.AspNetCore.Mvc.ModelBinding.ModelValidationState.Invalid)
        {
            await ReloadAsync(ct);
            return this.Unprocessable();
        }

        var others = (OtherFeatures ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var plan = new RoomPlan { Name = RoomName ?? "", Seats = Seats, Features = [.. Features, .. others], Closures = ClosureLines.Read(Closures) };
        if (Room is { } room)
            await sites.ChangeRoomAsync(room, Version, plan, ct);
        else
            await sites.OpenRoomAsync(Id, plan, ct);

        TempData.SetFlash(texts["room.saved", ("name", plan.Name)]);
        return LocalRedirect($"/sites/{Id}");
    }

    public async Task<IActionResult> OnPostSiteAsync(CancellationToken ct)
    {
        await sites.ChangeAsync(Id, SiteVersion, Name, Address, City, ct);
        TempData.SetFlash(texts["site.saved"]);
        return LocalRedirect($"/sites/{Id}");
    }

    /// <inheritdoc />
    public async Task ReloadAsync(CancellationToken ct)
    {
        actor.RequireRegisters();
        Site = await db.Sites.AsNoTracking().SingleOrNotFoundAsync(s => s.Id == Id, ct);
        Rooms = await db.Rooms.AsNoTracking().Where(r => r.SiteId == Id).OrderBy(r => r.Name).ToListAsync(ct);
    }
}
