using Acquis.Data;
using Acquis.Domain;
using Acquis.Domain.Frameworks;
using Acquis.Features.Accounts;
using Acquis.Infrastructure;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace Acquis.Features.Juries;

/// <summary>Opens a season of defences: for which certification, then who, when and how.</summary>
[Authorize(Policies.Registrar)]
public sealed class NewSeasonModel(AcquisDb db, SeasonService seasons, CurrentActor actor, Texts texts) : PageModel, IReloads
{
    [BindProperty(SupportsGet = true)]
    public Id<Certification>? Certification { get; set; }

    [BindProperty]
    public SeasonForm Form { get; set; } = new();

    [BindProperty]
    public DateOnly? FirstDay { get; set; }

    [BindProperty]
    public DateOnly? LastDay { get; set; }

    [BindProperty]
    public TimeOnly? MorningFrom { get; set; } = new(8, 30);

    [BindProperty]
    public TimeOnly? MorningTo { get; set; } = new(12, 30);

    [BindProperty]
    public TimeOnly? AfternoonFrom { get; set; } = new(13, 30);

    [BindProperty]
    public TimeOnly? AfternoonTo { get; set; } = new(17, 30);

    [BindProperty]
    public bool Weekends { get; set; }

    public IReadOnlyList<SelectListItem> Certifications { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken ct)
    {
        ModelState.Clear();
        await ReloadAsync(ct);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (Certification is not { } certification)
            throw new NotFoundException();

        Require(nameof(FirstDay), FirstDay);
        Require(nameof(LastDay), LastDay);
        Require($"{nameof(Form)}.{nameof(Form.AnswersUntil)}", Form.AnswersUntil);
        if (!ModelState.IsValid)
        {
            await ReloadAsync(ct);
            return this.Unprocessable();
        }

        var season = await seasons.OpenAsync(certification, Form.ToPlan([], [.. HalfDayLines.Between(FirstDay!.Value, LastDay!.Value, Weekends, [.. Hours()])]), ct);
        return LocalRedirect($"/seasons/{season.Id}");
    }

    /// <inheritdoc />
    public async Task ReloadAsync(CancellationToken ct)
    {
        actor.RequireRegisters();
        var own = (await JuryChoices.CertificationsAsync(db, texts, ct)).Where(c => actor.Holds(Id<Certification>.Parse(c.Value), Role.Registrar)).ToList();
        Certifications = [.. own.Select(c => new SelectListItem(c.Text, c.Value))];
        if (Certification is null && own.Count == 1)
            Certification = Id<Certification>.Parse(own[0].Value);

        if (Certification is { } certification)
            await Form.LoadAsync(db, actor, certification, ct);
    }

    private IEnumerable<(TimeOnly From, TimeOnly To)> Hours()
    {
        if (MorningFrom is { } from && MorningTo is { } to)
            yield return (from, to);

        if (AfternoonFrom is { } start && AfternoonTo is { } end)
            yield return (start, end);
    }

    private void Require(string field, DateOnly? value)
    {
        if (value is null)
            ModelState.TryAddModelError(field, FormMessages.Required);
    }
}
