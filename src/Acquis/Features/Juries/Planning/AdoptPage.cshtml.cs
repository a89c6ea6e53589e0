using Acquis.Domain;
using Acquis.Domain.Juries;
using Acquis.Features.Shared;
using Acquis.Infrastructure;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Acquis.Features.Juries.Planning;

/// <summary>Before a timetable is adopted: who will be told what, and who cannot be told.</summary>
[Authorize(Policies.Registrar)]
public sealed class AdoptPageModel(PlanningReader reader, AdoptionService adoption, Texts texts) : PageModel, IReloads
{
    [BindProperty(SupportsGet = true)]
    public Id<SeasonTimetable> Id { get; set; }

    [BindProperty]
    public int Version { get; set; }

    public PlanningFile Known { get; private set; } = null!;

    public IReadOnlyList<SummonsDue> Due { get; private set; } = [];

    public IReadOnlyList<Refusal> WhyNot => [.. Known.Timetable.WhyNotAdopt(Known.Report.Breaches.Count)];

    /// <summary>People concerned, by what becomes of their summons.</summary>
    public IEnumerable<(string Key, IReadOnlyList<string> Names)> Groups =>
        from due in Due
        let key = due.Terms is null ? "plan.told.off" : due.Standing is { Holds: true } ? "plan.told.changed" : "plan.told.new"
        group NameOf(due) by (key, due.Candidacy is null) into people
        orderby people.Key
        select ($"{people.Key.key}.{(people.Key.Item2 ? "jurors" : "candidates")}", (IReadOnlyList<string>)[.. people.Distinct().Order(StringComparer.CurrentCulture)]);

    /// <summary>People concerned who have no address.</summary>
    public IReadOnlyList<string> WithoutAddress =>
    [
        .. Known.File.Candidates.Where(c => c.Person.Email is null && Due.Any(d => d.Candidacy == c.Candidacy.Id)).Select(c => c.Person.DisplayName),
        .. Known.File.Called.Where(c => c.Juror.Email is null && Due.Any(d => d.Juror == c.Juror.Id)).Select(c => c.Juror.Name),
    ];

    /// <summary>Jurors who sit and have not signed the statement of impartiality.</summary>
    public IReadOnlyList<string> Unsigned =>
    [
        .. Known.File.Jurors.Where(c => Known.Plan.Sessions.Any(s => PlanEditor.Members(s).Contains(c.Juror.Id.ToString())))
            .Where(c => Known.File.Statements.GetValueOrDefault(c.Juror.Id, StatementState.Asked) is not StatementState.Signed).Select(c => c.Juror.Name),
    ];

    public Task OnGetAsync(CancellationToken ct)
    {
        ModelState.Clear();
        return ReloadAsync(ct);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        var told = await adoption.AdoptAsync(Id, Version, ct);
        TempData.SetFlash(texts["plan.adopted", ("count", told)]);
        return LocalRedirect($"/timetables/{Id}");
    }

    /// <inheritdoc />
    public async Task ReloadAsync(CancellationToken ct)
    {
        Known = await reader.OpenAsync(Id, ct);
        Version = Known.Timetable.Version;
        Due = await adoption.DueAsync(Known, ct);
    }

    private string NameOf(SummonsDue due) => Known.Names[due.Candidacy?.ToString() ?? due.Juror!.Value.ToString()];
}
