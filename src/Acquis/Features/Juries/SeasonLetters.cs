using Acquis.Data;
using Acquis.Domain;
using Acquis.Domain.Juries;
using Acquis.Features.Accounts;
using Acquis.Infrastructure;
using Acquis.Infrastructure.Mail;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Features.Juries;

/// <summary>Asks jurors by mail, each with a link of their own, and reminds those who have not answered.</summary>
public sealed class SeasonLetters(AcquisDb db, Outbox outbox, SeasonLinks links, CurrentActor actor, TimeProvider time)
{
    /// <summary>Asks for availability; how many messages leave.</summary>
    /// <param name="chosen">Whom, or null for everybody who was called and has not answered.</param>
    /// <exception cref="RefusedException">The deadline is over, or nobody of them can be asked: released, or without an address.</exception>
    public async Task<int> AskAsync(Id<Season> id, IReadOnlyCollection<Id<SeasonAnswer>>? chosen, CancellationToken ct)
    {
        await using var write = await db.BeginWriteAsync(ct);
        await db.LockAsync("seasons", "id", id.Value, ct);
        var season = await db.FindVisibleAsync(id, actor, ct);
        if (season.CivilDate(time.GetUtcNow()) > season.AnswersUntil)
            throw new RefusedException("season-answer.deadline-over", ("until", season.AnswersUntil));

        var rows = await (
            from answer in db.SeasonAnswers
            join juror in db.Jurors on answer.JurorId equals juror.Id
            where answer.SeasonId == id && answer.ReleasedAt == null && juror.Email != null && juror.RetiredAt == null
                && (chosen == null ? answer.AnsweredAt == null : chosen.Contains(answer.Id))
            orderby juror.SortKey
            select new CalledJuror(juror, answer)).ToListAsync(ct);
        if (rows.Count == 0)
            throw new RefusedException("season-answer.nobody-to-ask");

        var institution = (await db.CertifyingBodies.AsNoTracking().SingleOrDefaultAsync(ct))?.DisplayName ?? "";
        Id<OutboxBatch>? batch = rows.Count > 1 ? outbox.Begin(MailKinds.Availability, season.Name).Id : null;
        foreach (var row in rows)
        {
            await AskAsync(season, row, institution, batch, ct);
        }

        await db.SaveChangesAsync(ct);
        await write.CommitAsync(ct);
        return rows.Count;
    }

    /// <summary>Ends every link that was sent to a juror, and sends a new one where they have an address.</summary>
    public async Task RenewAsync(Id<Season> id, Id<SeasonAnswer> answer, CancellationToken ct)
    {
        var season = await db.FindVisibleAsync(id, actor, ct);
        var row = await db.SeasonAnswers.SingleOrNotFoundAsync(a => a.Id == answer && a.SeasonId == id, ct);
        var juror = await db.Jurors.SingleAsync(j => j.Id == row.JurorId, ct);
        db.Record(row.RenewLink(), actor.Actor, time.Now());
        if (juror.Email is not null && !row.IsReleased)
            await AskAsync(season, new(juror, row), (await db.CertifyingBodies.AsNoTracking().SingleOrDefaultAsync(ct))?.DisplayName ?? "", null, ct);

        await db.SaveChangesAsync(ct);
    }

    private async Task AskAsync(Season season, CalledJuror called, string institution, Id<OutboxBatch>? batch, CancellationToken ct)
    {
        var (juror, answer) = called;
        var values = new Dictionary<string, object?>
        {
            ["name"] = juror.Name,
            ["season"] = season.Name,
            ["from"] = season.StartsOn,
            ["to"] = season.EndsOn,
            ["deadline"] = season.AnswersUntil,
            ["link"] = await links.AddressAsync(answer, ct),
            ["institution"] = institution,
        };
        var kind = answer.Asked > 0 ? MailKinds.AvailabilityAgain : MailKinds.Availability;
        var fact = answer.Ask(time.Now());
        await outbox.AddAsync(new(juror.Email!, juror.MailLanguage), kind, values, ct, batch);
        db.Record(fact, actor.Actor, time.Now());
    }
}
