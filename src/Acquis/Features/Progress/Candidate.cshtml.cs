using Acquis.Data;
using Acquis.Domain;
using Acquis.Domain.Candidacies;
using Acquis.Domain.Decisions;
using Acquis.Domain.Frameworks;
using Acquis.Domain.Journal;
using Acquis.Domain.Juries;
using Acquis.Domain.Progress;
using Acquis.Features.Accounts;
using Acquis.Features.Candidacies;
using Acquis.Features.Decisions;
using Acquis.Features.Juries.Planning;
using Acquis.Features.Shared.Charts;
using Acquis.Infrastructure;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Features.Progress;

/// <summary>An assessment as its assessor finds it on the candidate's page.</summary>
/// <param name="Attempt">The latest attempt of which they have a grid, or 1.</param>
/// <param name="State">Where their grid stands; null when it is not begun.</param>
/// <param name="MayRepeat">Whether that grid is signed and a competence is still missing, so that another attempt may be assessed.</param>
/// <param name="IsTaken">Whether they have none and can begin none: other assessors have opened theirs.</param>
public sealed record OwnGrid(Assessment Assessment, int Attempt, GridState? State, bool MayRepeat, bool IsTaken);

/// <summary>A candidate's situation: what is missing, the levels by lane, the conditions, the history.</summary>
[Authorize(Policies.FileReaders)]
public sealed class CandidateModel(AcquisDb db, ProgressReader reader, SummonsLinks links, CurrentActor actor, Texts texts) : PageModel
{
    /// <summary>Missing competences told in full; the others fold.</summary>
    public const int MostInFull = 4;

    private const int MostLines = 12;

    private const int MostCodes = 6;

    private static readonly Lane[] Shown = [Lane.Self, Lane.Company, Lane.Trainer];

    private IReadOnlyDictionary<Actor, string> names = new Dictionary<Actor, string>();

    public CandidateSheet Sheet { get; private set; } = null!;

    public AwardExplanation Award { get; private set; } = null!;

    public bool IsOwn { get; private set; }

    /// <summary>Whether who asks sees the levels of the whole cohort; assessors and jury do not.</summary>
    public bool Follows => !IsOwn && actor.Holds(Sheet.File.Cohort, [.. Policies.Roles[Policies.Followers]]);

    public string Name { get; private set; } = "";

    /// <summary>Confirmed level of each competence, by index.</summary>
    public IReadOnlyList<ConfirmedLevel> Levels { get; private set; } = [];

    /// <summary>Grids that who asks may fill in for this candidate; empty for who is no assessor of the cohort.</summary>
    public IReadOnlyList<OwnGrid> Grids { get; private set; } = [];

    /// <summary>The conditions of the certification, a line for each kind.</summary>
    public IReadOnlyList<ConditionLine> Lines { get; private set; } = [];

    /// <summary>Indices of the competences of this candidacy that are not at the threshold.</summary>
    public IReadOnlyList<int> Missing { get; private set; } = [];

    /// <summary>The latest decision that was made known; null before.</summary>
    public PublishedResult? Result => Sheet.File.Result;

    /// <summary>What happened, newest first.</summary>
    public IReadOnlyList<ProgressLine> History { get; private set; } = [];

    /// <summary>The defence to which the candidate is summoned, for themselves and the registrar; null without.</summary>
    public SummonsTerms? Summons => IsOwn || IsRegistrar ? Sheet.File.Summons?.Terms : null;

    /// <summary>The address of the page that says all of the summons.</summary>
    public string SummonsLink => $"/summons?link={links.Sign(new(Sheet.File.Summons!.Value.Season, Sheet.File.Candidacy.Id, null))}";

    public Framework Framework => Sheet.Framework;

    public bool IsRegistrar => actor.Holds(Sheet.File.Cohort, Role.Registrar);

    public bool SeesJournal => actor.Holds([.. Policies.Roles[Policies.JournalReaders]]);

