using Acquis.Domain.Candidacies;
using Acquis.Features.Accounts.SecondFactor;
using Acquis.Features.Shared;
using Acquis.Infrastructure;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace Acquis.Features.Settings;

/// <summary>The mail server.</summary>
[Authorize(Policies.Administrator)]
[StrongSignIn]
public sealed class MailModel(SettingsService settings, Texts texts) : PageModel
{
    [BindProperty]
    public int Version { get; set; }

    [BindProperty]
    public string Host { get; set; } = "";

    [BindProperty]
    public int Port { get; set; } = 587;

    [BindProperty]
    public MailSecurity Security { get; set; } = MailSecurity.StartTls;

    [BindProperty]
    public string? UserName { get; set; }

    [BindProperty]
    public string? Password { get; set; }

    [BindProperty]
    public string From { get; set; } = "";

    [BindProperty]
    public bool Held { get; set; }

    public IReadOnlyList<SelectListItem> Securities =>
        [.. Enum.GetValues<MailSecurity>().Select(s => new SelectListItem(texts[$"settings.mail.security.{s}"], s.ToString()))];

    public async Task OnGetAsync(CancellationToken ct)
    {
        var body = await settings.GetAsync(ct);
        Version = body.Version;
        if (body.Mail is { } mail)
            (Host, Port, Security, UserName, From, Held) = (mail.Host, mail.Port, mail.Security, mail.User, mail.From, mail.Held);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (!ModelState.IsValid)
            return this.Unprocessable();

        await settings.SetMailAsync(new(Host.Trim(), Port, Security, UserName, null, From.Trim(), Held), Password, Version, ct);
        TempData.SetFlash(texts["settings.saved"]);
        return LocalRedirect("/settings/mail");
    }
}
