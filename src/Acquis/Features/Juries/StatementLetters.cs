using Acquis.Data;
using Acquis.Domain;
using Acquis.Domain.Juries;
using Acquis.Infrastructure;
using Acquis.Infrastructure.Mail;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Features.Juries;

/// <summary>Asks jurors for their statement of impartiality, each with a link of their own.</summary>
public sealed class StatementLetters(AcquisDb db, Outbox outbox, SeasonLinks links, CurrentActor actor, TimeProvider time)
{
    /// <summary>Asks everybody called to the season who has an address and has neither signed nor refused; how many messages leave.</summary>
    /// <exception cref="RefusedException">Nobody is to be asked.</exception>
    public async Task<int> AskAsync(Id<Season> id, CancellationToken ct)
    {
        await using var write = await db.BeginWriteAsync(ct);
        await db.LockAsync("seasons", "id", id.Value, ct);
        var season = await db.FindVisibleAsync(id, actor, ct);
        var standing = await db.ImpartialityStatements.Where(s => s.SeasonId == id && s.State != StatementState.Cancelled).ToListAsync(ct);
        var done = standing.Where(s => s.State is not StatementState.Asked).Select(s => s.JurorId).ToHashSet();
        var rows = (await (
            from answer in db.SeasonAnswers
            join juror in db.Jurors on answer.JurorId equals juror.Id
            where answer.SeasonId == id && answer.ReleasedAt == null && juror.Email != null && juror.RetiredAt == null
            orderby juror.SortKey
            select new CalledJuror(juror, answer)).ToListAsync(ct)).FindAll(c => !done.Contains(c.Juror.Id));
        if (rows.Count == 0)
            throw new RefusedException("statement.nobody-to-ask");

        var institution = (await db.CertifyingBodies.AsNoTracking().SingleOrDefaultAsync(ct))?.DisplayName ?? "";
        Id<OutboxBatch>? batch = rows.Count > 1 ? outbox.Begin(MailKinds.Statement, season.Name).Id : null;
        foreach (var (juror, answer) in rows)
        {
            if (!standing.Exists(s => s.JurorId == juror.Id))
                Ask(season, juror);

            var values = new Dictionary<string, object?>
            {
                ["name"] = juror.Name,
                ["season"] = season.Name,
                ["from"] = season.StartsOn,
                ["to"] = season.EndsOn,
                ["link"] = await links.StatementAddressAsync(answer, ct),
                ["institution"] = institution,
            };
            await outbox.AddAsync(new(juror.Email!, juror.MailLanguage), MailKinds.Statement, values, ct, batch);
        }

        await db.SaveChangesAsync(ct);
        await write.CommitAsync(ct);
        return rows.Count;
    }

    private void Ask(Season season, Juror juror)
    {
        var now = time.Now();
        var (statement, fact) = ImpartialityStatement.Ask(Id<ImpartialityStatement>.New(now), season.Id, juror.Id, now);
        db.ImpartialityStatements.Add(statement);
        db.Record(fact, actor.Actor, now);
    }
}
