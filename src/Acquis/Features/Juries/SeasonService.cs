using Acquis.Data;
using Acquis.Domain;
using Acquis.Domain.Candidacies;
using Acquis.Domain.Frameworks;
using Acquis.Domain.Juries;
using Acquis.Features.Accounts;
using Acquis.Infrastructure;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Features.Juries;

/// <summary>Seasons of defences: opened, changed, jurors called and released, measures granted.</summary>
public sealed class SeasonService(AcquisDb db, CurrentActor actor, TimeProvider time)
{
    /// <summary>Opens a season for a certification.</summary>
    /// <exception cref="RefusedException">See <see cref="SeasonPlan.WhyNot"/>; or a cohort, a candidate or a room is not of this certification or does not exist.</exception>
    /// <exception cref="ForbiddenException">Who asks is not the registrar of that certification.</exception>
    public async Task<Season> OpenAsync(Id<Certification> certification, SeasonPlan plan, CancellationToken ct)
    {
        if (!actor.Holds(certification, Role.Registrar))
            throw new ForbiddenException();

        await db.Certifications.SingleOrNotFoundAsync(c => c.Id == certification, ct);
        await ThrowIfForeignAsync(certification, plan, ct);
        var now = time.Now();
        var (season, fact) = Season.Open(Id<Season>.New(now), certification, plan);
        db.Seasons.Add(season);
        db.Record(fact, actor.Actor, now);
        await db.SaveChangesAsync(ct);
        return season;
    }

    /// <summary>Changes what a season is made of.</summary>
    /// <exception cref="RefusedException">See <see cref="OpenAsync"/>.</exception>
    /// <exception cref="StaleException">Somebody else changed it since <paramref name="version"/>.</exception>
    public async Task ChangeAsync(Id<Season> id, int version, SeasonPlan plan, CancellationToken ct)
    {
        var season = await db.FindVisibleAsync(id, actor, ct);
        season.Version.ThrowIfStale(version);
        await ThrowIfForeignAsync(season.CertificationId, plan, ct);
        db.Record(season.Change(plan), actor.Actor, time.Now());
        await db.SaveChangesAsync(ct);
    }

    /// <summary>Chooses the candidates of other cohorts who defend too, in place of those before.</summary>
    /// <exception cref="RefusedException">One of them is not of this certification, a jury gave them the certification already, or nobody is left.</exception>
    public async Task ChooseAsync(Id<Season> id, int version, IReadOnlyList<Id<Candidacy>> candidacies, CancellationToken ct)
    {
        var season = await db.FindVisibleAsync(id, actor, ct);
        var added = candidacies.Except(season.Candidacies).ToList();
        if (await db.Certified().AnyAsync(c => added.Contains(c), ct))
            throw new RefusedException("season.candidate-certified");

        await ChangeAsync(id, version, season.Plan with { Candidacies = candidacies }, ct);
    }

    /// <summary>Records the measures granted to a candidate.</summary>
    /// <exception cref="RefusedException">See <see cref="Season.Grant"/>.</exception>
    /// <exception cref="NotFoundException">The candidate does not defend in this season.</exception>
    public async Task GrantAsync(Id<Season> id, int version, CandidateNeeds needs, CancellationToken ct)
    {
        var season = await db.FindVisibleAsync(id, actor, ct);
        season.Version.ThrowIfStale(version);
        await db.CandidaciesOf(season).SingleOrNotFoundAsync(c => c.Id == needs.Candidacy, ct);
        db.Record(season.Grant(needs), actor.Actor, time.Now());
        await db.SaveChangesAsync(ct);
    }

    /// <summary>Calls jurors; who is called already stays so. How many were called anew.</summary>
    /// <exception cref="RefusedException">Nobody is chosen, or one of them has left the register.</exception>
    public async Task<int> CallAsync(Id<Season> id, IReadOnlyCollection<Id<Juror>> jurors, CancellationToken ct)
    {
        await using var write = await db.BeginWriteAsync(ct);
        await db.LockAsync("seasons", "id", id.Value, ct);
        var season = await db.FindVisibleAsync(id, actor, ct);
        var people = await db.Jurors.Where(j => jurors.Contains(j.Id)).ToListAsync(ct);
        if (people.Count == 0)
            throw new RefusedException("season.nobody-chosen");

        var answers = await db.SeasonAnswers.Where(a => a.SeasonId == id).ToDictionaryAsync(a => a.JurorId, ct);
        var (now, called) = (time.Now(), 0);
        foreach (var juror in people)
        {
            if (Call(season, juror, answers.GetValueOrDefault(juror.Id), now) is not { } fact)
                continue;

            db.Record(fact, actor.Actor, now);
            called++;
        }

        await db.SaveChangesAsync(ct);
        await write.CommitAsync(ct);
        return called;
    }

    /// <summary>Releases a juror from a season.</summary>
    /// <exception cref="RefusedException">They were released already.</exception>
    public async Task ReleaseAsync(Id<Season> id, Id<SeasonAnswer> answer, CancellationToken ct)
    {
        await db.FindVisibleAsync(id, actor, ct);
        var row = await db.SeasonAnswers.SingleOrNotFoundAsync(a => a.Id == answer && a.SeasonId == id, ct);
        var now = time.Now();
        db.Record(row.Release(now), actor.Actor, now);
        await db.SaveChangesAsync(ct);
    }

    private JurorCalled? Call(Season season, Juror juror, SeasonAnswer? answer, DateTimeOffset now)
    {
        if (answer is not null)
            return answer.IsReleased ? answer.CallAgain(now) : null;

        var (added, fact) = SeasonAnswer.Call(Id<SeasonAnswer>.New(now), season, juror, now);
        db.SeasonAnswers.Add(added);
        return fact;
    }

    private async Task ThrowIfForeignAsync(Id<Certification> certification, SeasonPlan plan, CancellationToken ct)
    {
        var (cohorts, candidacies, rooms) = (plan.Cohorts.Distinct().ToList(), plan.Candidacies.Distinct().ToList(), plan.Rooms.Distinct().ToList());
        var found = await db.Cohorts.CountAsync(c => cohorts.Contains(c.Id) && c.CertificationId == certification, ct);
        var active = await db.Candidacies.CountAsync(
            c => candidacies.Contains(c.Id) && c.State == CandidacyState.Active && db.Cohorts.Any(k => k.Id == c.CohortId && k.CertificationId == certification), ct);
        if (found != cohorts.Count || active != candidacies.Count)
            throw new RefusedException("season.candidates-of-another");

        if (await db.Rooms.CountAsync(r => rooms.Contains(r.Id), ct) != rooms.Count)
            throw new RefusedException("season.room-unknown");
    }
}
