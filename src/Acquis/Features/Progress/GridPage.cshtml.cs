using Acquis.Data;
using Acquis.Domain;
using Acquis.Domain.Candidacies;
using Acquis.Domain.Frameworks;
using Acquis.Domain.Progress;
using Acquis.Features.Accounts;
using Acquis.Infrastructure;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Features.Progress;

/// <summary>What the grid's form holds.</summary>
public sealed class GridForm
{
    public int Version { get; set; }

    public int Attempt { get; set; } = 1;

    public DateOnly? Date { get; set; }

    public string? Place { get; set; }

    public string? Language { get; set; }

    public string? Scenario { get; set; }

    public string? Comment { get; set; }

    /// <summary>Observation of each criterion, by its code.</summary>
    public Dictionary<string, Observation?> Seen { get; set; } = [];

    /// <summary>Note on each criterion, by its code.</summary>
    public Dictionary<string, string?> Notes { get; set; } = [];

    /// <summary>Level of each competence, by its code.</summary>
    public Dictionary<string, int?> Levels { get; set; } = [];

    /// <summary>Why a competence has no level, by its code.</summary>
    public Dictionary<string, string?> Absent { get; set; } = [];

    public RatingContext Context(DateOnly today) => new(Date ?? today, Place, Language, Scenario);

    public GridContent Content() => new(
        [.. Seen.Keys.Union(Notes.Keys).Where(c => Seen.GetValueOrDefault(c) is not null || !string.IsNullOrWhiteSpace(Notes.GetValueOrDefault(c)))
            .Order(StringComparer.Ordinal).Select(c => new CriterionObservation(c, Seen.GetValueOrDefault(c), Notes.GetValueOrDefault(c)))],
        [.. Levels.Keys.Union(Absent.Keys).Where(c => Levels.GetValueOrDefault(c) is not null || !string.IsNullOrWhiteSpace(Absent.GetValueOrDefault(c)))
            .Order(StringComparer.Ordinal).Select(c => new Judgement(c, Levels.GetValueOrDefault(c), Absent.GetValueOrDefault(c)))],
        Comment);

    public static GridForm Of(Grid grid) => new()
    {
        Version = grid.Version,
        Attempt = grid.Attempt,
        Date = grid.Date,
        Place = grid.Place,
        Language = grid.Language,
        Scenario = grid.Scenario,
        Comment = grid.Content.Comment,
        Seen = grid.Content.Observations.ToDictionary(o => o.Criterion, o => o.Observation),
        Notes = grid.Content.Observations.ToDictionary(o => o.Criterion, o => o.Note),
        Levels = grid.Content.Judgements.ToDictionary(j => j.Competence, j => j.Level),
        Absent = grid.Content.Judgements.ToDictionary(j => j.Competence, j => j.NotAssessed),
    };
}

/// <summary>The grid of who asks, for one candidate and one assessment: saved as they go, then signed. Nobody else's grid is ever shown here.</summary>
[Authorize(Policies.Raters)]
public sealed class GridPageModel(AcquisDb db, ProgressReader reader, GridService grids, CurrentActor actor, TimeProvider time) : PageModel, IReloads
{
    [FromRoute]
    public Id<Candidacy> Id { get; set; }

    [FromRoute]
    public string Code { get; set; } = "";

    [FromQuery(Name = "attempt")]
    public int Attempt { get; set; } = 1;

    [BindProperty]
    public GridForm Input { get; set; } = new();

    public CandidateSheet Sheet { get; private set; } = null!;

    public Assessment Assessment { get; private set; } = null!;

    /// <summary>The grid of who asks, or null before its first save.</summary>
    public Grid? Grid { get; private set; }

    /// <summary>Why who asks cannot begin a grid here; empty when they can, or have one.</summary>
    public IReadOnlyList<Refusal> WhyNotOpen { get; private set; } = [];

    public bool IsOpen => Grid is null ? WhyNotOpen.Count == 0 : Grid.State is GridState.Draft;

    public IReadOnlyList<Competence> Competences => [.. Sheet.Framework.Competences.Where(c => Assessment.Competences.Contains(c.Code))];

    public int Observed => Input.Seen.Values.Count(o => o is not null);

    public int Criteria => Assessment.Criteria.Sum(g => g.Items.Count);

    public async Task OnGetAsync(CancellationToken ct)
    {
        await ReloadAsync(ct);
        Input = Grid is null ? new() { Attempt = Attempt, Date = Dates.Civil(time.Now()), Language = Assessment.Languages[0] } : GridForm.Of(Grid);
    }

    public async Task<IActionResult> OnPostSaveAsync(CancellationToken ct)
    {
        await ReloadAsync(ct);
        var saved = await grids.SaveAsync(Id, Code, Input.Attempt, Input.Version, Input.Content(), Input.Context(Dates.Civil(time.Now())), ct);
        if (!Request.Headers.ContainsKey("X-Draft"))
            return Again();

        Response.Headers["X-Version"] = saved.Version.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return new StatusCodeResult(StatusCodes.Status204NoContent);
    }

    public async Task<IActionResult> OnPostSubmitAsync(CancellationToken ct)
    {
        await ReloadAsync(ct);
        await grids.SubmitAsync(Id, Code, Input.Attempt, Input.Version, Input.Content(), Input.Context(Dates.Civil(time.Now())), ct);
        return Again();
    }

    /// <inheritdoc />
    public async Task ReloadAsync(CancellationToken ct)
    {
        Sheet = await reader.SheetAsync(Id, ct);
        if (!actor.Holds(Sheet.File.Cohort, Role.Assessor))
            throw new ForbiddenException();

        Assessment = Sheet.Framework.Assessments.FirstOrDefault(a => a.Code.Equals(Code, StringComparison.OrdinalIgnoreCase)) ?? throw new NotFoundException();
        Code = Assessment.Code;
        var attempt = HttpContext.Request.Method == HttpMethods.Post ? Input.Attempt : Attempt;
        var grids = await db.Grids.AsNoTracking().Where(g => g.CandidacyId == Id && g.Assessment == Code && g.Attempt == attempt).ToListAsync(ct);
        Grid = grids.Find(g => g.By == actor.Actor);
        if (Grid is null)
            WhyNotOpen = [.. Domain.Progress.Grid.WhyNotOpen(Sheet.File.Candidacy, Sheet.Framework, Code, attempt, actor.Actor, grids)];
    }

    private RedirectToPageResult Again() => RedirectToPage(new { Id, Code, attempt = Input.Attempt });
}
