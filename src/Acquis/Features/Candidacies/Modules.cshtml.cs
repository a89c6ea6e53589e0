using Acquis.Data;
using Acquis.Domain;
using Acquis.Domain.Candidacies;
using Acquis.Domain.Frameworks;
using Acquis.Features.Accounts;
using Acquis.Features.Shared;
using Acquis.Infrastructure;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Acquis.Features.Candidacies;

/// <summary>Names the modules of a cohort, one a line: code, then title in French, then in English.</summary>
[Authorize(Policies.Registrar)]
public sealed class ModulesModel(AcquisDb db, CurrentActor actor, CohortService cohorts, Texts texts) : PageModel, IReloads
{
    [BindProperty(SupportsGet = true)]
    public Id<Cohort> Id { get; set; }

    [BindProperty]
    public int Version { get; set; }

    [BindProperty]
    public string? Lines { get; set; }

    public Cohort Cohort { get; private set; } = null!;

    public async Task OnGetAsync(CancellationToken ct)
    {
        await ReloadAsync(ct);
        Version = Cohort.Version;
        Lines = string.Join('\n', Cohort.Modules.Select(m => string.Join(" ; ", new[] { m.Code, m.Title.Fr, m.Title.En }.OfType<string>())));
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        await cohorts.NameModulesAsync(Id, Version, Read(Lines ?? ""), ct);
        TempData.SetFlash(texts["cohort.modules.saved"]);
        return LocalRedirect($"/cohorts/{Id}");
    }

    /// <inheritdoc />
    public async Task ReloadAsync(CancellationToken ct)
    {
        Cohort = await db.FindVisibleAsync(Id, actor, ct);
        actor.Require(Cohort, Role.Registrar);
    }

    private static List<TrainingModule> Read(string lines) =>
        [.. lines.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(';', StringSplitOptions.TrimEntries))
            .Select(parts => new TrainingModule(parts[0], new(parts.ElementAtOrDefault(1) ?? "", parts.ElementAtOrDefault(2))))];
}
