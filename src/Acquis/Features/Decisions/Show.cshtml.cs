using Acquis.Data;
using Acquis.Domain;
using Acquis.Domain.Candidacies;
using Acquis.Domain.Decisions;
using Acquis.Domain.Diplomas;
using Acquis.Domain.Frameworks;
using Acquis.Domain.Juries;
using Acquis.Features.Accounts.SecondFactor;
using Acquis.Features.Diplomas;
using Acquis.Features.Diplomas.Sending;
using Acquis.Features.Frameworks;
using Acquis.Features.Juries;
using Acquis.Features.Shared;
using Acquis.Features.Shared.Tags;
using Acquis.Infrastructure;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Features.Decisions;

/// <summary>One line of the list of candidates, with what the rule proposed and what the jury said.</summary>
/// <param name="Basis">Whether the jury followed the rule; of no meaning while the verdict is pending.</param>
public sealed record DecisionLine(
    Id<Decision> Id, string Name, Verdict Proposed, IReadOnlyList<string> ProposedBlocks, Verdict Verdict, IReadOnlyList<string> Blocks, DecisionBasis? Basis)
{
    /// <summary>The sign beside the name: a tick, a ring for what was got in part or is to be seen again, a cross; null while pending.</summary>
    public string? Sign => Verdict switch
    {
        Verdict.Pending => null,
        Verdict.Awarded => "good",
        Verdict.PartlyAwarded or Verdict.Deferred or Verdict.Excused => "wait",
        _ => "stop",
    };
}

/// <summary>The services that a deliberation’s page asks for.</summary>
public sealed class DeliberationActs(
    DeliberationService deliberations, RecusalService recusals, ClosingService closing, PublicationService publication, DiplomaService diplomas,
    HolderLetters letters)
{
    public RecusalService Recusals => recusals;

    public DeliberationService Deliberations => deliberations;

    public ClosingService Closing => closing;

    public PublicationService Publication => publication;

    public DiplomaService Diplomas => diplomas;

    public HolderLetters Letters => letters;
}

/// <summary>A deliberation: its jury, its candidates one by one, the close, the signatures, the publication.</summary>
[Authorize(Policies.Jury)]
[StrongSignIn]
public sealed class ShowModel(AcquisDb db, CurrentActor actor, DeliberationActs acts, FrameworkCatalogue frameworks, Texts texts) : PageModel, IReloads
{
    // Short enough that who waits sees it go on, and that no proxy in between gives up.
    private static readonly TimeSpan IssuingTurn = TimeSpan.FromSeconds(2);

    private static readonly TimeZoneInfo Paris = TimeZoneInfo.FindSystemTimeZoneById("Europe/Paris");

    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    [BindProperty(SupportsGet = true, Name = "decision")]
    public Guid? DecisionId { get; set; }

    [BindProperty]
    public PronounceInput Input { get; set; } = new();

    /// <summary>A member who leaves the room for the candidate shown, or a tie that is none.</summary>
    [BindProperty]
    public RecusalInput Recusal { get; set; } = new();

    [BindProperty]
    public SeatForm Substitute { get; set; } = new();

    public Deliberation Deliberation { get; private set; } = null!;

    /// <summary>The jury before the candidate who is shown, while the deliberation is open; null otherwise.</summary>
    public CandidateJury? Jury { get; private set; }

    /// <summary>The jury before each candidate: all of them before it opens, the one who is shown once it is open.</summary>
    public IReadOnlyCollection<CandidateJury> Juries { get; private set; } = [];

    /// <summary>Why the ties of the jury with candidates keep the deliberation from opening.</summary>
    public IReadOnlyList<Refusal> Tied { get; private set; } = [];

    public IReadOnlyList<DecisionLine> Lines { get; private set; } = [];

    public Decision? Current { get; private set; }

    public string CurrentName { get; private set; } = "";

    public AwardExplanation? Explanation { get; private set; }

    public Proposal? Proposal { get; private set; }

    public IReadOnlyList<JuryIndicator> Indicators { get; private set; } = [];

    /// <summary>Whether the jury meets its rule and no tie stands in the way; until then the way on is its composition.</summary>
    public bool MayOpen => Indicators.All(i => i.IsMet) && Tied.Count == 0;

    public IReadOnlyList<Choice> Choices { get; private set; } = [];

    public IReadOnlyList<Choice> BlockChoices { get; private set; } = [];

    /// <summary>Holders without an account, for the registrar once the results are published.</summary>
    public HoldersWithoutAccount? Holders { get; private set; }

