using Acquis.Data;
using Acquis.Domain;
using Acquis.Domain.Juries;
using Acquis.Features.Shared;
using Acquis.Infrastructure;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Features.Juries.Planning;

/// <summary>A summons of a season in the list of all.</summary>
/// <param name="HasAddress">Whether messages reach them.</param>
/// <param name="Next">Day of the next reminder; null for none.</param>
public sealed record SummonsRow(Summons Summons, string Name, bool HasAddress, DateOnly? Next);

/// <summary>Who is summoned to what in a season, who was reminded and when; reminders are stopped and resumed.</summary>
[Authorize(Policies.Registrar)]
public sealed class SummonsesModel(AcquisDb db, SummonsLinks links, ReminderService reminders, CurrentActor actor, Texts texts) : PageModel, IReloads
{
    [BindProperty(SupportsGet = true)]
    public Id<Season> Id { get; set; }

    /// <summary>Whom somebody looks for, as typed.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Q { get; set; }

    /// <summary>Number of the page, from 1.</summary>
    [BindProperty(SupportsGet = true)]
    public int P { get; set; } = 1;

    public Season Season { get; private set; } = null!;

    /// <summary>Candidates by time, then jurors by time; those called off last.</summary>
    public IReadOnlyList<SummonsRow> Rows { get; private set; } = [];

    /// <summary>Those of the name that was typed.</summary>
    public IReadOnlyList<SummonsRow> Found => [.. Rows.Where(r => NameFilter.Bears(r.Name, Q))];

    public int WithoutAddress => Rows.Where(r => r.Summons.Holds && !r.HasAddress).DistinctBy(r => r.Name).Count();

    public Task OnGetAsync(CancellationToken ct) => ReloadAsync(ct);

    public async Task<IActionResult> OnPostStopAsync(CancellationToken ct)
    {
        await reminders.StopAsync(Id, ct);
        TempData.SetFlash(texts["summonses.stopped-now"]);
        return LocalRedirect($"/seasons/{Id}/summonses");
    }

    public async Task<IActionResult> OnPostResumeAsync(CancellationToken ct)
    {
        await reminders.ResumeAsync(Id, ct);
        TempData.SetFlash(texts["summonses.resumed-now"]);
        return LocalRedirect($"/seasons/{Id}/summonses");
    }

    /// <summary>What was reminded of, in words: « 7 jours avant, 1 jour avant ».</summary>
    public string RemindedOf(Summons summons) => string.Join(", ", summons.Reminded.Select(d => texts["summonses.days-before", ("count", d)]));

    /// <summary>The page that somebody summoned sees.</summary>
    public string LinkOf(Summons summons) => $"/summons?link={links.Sign(new(summons.SeasonId, summons.CandidacyId, summons.JurorId))}";

    /// <inheritdoc />
    public async Task ReloadAsync(CancellationToken ct)
    {
        Season = await db.Seasons.AsNoTracking().VisibleTo(actor).SingleOrNotFoundAsync(s => s.Id == Id, ct);
        var candidates = await (
            from summons in db.Summons.AsNoTracking()
            join candidacy in db.Candidacies on summons.CandidacyId equals candidacy.Id
            join person in db.People on candidacy.PersonId equals person.Id
            where summons.SeasonId == Id
            select new { summons, person }).ToListAsync(ct);
        var jurors = await (
            from summons in db.Summons.AsNoTracking()
            join juror in db.Jurors on summons.JurorId equals juror.Id
            where summons.SeasonId == Id
            select new { summons, juror }).ToListAsync(ct);
        Rows =
        [
            .. candidates.Select(c => RowOf(c.summons, c.person.DisplayName, c.person.Email)).Concat(jurors.Select(j => RowOf(j.summons, j.juror.Name, j.juror.Email)))
                .OrderBy(r => !r.Summons.Holds).ThenBy(r => r.Summons.CandidacyId is null).ThenBy(r => r.Summons.Terms.Start).ThenBy(r => r.Name, StringComparer.CurrentCulture),
        ];
    }

    private SummonsRow RowOf(Summons summons, string name, string? address) => new(
        summons, name, address is not null,
        summons.Holds && Season.RemindersStoppedAt is null
            ? Season.RemindDays.Where(d => !summons.Reminded.Contains(d)).Select(d => summons.Terms.Day.AddDays(-d))
                .Where(d => d > Season.CivilDate(summons.SentAt)).OrderBy(d => d).Select(d => (DateOnly?)d).FirstOrDefault()
            : null);
}
