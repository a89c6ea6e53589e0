using System.Text.Json.Nodes;
using Acquis.Data;
using Acquis.Domain;
using Acquis.Domain.Decisions;
using Acquis.Features.Frameworks;
using Acquis.Infrastructure;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Features.Decisions;

/// <summary>Exports decisions as files that anybody can check offline.</summary>
public sealed class DecisionExport(AcquisDb db, CurrentActor actor, FrameworkCatalogue frameworks)
{
    /// <summary>Canonical JSON of a decision.</summary>
    /// <exception cref="NotFoundException">There is none, or it is not for who asks.</exception>
    /// <exception cref="RefusedException">Nothing is pronounced yet.</exception>
    public async Task<string> WriteAsync(Id<Decision> id, CancellationToken ct)
    {
        var decision = await db.Decisions.AsNoTracking().SingleOrNotFoundAsync(d => d.Id == id, ct);
        var deliberation = await db.FindVisibleAsync(decision.DeliberationId, actor, ct);
        if (decision.Verdict is Verdict.Pending)
            throw new RefusedException("decision.not-pronounced");

        var framework = await frameworks.GetAsync(db, decision.FrameworkVersionId, ct);
        var hash = await db.FrameworkVersions.Where(v => v.Id == decision.FrameworkVersionId).Select(v => v.Hash).SingleAsync(ct);
        var file = new DecisionFile(
            DecisionFile.Version1,
            decision.Id.Value,
            decision.SupersedesId?.Value,
            decision.Pseudonym,
            new(framework.Code, framework.Edition, hash, JsonNode.Parse(FrameworkJson.ToJson(RulesOnly.Of(framework)))!),
            decision.Facts(),
            decision.FactsHash,
            decision.Proposal(),
            decision.Verdict,
            decision.Blocks,
            decision.Basis!.Value,
            decision.MotiveHash is null ? null : new(decision.Motive, decision.MotiveSalt!, decision.MotiveHash),
            [.. deliberation.Members.Select(m => new SeatOfDecision(m.Quality, m.IsExternal, m.IsChair, m.IsPresent))],
            new(decision.FrozenAt, decision.PronouncedAt!.Value, deliberation.ClosedAt, decision.PublishedAt),
            null);
        return DecisionRecords.Canonical(file.Sealed());
    }
}
