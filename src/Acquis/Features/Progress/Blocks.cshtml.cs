using System.ComponentModel.DataAnnotations;
using Acquis.Domain;
using Acquis.Domain.Candidacies;
using Acquis.Domain.Decisions;
using Acquis.Domain.Progress;
using Acquis.Features.Accounts;
using Acquis.Features.Candidacies;
using Acquis.Features.Shared;
using Acquis.Features.Shared.Tags;
using Acquis.Infrastructure;
using Acquis.Infrastructure.Files;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Acquis.Features.Progress;

/// <summary>The blocs of a candidacy: acquired, held already, to be passed; and on what an exemption rests.</summary>
[Authorize(Policies.FileReaders)]
public sealed class BlocksModel(ProgressReader reader, ExemptionService exemptions, FileStore files, CurrentActor actor, Texts texts) : PageModel, IReloads
{
    [FromRoute]
    public Id<Candidacy> Id { get; set; }

    [BindProperty]
    [Required]
    public string? Block { get; set; }

    [BindProperty]
    [Required]
    public ExemptionGround? Ground { get; set; }

    [BindProperty]
    [Required]
    public DateOnly? On { get; set; }

    [BindProperty]
    [Required]
    public string? Reference { get; set; }

    [BindProperty]
    public IFormFile? Paper { get; set; }

    public CandidateSheet Sheet { get; private set; } = null!;

    public AwardExplanation Award { get; private set; } = null!;

    /// <summary>Every row, those taken back included, newest first.</summary>
    public IReadOnlyList<ExemptionRecord> Exemptions { get; private set; } = [];

    public IReadOnlyList<Choice> BlockChoices => [.. Open.Select(b => new Choice(b.Code, $"{b.Code}. {texts.In(b.Title)}"))];

    public IReadOnlyList<Choice> GroundChoices =>
        [.. Enum.GetValues<ExemptionGround>().Select(g => new Choice(g.ToString(), texts[$"progress.exemptions.ground.{g.ToString().ToLowerInvariant()}"]))];

    public bool MayRecord { get; private set; }

    /// <summary>Whether the papers may be read: they name the candidate.</summary>
    public bool MayDownload { get; private set; }

    /// <summary>Blocs that are not held yet.</summary>
    public IReadOnlyList<Domain.Frameworks.Block> Open => [.. Sheet.Framework.Blocks.Where(b => Sheet.File.Earlier.All(e => e.Block != b.Code))];

    public int Acquired => Award.Blocks.Count(b => b.State is RuleState.Met);

    public async Task OnGetAsync(CancellationToken ct)
    {
        await ReloadAsync(ct);
        ModelState.Clear();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        await ReloadAsync(ct);
        if (!ModelState.IsValid)
            return this.Unprocessable();

        HandedFile? handed = null;
        if (Paper is not null && MayRecord)
        {
            await using var content = Paper.OpenReadStream();
            handed = new((await files.SaveAsync(content, Paper.FileName, ct)).Hash, Path.GetFileName(Paper.FileName));
        }

        await exemptions.ExemptAsync(Id, new(Block!, Ground!.Value, On!.Value, Reference!, handed), ct);
        return RedirectToPage();
    }

    public async Task<IActionResult> OnPostWithdrawAsync(Id<ExemptionRecord> exemption, string? motive, CancellationToken ct)
    {
        await exemptions.WithdrawAsync(Id, exemption, motive ?? "", ct);
        return RedirectToPage();
    }

    /// <inheritdoc />
    public async Task ReloadAsync(CancellationToken ct)
    {
        Sheet = await reader.SheetAsync(Id, ct);
        Award = Sheet.Engine.Explain(Sheet.Rules);
        Exemptions = await reader.ExemptionsAsync(Id, ct);
        MayRecord = actor.Holds(Sheet.File.Cohort, Role.Registrar);
        MayDownload = Sheet.File.SeesNames(actor);
    }
}
