using Acquis.Data;
using Acquis.Domain.Candidacies;
using Acquis.Domain.Diplomas;
using Acquis.Features.Accounts;
using Acquis.Features.Accounts.SecondFactor;
using Acquis.Infrastructure;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Features.Diplomas;

/// <summary>Keys of the names of kinds and states.</summary>
public static class DiplomaTexts
{
    /// <summary>Key of a kind's name.</summary>
    public static string Kind(DiplomaKind kind) => kind is DiplomaKind.Diploma ? "diploma.kind.diploma" : "diploma.kind.block-certificate";

    /// <summary>Key of a state's name.</summary>
    public static string State(DiplomaState state) => $"diploma.state.{state.ToString().ToLowerInvariant()}";
}

/// <summary>Who sees the register: the registrar, for the certifications that the grants cover.</summary>
public static class DiplomaAccess
{
    /// <summary>The documents that who asks may see.</summary>
    public static IQueryable<Diploma> VisibleTo(this IQueryable<Diploma> diplomas, CurrentActor actor)
    {
        var grants = actor.Grants.Where(g => g.Role is Role.Registrar && g.CentreId is null && g.CohortId is null).ToList();
        if (actor.IsProgram || grants.Exists(g => g.CertificationId is null))
            return diplomas;

        var certifications = grants.ConvertAll(g => g.CertificationId!.Value);
        return diplomas.Where(d => certifications.Contains(d.CertificationId));
    }
}

/// <summary>The register of documents, by number or by name.</summary>
[Authorize(Policies.Registrar)]
[StrongSignIn]
public sealed class IndexModel(AcquisDb db, CurrentActor actor) : PageModel
{
    /// <summary>Rows on a page.</summary>
    public const int Size = 50;

    [BindProperty(SupportsGet = true, Name = "q")]
    public string? Query { get; set; }

    [BindProperty(SupportsGet = true, Name = "p")]
    public int Number { get; set; } = 1;

    public int Total { get; private set; }

    public IReadOnlyList<Diploma> Rows { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken ct)
    {
        Number = Math.Max(1, Number);
        var rows = db.Diplomas.AsNoTracking().VisibleTo(actor);
        if (!string.IsNullOrWhiteSpace(Query))
        {
            var (text, key) = (Query.Trim(), Identity.Fold(Query));
            rows = rows.Where(d => d.Number == text || d.HolderKey.Contains(key));
        }

        Total = await rows.CountAsync(ct);
        Rows = await rows.OrderByDescending(d => d.Year).ThenByDescending(d => d.Serial).Skip((Number - 1) * Size).Take(Size).ToListAsync(ct);
    }
}
