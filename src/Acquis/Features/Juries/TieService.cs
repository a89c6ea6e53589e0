using Acquis.Data;
using Acquis.Domain;
using Acquis.Domain.Candidacies;
using Acquis.Domain.Juries;
using Acquis.Infrastructure;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Features.Juries;

/// <summary>Ties declared by whoever plans, and lifted.</summary>
public sealed class TieService(AcquisDb db, CurrentActor actor, TimeProvider time)
{
    /// <summary>Declares a tie between a juror and a candidate of a season.</summary>
    /// <exception cref="RefusedException">No reason is given, or the same pair has a tie already.</exception>
    /// <exception cref="NotFoundException">The juror or the candidate is not of that season.</exception>
    public async Task DeclareAsync(Id<Season> id, Id<Juror> juror, Id<Candidacy> candidacy, string? reason, CancellationToken ct)
    {
        var season = await db.FindVisibleAsync(id, actor, ct);
        await db.SeasonAnswers.SingleOrNotFoundAsync(a => a.SeasonId == id && a.JurorId == juror, ct);
        await db.CandidaciesOf(season).SingleOrNotFoundAsync(c => c.Id == candidacy, ct);
        if (await db.DeclaredTies.AnyAsync(t => t.JurorId == juror && t.CandidacyId == candidacy && t.LiftedAt == null, ct))
            throw new RefusedException("tie.declared-already");

        var now = time.Now();
        var (tie, fact) = DeclaredTie.Declare(Id<DeclaredTie>.New(now), juror, candidacy, reason, now);
        db.DeclaredTies.Add(tie);
        db.Record(fact, actor.Actor, now);
        await db.SaveChangesAsync(ct);
    }

    /// <summary>Lifts a tie between a juror and a candidate of a season.</summary>
    /// <exception cref="RefusedException">See <see cref="DeclaredTie.Lift"/>.</exception>
    public async Task LiftAsync(Id<Season> id, Id<DeclaredTie> tie, string? reason, CancellationToken ct)
    {
        var season = await db.FindVisibleAsync(id, actor, ct);
        var candidacies = db.CandidaciesOf(season).Select(c => c.Id);
        var row = await db.DeclaredTies.SingleOrNotFoundAsync(t => t.Id == tie && candidacies.Contains(t.CandidacyId), ct);
        var now = time.Now();
        db.Record(row.Lift(reason, now), actor.Actor, now);
        await db.SaveChangesAsync(ct);
    }
}
