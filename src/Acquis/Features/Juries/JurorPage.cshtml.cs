using Acquis.Data;
using Acquis.Domain;
using Acquis.Domain.Juries;
using Acquis.Features.Shared;
using Acquis.Infrastructure;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Features.Juries;

/// <summary>A juror of the register: who they are, their mandates, the seasons to which they were called.</summary>
[Authorize(Policies.Registrar)]
public sealed class JurorPageModel(AcquisDb db, JurorService jurors, CurrentActor actor, Texts texts, TimeProvider time) : PageModel, IReloads
{
    [BindProperty(SupportsGet = true)]
    public Id<Juror> Id { get; set; }

    [BindProperty]
    public int Version { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    public Juror Juror { get; private set; } = null!;

    /// <summary>Titles of the certifications whose juries they may chair.</summary>
    public IReadOnlyList<string> Chairs { get; private set; } = [];

    public IReadOnlyList<string> Sites { get; private set; } = [];

    /// <summary>Each mandate, the certification, and whether it holds today.</summary>
    public IReadOnlyList<(Mandate Mandate, string Title, bool Holds)> Mandates { get; private set; } = [];

    public IReadOnlyList<(Season Season, SeasonAnswer Answer)> Seasons { get; private set; } = [];

    public Task OnGetAsync(CancellationToken ct) => ReloadAsync(ct);

    public async Task<IActionResult> OnPostRetireAsync(CancellationToken ct)
    {
        await jurors.RetireAsync(Id, Version, Reason, ct);
        TempData.SetFlash(texts["juror.retired-now"]);
        return LocalRedirect($"/jurors/{Id}");
    }

    public async Task<IActionResult> OnPostReturnAsync(CancellationToken ct)
    {
        await jurors.ReturnAsync(Id, Version, ct);
        TempData.SetFlash(texts["juror.returned-now"]);
        return LocalRedirect($"/jurors/{Id}");
    }

    /// <inheritdoc />
    public async Task ReloadAsync(CancellationToken ct)
    {
        actor.RequireRegisters();
        Juror = await db.Jurors.AsNoTracking().SingleOrNotFoundAsync(j => j.Id == Id, ct);
        var titles = (await JuryChoices.CertificationsAsync(db, texts, ct)).ToDictionary(c => c.Value, c => c.Text);
        var today = Dates.Civil(time.GetUtcNow());
        Chairs = [.. Juror.ChairFor.Select(c => titles.GetValueOrDefault(c.ToString()) ?? "–")];
        Mandates = [.. Juror.Mandates.Select(m => (m, titles.GetValueOrDefault(m.Certification.ToString()) ?? "–", m.Covers(today)))];
        var ids = Juror.Sites.ToList();
        Sites = await db.Sites.AsNoTracking().Where(s => ids.Contains(s.Id)).OrderBy(s => s.Name).Select(s => s.Name).ToListAsync(ct);
        var seasons = await (
            from answer in db.SeasonAnswers.AsNoTracking()
            join season in db.Seasons.AsNoTracking().VisibleTo(actor) on answer.SeasonId equals season.Id
            where answer.JurorId == Id
            orderby season.EndsOn descending
            select new { season, answer }).ToListAsync(ct);
        Seasons = seasons.ConvertAll(s => (s.season, s.answer));
    }
}