    /// <summary>Whether documents are being issued, a turn after the other.</summary>
    [BindProperty(SupportsGet = true)]
    public bool Issuing { get; set; }

    /// <summary>Documents in force on its decisions; counted while they are being issued.</summary>
    public int Issued { get; private set; }

    public int Lacking { get; private set; }

    public int Pronounced => Lines.Count(l => l.Verdict is not Verdict.Pending);

    public bool IsRegistrar => Deliberation.IsRunBy(actor);

    public bool ReadsJournal => actor.Holds([.. Policies.Roles[Policies.JournalReaders]]);

    public bool MayClose => IsRegistrar || Deliberation.SeatOf(actor) is { IsChair: true };

    public IReadOnlyList<Refusal> WhyNotClose => [.. Deliberation.WhyNotClose(Lines.Count - Pronounced)];

    public IReadOnlyList<Refusal> WhyNotPronounce => [.. Current!.WhyNotPronounce(Deliberation, Jury ?? new(JuryRule.Default, [], []), Current.SeatOf(Deliberation, actor))];

    /// <summary>Whether who asks may record that a member left the room: any for who runs or chairs the deliberation, oneself for a member.</summary>
    public bool MayRecuse => Current is { Verdict: Verdict.Pending } && Deliberation.State is DeliberationState.Open && Recusable.Any();

    /// <summary>The members whom who asks may say to have left.</summary>
    public IEnumerable<SelectListItem> Recusable => Items(Deliberation.Members.Where(m => m.IsPresent && (MayClose || m.Id == Deliberation.SeatOf(actor)?.Id)));

    /// <summary>The members who are present, to be chosen.</summary>
    public IEnumerable<SelectListItem> Present => Items(Deliberation.Members.Where(m => m.IsPresent));

    /// <summary>Name of a member.</summary>
    public string NameOf(Id<JuryMember> member) => Deliberation.Members.FirstOrDefault(m => m.Id == member)?.Name ?? "–";

    /// <summary>The candidate before the one that is shown, in the order of the list; null at its start.</summary>
    public DecisionLine? Previous => Lines.TakeWhile(l => l.Id != Current?.Id).LastOrDefault();

    /// <summary>The candidate after the one that is shown; null at the end of the list.</summary>
    public DecisionLine? Next => Lines.SkipWhile(l => l.Id != Current?.Id).Skip(1).FirstOrDefault();

    /// <summary>Now in Paris, for the field of the publication.</summary>
    public string Now { get; private set; } = "";

    /// <summary>A verdict with its blocs, in the language of the request.</summary>
    public string Say(Verdict verdict, IReadOnlyList<string> blocks) => VerdictTexts.Say(texts, verdict, blocks, Texts.Language);

    /// <summary>Whether who asks may sign for that member.</summary>
    public bool MaySign(JuryMember member) => member.SignedAt is null
        && (member.AccountId is { } account ? account == actor.AccountId : IsRegistrar);

    /// <summary>Where the statement of a member stands: <c>signed</c>, <c>paper</c>, <c>season</c>, <c>asked</c> by a season, <c>missing</c>.</summary>
    public string DeclarationOf(JuryMember member) =>
        Juries.Any(j => j.Unsigned.Any(u => u.Member == member.Id)) ? "asked"
        : Juries.Any(j => j.Undeclared.Any(u => u.Member == member.Id)) ? "missing"
        : member.DeclaredAt is null ? "season"
        : member.DeclarationHash.Length > 0 ? "signed" : "paper";

    /// <summary>Whether who asks may sign for that member, or record what was signed on paper.</summary>
    public bool MayDeclare(JuryMember member) => DeclarationOf(member) == "missing" && (member.AccountId is { } account ? account == actor.AccountId : IsRegistrar);

    public async Task OnGetAsync([FromServices] TimeProvider time, CancellationToken ct)
    {
        Now = TimeZoneInfo.ConvertTime(time.Now(), Paris).ToString("yyyy-MM-dd'T'HH:mm", System.Globalization.CultureInfo.InvariantCulture);
        await ReloadAsync(ct);
        if (Current is { Verdict: Verdict.Pending } current)
            Input = new() { Verdict = current.ProposedVerdict.ToString(), Blocks = [.. current.ProposedBlocks] };
    }

    public async Task<IActionResult> OnPostOpenAsync(CancellationToken ct)
    {
        await acts.Deliberations.OpenAsync(new(Id), ct);
        return Back();
    }

