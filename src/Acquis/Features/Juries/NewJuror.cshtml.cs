using Acquis.Data;
using Acquis.Features.Shared;
using Acquis.Infrastructure;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Acquis.Features.Juries;

/// <summary>Takes a juror into the register.</summary>
[Authorize(Policies.Registrar)]
public sealed class NewJurorModel(AcquisDb db, JurorService jurors, CurrentActor actor, Texts texts) : PageModel, IReloads
{
    [BindProperty]
    public JurorForm Form { get; set; } = new();

    public Task OnGetAsync(CancellationToken ct) => ReloadAsync(ct);

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (!ModelState.IsValid)
        {
            await ReloadAsync(ct);
            return this.Unprocessable();
        }

        var juror = await jurors.RegisterAsync(Form.ToProfile(), ct);
        TempData.SetFlash(texts["juror.registered", ("name", juror.Name)]);
        return LocalRedirect($"/jurors/{juror.Id}");
    }

    /// <inheritdoc />
    public Task ReloadAsync(CancellationToken ct)
    {
        actor.RequireRegisters();
        return Form.LoadAsync(db, texts, ct);
    }
}
