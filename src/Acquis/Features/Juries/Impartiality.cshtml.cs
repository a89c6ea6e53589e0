using Acquis.Data;
using Acquis.Domain;
using Acquis.Domain.Candidacies;
using Acquis.Domain.Juries;
using Acquis.Features.Shared;
using Acquis.Infrastructure;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Features.Juries;

/// <summary>A candidate on the statement, with what is known already.</summary>
/// <param name="Known">Conflicts that the data tell.</param>
/// <param name="Typed">What was typed.</param>
public sealed record StatementRow(Id<Candidacy> Candidacy, string Name, string? Company, IReadOnlyList<Refusal> Known, string? Typed);

/// <summary>A tie, as typed.</summary>
public sealed class TieForm
{
    public Id<Candidacy> Candidacy { get; set; }

    public string? Reason { get; set; }
}

/// <summary>A juror signs or refuses the statement of impartiality, from a link in a mail, and names ties with candidates.</summary>
[Authorize(Policies.Anyone)]
[EnableRateLimiting(Infrastructure.SignIn.Limit)]
public sealed class ImpartialityModel(AcquisDb db, AvailabilityService links, StatementService statements, ConflictReader conflicts, Texts texts) : PageModel, IReloads
{
    [BindProperty(SupportsGet = true)]
    public string? Link { get; set; }

    [BindProperty]
    public List<TieForm> Ties { get; set; } = [];

    [BindProperty]
    public string? Reason { get; set; }

    public OpenedLink? Opened { get; private set; }

    public ImpartialityStatement? Statement { get; private set; }

    public IReadOnlyList<StatementRow> Rows { get; private set; } = [];

    public bool RefusalFailed { get; private set; }

    /// <summary>What is signed.</summary>
    public string Text => texts["statement.text", ("season", Opened!.Season.Name)];

    /// <summary>Why the link opens nothing.</summary>
    public Refusal WhyNotOpen => Opened is null ? Refusal.Of("link.unknown") : Opened.WhyNot[0];

    public async Task OnGetAsync(CancellationToken ct)
    {
        ModelState.Clear();
        await LoadAsync(ct);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (!await LoadAsync(ct))
            return Page();

        await statements.SignAsync(Link, Text, [.. Ties.Where(t => !string.IsNullOrWhiteSpace(t.Reason)).Select(t => new NamedTie(t.Candidacy, t.Reason!))], ct);
        TempData.SetFlash(texts["statement.signed"]);
        return LocalRedirect($"/impartiality{QueryString.Create("link", Link!)}");
    }

    public async Task<IActionResult> OnPostRefuseAsync(CancellationToken ct)
    {
        if (!await LoadAsync(ct))
            return Page();

        RefusalFailed = true;
        await statements.RefuseAsync(Link, Reason, ct);
        return LocalRedirect($"/impartiality{QueryString.Create("link", Link!)}");
    }

    /// <inheritdoc />
    public Task ReloadAsync(CancellationToken ct) => LoadAsync(ct);

    private async Task<bool> LoadAsync(CancellationToken ct)
    {
        Opened = await links.OpenAsync(Link, ct);
        if (Opened is not { WhyNot.Count: 0 } opened)
        {
            Response.StatusCode = Opened is null ? StatusCodes.Status404NotFound : StatusCodes.Status410Gone;
            return false;
        }

        Statement = await statements.CurrentAsync(opened.Season.Id, opened.Juror.Id, ct);
        if (Statement is not { State: StatementState.Asked })
            return true;

        var rows = await db.CandidaciesOf(opened.Season).AsNoTracking().Join(db.People, c => c.PersonId, p => p.Id, (c, p) => new { c, p })
            .OrderBy(r => r.p.SortKey).ThenBy(r => r.c.Id).ToListAsync(ct);
        var known = (await conflicts.FindAsync([.. rows.Select(r => r.c)], [opened.Juror], [], null, ct)).ToLookup(k => k.Candidacy, k => k.Reason);
        var typed = Ties.DistinctBy(t => t.Candidacy).ToDictionary(t => t.Candidacy, t => t.Reason);
        Rows = rows.ConvertAll(r => new StatementRow(r.c.Id, r.p.DisplayName, r.c.CompanyName, [.. known[r.c.Id]], typed.GetValueOrDefault(r.c.Id)));
        return true;
    }
}