    public async Task<IActionResult> OnPostPronounceAsync(CancellationToken ct)
    {
        var verdict = Enum.TryParse<Verdict>(Input.Verdict, out var read) ? read : Verdict.Pending;
        await acts.Deliberations.PronounceAsync(new(DecisionId ?? Guid.Empty), Input.Version, verdict, Input.Blocks, Input.Motive, ct);
        return Back();
    }

    public async Task<IActionResult> OnPostRecuseAsync(CancellationToken ct)
    {
        await acts.Recusals.AnswerAsync(new(DecisionId ?? Guid.Empty), new(Recusal.Member ?? default, Recusal.Leaves, Recusal.Reason ?? "", Recusal.Presides), ct);
        TempData.SetFlash(texts[Recusal.Leaves ? "recusal.recorded" : "recusal.set-aside"]);
        return Redirect($"/deliberations/{Id}?decision={DecisionId}");
    }

    public async Task<IActionResult> OnPostDeclareAsync([FromServices] DeclarationService declarations, Guid member, CancellationToken ct)
    {
        await declarations.DeclareAsync(new(Id), new(member), ct);
        TempData.SetFlash(texts["declaration.recorded"]);
        return Redirect($"/deliberations/{Id}{(DecisionId is { } shown ? $"?decision={shown}" : "")}");
    }

    public async Task<IActionResult> OnPostJoinAsync(int version, CancellationToken ct)
    {
        var seat = new SeatInput(Substitute.Name ?? "", Substitute.Quality ?? "", Substitute.IsExternal, IsChair: false, IsPresent: true, Substitute.Email);
        await acts.Deliberations.JoinAsync(new(Id), version, seat, ct);
        TempData.SetFlash(texts["recusal.joined", ("name", seat.Name)]);
        return Redirect($"/deliberations/{Id}?decision={DecisionId}");
    }

    public async Task<IActionResult> OnPostCloseAsync(int version, CancellationToken ct)
    {
        await acts.Closing.CloseAsync(new(Id), version, ct);
        return Back();
    }

    public async Task<IActionResult> OnPostSignAsync(Guid member, CancellationToken ct)
    {
        await acts.Closing.SignAsync(new(Id), new(member), ct);
        return Back();
    }

    public async Task<IActionResult> OnPostPublishAsync(DateTime at, CancellationToken ct)
    {
        await acts.Publication.PublishAsync(new(Id), new DateTimeOffset(at, Paris.GetUtcOffset(at)), ct);
        return Back();
    }

    public async Task<IActionResult> OnPostIssueAsync(CancellationToken ct)
    {
        var issued = await acts.Diplomas.IssueForAsync(new(Id), IssuingTurn, ct);
        if ((await acts.Diplomas.LackingAsync(new(Id), ct)).Count > 0)
            return Redirect($"/deliberations/{Id}?issuing=true#issuing");

        TempData.SetFlash(texts["diplomas.issued-count", ("count", Issuing ? await IssuedAsync(ct) : issued.Count)]);
        return Redirect("/diplomas");
    }

    public async Task<IActionResult> OnPostSendDocumentsAsync(CancellationToken ct)
    {
        TempData.SetFlash(texts["holder-link.sent-count", ("count", await acts.Letters.SendAllAsync(new(Id), ct))]);
        return Back();
    }

    /// <inheritdoc />
    public async Task ReloadAsync(CancellationToken ct)
    {
        db.ChangeTracker.Clear();
        var id = new Id<Deliberation>(Id);
        Deliberation = await db.FindVisibleAsync(id, actor, ct);
        Indicators = (await db.JuryRuleForAsync(Deliberation.CertificationId, Deliberation.Candidacies, ct)).Check(Deliberation.Seats);
        Lines = [.. (await (
            from decision in db.Decisions.AsNoTracking()
            join candidacy in db.Candidacies on decision.CandidacyId equals candidacy.Id
            join person in db.People on candidacy.PersonId equals person.Id
            where decision.DeliberationId == id && decision.SupersededById == null
            orderby person.SortKey
            select new
            {
                decision.Id, decision.ProposedVerdict, decision.ProposedBlocks, decision.Verdict, decision.Blocks, decision.Basis,
                person.UsageName, person.BirthName, person.FirstNames,
            }).ToListAsync(ct)).Select(r => new DecisionLine(
                r.Id, $"{r.UsageName ?? r.BirthName} {r.FirstNames[0]}", r.ProposedVerdict, r.ProposedBlocks, r.Verdict, r.Blocks, r.Basis))];
        Issued = Issuing ? await IssuedAsync(ct) : 0;
        Lacking = Deliberation.State is DeliberationState.Published && IsRegistrar ? (await acts.Diplomas.LackingAsync(id, ct)).Count : 0;
        Holders = Deliberation.State is DeliberationState.Published && IsRegistrar ? await acts.Letters.WithoutAccountAsync(id, ct) : null;
        await LoadCurrentAsync(id, ct);
        if (Deliberation.State is DeliberationState.Prepared)
            await LoadTiedAsync(ct);
        else if (Deliberation.State is DeliberationState.Open && Current is { Verdict: Verdict.Pending } current)
            Juries = [Jury = (await acts.Recusals.JuriesAsync(Deliberation, [current.CandidacyId], ct))[current.CandidacyId]];
    }

