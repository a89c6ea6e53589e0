using Acquis.Data;
using Acquis.Domain;
using Acquis.Domain.Candidacies;
using Acquis.Domain.Frameworks;
using Acquis.Domain.Juries;
using Acquis.Features.Accounts;
using Acquis.Features.Accounts.SecondFactor;
using Acquis.Features.Shared;
using Acquis.Infrastructure;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Features.Juries;

/// <summary>The rule of a certification in the list.</summary>
/// <param name="Route">For which access route; null for all.</param>
/// <param name="IsDefault">Whether nobody set it.</param>
public sealed record JuryRuleRow(Id<Certification> Certification, string Title, AccessRoute? Route, JuryRule Rule, bool IsDefault);

/// <summary>The composition rules of juries, for each certification and access route.</summary>
[Authorize(Policies.Registrar)]
[StrongSignIn]
public sealed class JuryRulesPageModel(AcquisDb db, JuryRules rules, CurrentActor actor, Texts texts) : PageModel, IReloads
{
    [BindProperty(SupportsGet = true)]
    public Id<Certification>? Certification { get; set; }

    [BindProperty(SupportsGet = true)]
    public AccessRoute? Route { get; set; }

    [BindProperty]
    public int LeastMembers { get; set; }

    [BindProperty]
    public int LeastExternalPercent { get; set; }

    [BindProperty]
    public bool ChairIsExternal { get; set; }

    [BindProperty]
    public bool CastingVote { get; set; }

    public IReadOnlyList<JuryRuleRow> Rows { get; private set; } = [];

    public IReadOnlyList<SelectListItem> Certifications { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken ct)
    {
        ModelState.Clear();
        await ReloadAsync(ct);
        var rule = (Rows.FirstOrDefault(r => r.Certification == Certification && r.Route == Route) ?? Rows.FirstOrDefault(r => r.Certification == Certification && r.Route is null))?.Rule
            ?? JuryRule.Default;
        (LeastMembers, LeastExternalPercent, ChairIsExternal, CastingVote) = (rule.LeastMembers, rule.LeastExternalPercent, rule.ChairIsExternal, rule.CastingVote);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (!ModelState.IsValid || Certification is not { } certification)
        {
            await ReloadAsync(ct);
            return this.Unprocessable();
        }

        var rule = new JuryRule { LeastMembers = LeastMembers, LeastExternalPercent = LeastExternalPercent, ChairIsExternal = ChairIsExternal, CastingVote = CastingVote };
        await rules.SetAsync(certification, Route, rule, ct);
        TempData.SetFlash(texts["jury-rule.saved"]);
        return LocalRedirect("/jury-rules");
    }

    /// <inheritdoc />
    public async Task ReloadAsync(CancellationToken ct)
    {
        actor.RequireRegisters();
        var own = (await db.Certifications.AsNoTracking().OrderBy(c => c.Code).ToListAsync(ct)).FindAll(c => actor.Holds(c.Id, Role.Registrar));
        Certifications = [.. own.Select(c => new SelectListItem(texts.In(c.Title), c.Id.ToString()))];
        Certification ??= own.Count > 0 ? own[0].Id : null;
        var set = await db.CompositionRules.AsNoTracking().ToListAsync(ct);
        Rows = [.. own.SelectMany(c => RowsOf(c, set.FindAll(r => r.CertificationId == c.Id)))];
    }

    private IEnumerable<JuryRuleRow> RowsOf(Certification certification, List<CompositionRule> set)
    {
        var title = texts.In(certification.Title);
        var forAll = set.Find(r => r.Route is null);
        yield return new(certification.Id, title, null, forAll?.Rule ?? JuryRule.Default, forAll is null);
        foreach (var rule in set.Where(r => r.Route is not null).OrderBy(r => r.Route))
        {
            yield return new(certification.Id, title, rule.Route, rule.Rule, false);
        }
    }
}
