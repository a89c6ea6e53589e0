using Acquis.Data;
using Acquis.Domain.Diplomas;
using Acquis.Features.Accounts.SecondFactor;
using Acquis.Features.Diplomas.Sealing;
using Acquis.Features.Shared;
using Acquis.Infrastructure;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Features.Diplomas;

/// <summary>The keys that sign digital credentials: listed, replaced, withdrawn; and what must be issued anew after a withdrawal.</summary>
[Authorize(Policies.Administrator)]
[StrongSignIn]
public sealed class KeysModel(AcquisDb db, SigningKeyService service, CredentialRenewal renewal, SealKeys seals, Texts texts) : PageModel, IReloads
{
    [BindProperty]
    public Guid Id { get; set; }

    [BindProperty]
    public string? Motive { get; set; }

    public IReadOnlyList<KeyRow> Keys { get; private set; } = [];

    /// <summary>Seals of PDFs, the newest first.</summary>
    public IReadOnlyList<SealKey> Seals { get; private set; } = [];

    /// <summary>Address at which the keys are published, or null while the body has none.</summary>
    public string? PublishedAt { get; private set; }

    /// <summary>Documents in force whose credentials no longer verify, by the withdrawn key that signed them.</summary>
    public IReadOnlyList<(SigningKey Key, IReadOnlyList<Diploma> Documents)> ToRenew { get; private set; } = [];

    public Task OnGetAsync(CancellationToken ct) => ReloadAsync(ct);

    public async Task<IActionResult> OnPostReplaceAsync(CancellationToken ct)
    {
        await service.ReplaceAsync(new(Id), ct);
        TempData.SetFlash(texts["keys.replaced"]);
        return LocalRedirect("/settings/keys");
    }

    public async Task<IActionResult> OnPostReplaceSealAsync(CancellationToken ct)
    {
        await seals.ReplaceTestAsync(ct);
        TempData.SetFlash(texts["seals.replaced"]);
        return LocalRedirect("/settings/keys");
    }

    public async Task<IActionResult> OnPostWithdrawAsync(CancellationToken ct)
    {
        await service.WithdrawAsync(new(Id), Motive ?? "", ct);
        TempData.SetFlash(texts["keys.withdrawn"]);
        return LocalRedirect("/settings/keys");
    }

    public async Task<IActionResult> OnPostRenewAsync(CancellationToken ct)
    {
        var documents = await service.SignedByAsync(new(Id), ct);
        foreach (var document in documents)
            await renewal.RenewAsync(document.Id, new(Id), ct);

        TempData.SetFlash(texts["keys.renewed", ("count", documents.Count)]);
        return LocalRedirect("/settings/keys");
    }

    /// <inheritdoc />
    public async Task ReloadAsync(CancellationToken ct)
    {
        Keys = await service.ListAsync(ct);
        Seals = await seals.ListAsync(ct);
        var address = await db.CertifyingBodies.AsNoTracking().Select(b => b.PublicAddress).SingleOrDefaultAsync(ct);
        PublishedAt = string.IsNullOrEmpty(address) ? null : $"{address}/.well-known/did.json";
        var lacking = new List<(SigningKey, IReadOnlyList<Diploma>)>();
        foreach (var row in Keys.Where(k => !k.Key.Verifies && k.Signed > 0))
            lacking.Add((row.Key, await service.SignedByAsync(row.Key.Id, ct)));

        ToRenew = lacking;
    }
}
