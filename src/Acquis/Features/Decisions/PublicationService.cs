using Acquis.Data;
using Acquis.Domain;
using Acquis.Domain.Decisions;
using Acquis.Features.Accounts;
using Acquis.Features.Progress;
using Acquis.Infrastructure;
using Acquis.Infrastructure.Mail;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Features.Decisions;

/// <summary>Makes results known at the chosen moment.</summary>
public sealed class PublicationService(AcquisDb db, CurrentActor actor, Outbox outbox, ProgressService progress, TimeProvider time)
{
    /// <summary>Chooses the moment; one that has come publishes at once.</summary>
    /// <exception cref="RefusedException">Not closed, not signed, or published already.</exception>
    public async Task PublishAsync(Id<Deliberation> id, DateTimeOffset at, CancellationToken ct)
    {
        db.ChangeTracker.Clear();
        await using var write = await db.BeginWriteAsync(ct);
        await db.LockAsync("deliberations", "id", id.Value, ct);
        var deliberation = await db.FindVisibleAsync(id, actor, ct);
        if (!deliberation.IsRunBy(actor))
            throw new ForbiddenException();

        var now = time.Now();
        db.Record(deliberation.SchedulePublication(at.ToMicroseconds()), actor.Actor, now);
        if (at <= now)
            await PublishAsync(deliberation, now, ct);

        await db.SaveChangesAsync(ct);
        await write.CommitAsync(ct);
    }

    /// <summary>Publishes every deliberation whose moment has come; how many.</summary>
    public async Task<int> PublishDueAsync(CancellationToken ct)
    {
        var now = time.Now();
        var due = await db.Deliberations.IgnoreAutoIncludes().AsNoTracking()
            .Where(d => d.State == DeliberationState.Closed && d.PublishAt != null && d.PublishAt <= now)
            .Select(d => d.Id).ToListAsync(ct);
        var published = 0;
        foreach (var id in due)
        {
            db.ChangeTracker.Clear();
            await using var write = await db.BeginWriteAsync(ct);
            await db.LockAsync("deliberations", "id", id.Value, ct);
            var deliberation = await db.Deliberations.SingleAsync(d => d.Id == id, ct);
            if (deliberation.State is not DeliberationState.Closed || deliberation.PublishAt is not { } at || at > now)
                continue;

            await PublishAsync(deliberation, now, ct);
            await db.SaveChangesAsync(ct);
            await write.CommitAsync(ct);
            published++;
        }

        return published;
    }

    private async Task PublishAsync(Deliberation deliberation, DateTimeOffset now, CancellationToken ct)
    {
        var rows = await (
            from decision in db.Decisions
            join candidacy in db.Candidacies on decision.CandidacyId equals candidacy.Id
            join person in db.People on candidacy.PersonId equals person.Id
            where decision.DeliberationId == deliberation.Id
            select new { decision, person }).ToListAsync(ct);
        foreach (var decision in rows.Select(r => r.decision))
            await progress.ReleaseJuryLevelsAsync(decision.CandidacyId, decision.FrozenAt, ct);

        db.Record(deliberation.Publish([.. rows.Select(r => r.decision)], now), actor.Actor, now);
        var title = (await db.Certifications.SingleAsync(c => c.Id == deliberation.CertificationId, ct)).Title;
        var body = await db.CertifyingBodies.AsNoTracking().SingleOrDefaultAsync(ct);
        var languages = await db.MailLanguagesAsync(rows.Select(r => r.person), ct);
        var batch = outbox.Begin(MailKinds.Result, deliberation.Name);
        foreach (var row in rows.Where(r => r.person.Email is not null && r.decision.SupersededById is null))
        {
            var language = languages[row.person.Id];
            var values = new Dictionary<string, object?>
            {
                ["name"] = row.person.DisplayName,
                ["title"] = title,
                ["verdict"] = VerdictTexts.Say(Texts.All, row.decision.Verdict, row.decision.Blocks, language),
                ["institution"] = body?.DisplayName,
                ["link"] = $"{body?.PublicAddress}/candidacies/{row.decision.CandidacyId}",
            };
            await outbox.AddAsync(new(row.person.Email!, language, row.person.Id), MailKinds.Result, values, ct, batch.Id);
        }
    }
}

/// <summary>Keys of the names of verdicts.</summary>
public static class VerdictTexts
{
    /// <summary>The key of a verdict's name, such as <c>verdict.partly-awarded</c>.</summary>
    public static string Key(Verdict verdict) => $"verdict.{JsonNames.Hyphened(verdict.ToString())}";

    /// <summary>The name of a verdict, and of the blocs where it awards some of them only.</summary>
    public static string Say(Texts texts, Verdict verdict, IReadOnlyList<string> blocks, string language)
    {
        var name = texts.Get(language, Key(verdict), new Dictionary<string, object?>());
        return verdict is not Verdict.PartlyAwarded || blocks.Count == 0
            ? name
            : texts.Get(language, "verdict.with-blocks", new Dictionary<string, object?> { ["verdict"] = name, ["count"] = blocks.Count, ["blocks"] = string.Join(", ", blocks) });
    }

    /// <summary>The key of a pronounced verdict in one word, for narrow lists.</summary>
    public static string Short(Verdict verdict) => $"verdict.short.{JsonNames.Hyphened(verdict.ToString())}";
}

/// <summary>Names of enumerations in keys.</summary>
internal static class JsonNames
{
    public static string Hyphened(string name) => System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName(name);
}

/// <summary>Publishes what is due, from the database alone: a restart resumes, several nodes do not publish twice.</summary>
public sealed partial class PublicationJob(IServiceScopeFactory scopes, TimeProvider time, ILogger<PublicationJob> log) : TurnWorker(TimeSpan.FromSeconds(20), time)
{
    /// <inheritdoc />
    protected override async Task<bool> TurnAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<PublicationService>().PublishDueAsync(ct);
        return false;
    }

    /// <inheritdoc />
    protected override void Tell(Exception fault) => LogFailure(log, fault);

    [LoggerMessage(EventId = 4101, Level = LogLevel.Error, Message = "Publishing results failed; it is tried again.")]
    private static partial void LogFailure(ILogger log, Exception exception);
}
