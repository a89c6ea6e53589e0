using Acquis.Data;
using Acquis.Domain;
using Acquis.Domain.Decisions;
using Acquis.Domain.Juries;
using Acquis.Features.Accounts.SecondFactor;
using Acquis.Infrastructure;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Features.Decisions;

/// <summary>Composes the jury of a deliberation, with each condition of its rule.</summary>
[Authorize(Policies.Registrar)]
[StrongSignIn]
public sealed class JuryModel(AcquisDb db, CurrentActor actor, DeliberationService service) : PageModel, IReloads
{
    private const int LeastRows = 5;

    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    [BindProperty]
    public int Version { get; set; }

    [BindProperty]
    public List<SeatForm> Seats { get; set; } = [];

    public Deliberation Deliberation { get; private set; } = null!;

    public IReadOnlyList<JuryIndicator> Indicators { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken ct)
    {
        await ReloadAsync(ct);
        Version = Deliberation.Version;
        var accounts = Deliberation.Members.Select(m => m.AccountId).OfType<Guid>().ToList();
        var emails = await db.Users.Where(u => accounts.Contains(u.Id)).ToDictionaryAsync(u => u.Id, u => u.Email, ct);
        Seats =
        [
            .. Deliberation.Members.Select(m => new SeatForm
            {
                Name = m.Name, Quality = m.Quality, IsExternal = m.IsExternal, IsChair = m.IsChair, IsPresent = m.IsPresent,
                Email = m.AccountId is { } account ? emails.GetValueOrDefault(account) : null,
            }),
        ];
        Fill();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        var seats = Seats.Where(s => !string.IsNullOrWhiteSpace(s.Name) || !string.IsNullOrWhiteSpace(s.Quality))
            .Select(s => new SeatInput(s.Name ?? "", s.Quality ?? "", s.IsExternal, s.IsChair, s.IsPresent, s.Email)).ToList();
        await service.ComposeJuryAsync(new(Id), Version, seats, ct);
        return Redirect($"/deliberations/{Id}");
    }

    /// <inheritdoc />
    public async Task ReloadAsync(CancellationToken ct)
    {
        Deliberation = await db.Deliberations.AsNoTracking().VisibleTo(actor).SingleOrNotFoundAsync(d => d.Id == new Id<Deliberation>(Id), ct);
        Indicators = JuryRule.Default.Check(Deliberation.Seats);
        Fill();
    }

    private void Fill()
    {
        while (Seats.Count < LeastRows)
        {
            Seats.Add(new() { IsPresent = true });
        }
    }
}

/// <summary>Form of a seat.</summary>
public sealed class SeatForm
{
    public string? Name { get; set; }

    public string? Quality { get; set; }

    public string? Email { get; set; }

    public bool IsExternal { get; set; }

    public bool IsChair { get; set; }

    public bool IsPresent { get; set; }
}
