using Acquis.Data;
using Acquis.Domain;
using Acquis.Domain.Candidacies;
using Acquis.Domain.Juries;
using Acquis.Features.Shared;
using Acquis.Infrastructure;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Features.Juries;

/// <summary>One line of the conflicts: somebody on the other side, and why.</summary>
public sealed record ConflictLine(string Other, IReadOnlyList<Refusal> Reasons);

/// <summary>Who of a season must not hear whom, and why: by candidate or by juror; ties declared and lifted.</summary>
[Authorize(Policies.Registrar)]
public sealed class SeasonConflictsModel(AcquisDb db, SeasonReader reader, TieService ties, Texts texts) : PageModel, IReloads
{
    [BindProperty(SupportsGet = true)]
    public Id<Season> Id { get; set; }

    /// <summary><c>juror</c>, or by candidate.</summary>
    [BindProperty(SupportsGet = true)]
    public string? By { get; set; }

    [BindProperty]
    public Id<Juror> Juror { get; set; }

    [BindProperty]
    public Id<Candidacy> Candidacy { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    public SeasonFile Known { get; private set; } = null!;

    public bool ByJuror => By == "juror";

    /// <summary>Pairs of a juror and a candidate.</summary>
    public int Pairs { get; private set; }

    /// <summary>Somebody, where to find them, and everybody with whom they are in conflict.</summary>
    public IReadOnlyList<(string Name, string Href, IReadOnlyList<ConflictLine> Lines)> Groups { get; private set; } = [];

    public IReadOnlyList<(DeclaredTie Tie, string Juror, string Candidate)> Ties { get; private set; } = [];

    public Task OnGetAsync(CancellationToken ct)
    {
        ModelState.Clear();
        return ReloadAsync(ct);
    }

    public async Task<IActionResult> OnPostDeclareAsync(CancellationToken ct)
    {
        await ties.DeclareAsync(Id, Juror, Candidacy, Reason, ct);
        TempData.SetFlash(texts["conflict.declared-now"]);
        return LocalRedirect($"/seasons/{Id}/conflicts");
    }

    public async Task<IActionResult> OnPostLiftAsync(Id<DeclaredTie> tie, string? reason, CancellationToken ct)
    {
        await ties.LiftAsync(Id, tie, reason, ct);
        TempData.SetFlash(texts["conflict.lifted-now"]);
        return LocalRedirect($"/seasons/{Id}/conflicts");
    }

    /// <inheritdoc />
    public async Task ReloadAsync(CancellationToken ct)
    {
        Known = await reader.ReadAsync(Id, ct);
        var jurors = Known.Jurors.ToDictionary(c => c.Juror.Id, c => c.Juror.Name);
        var candidates = Known.Candidates.ToDictionary(c => c.Candidacy.Id, c => c.Person.DisplayName);
        var found = (await reader.ConflictsAsync(Known, ct)).GroupBy(c => (c.Candidacy, c.Juror)).ToList();
        Pairs = found.Count;
        Groups = ByJuror
            ? [.. Known.Jurors.Select(c => (c.Juror.Name, $"/jurors/{c.Juror.Id}", Lines(found.Where(f => f.Key.Juror == c.Juror.Id), f => candidates[f.Key.Candidacy]))).Where(g => g.Item3.Count > 0)]
            : [.. Known.Candidates.Select(c => (c.Person.DisplayName, $"/candidacies/{c.Candidacy.Id}", Lines(found.Where(f => f.Key.Candidacy == c.Candidacy.Id), f => jurors[f.Key.Juror]))).Where(g => g.Item3.Count > 0)];
        var (people, chosen) = (jurors.Keys.ToList(), candidates.Keys.ToList());
        var declared = await db.DeclaredTies.AsNoTracking().Where(t => people.Contains(t.JurorId) && chosen.Contains(t.CandidacyId) && t.LiftedAt == null).OrderBy(t => t.Id).ToListAsync(ct);
        Ties = declared.ConvertAll(t => (t, jurors[t.JurorId], candidates[t.CandidacyId]));
    }

    private static IReadOnlyList<ConflictLine> Lines<T>(IEnumerable<IGrouping<T, JurorConflict>> groups, Func<IGrouping<T, JurorConflict>, string> other) =>
        [.. groups.Select(g => new ConflictLine(other(g), [.. g.Select(c => c.Reason)])).OrderBy(l => l.Other, StringComparer.CurrentCulture)];
}
