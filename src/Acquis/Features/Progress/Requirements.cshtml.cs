using Acquis.Data;
using Acquis.Domain;
using Acquis.Domain.Candidacies;
using Acquis.Domain.Decisions;
using Acquis.Domain.Frameworks;
using Acquis.Domain.Progress;
using Acquis.Features.Accounts;
using Acquis.Features.Candidacies;
using Acquis.Infrastructure;
using Acquis.Infrastructure.Files;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Acquis.Features.Progress;

/// <summary>One thing asked besides levels, and where it stands.</summary>
public sealed record Asked(Requirement Requirement, TrainingModule? Module, HandInState State, RequirementRecord? Last)
{
    /// <summary>Key of the form: requirement and module.</summary>
    public string Key => Module is null ? Requirement.Code : $"{Requirement.Code}/{Module.Code}";
}

/// <summary>What a candidate hands in or goes through besides levels: documents, module reports, proofs, defence, the jury's own level.</summary>
[Authorize(Policies.FileReaders)]
public sealed class RequirementsModel(ProgressReader reader, ProgressService progress, FileStore files, CurrentActor actor, TimeProvider time) : PageModel, IReloads
{
    [FromRoute]
    public Id<Candidacy> Id { get; set; }

    public CandidateSheet Sheet { get; private set; } = null!;

    public bool MayRecord { get; private set; }

    public bool MayJudge { get; private set; }

    public bool IsRegistrar => actor.Holds(Sheet.File.Cohort, Role.Registrar);

    /// <summary>Whether files may be read: a document names its author, so only by who sees the name.</summary>
    public bool MayDownload { get; private set; }

    public DateOnly Today => Dates.Civil(time.Now());

    public IReadOnlyList<Asked> Asked { get; private set; } = [];

    public IEnumerable<Requirement> Defences => Sheet.Framework.Requirements.Where(r => r.Kind is RequirementKind.Defence);

    /// <summary>Observations typed for the defence, by criterion.</summary>
    [BindProperty]
    public Dictionary<string, Observation?> Seen { get; set; } = [];

    /// <summary>Proofs ticked in the table, such as <c>C.1/Company</c>.</summary>
    [BindProperty]
    public List<string> Ticked { get; set; } = [];

    /// <summary>What a refused form of that handler held, so that it stands there again; <paramref name="usual"/> on every other form and visit.</summary>
    public string? Typed(string handler, string name, string? usual = null) =>
        HttpMethods.IsPost(Request.Method) && string.Equals(Request.Query["handler"], handler, StringComparison.OrdinalIgnoreCase) ? Request.Form[name].ToString() : usual;

    public Task OnGetAsync(CancellationToken ct) => ReloadAsync(ct);

    public async Task<IActionResult> OnPostStepAsync(string key, RequirementState state, DateOnly? date, string? motive, IFormFile? file, CancellationToken ct)
    {
        var parts = key.Split('/', 2);
        HandedFile? handed = null;
        if (file is not null)
        {
            await using var content = file.OpenReadStream();
            handed = new((await files.SaveAsync(content, file.FileName, ct)).Hash, Path.GetFileName(file.FileName));
        }

        await progress.RecordRequirementAsync(Id, new(parts[0], parts.ElementAtOrDefault(1), state, date ?? Today, handed, motive), ct);
        return RedirectToPage();
    }

    public async Task<IActionResult> OnPostProofAsync(string competence, ProofContext context, DateOnly? date, string? note, CancellationToken ct)
    {
        await progress.RecordProofAsync(Id, new(competence, context, date ?? Today, note), ct);
        return RedirectToPage();
    }

    public async Task<IActionResult> OnPostProofsAsync(DateOnly? date, string? note, CancellationToken ct)
    {
        var proofs = Ticked.Select(t => t.Split('/', 2)).Where(t => t.Length == 2 && Enum.TryParse<ProofContext>(t[1], out _))
            .Select(t => new ProofStep(t[0], Enum.Parse<ProofContext>(t[1]), date ?? Today, note)).ToList();
        if (proofs.Count == 0)
            throw new RefusedException("proof.none-ticked");

        await progress.RecordManyAsync(Id, new() { Proofs = proofs }, ct);
        return RedirectToPage();
    }

    public async Task<IActionResult> OnPostWithdrawAsync(Id<ProofRecord> proof, string? motive, CancellationToken ct)
    {
        await progress.WithdrawProofAsync(Id, proof, motive ?? "", ct);
        return RedirectToPage();
    }

    public async Task<IActionResult> OnPostDefenceAsync(
        string requirement, string? interview, bool? sufficient, DateOnly? date, string? place, string? reason, CancellationToken ct)
    {
        var seen = Seen.Where(s => s.Value is not null).Select(s => new CriterionObservation(s.Key, s.Value)).ToList();
        await progress.RecordDefenceAsync(Id, new(requirement, seen, interview, sufficient, date ?? Today, place, reason), ct);
        return RedirectToPage();
    }

    public async Task<IActionResult> OnPostJuryAsync(string competence, int? level, string? motive, CancellationToken ct)
    {
        await progress.RecordJuryLevelAsync(Id, new(competence, level, Comment: motive), new(Today), ct);
        return RedirectToPage();
    }

    /// <inheritdoc />
    public async Task ReloadAsync(CancellationToken ct)
    {
        Sheet = await reader.SheetAsync(Id, ct);
        MayRecord = actor.Holds(Sheet.File.Cohort, Role.Registrar, Role.Trainer);
        MayDownload = Sheet.File.SeesNames(actor);
        MayJudge = actor.Holds(Sheet.File.Cohort, Role.Registrar, Role.JuryMember, Role.JuryChair);
        var (framework, facts) = (Sheet.Framework, Sheet.Facts);
        Asked =
        [
            .. framework.Requirements.SelectMany(r => r.Kind is RequirementKind.PerModule
                ? Sheet.Engine.Modules.Select(m => new Asked(r, m, facts.StateOfModule(framework, m.Code), facts.Latest(r.Code, m.Code)))
                : [new Asked(r, null, facts.StateOf(r), facts.Latest(r.Code))]),
        ];
    }
}
