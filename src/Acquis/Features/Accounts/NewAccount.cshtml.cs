using Acquis.Data;
using Acquis.Features.Accounts.SecondFactor;
using Acquis.Features.Shared;
using Acquis.Infrastructure;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Acquis.Features.Accounts;

/// <summary>Makes an account of staff with its first role; its bearer sets the password through the mail.</summary>
[Authorize(Policies.Administrator)]
[StrongSignIn]
public sealed class NewAccountModel(AcquisDb db, AccountService accounts, Texts texts) : GrantForm(db, texts, Role.Registrar)
{
    [BindProperty]
    public string Name { get; set; } = "";

    [BindProperty]
    public string Email { get; set; } = "";

    [BindProperty]
    public string Language { get; set; } = "fr";

    public Task OnGetAsync(CancellationToken ct) => ReloadAsync(ct);

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (!ModelState.IsValid)
        {
            await ReloadAsync(ct);
            return this.Unprocessable();
        }

        var account = await accounts.CreateAsync(new(Email, Name, Language, [Chosen]), ct);
        TempData.SetFlash(Texts["account.invited", ("email", account.Email)]);
        return LocalRedirect($"/accounts/{account.Id}");
    }
}
