using Acquis.Features.Accounts.SecondFactor;
using Acquis.Features.Shared;
using Acquis.Infrastructure;
using Acquis.Infrastructure.Mail;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace Acquis.Features.Messages;

/// <summary>The text of one kind of message in one language: changed, tried with somebody's data, put back to the built-in one.</summary>
[Authorize(Policies.Settings)]
[StrongSignIn]
public sealed class MailTextModel(MailTextService service, OutboxService outbox, MailWriter writer, MailPreview preview, Texts texts) : PageModel, IReloads
{
    [BindProperty(SupportsGet = true)]
    public string Key { get; set; } = "";

    /// <summary><c>fr</c> or <c>en</c>: of the message, not of the page.</summary>
    [BindProperty(SupportsGet = true)]
    public string Language { get; set; } = "fr";

    [BindProperty]
    public int Version { get; set; }

    [BindProperty]
    public string Subject { get; set; } = "";

    [BindProperty]
    public string Body { get; set; } = "";

    /// <summary>Part of the name of somebody with whose data the text is tried.</summary>
    [BindProperty]
    public string? Who { get; set; }

    [BindProperty]
    public string? Person { get; set; }

    public MailKind Kind { get; private set; } = MailKinds.Account;

    public bool IsChanged { get; private set; }

    public IReadOnlyList<PreviewPerson> People { get; private set; } = [];

    /// <summary>The message with somebody's data, or null where the text has mistakes or nobody was found.</summary>
    public Letter? Preview { get; private set; }

    public PreviewPerson? PreviewedWith { get; private set; }

    public IReadOnlyList<SelectListItem> PersonItems => [.. People.Select(p => new SelectListItem(p.Name, p.Key))];

    public async Task OnGetAsync(CancellationToken ct)
    {
        ModelState.Clear();
        await ReloadAsync(ct);
        (Subject, Body) = await writer.TextAsync(Kind, Language, ct);
        await TryAsync(ct);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        await ReloadAsync(ct);
        await service.ChangeAsync(Kind, Language, Subject ?? "", Body ?? "", Version, ct);
        TempData.SetFlash(texts["mail.saved"]);
        return LocalRedirect($"/messages/texts/{Key}?language={Language}");
    }

    public async Task<IActionResult> OnPostPreviewAsync(CancellationToken ct)
    {
        await ReloadAsync(ct);
        Domain.Refusal.ThrowIfAny(Placeholders.WhyNot(Kind, Subject ?? "", Body ?? ""));
        await TryAsync(ct);
        return Page();
    }

    public async Task<IActionResult> OnPostResetAsync(CancellationToken ct)
    {
        await ReloadAsync(ct);
        await service.ResetAsync(Kind, Language, ct);
        TempData.SetFlash(texts["mail.reset"]);
        return LocalRedirect($"/messages/texts/{Key}?language={Language}");
    }

    /// <inheritdoc />
    public async Task ReloadAsync(CancellationToken ct)
    {
        outbox.Require();
        Kind = MailKinds.Find(Key) ?? throw new NotFoundException();
        Language = Language == "en" ? "en" : "fr";
        var own = await service.FindAsync(Kind, Language, ct);
        IsChanged = own is not null;
        if (HttpMethods.IsGet(Request.Method))
            Version = own is null ? 0 : own.Version + 1;

        People = await preview.FindAsync(Who, ct);
    }

    private async Task TryAsync(CancellationToken ct)
    {
        PreviewedWith = People.FirstOrDefault(p => p.Key == Person) ?? (People.Count > 0 ? People[0] : null);
        if (PreviewedWith is { } person)
            Preview = MailWriter.Write(Kind, Language, Subject, Body, await preview.ValuesAsync(person, Language, ct));
    }
}
