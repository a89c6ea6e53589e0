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

/// <summary>Changes what the register knows of a juror.</summary>
[Authorize(Policies.Registrar)]
public sealed class ChangeJurorModel(AcquisDb db, JurorService jurors, CurrentActor actor, Texts texts) : PageModel, IReloads
{
    [BindProperty(SupportsGet = true)]
    public Id<Juror> Id { get; set; }

    [BindProperty]
    public int Version { get; set; }

    [BindProperty]
    public JurorForm Form { get; set; } = new();

    public Juror Juror { get; private set; } = null!;

    public async Task OnGetAsync(CancellationToken ct)
    {
        await FindAsync(ct);
        (Version, Form) = (Juror.Version, JurorForm.Of(Juror));
        await Form.LoadAsync(db, texts, ct);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (!ModelState.IsValid)
        {
            await ReloadAsync(ct);
            return this.Unprocessable();
        }

        await jurors.ChangeAsync(Id, Version, Form.ToProfile(), ct);
        TempData.SetFlash(texts["juror.changed", ("name", Form.Name)]);
        return LocalRedirect($"/jurors/{Id}");
    }

    /// <inheritdoc />
    public async Task ReloadAsync(CancellationToken ct)
    {
        await FindAsync(ct);
        await Form.LoadAsync(db, texts, ct);
    }

    private async Task FindAsync(CancellationToken ct)
    {
        actor.RequireRegisters();
        Juror = await db.Jurors.AsNoTracking().SingleOrNotFoundAsync(j => j.Id == Id, ct);
    }
}
