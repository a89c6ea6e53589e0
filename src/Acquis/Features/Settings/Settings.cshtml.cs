using Acquis.Domain;
using Acquis.Domain.Candidacies;
using Acquis.Features.Accounts;
using Acquis.Features.Accounts.SecondFactor;
using Acquis.Infrastructure;
using Acquis.Infrastructure.Files;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Acquis.Features.Settings;

/// <summary>The settings of the certifying body, and what they still lack.</summary>
[Authorize(Policies.Settings)]
[StrongSignIn]
public sealed class SettingsModel(SettingsService settings, CurrentActor actor) : PageModel
{
    public CertifyingBody Body { get; private set; } = CertifyingBody.Unnamed();

    public IReadOnlyList<Refusal> Missing { get; private set; } = [];

    /// <summary>The address on one line.</summary>
    public string Address => string.Join(", ", new[] { Body.Address, $"{Body.Postcode} {Body.City}".Trim() }.Where(part => !string.IsNullOrWhiteSpace(part)));

    public bool IsAdministrator => actor.Holds(Role.Administrator);

    public bool IsRegistrar => actor.Holds(Role.Registrar);

    public async Task OnGetAsync(CancellationToken ct)
    {
        Body = await settings.GetAsync(ct);
        Missing = [.. Body.WhyNotIssue()];
    }
}

/// <summary>The logo, for anyone: it stands on public pages too.</summary>
public static class LogoRoute
{
    public static void MapLogo(this WebApplication app) => app.MapGet("/settings/logo.png", async (SettingsService settings, FileStore files, CancellationToken ct) =>
        (await settings.GetAsync(ct)).LogoHash is { } hash ? Results.File(await files.OpenAsync(hash, ct), "image/png") : Results.NotFound())
        .RequireAuthorization(Policies.Anyone);
}