    public async Task OnGetAsync(Id<Candidacy> id, CancellationToken ct)
    {
        Sheet = await reader.SheetAsync(id, ct);
        Award = Sheet.Engine.Explain(Sheet.Rules);
        IsOwn = Sheet.File.IsOwn(actor);
        Name = Sheet.File.NameFor(actor);
        Levels = [.. Framework.Competences.Select(c => Sheet.Level(c.Code))];
        Missing = [.. Enumerable.Range(0, Levels.Count).Where(IsMissing)];
        Lines = Conditions.Of(Award.Certification);
        names = await reader.NamesAsync(Sheet.Live.Where(r => r.IsCertifying).Select(r => r.By), ct);
        History = new CandidateHistory(Sheet, texts, r => r.Lane is Lane.Assessor ? NameOf(r) : NameOf(r.Lane)).Lines(MostLines);
        if (actor.Holds(Sheet.File.Cohort, Role.Assessor))
            Grids = await GridsAsync(id, ct);

    }

    /// <summary>The answer of the page: competences first, then the other conditions.</summary>
    public string Title
    {
        get
        {
            var key = Result is { Verdict: Verdict.Awarded } ? "awarded" : Award.Certification.State is RuleState.Met ? "met" : Missing.Count > 0 ? "competences" : "conditions";
            var count = Missing.Count > 0 ? Missing.Count : Lines.Count(l => l.State is not RuleState.Met);
            return texts[$"progress.candidate.{(IsOwn ? "own" : "other")}.{key}", ("name", Name), ("count", count), ("total", Framework.Competences.Count(Counts))];
        }
    }

    /// <summary>The sentence under it: which ones, and what they need.</summary>
    public string Lede
    {
        get
        {
            if (Result is { Verdict: Verdict.Awarded } awarded)
                return texts["progress.candidate.lede.awarded", ("day", awarded.HeldOn)];

            if (Award.Certification.State is RuleState.Met)
                return texts["progress.candidate.lede.met"];

            if (Missing.Count == 0)
                return texts["progress.candidate.lede.conditions", ("conditions", Lines.Where(l => l.State is not RuleState.Met).Select(NameOf).ToList())];

            var level = ("level", (object?)Framework.Scale.Find(Framework.Scale.Threshold)!.Label);
            return Missing.Count > MostCodes
                ? texts["progress.candidate.lede.many", level]
                : texts["progress.candidate.lede", ("count", Missing.Count), ("codes", Missing.Select(i => Framework.Competences[i].Code).ToList()), level];
        }
    }

    /// <summary>The sentence that tells a decision other than the award.</summary>
    public string Told(PublishedResult result) => texts[
        $"progress.result.{(IsOwn ? "own" : "other")}", ("day", result.HeldOn), ("verdict", VerdictTexts.Say(texts, result.Verdict, result.Blocks, Texts.Language))];

    /// <summary>Name of a line of the conditions.</summary>
    public string NameOf(ConditionLine line)
    {
        var fact = line.Facts[0];
        return line.Kind.Length > 0 ? texts[$"progress.condition.{line.Kind}"]
            : fact.Args.TryGetValue("requirement", out var requirement) && requirement is Bilingual title ? texts.In(title)
            : texts.Of(new(fact.Code, fact.Args));
    }

    /// <summary>Where on the requirements' page what that line lacks stands; null for levels and blocs, which have their place on this page.</summary>
    public string? PlaceOf(ConditionLine line) => line.Kind switch
    {
        "company" or "training" => $"/candidacies/{Sheet.File.Candidacy.Id}/requirements#proofs",
        "modules" => $"/candidacies/{Sheet.File.Candidacy.Id}/requirements#asked",
        "" when line.Facts[0].Args.ContainsKey("requirement") => $"/candidacies/{Sheet.File.Candidacy.Id}/requirements#asked",
        _ => null,
    };

    /// <summary>How far a line is: a count, or the state in a word.</summary>
    public string Amount(ConditionLine line) => line.Kind.Length > 0
        ? texts["progress.out-of", ("count", line.Met), ("total", line.Facts.Count)]
        : texts[$"progress.condition.state.{line.Facts[0].Code[(line.Facts[0].Code.LastIndexOf('.') + 1)..] switch
        {
            "requirement-met" => "met",
            "requirement-to-judge" => "to-judge",
            "requirement-refused" => "refused",
            _ => line.State is RuleState.Met ? "met" : "missing",
        }}"];

    public bool IsMissing(int index) => Counts(Framework.Competences[index]) && Award.Competences[index].State is not RuleState.Met;

    /// <summary>Whether something may be told of a competence beyond that it was never assessed.</summary>
    public bool HasLevels(int index) => Sheet.Live.Any(r => r.Competence == Framework.Competences[index].Code);

