using System.Text;
using Acquis.Data;
using Acquis.Domain;
using Acquis.Domain.Frameworks;
using Acquis.Features.Accounts;
using Acquis.Features.Frameworks.Import;
using Acquis.Features.Shared;
using Acquis.Infrastructure;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Features.Frameworks;

/// <summary>One version of a framework: its text, what the lint finds, the doubts left to settle, and its publication.</summary>
[Authorize(Policies.FrameworkReaders)]
public sealed class FrameworkPageModel(AcquisDb db, CurrentActor actor, FrameworkService service, Texts texts) : PageModel, IReloads
{
    [BindProperty(SupportsGet = true)]
    public Id<FrameworkVersion> Id { get; set; }

    [BindProperty]
    public IFormFile? Upload { get; set; }

    public FrameworkVersion Version { get; private set; } = null!;

    public Framework Framework { get; private set; } = null!;

    public IReadOnlyList<FrameworkVersion> Others { get; private set; } = [];

    public IReadOnlyList<Doubt> Doubts { get; private set; } = [];

    public IReadOnlyList<LintFinding> Findings { get; private set; } = [];

    public IReadOnlyList<Refusal> WhyNotPublish { get; private set; } = [];

    public bool ReadsJournal => actor.Holds([.. Policies.Roles[Policies.JournalReaders]]);

    /// <summary>The award rules in words, each under what it decides.</summary>
    public IReadOnlyList<(string Title, IReadOnlyList<RuleSentence> Rule)> Rules
    {
        get
        {
            var words = new RuleWords(Framework, texts);
            var award = Framework.Award;
            return
            [
                (texts["framework.rule-of-block"], [words.Of(award.Block, ofBlock: true)]),
                .. Framework.Blocks.Where(b => b.Rule is not null).Select(b =>
                    (texts["framework.rule-of-this-block", ("code", b.Code)], (IReadOnlyList<RuleSentence>)[words.Of(b.Rule!, ofBlock: true)])),
                .. award.Admission is { } admission
                    ? new[] { (texts["framework.rule-of-admission"], (IReadOnlyList<RuleSentence>)[words.Of(admission, ofBlock: false)]) }
                    : [],
                (texts["framework.rule-of-certification"], [words.Of(award.Certification, ofBlock: false)]),
            ];
        }
    }

    public bool MayChange => actor.Holds(Version.CertificationId, Role.Registrar);

    public Task OnGetAsync(CancellationToken ct) => ReloadAsync(ct);

    /// <summary>The file of this version.</summary>
    public async Task<IActionResult> OnGetYamlAsync(CancellationToken ct)
    {
        await ReloadAsync(ct);
        return File(Encoding.UTF8.GetBytes(FrameworkYaml.Write(Framework)), "application/yaml", $"{Framework.Code}-{Framework.Edition}.yaml");
    }

    public Task<IActionResult> OnPostSettleAsync(int read, int index, string? answer, CancellationToken ct) =>
        DoneAsync(service.SettleDoubtAsync(Id, read, index, answer ?? "", ct), "framework.doubt.settled");

    public Task<IActionResult> OnPostPublishAsync(int read, CancellationToken ct) => DoneAsync(service.PublishAsync(Id, read, ct), "framework.published");

    public Task<IActionResult> OnPostRetireAsync(int read, CancellationToken ct) => DoneAsync(service.RetireAsync(Id, read, ct), "framework.retired");

    public async Task<IActionResult> OnPostReplaceAsync(int read, CancellationToken ct)
    {
        if (Upload is null)
            throw new RefusedException("framework.no-file");

        try
        {
            await using var stream = Upload.OpenReadStream();
            return await DoneAsync(service.ReplaceAsync(Id, read, Upload.FileName, stream, ct), "framework.replaced");
        }
        catch (FrameworkFileException e)
        {
            throw new RefusedException([.. e.Findings.Select(f => new Refusal(f.Code, f.Args))]);
        }
    }

    /// <inheritdoc />
    public async Task ReloadAsync(CancellationToken ct)
    {
        Version = await db.FrameworkVersions.AsNoTracking().SingleOrNotFoundAsync(v => v.Id == Id, ct);
        Framework = FrameworkJson.FromJson(Version.Json);
        Doubts = OpenDoubts.Read(Version.Doubts);
        Findings = FrameworkLint.Findings(Framework);
        WhyNotPublish = [.. Version.WhyNotPublish(Findings.Count(f => f.Severity is Severity.Error))];
        Others = await db.FrameworkVersions.AsNoTracking().Where(v => v.CertificationId == Version.CertificationId && v.Id != Id).OrderByDescending(v => v.Id).ToListAsync(ct);
    }

    private async Task<IActionResult> DoneAsync(Task act, string key)
    {
        await act;
        TempData.SetFlash(texts[key]);
        return LocalRedirect($"/frameworks/{Id}");
    }
}
