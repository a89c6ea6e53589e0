using Acquis.Data;
using Acquis.Domain;
using Acquis.Domain.Candidacies;
using Acquis.Domain.Diplomas;
using Acquis.Features.Decisions;
using Acquis.Features.Frameworks;
using Acquis.Infrastructure;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Features.Diplomas.Sharing;

/// <summary>What a holder asks of a link to share.</summary>
/// <param name="Label">For whom it is, or null.</param>
public sealed record SharingAsked(Id<Diploma> Diploma, SharingTerm Term, bool ShowsLevels, string? Label);

/// <summary>One's own link with the document that it opens.</summary>
public sealed record OwnLink(SharedLink Link, Diploma Diploma);

/// <summary>Links by which holders show a document to others for some time: made, listed and ended by the holder, opened by anybody.</summary>
public sealed class SharingService(AcquisDb db, CurrentActor actor, CredentialVerification verification, FrameworkCatalogue frameworks, TimeProvider time)
{
    private Id<Person> Holder => actor.PersonId ?? throw new NotFoundException();

    /// <summary>One's own documents that hold and can be shared, the newest first.</summary>
    public async Task<IReadOnlyList<Diploma>> DocumentsAsync(CancellationToken ct) => actor.PersonId is not { } person ? []
        : await db.Diplomas.AsNoTracking().Where(d => d.PersonId == person && d.State == DiplomaState.Valid)
            .OrderByDescending(d => d.Year).ThenByDescending(d => d.Serial).ToListAsync(ct);

    /// <summary>One's own links, the newest first.</summary>
    public async Task<IReadOnlyList<OwnLink>> ListAsync(CancellationToken ct) => actor.PersonId is not { } person ? []
        : await (
            from link in db.SharedLinks.AsNoTracking()
            join diploma in db.Diplomas.AsNoTracking() on link.DiplomaId equals diploma.Id
            where diploma.PersonId == person
            orderby link.Id descending
            select new OwnLink(link, diploma)).ToListAsync(ct);

    /// <summary>Makes a link; its secret is returned once and kept nowhere.</summary>
    /// <exception cref="NotFoundException">The document is not one's own.</exception>
    /// <exception cref="RefusedException">See <see cref="SharedLink.Make"/>.</exception>
    public async Task<string> MakeAsync(SharingAsked asked, CancellationToken ct)
    {
        var (person, now, secret) = (Holder, time.Now(), LinkSecret.New());
        await using var write = await db.BeginWriteAsync(ct);
        await db.LockAsync("diplomas", "id", asked.Diploma.Value, ct);
        var diploma = await db.Diplomas.SingleOrNotFoundAsync(d => d.Id == asked.Diploma && d.PersonId == person, ct);
        var open = await db.SharedLinks.CountAsync(l => l.DiplomaId == diploma.Id && l.EndedAt == null && l.ExpiresAt > now, ct);
        var (link, fact) = SharedLink.Make(
            Id<SharedLink>.New(now), diploma, LinkSecret.HashOf(secret)!, asked.Term, asked.ShowsLevels, asked.Label, open, now);
        db.Add(link);
        db.Record(fact, actor.Actor, now);
        await db.SaveChangesAsync(ct);
        await write.CommitAsync(ct);
        return secret;
    }

    /// <summary>Ends one of one's own links.</summary>
    /// <exception cref="NotFoundException">It is not one's own.</exception>
    /// <exception cref="RefusedException">It has ended already.</exception>
    public async Task EndAsync(Id<SharedLink> id, CancellationToken ct)
    {
        var person = Holder;
        var link = await db.SharedLinks.SingleOrNotFoundAsync(l => l.Id == id && db.Diplomas.Any(d => d.Id == l.DiplomaId && d.PersonId == person), ct);
        var now = time.Now();
        db.Record(link.End(now), actor.Actor, now);
        await db.SaveChangesAsync(ct);
    }

    /// <summary>What a link opens, and that it was opened; null for one that was never given out.</summary>
    /// <param name="isPreview">Whether a program looks at it before a person does: that is no opening.</param>
    public async Task<OpenedShare?> OpenAsync(string? secret, bool isPreview, CancellationToken ct)
    {
        var (hash, now) = (LinkSecret.HashOf(secret), time.Now());
        if (hash is null || await db.SharedLinks.AsNoTracking().SingleOrDefaultAsync(l => l.Hash == hash, ct) is not { } link)
            return null;

        if (!link.IsOpen(now))
            return new(link, null);

        var diploma = await db.Diplomas.AsNoTracking().SingleAsync(d => d.Id == link.DiplomaId, ct);
        if (!isPreview)
            await CountAsync(link.Id, now, ct);

        var document = await verification.DocumentAsync(diploma, ct);
        return new(link, document with { IsForSomeTime = true, Levels = link.ShowsLevels && document.IsInForce ? await LevelsAsync(document, ct) : null });
    }

    // Only what counts how often it was opened: whoever opens is not told to anybody, and is no fact.
    private async Task CountAsync(Id<SharedLink> link, DateTimeOffset now, CancellationToken ct)
    {
        await using var write = await db.BeginWriteAsync(ct);
        await db.SharedLinks.Where(l => l.Id == link)
            .ExecuteUpdateAsync(l => l.SetProperty(x => x.Openings, x => x.Openings + 1).SetProperty(x => x.LastOpenedAt, now), ct);
        await write.CommitAsync(ct);
    }

    private async Task<SharedLevels> LevelsAsync(VerifiedDocument document, CancellationToken ct)
    {
        var decision = await db.Decisions.AsNoTracking().SingleAsync(d => d.Id == document.Diploma.DecisionId, ct);
        var framework = await frameworks.GetAsync(db, decision.FrameworkVersionId, ct);
        var levels = decision.Facts().Levels.ToDictionary(l => l.Competence, l => l.Level);
        var attested = document.Mentions.Blocks.Select(b => b.Code).ToHashSet();
        return new(framework.Scale, [.. framework.Blocks.Where(b => attested.Contains(b.Code)).Select(b => new LevelledBlock(
            b.Code, b.Title, [.. b.Competences.Select(c => new LevelledCompetence(c.Code, c.Name ?? c.Text, levels.GetValueOrDefault(c.Code)))]))]);
    }
}

/// <summary>What a link to share opens.</summary>
/// <param name="Document">The document; null where the link has ended.</param>
public sealed record OpenedShare(SharedLink Link, VerifiedDocument? Document);
