using Acquis.Data;
using Acquis.Domain;
using Acquis.Domain.Candidacies;
using Acquis.Domain.Decisions;
using Acquis.Domain.Juries;
using Acquis.Features.Accounts;
using Acquis.Infrastructure;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Features.Juries;

/// <summary>Who keeps the registers and who sees a season: registrars of a whole certification, as for deliberations.</summary>
public static class JuryAccess
{
    /// <summary>Refuses who is not the registrar of any whole certification: the registers serve them all.</summary>
    /// <exception cref="ForbiddenException">Who asks keeps one centre or cohort only.</exception>
    public static void RequireRegisters(this CurrentActor actor)
    {
        if (!actor.IsProgram && !actor.Grants.Any(g => g.Role is Role.Registrar && g.CentreId is null && g.CohortId is null))
            throw new ForbiddenException();
    }

    /// <summary>The seasons that who asks may see, and change.</summary>
    public static IQueryable<Season> VisibleTo(this IQueryable<Season> seasons, CurrentActor actor)
    {
        var held = actor.Grants.Where(g => g.Role is Role.Registrar && g.CentreId is null && g.CohortId is null).ToList();
        if (actor.IsProgram || held.Exists(g => g.CertificationId is null))
            return seasons;

        var certifications = held.ConvertAll(g => g.CertificationId!.Value);
        return seasons.Where(s => certifications.Contains(s.CertificationId));
    }

    /// <summary>The season, if who asks may see it.</summary>
    /// <exception cref="NotFoundException">There is none, or it is not for who asks.</exception>
    public static Task<Season> FindVisibleAsync(this AcquisDb db, Id<Season> id, CurrentActor actor, CancellationToken ct) =>
        db.Seasons.VisibleTo(actor).SingleOrNotFoundAsync(s => s.Id == id, ct);

    /// <summary>Candidacies to which a decision that stands gave the certification: they have nothing left to defend.</summary>
    public static IQueryable<Id<Candidacy>> Certified(this AcquisDb db) =>
        db.Decisions.Where(d => d.SupersededById == null && d.Verdict == Verdict.Awarded).Select(d => d.CandidacyId);

    /// <summary>Who defends in a season: the active candidates of its cohorts, and those who were chosen besides.</summary>
    public static IQueryable<Candidacy> CandidaciesOf(this AcquisDb db, Season season)
    {
        var (cohorts, chosen) = (season.Cohorts.ToList(), season.Candidacies.ToList());
        return db.Candidacies.Where(c => c.State == CandidacyState.Active && (cohorts.Contains(c.CohortId) || chosen.Contains(c.Id)));
    }
}