    public int IndexOf(Competence competence) => Framework.Competences.Index().First(c => c.Item == competence).Index;

    /// <summary>Latest level in a lane, or null.</summary>
    public int? Latest(string competence, Lane lane) => Of(competence, lane).MaxBy(r => (r.Date, r.At, r.Id))?.Level;

    public int ProofsOf(string competence) => Sheet.Facts.LiveProofs.Count(p => p.Competence == competence);

    /// <summary>Lanes of one competence over time, the one that counts last.</summary>
    public IReadOnlyList<LaneLine> Lanes(string competence) =>
    [
        .. Shown.Select(lane => new LaneLine(NameOf(lane), Points(competence, lane))),
        new(NameOf(Lane.Assessor), [.. Points(competence, Lane.Assessor), .. Points(competence, Lane.Jury)], Counts: true, texts["shared.level.none"]),
    ];

    /// <summary>First day of the time axis: the entry, or the first level where that is earlier.</summary>
    public DateOnly From => Sheet.Live.Select(r => r.Date).Append(Sheet.File.Candidacy.EnteredOn).Min();

    /// <summary>Last day of the time axis.</summary>
    public DateOnly To => new[] { Sheet.File.Cohort.EndsOn, Sheet.Today, From.AddDays(30) }.Max();

    public string NameOf(Lane lane) =>
        texts[lane is Lane.Self && IsOwn ? "progress.lane.you" : $"progress.lane.{lane.ToString().ToLowerInvariant()}"];

    /// <summary>What says why the level stands as it does, and who gave which where two differ.</summary>
    public string Why(int index)
    {
        var level = Levels[index];
        if (level.State is not ConfirmationState.ToBeAgreed)
            return texts.Of(new(Award.Competences[index].Code, Award.Competences[index].Args));

        var two = Sheet.Live.Where(r => level.Ratings.Contains(r.Id.Value)).OrderBy(r => r.Rank).ToList();
        return texts[
            "progress.two-gave",
            ("first", NameOf(two[0])), ("level", level.First), ("second", NameOf(two[^1])), ("other", level.Second)];
    }

    /// <summary>Name of who gave the level: as told on their behalf, else the account's.</summary>
    public string NameOf(Rating rating) => rating.OnBehalfOf ?? names.GetValueOrDefault(rating.By) ?? texts[$"progress.rank.{rating.Rank.ToString().ToLowerInvariant()}"];

    private bool Counts(Competence competence) =>
        Sheet.File.Candidacy.Blocks is not { } chosen || Framework.Blocks.Any(b => chosen.Contains(b.Code) && b.Competences.Contains(competence));

    private async Task<List<OwnGrid>> GridsAsync(Id<Candidacy> id, CancellationToken ct)
    {
        var all = await db.Grids.AsNoTracking().Where(g => g.CandidacyId == id).ToListAsync(ct);
        var missing = Missing.Select(i => Framework.Competences[i].Code).ToHashSet();
        return
        [
            .. Framework.Assessments.Select(a =>
            {
                var last = all.Where(g => g.Assessment == a.Code && g.By == actor.Actor).MaxBy(g => g.Attempt);
                var first = all.FindAll(g => g.Assessment == a.Code && g.Attempt == 1);
                return new OwnGrid(
                    a, last?.Attempt ?? 1, last?.State, last is { State: not GridState.Draft } && a.Competences.Any(missing.Contains),
                    last is null && Grid.WhyNotOpen(Sheet.File.Candidacy, Framework, a.Code, 1, actor.Actor, first).Any(r => r.Code == "grid.enough-assessors"));
            }),
        ];
    }

    private IEnumerable<Rating> Of(string competence, Lane lane) => Sheet.Live.Where(r => r.Competence == competence && r.Lane == lane && r.Level is not null);

    /// <summary>The levels of a lane; of two that were agreed, the agreement alone.</summary>
    private List<LanePoint> Points(string competence, Lane lane) =>
    [
        .. Of(competence, lane).GroupBy(r => (r.Assessment, r.Attempt)).SelectMany(g => g.Any(IsSettled) ? g.Where(IsSettled) : g)
            .Select(r => new LanePoint(r.Date, r.Level!.Value)),
    ];

    private static bool IsSettled(Rating rating) => rating.Rank is RatingRank.Agreed or RatingRank.Third;
}