    private static IEnumerable<SelectListItem> Items(IEnumerable<JuryMember> members) => members.Select(m => new SelectListItem(m.Name, m.Id.ToString()));

    private async Task LoadTiedAsync(CancellationToken ct)
    {
        var ids = Deliberation.Candidacies.ToList();
        var juries = await acts.Recusals.JuriesAsync(Deliberation, ids, ct);
        Juries = [.. juries.Values];
        var names = await db.Candidacies.AsNoTracking().Where(c => ids.Contains(c.Id)).Join(db.People, c => c.PersonId, p => p.Id, (c, p) => new { c.Id, p }).ToListAsync(ct);
        Tied = [.. names.OrderBy(n => n.p.SortKey, StringComparer.Ordinal).SelectMany(n => juries[n.Id].WhyNotOpen(Deliberation.Seats, n.p.DisplayName))];
    }

    private async Task LoadCurrentAsync(Id<Deliberation> id, CancellationToken ct)
    {
        var wanted = DecisionId is { } asked ? new Id<Decision>(asked) : Lines.FirstOrDefault(l => l.Verdict is Verdict.Pending)?.Id;
        if (wanted is not { } found || Deliberation.State is DeliberationState.Prepared)
            return;

        Current = await db.Decisions.AsNoTracking().SingleOrNotFoundAsync(d => d.Id == found && d.DeliberationId == id, ct);
        var cohort = await db.Candidacies.Where(c => c.Id == Current.CandidacyId).Join(db.Cohorts, c => c.CohortId, c => c.Id, (_, c) => c).SingleAsync(ct);
        var framework = await frameworks.GetAsync(db, Current.FrameworkVersionId, ct);
        var engine = new AwardEngine(framework, cohort.Modules);
        Explanation = engine.Explain(Recomputation.Facts(engine, Current.Facts()));
        Proposal = Current.Proposal();
        CurrentName = Lines.FirstOrDefault(l => l.Id == found)?.Name ?? "";
        Choices =
        [
            .. Enum.GetValues<Verdict>().Where(v => v is not Verdict.Pending && (v is not Verdict.Awarded || Current.WholeIsSought)).Select(v =>
                new Choice(v.ToString(), texts[VerdictTexts.Key(v)], v == Current.ProposedVerdict ? texts["pronounce.by-rule"] : null)),
        ];
        BlockChoices = [.. framework.Blocks.Where(b => Current.Sought.Contains(b.Code)).Select(b => new Choice(b.Code, $"{b.Code}. {texts.In(b.Title)}"))];
    }

    private Task<int> IssuedAsync(CancellationToken ct)
    {
        var id = new Id<Deliberation>(Id);
        return db.Diplomas.CountAsync(d => d.State == DiplomaState.Valid && db.Decisions.Any(x => x.Id == d.DecisionId && x.DeliberationId == id), ct);
    }

    private RedirectResult Back() => Redirect($"/deliberations/{Id}");
}

/// <summary>Form of a pronouncement.</summary>
public sealed class PronounceInput
{
    public int Version { get; set; }

    public string Verdict { get; set; } = "";

    public List<string> Blocks { get; set; } = [];

    public string? Motive { get; set; }
}

/// <summary>Form of a recusal.</summary>
public sealed class RecusalInput
{
    public Id<JuryMember>? Member { get; set; }

    /// <summary>Whether the member leaves the room; otherwise the tie is found to be somebody else's.</summary>
    public bool Leaves { get; set; }

    public string? Reason { get; set; }

    /// <summary>Who presides in place of the chair.</summary>
    public Id<JuryMember>? Presides { get; set; }
}
