using System.Security.Cryptography;
using System.Text;
using Acquis.Data;
using Acquis.Domain;
using Acquis.Domain.Candidacies;
using Acquis.Domain.Journal;
using Acquis.Domain.Juries;
using Acquis.Infrastructure;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Features.Juries;

/// <summary>A tie that a juror names while signing.</summary>
public sealed record NamedTie(Id<Candidacy> Candidacy, string Reason);

/// <summary>Statements of impartiality: signed or refused by the signed link, cancelled by whoever plans.</summary>
public sealed class StatementService(AcquisDb db, AvailabilityService links, CurrentActor actor, TimeProvider time)
{
    /// <summary>The statement of a juror that was not cancelled, or null.</summary>
    public Task<ImpartialityStatement?> CurrentAsync(Id<Season> season, Id<Juror> juror, CancellationToken ct) =>
        db.ImpartialityStatements.Where(s => s.SeasonId == season && s.JurorId == juror && s.State != StatementState.Cancelled).OrderByDescending(s => s.Id).FirstOrDefaultAsync(ct);

    /// <summary>The bearer of a link signs, and names ties with some candidates.</summary>
    /// <param name="text">The text that stood on the page.</param>
    /// <exception cref="NotFoundException">The link was never given out, or no statement was asked for.</exception>
    /// <exception cref="RefusedException">The link ended, or see <see cref="ImpartialityStatement.Sign"/>.</exception>
    public async Task SignAsync(string? link, string text, IReadOnlyList<NamedTie> ties, CancellationToken ct)
    {
        await using var write = await db.BeginWriteAsync(ct);
        var (opened, statement) = await FindAsync(link, ct);
        var (now, bearer) = (time.Now(), new Actor(ActorKind.Link, opened.Answer.Id.Value));
        db.Record(statement.Sign(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text))), now), bearer, now);
        var candidacies = await db.CandidaciesOf(opened.Season).Select(c => c.Id).ToListAsync(ct);
        var known = await db.DeclaredTies.Where(t => t.JurorId == opened.Juror.Id && t.LiftedAt == null).Select(t => t.CandidacyId).ToListAsync(ct);
        foreach (var named in ties.Where(t => candidacies.Contains(t.Candidacy) && !known.Contains(t.Candidacy)).DistinctBy(t => t.Candidacy))
        {
            var (tie, fact) = DeclaredTie.Declare(Id<DeclaredTie>.New(now), opened.Juror.Id, named.Candidacy, named.Reason, now);
            db.DeclaredTies.Add(tie);
            db.Record(fact, bearer, now);
        }

        await db.SaveChangesAsync(ct);
        await write.CommitAsync(ct);
    }

    /// <summary>The bearer of a link refuses.</summary>
    /// <exception cref="NotFoundException">The link was never given out, or no statement was asked for.</exception>
    /// <exception cref="RefusedException">The link ended, or see <see cref="ImpartialityStatement.Refuse"/>.</exception>
    public async Task RefuseAsync(string? link, string? reason, CancellationToken ct)
    {
        var (opened, statement) = await FindAsync(link, ct);
        var now = time.Now();
        db.Record(statement.Refuse(reason, now), new(ActorKind.Link, opened.Answer.Id.Value), now);
        await db.SaveChangesAsync(ct);
    }

    /// <summary>Cancels the statement of a juror.</summary>
    /// <exception cref="NotFoundException">None stands.</exception>
    /// <exception cref="RefusedException">No reason is given.</exception>
    public async Task CancelAsync(Id<Season> id, Id<Juror> juror, string? reason, CancellationToken ct)
    {
        await db.FindVisibleAsync(id, actor, ct);
        var statement = await CurrentAsync(id, juror, ct) ?? throw new NotFoundException();
        db.Record(statement.Cancel(reason), actor.Actor, time.Now());
        await db.SaveChangesAsync(ct);
    }

    private async Task<(OpenedLink Opened, ImpartialityStatement Statement)> FindAsync(string? link, CancellationToken ct)
    {
        var opened = await links.OpenAsync(link, ct) ?? throw new NotFoundException();
        Refusal.ThrowIfAny(opened.WhyNot);
        return (opened, await CurrentAsync(opened.Season.Id, opened.Juror.Id, ct) ?? throw new NotFoundException());
    }
}
