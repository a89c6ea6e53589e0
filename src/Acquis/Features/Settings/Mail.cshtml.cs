using Acquis.Data;
using Acquis.Domain.Candidacies;
using Acquis.Features.Accounts.SecondFactor;
using Acquis.Features.Shared;
using Acquis.Infrastructure;
using Acquis.Infrastructure.Mail;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Features.Settings;

/// <summary>The mail server, and what waits to be sent. The texts of messages are not shown: they may hold links that open accounts.</summary>
[Authorize(Policies.Administrator)]
[StrongSignIn]
public sealed class MailModel(AcquisDb db, SettingsService settings, Texts texts) : PageModel, IReloads
{
    private const int Most = 100;

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

    public IReadOnlyList<OutboxMessage> Messages { get; private set; } = [];

    public IReadOnlyList<SelectListItem> Securities =>
        [.. Enum.GetValues<MailSecurity>().Select(s => new SelectListItem(texts[$"settings.mail.security.{s}"], s.ToString()))];

    public async Task OnGetAsync(CancellationToken ct)
    {
        var body = await settings.GetAsync(ct);
        Version = body.Version;
        if (body.Mail is { } mail)
            (Host, Port, Security, UserName, From, Held) = (mail.Host, mail.Port, mail.Security, mail.User, mail.From, mail.Held);

        await ReloadAsync(ct);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (!ModelState.IsValid)
        {
            await ReloadAsync(ct);
            return this.Unprocessable();
        }

        await settings.SetMailAsync(new(Host.Trim(), Port, Security, UserName, null, From.Trim(), Held), Password, Version, ct);
        TempData.SetFlash(texts["settings.saved"]);
        return LocalRedirect("/settings/mail");
    }

    public async Task<IActionResult> OnPostAgainAsync(Guid message, CancellationToken ct)
    {
        await settings.SendAgainAsync(new(message), ct);
        return LocalRedirect("/settings/mail");
    }

    /// <inheritdoc />
    public async Task ReloadAsync(CancellationToken ct) => Messages = await db.OutboxMessages.AsNoTracking()
        .Where(m => m.State != OutboxState.Sent).OrderByDescending(m => m.CreatedAt).Take(Most).ToListAsync(ct);
}
