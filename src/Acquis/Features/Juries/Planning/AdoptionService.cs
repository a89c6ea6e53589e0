using Acquis.Data;
using Acquis.Domain;
using Acquis.Domain.Juries;
using Acquis.Infrastructure;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Features.Juries.Planning;

/// <summary>Adopts a timetable: summonses follow it, and whoever is concerned is told, nobody else.</summary>
public sealed class AdoptionService(AcquisDb db, PlanningReader reader, SummonsLetters letters, CurrentActor actor, TimeProvider time)
{
    /// <summary>Who would be told what.</summary>
    public async Task<IReadOnlyList<SummonsDue>> DueAsync(PlanningFile file, CancellationToken ct)
    {
        var season = file.Timetable.SeasonId;
        return SummonsDiff.Of(file, await db.Summons.AsNoTracking().Where(s => s.SeasonId == season).ToListAsync(ct));
    }

    /// <summary>Adopts a timetable in place of the one that stood; how many people are told.</summary>
    /// <exception cref="RefusedException">See <see cref="SeasonTimetable.WhyNotAdopt"/>.</exception>
    /// <exception cref="StaleException">Somebody else changed it since <paramref name="version"/>.</exception>
    public async Task<int> AdoptAsync(Id<SeasonTimetable> id, int version, CancellationToken ct)
    {
        await using var write = await db.BeginWriteAsync(ct);
        var season = (await reader.FindAsync(id, ct)).SeasonId;
        await db.LockAsync("seasons", "id", season.Value, ct);
        var file = await reader.OpenAsync(id, ct);
        var timetable = await db.SeasonTimetables.SingleAsync(t => t.Id == id, ct);
        timetable.Version.ThrowIfStale(version);
        var standing = await db.SeasonTimetables.SingleOrDefaultAsync(t => t.SeasonId == season && t.State == TimetableState.Adopted, ct);
        var now = time.Now();
        db.Record(timetable.Adopt(standing, file.Report.Breaches.Count, now), actor.Actor, now);
        var due = SummonsDiff.Of(file, await db.Summons.Where(s => s.SeasonId == season).ToListAsync(ct));
        var told = await letters.SendAsync(file, [.. due.Select(d => Summon(season, d, now))], ct);
        await db.SaveChangesAsync(ct);
        await write.CommitAsync(ct);
        return told;
    }

    private Summons Summon(Id<Season> season, SummonsDue due, DateTimeOffset now)
    {
        if (due is { Standing: { } standing })
        {
            db.Record(due.Terms is { } terms ? standing.Change(terms, now) : standing.Cancel(now), actor.Actor, now);
            return standing;
        }

        var (added, fact) = Summons.Send(Id<Summons>.New(now), season, due.Candidacy, due.Juror, due.Terms!, now);
        db.Summons.Add(added);
        db.Record(fact, actor.Actor, now);
        return added;
    }
}
