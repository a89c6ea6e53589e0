using Acquis.Data;
using Acquis.Domain;
using Acquis.Domain.Candidacies;
using Acquis.Domain.Frameworks;
using Acquis.Domain.Journal;
using Acquis.Domain.Progress;
using Acquis.Features.Accounts;
using Acquis.Infrastructure;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Acquis.Features.Progress;

/// <summary>One cell of the matrix: the ratings of a competence, what was made of them, and, where two differ, the agreement or the third level.</summary>
[Authorize(Policies.FileReaders)]
public sealed class CompetenceCellModel(ProgressReader reader, ProgressService progress, CurrentActor actor, TimeProvider time) : PageModel, IReloads
{
    public CandidateSheet Sheet { get; private set; } = null!;

    public Competence Competence { get; private set; } = null!;

    public ConfirmedLevel Level { get; private set; } = null!;

    /// <summary>Ratings that may be seen, superseded ones included, newest first.</summary>
    public IReadOnlyList<Rating> Ratings { get; private set; } = [];

    public IReadOnlyDictionary<Actor, string> Names { get; private set; } = new Dictionary<Actor, string>();

    /// <summary>The assessment and attempt on which two differ, or null.</summary>
    public Rating? Open { get; private set; }

    public bool MaySettle { get; private set; }

    /// <summary>Assessments whose levels here are not released, and why each cannot be; empty for who does not release.</summary>
    public IReadOnlyList<(string Assessment, int Attempt, IReadOnlyList<Refusal> WhyNot)> Releasable { get; private set; } = [];

    [BindProperty]
    public int? Value { get; set; }

    [BindProperty]
    public string? Motive { get; set; }

    /// <summary>Whether it is a third assessor's level instead of an agreement.</summary>
    [BindProperty]
    public bool Third { get; set; }

    [FromRoute]
    public Id<Candidacy> Id { get; set; }

    [FromRoute]
    public string Code { get; set; } = "";

    public Task OnGetAsync(CancellationToken ct) => ReloadAsync(ct);

    public async Task<IActionResult> OnPostSettleAsync(CancellationToken ct)
    {
        await ReloadAsync(ct);
        if (!MaySettle)
            throw new ForbiddenException();

        if (Open is not { Assessment: { } assessment } open)
            throw new RefusedException("rating.nothing-to-agree", ("competence", Code));

        if (Value is null)
            throw new RefusedException("rating.neither-level-nor-reason", ("competence", Code));

        var judgement = new Judgement(Code, Value, Comment: Motive);
        var context = new RatingContext(Dates.Civil(time.Now()));
        await (Third
            ? progress.ThirdRatingAsync(Id, assessment, open.Attempt, judgement, context, ct)
            : progress.AgreeAsync(Id, assessment, open.Attempt, judgement, context, ct));
        return RedirectToPage();
    }

    public async Task<IActionResult> OnPostReleaseAsync(string assessment, int attempt, CancellationToken ct)
    {
        await progress.ReleaseAsync(Id, assessment, attempt, ct);
        return RedirectToPage();
    }

    /// <inheritdoc />
    public async Task ReloadAsync(CancellationToken ct)
    {
        Sheet = await reader.SheetAsync(Id, ct);
        Competence = Sheet.Framework.Competences.FirstOrDefault(c => c.Code.Equals(Code, StringComparison.OrdinalIgnoreCase)) ?? throw new NotFoundException();
        Code = Competence.Code;
        Level = Sheet.Level(Code);
        Ratings = [.. Sheet.Facts.Ratings.Where(r => r.Competence == Code).OrderByDescending(r => (r.Date, r.At, r.Id))];
        Names = await reader.NamesAsync(Ratings.Select(r => r.By), ct);
        Open = Level.State is ConfirmationState.ToBeAgreed ? Sheet.Live.First(r => Level.Ratings.Contains(r.Id.Value)) : null;
        MaySettle = actor.Holds(Sheet.File.Cohort, Role.Registrar, Role.Assessor);
        Releasable = actor.Holds(Sheet.File.Cohort, Role.Registrar) ? [.. Waiting()] : [];
    }

    /// <summary>What the levels alone say of a release; that a grid is still open is said when it is asked for, rather than read at each visit.</summary>
    private IEnumerable<(string Assessment, int Attempt, IReadOnlyList<Refusal> WhyNot)> Waiting() =>
        from place in Sheet.Live.Where(r => r is { Lane: Lane.Assessor, ReleasedAt: null, Assessment: not null } && r.Competence == Code)
            .Select(r => (Assessment: r.Assessment!, r.Attempt)).Distinct()
        select (place.Assessment, place.Attempt, (IReadOnlyList<Refusal>)[.. Releases.WhyNot(Sheet.Framework, place.Assessment, place.Attempt, [], Sheet.Facts.Ratings)]);
}
