using Acquis.Data;
using Acquis.Domain;
using Acquis.Domain.Decisions;
using Acquis.Domain.Juries;
using Acquis.Features.Accounts;
using Acquis.Infrastructure;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Features.Decisions;

/// <summary>Who sees a deliberation: the registrar of its certification, and the members of its jury.</summary>
public static class DeliberationAccess
{
    /// <summary>The deliberations that who asks may see.</summary>
    public static IQueryable<Deliberation> VisibleTo(this IQueryable<Deliberation> deliberations, CurrentActor actor)
    {
        var registrar = actor.Grants.Where(g => g.Role is Role.Registrar && g.CentreId is null && g.CohortId is null).ToList();
        if (actor.IsProgram || registrar.Any(g => g.IsUnlimited()))
            return deliberations;

        var certifications = registrar.Select(g => g.CertificationId!.Value).ToList();
        var account = actor.AccountId;
        return deliberations.Where(d => certifications.Contains(d.CertificationId)
            || (account != null && d.Members.Any(m => m.AccountId == account)));
    }

    /// <summary>The deliberation with its jury, if who asks may see it.</summary>
    /// <exception cref="NotFoundException">There is none, or it is not for who asks.</exception>
    public static Task<Deliberation> FindVisibleAsync(this AcquisDb db, Id<Deliberation> id, CurrentActor actor, CancellationToken ct) =>
        db.Deliberations.VisibleTo(actor).SingleOrNotFoundAsync(d => d.Id == id, ct);

    /// <summary>The seat of who asks; the program sits as the chair. Null for somebody who doesn't sit.</summary>
    public static JuryMember? SeatOf(this Deliberation deliberation, CurrentActor actor) =>
        actor.IsProgram ? deliberation.Chair : deliberation.Members.FirstOrDefault(m => m.AccountId is { } account && account == actor.AccountId);

    /// <summary>The seat of who asks before one candidate; the program sits as who presides for them.</summary>
    public static JuryMember? SeatOf(this Decision decision, Deliberation deliberation, CurrentActor actor) =>
        actor.IsProgram ? decision.ChairOf(deliberation) : deliberation.SeatOf(actor);

    /// <summary>Whether who asks runs the deliberation as registrar.</summary>
    public static bool IsRunBy(this Deliberation deliberation, CurrentActor actor) => actor.Holds(deliberation.CertificationId, Role.Registrar);

    internal static bool IsUnlimited(this Grant grant) => grant.CertificationId is null && grant.CentreId is null && grant.CohortId is null;
}
