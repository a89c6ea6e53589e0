using Acquis.Data;
using Acquis.Domain;
using Acquis.Domain.Candidacies;
using Acquis.Domain.Juries;
using Acquis.Features.Shared;
using Acquis.Features.Shared.Tags;
using Acquis.Infrastructure;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Features.Juries;

/// <summary>Who defends in a season, with the measures granted to them; candidates of other cohorts can be added.</summary>
[Authorize(Policies.Registrar)]
public sealed class SeasonCandidatesModel(AcquisDb db, SeasonReader reader, SeasonService seasons, Texts texts) : PageModel, IReloads
{
    /// <summary>Most candidates of other cohorts that the page offers.</summary>
    private const int MostOthers = 300;

    [BindProperty(SupportsGet = true)]
    public Id<Season> Id { get; set; }

    /// <summary>The candidate whose measures are to be changed.</summary>
    [BindProperty(SupportsGet = true)]
    public Id<Candidacy>? Candidacy { get; set; }

    [BindProperty]
    public int Version { get; set; }

    [BindProperty]
    public bool Extended { get; set; }

    [BindProperty]
    public List<string> Features { get; set; } = [];

    [BindProperty]
    public List<string> Unavailable { get; set; } = [];

    /// <summary>Candidates chosen besides the cohorts.</summary>
    [BindProperty]
    public List<Guid> Chosen { get; set; } = [];

    /// <summary>Whom somebody looks for, as typed.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Q { get; set; }

    /// <summary>Number of the page, from 1.</summary>
    [BindProperty(SupportsGet = true)]
    public int P { get; set; } = 1;

    public SeasonFile Known { get; private set; } = null!;

    /// <summary>Those of the name that was typed.</summary>
    public IReadOnlyList<SeasonCandidate> Found => [.. Known.Candidates.Where(c => NameFilter.Bears(c.Person.DisplayName, Q))];

    public SeasonCandidate? Current => Known.Candidates.FirstOrDefault(c => c.Candidacy.Id == Candidacy);

    public IReadOnlyList<Choice> Others { get; private set; } = [];

    public IReadOnlyList<Choice> AllFeatures =>
        [.. Room.KnownFeatures.Concat(Known.Rooms.SelectMany(r => r.Room.Features)).Distinct().Select(f => new Choice(f, texts.FeatureName(f)))];

    public async Task OnGetAsync(CancellationToken ct)
    {
        await ReloadAsync(ct);
        (Version, Chosen) = (Known.Season.Version, [.. Known.Season.Candidacies.Select(c => c.Value)]);
        if (Current?.Needs is { } needs)
            (Extended, Features, Unavailable) = (needs.Extended, [.. needs.Features], [.. needs.Unavailable]);
    }

    public async Task<IActionResult> OnPostNeedsAsync(CancellationToken ct)
    {
        await seasons.GrantAsync(Id, Version, new(Candidacy ?? default, Extended, Features, Unavailable), ct);
        TempData.SetFlash(texts["season.needs.saved"]);
        return LocalRedirect($"/seasons/{Id}/candidates");
    }

    public async Task<IActionResult> OnPostOthersAsync(CancellationToken ct)
    {
        await seasons.ChooseAsync(Id, Version, [.. Chosen.Select(c => new Id<Candidacy>(c))], ct);
        TempData.SetFlash(texts["season.others.saved"]);
        return LocalRedirect($"/seasons/{Id}/candidates");
    }

    /// <summary>The measures in a few words.</summary>
    public string NeedsIn(SeasonCandidate candidate) => candidate.Needs is not { } needs ? "" : string.Join(", ",
    [
        .. needs.Extended ? new[] { texts["season.needs.extended.short", ("minutes", Known.Season.Format.ExtendedMinutes)] } : [],
        .. needs.Features.Select(texts.FeatureName),
        .. needs.Unavailable.Count > 0 ? new[] { texts["season.needs.away", ("count", needs.Unavailable.Count)] } : [],
    ]);

    /// <inheritdoc />
    public async Task ReloadAsync(CancellationToken ct)
    {
        Known = await reader.ReadAsync(Id, ct);
        var (certification, cohorts, chosen) = (Known.Season.CertificationId, Known.Season.Cohorts.ToList(), Known.Season.Candidacies.ToList());
        var certified = db.Certified();
        var rows = await (
            from candidacy in db.Candidacies.AsNoTracking()
            join cohort in db.Cohorts.AsNoTracking() on candidacy.CohortId equals cohort.Id
            join person in db.People.AsNoTracking() on candidacy.PersonId equals person.Id
            where cohort.CertificationId == certification && candidacy.State == CandidacyState.Active && !cohorts.Contains(cohort.Id)
                && (chosen.Contains(candidacy.Id) || !certified.Contains(candidacy.Id))
            orderby chosen.Contains(candidacy.Id) descending, cohort.Name, person.SortKey
            select new { candidacy.Id, person, cohort.Name }).Take(MostOthers).ToListAsync(ct);
        Others = rows.ConvertAll(r => new Choice(r.Id.ToString(), r.person.DisplayName, r.Name));
    }
}
