using Acquis.Data;
using Acquis.Domain;
using Acquis.Domain.Candidacies;
using Acquis.Domain.Decisions;
using Acquis.Infrastructure;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Features.Decisions;

/// <summary>Members who leave the room for one candidate, and ties that are found to be none.</summary>
public sealed class RecusalService(AcquisDb db, CurrentActor actor, JuryTies ties, TimeProvider time)
{
    /// <summary>The jury of a deliberation before each of these candidates.</summary>
    public Task<IReadOnlyDictionary<Id<Candidacy>, CandidateJury>> JuriesAsync(Deliberation deliberation, IReadOnlyList<Id<Candidacy>> candidacies, CancellationToken ct) =>
        ties.ReadAsync(deliberation, candidacies, ct);

    /// <summary>Records that a member left the room for a candidate, or that a tie told by a name alone is somebody else's.</summary>
    /// <exception cref="RefusedException">See <see cref="Decision.WhyNotAnswerTie"/>.</exception>
    /// <exception cref="ForbiddenException">Who asks neither runs the deliberation, nor chairs it, nor is that member.</exception>
    public async Task AnswerAsync(Id<Decision> id, TieAnswer answer, CancellationToken ct)
    {
        var decision = await db.Decisions.SingleOrNotFoundAsync(d => d.Id == id, ct);
        var deliberation = await db.FindVisibleAsync(decision.DeliberationId, actor, ct);
        var seat = deliberation.SeatOf(actor);
        if (!deliberation.IsRunBy(actor) && seat is not { IsChair: true } && !(answer.Leaves && seat?.Id == answer.Member))
            throw new ForbiddenException();

        var jury = (await ties.ReadAsync(deliberation, [decision.CandidacyId], ct))[decision.CandidacyId];
        db.Record(answer.Leaves ? decision.Recuse(deliberation, jury, answer) : decision.SetAside(deliberation, jury, answer), actor.Actor, time.Now());
        await db.SaveChangesAsync(ct);
    }
}
