using Acquis.Data;
using Acquis.Domain;
using Acquis.Domain.Candidacies;
using Acquis.Domain.Decisions;
using Acquis.Domain.Juries;
using Acquis.Features.Accounts.SecondFactor;
using Acquis.Features.Juries;
using Acquis.Infrastructure;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Features.Decisions;

/// <summary>Composes the jury of a deliberation, from the register or by hand, with each condition of its rule and each conflict of interest.</summary>
[Authorize(Policies.Registrar)]
[StrongSignIn]
public sealed class JuryModel(AcquisDb db, CurrentActor actor, DeliberationService service, ConflictReader conflicts) : PageModel, IReloads
{
    private const int LeastRows = 5;

    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    [BindProperty]
    public int Version { get; set; }

    [BindProperty]
    public List<SeatForm> Seats { get; set; } = [];

    /// <summary>The juror of the register who is to take the next free seat.</summary>
    [BindProperty]
    public Id<Juror>? Pick { get; set; }

    public Deliberation Deliberation { get; private set; } = null!;

    public IReadOnlyList<JuryIndicator> Indicators { get; private set; } = [];

    /// <summary>Jurors of the register who can be seated.</summary>
    public IReadOnlyList<SelectListItem> Register { get; private set; } = [];

    /// <summary>Members who must not hear a candidate: who, whom, and why.</summary>
    public IReadOnlyList<(string Member, string Candidate, Refusal Reason, bool Stops)> Conflicts { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken ct)
    {
        await FindAsync(ct);
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
        await ShowAsync(ct);
    }

    /// <summary>Seats a juror of the register on the form; nothing is saved.</summary>
    public async Task<IActionResult> OnPostPickAsync(CancellationToken ct)
    {
        ModelState.Clear();
        await FindAsync(ct);
        if (Pick is { } pick)
        {
            var juror = await db.Jurors.AsNoTracking().SingleOrNotFoundAsync(j => j.Id == pick && j.RetiredAt == null, ct);
            var email = await db.Users.Where(u => u.Id == juror.AccountId).Select(u => u.Email).SingleOrDefaultAsync(ct);
            Seats.RemoveAll(s => !s.IsFilled);
            Seats.Add(new() { Name = juror.Name, Quality = juror.Quality, IsExternal = juror.IsOutside, IsPresent = true, Email = email });
        }

        await ShowAsync(ct);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        var seats = Seats.Where(s => s.IsFilled).Select(s => new SeatInput(s.Name ?? "", s.Quality ?? "", s.IsExternal, s.IsChair, s.IsPresent, s.Email)).ToList();
        await service.ComposeJuryAsync(new(Id), Version, seats, ct);
        return Redirect($"/deliberations/{Id}");
    }

    /// <inheritdoc />
    public async Task ReloadAsync(CancellationToken ct)
    {
        await FindAsync(ct);
        await ShowAsync(ct);
    }

    private async Task FindAsync(CancellationToken ct) =>
        Deliberation = await db.Deliberations.AsNoTracking().VisibleTo(actor).SingleOrNotFoundAsync(d => d.Id == new Id<Deliberation>(Id), ct);

    /// <summary>Reads what stands beside the form, for the seats as they are typed.</summary>
    private async Task ShowAsync(CancellationToken ct)
    {
        var filled = Seats.Where(s => s.IsFilled).ToList();
        var rule = await db.JuryRuleForAsync(Deliberation.CertificationId, Deliberation.Candidacies, ct);
        Indicators = rule.Check([.. filled.Select(s => new JurySeat(default, s.Name ?? "", s.Quality ?? "", s.IsExternal, s.IsChair, s.IsPresent, null))]);
        var names = filled.Select(s => Identity.Fold(s.Name ?? "")).ToHashSet();
        var register = await db.Jurors.AsNoTracking().OrderBy(j => j.SortKey).ToListAsync(ct);
        Register = [.. register.Where(j => !j.IsRetired && !names.Contains(j.SortKey)).Select(j => new SelectListItem($"{j.Name}, {j.Quality}", j.Id.ToString()))];
        await ReadConflictsAsync(register.FindAll(j => names.Contains(j.SortKey)), ct);
        while (Seats.Count < Math.Max(LeastRows, filled.Count + 1))
        {
            Seats.Add(new() { IsPresent = true });
        }
    }

    private async Task ReadConflictsAsync(List<Juror> seated, CancellationToken ct)
    {
        var ids = Deliberation.Candidacies.ToList();
        var rows = await db.Candidacies.AsNoTracking().Where(c => ids.Contains(c.Id)).Join(db.People, c => c.PersonId, p => p.Id, (c, p) => new { c, p }).ToListAsync(ct);
        var found = await conflicts.FindAsync(rows.ConvertAll(r => r.c), seated, [], Deliberation.Id, ct);
        var (people, jurors) = (rows.ToDictionary(r => r.c.Id, r => r.p.DisplayName), seated.ToDictionary(j => j.Id, j => j.Name));
        Conflicts = [.. found.Select(f => (jurors[f.Juror], people[f.Candidacy], f.Reason, f.Kind.StopsDecision())).OrderByDescending(f => f.Item4)];
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

    /// <summary>Whether somebody is named.</summary>
    public bool IsFilled => !string.IsNullOrWhiteSpace(Name) || !string.IsNullOrWhiteSpace(Quality);
}
