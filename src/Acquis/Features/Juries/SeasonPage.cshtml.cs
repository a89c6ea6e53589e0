using Acquis.Domain;
using Acquis.Domain.Juries;
using Acquis.Features.Shared;
using Acquis.Infrastructure;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Acquis.Features.Juries;

/// <summary>A season: what jurors give for each half-day, who was called and who answered.</summary>
[Authorize(Policies.Registrar)]
public sealed class SeasonPageModel(SeasonReader reader, SeasonService seasons, SeasonLetters letters, StatementLetters statements, Texts texts) : PageModel, IReloads
{
    [BindProperty(SupportsGet = true)]
    public Id<Season> Id { get; set; }

    /// <summary>Whom somebody looks for, as typed.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Q { get; set; }

    /// <summary>Number of the page, from 1.</summary>
    [BindProperty(SupportsGet = true)]
    public int P { get; set; } = 1;

    public SeasonFile Known { get; private set; } = null!;

    /// <summary>Jurors of the name that was typed.</summary>
    public IReadOnlyList<CalledJuror> Found => [.. Known.Called.Where(c => NameFilter.Bears(c.Juror.Name, Q))];

    public SeasonReadiness Readiness { get; private set; } = null!;

    /// <summary>Pairs of a juror and a candidate in conflict.</summary>
    public int ConflictPairs { get; private set; }

    /// <summary>Jurors with an address who have neither signed nor refused the statement of impartiality.</summary>
    public int Unsigned => Known.Jurors.Count(c => c.Juror.Email is not null && !c.Juror.IsRetired && StatementOf(c.Juror) is null or StatementState.Asked);

    public int Called => Known.Jurors.Count();

    public int Answered => Known.Jurors.Count(c => c.Answer.AnsweredAt is not null);

    /// <summary>Jurors who can be asked by mail and have not answered.</summary>
    public int ToAsk => Known.Jurors.Count(c => c.Answer.AnsweredAt is null && c.Juror.Email is not null && !c.Juror.IsRetired);

    /// <summary>Whether all of those were asked before.</summary>
    public bool WasAsked => Known.Jurors.Where(c => c.Answer.AnsweredAt is null && c.Juror.Email is not null).All(c => c.Answer.Asked > 0);

    /// <summary>Jurors who have not answered and cannot be asked by mail.</summary>
    public int WithoutAddress => Known.Jurors.Count(c => c.Answer.AnsweredAt is null && c.Juror.Email is null);

    public Task OnGetAsync(CancellationToken ct) => ReloadAsync(ct);

    public async Task<IActionResult> OnPostAskAsync(CancellationToken ct)
    {
        var count = await letters.AskAsync(Id, null, ct);
        TempData.SetFlash(texts["season.asked-now", ("count", count)]);
        return LocalRedirect($"/seasons/{Id}");
    }

    public async Task<IActionResult> OnPostStatementsAsync(CancellationToken ct)
    {
        var count = await statements.AskAsync(Id, ct);
        TempData.SetFlash(texts["season.asked-now", ("count", count)]);
        return LocalRedirect($"/seasons/{Id}");
    }

    /// <summary>Where the statement of a juror stands; null where none was asked for.</summary>
    public StatementState? StatementOf(Juror juror) => Known.Statements.TryGetValue(juror.Id, out var state) ? state : null;

    public async Task<IActionResult> OnPostReleaseAsync(Id<SeasonAnswer> answer, CancellationToken ct)
    {
        await seasons.ReleaseAsync(Id, answer, ct);
        TempData.SetFlash(texts["season.released"]);
        return LocalRedirect($"/seasons/{Id}");
    }

    /// <inheritdoc />
    public async Task ReloadAsync(CancellationToken ct)
    {
        Known = await reader.ReadAsync(Id, ct);
        ConflictPairs = (await reader.ConflictsAsync(Known, ct)).DistinctBy(c => (c.Candidacy, c.Juror)).Count();
        Readiness = SeasonReader.ReadinessOf(Known);
    }
}
