using System.Text;
using Acquis.Data;
using Acquis.Domain;
using Acquis.Domain.Candidacies;
using Acquis.Domain.Decisions;
using Acquis.Domain.Diplomas;
using Acquis.Features.Accounts.SecondFactor;
using Acquis.Features.Frameworks;
using Acquis.Features.Journal;
using Acquis.Features.Shared.Tags;
using Acquis.Infrastructure;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Features.Decisions;

/// <summary>What a decision's page reads beside its row.</summary>
public sealed class DecisionReader(AcquisDb db, FrameworkCatalogue frameworks, HistoryReader history, DecisionExport export)
{
    public AcquisDb Db => db;

    public FrameworkCatalogue Frameworks => frameworks;

    public HistoryReader History => history;

    public DecisionExport Export => export;
}

/// <summary>A decision with its proof, its file, its history, and what replaces it.</summary>
[Authorize(Policies.Jury)]
[StrongSignIn]
public sealed class DecisionModel(DecisionReader read, CurrentActor actor, CorrectionService correction, Texts texts) : PageModel, IReloads
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    [BindProperty]
    public PronounceInput Input { get; set; } = new();

    [BindProperty]
    public string? Reason { get; set; }

    public Decision Decision { get; private set; } = null!;

    public Deliberation Deliberation { get; private set; } = null!;

    public string Name { get; private set; } = "";

    public AwardExplanation Explanation { get; private set; } = null!;

    /// <summary>What does not compute again to the same; null when everything does.</summary>
    public Refusal? Difference { get; private set; }

    public IReadOnlyList<Diploma> Documents { get; private set; } = [];

    public IReadOnlyList<HistoryLine> History { get; private set; } = [];

    public IReadOnlyList<Choice> Choices { get; private set; } = [];

    public IReadOnlyList<Choice> BlockChoices { get; private set; } = [];

    /// <summary>Whether the form was sent and refused: it stays open.</summary>
    public bool Refused => !ModelState.IsValid;

    /// <summary>Whether who asks runs the deliberation, and so may open its documents.</summary>
    public bool IsRegistrar => Deliberation.IsRunBy(actor);

    public bool MaySupersede => !Decision.WhyNotSupersede(Deliberation, Decision.SeatOf(Deliberation, actor)).Any();

    /// <summary>A verdict with its blocs, in the language of the request.</summary>
    public string Say(Verdict verdict, IReadOnlyList<string> blocks) => VerdictTexts.Say(texts, verdict, blocks, Texts.Language);

    public async Task OnGetAsync(CancellationToken ct)
    {
        await ReloadAsync(ct);
        Input = new() { Verdict = Decision.Verdict.ToString(), Blocks = [.. Decision.Blocks] };
    }

    public async Task<IActionResult> OnGetExportAsync(CancellationToken ct)
    {
        var json = await read.Export.WriteAsync(new(Id), ct);
        return File(Encoding.UTF8.GetBytes(json), "application/json", $"decision-{Id:N}.json");
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        var verdict = Enum.TryParse<Verdict>(Input.Verdict, out var said) ? said : Verdict.Pending;
        var next = await correction.SupersedeAsync(new(Id), verdict, Input.Blocks, Input.Motive, Reason ?? "", ct);
        return Redirect($"/decisions/{next.Id}");
    }

    /// <inheritdoc />
    public async Task ReloadAsync(CancellationToken ct)
    {
        var db = read.Db;
        db.ChangeTracker.Clear();
        var id = new Id<Decision>(Id);
        Decision = await db.Decisions.AsNoTracking().SingleOrNotFoundAsync(d => d.Id == id, ct);
        Deliberation = await db.FindVisibleAsync(Decision.DeliberationId, actor, ct);
        var row = await (
            from candidacy in db.Candidacies.AsNoTracking()
            join person in db.People on candidacy.PersonId equals person.Id
            join cohort in db.Cohorts on candidacy.CohortId equals cohort.Id
            where candidacy.Id == Decision.CandidacyId
            select new { person, cohort }).SingleAsync(ct);
        Name = row.person.DisplayName;
        var framework = await read.Frameworks.GetAsync(db, Decision.FrameworkVersionId, ct);
        var engine = new AwardEngine(framework, row.cohort.Modules);
        Explanation = engine.Explain(Recomputation.Facts(engine, Decision.Facts()));
        Difference = Decision.Verdict is Verdict.Pending ? null : DecisionCheck.FirstDifference(await read.Export.WriteAsync(id, ct), framework);
        Documents = await db.Diplomas.AsNoTracking().Where(d => d.DecisionId == id).OrderBy(d => d.Number).ToListAsync(ct);
        History = await read.History.OfAsync(Subject.Of(id), 50, ct);
        Choices = [.. Enum.GetValues<Verdict>().Where(v => v is not Verdict.Pending).Select(v => new Choice(v.ToString(), texts[VerdictTexts.Key(v)]))];
        BlockChoices = [.. framework.Blocks.Where(b => Decision.Sought.Contains(b.Code)).Select(b => new Choice(b.Code, $"{b.Code}. {texts.In(b.Title)}"))];
    }
}
