using Acquis.Data;
using Acquis.Domain;
using Acquis.Domain.Diplomas;
using Acquis.Domain.Journal;
using Acquis.Infrastructure;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Features.Diplomas.Sending;

/// <summary>What the link of a holder opens.</summary>
/// <param name="WhyNot">Why it opens nothing any more; empty where it does.</param>
public sealed record OpenedHolderLink(HolderLink Link, IReadOnlyList<HeldDocument> Documents, IReadOnlyList<Refusal> WhyNot);

/// <summary>Opens the links of holders without an account: who bears one is the holder, for the documents of that candidacy.</summary>
public sealed class OpenedDocuments(AcquisDb db, HolderLinks links, HeldDocuments held, CurrentActor actor, TimeProvider time)
{
    /// <summary>Whom holders write to: the certifying body, its address, and the address that its mail comes from.</summary>
    public async Task<string> ContactAsync(CancellationToken ct) => (await db.CertifyingBodies.AsNoTracking().SingleOrDefaultAsync(ct))?.Contact ?? "";

    /// <summary>What a link opens; null for one that was never given out.</summary>
    public async Task<OpenedHolderLink?> OpenAsync(string? text, CancellationToken ct)
    {
        if (links.Read(text) is not var (id, number) || await db.HolderLinks.AsNoTracking().SingleOrDefaultAsync(l => l.Id == id, ct) is not { } link)
            return null;

        var now = time.Now();
        if (link.WhyNotOpen(number, now).ToList() is { Count: > 0 } why)
            return new(link, [], why);

        actor.Become(new(ActorKind.Link, link.Id.Value), await db.Candidacies.Where(c => c.Id == link.CandidacyId).Select(c => c.PersonId).SingleAsync(ct));
        await using (var write = await db.BeginWriteAsync(ct))
        {
            await db.HolderLinks.Where(l => l.Id == link.Id).ExecuteUpdateAsync(l => l.SetProperty(x => x.LastOpenedAt, now), ct);
            await write.CommitAsync(ct);
        }

        return new(link, await held.OfAsync(link.CandidacyId, ct), []);
    }
}
