using Acquis.Data;
using Acquis.Domain;
using Acquis.Domain.Candidacies;
using Acquis.Domain.Decisions;
using Acquis.Domain.Frameworks;
using Acquis.Domain.Journal;
using Acquis.Domain.Progress;
using Acquis.Infrastructure;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Features.Progress.Mass;

/// <summary>
/// One transaction about many candidacies of a cohort: their standings are locked in one query, in the order of their ids so that two such
/// transactions wait for each other instead of dying of it.
/// </summary>
internal sealed class CohortWork : IAsyncDisposable
{
    private readonly AcquisDb db;
    private readonly Actor actor;
    private readonly WriteScope write;
    private readonly AwardEngine engine;
    private readonly HashSet<Id<Candidacy>> changed = [];
    private readonly List<Rating> ratings = [];
    private readonly List<Fact> facts = [];
    private readonly Dictionary<Id<Candidacy>, Standing> standings = [];

    private CohortWork(AcquisDb db, Actor actor, WriteScope write, AwardEngine engine, DateTimeOffset now) =>
        (this.db, this.actor, this.write, this.engine, Now) = (db, actor, write, engine, now);

    /// <summary>The candidacies asked for that are under way in the cohort.</summary>
    public IReadOnlyDictionary<Id<Candidacy>, Candidacy> Candidacies { get; private set; } = new Dictionary<Id<Candidacy>, Candidacy>();

    public DateTimeOffset Now { get; }

    private Framework Framework => engine.Framework;

    public static async Task<CohortWork> BeginAsync(
        AcquisDb db, Actor actor, Framework framework, Cohort cohort, IReadOnlyCollection<Id<Candidacy>> ids, DateTimeOffset now, CancellationToken ct)
    {
        var write = await db.BeginWriteAsync(ct);
        try
        {
            var work = new CohortWork(db, actor, write, AwardEngines.For(framework, cohort), now);
            await work.LoadAsync(cohort, ids, ct);
            return work;
        }
        catch
        {
            await write.DisposeAsync();
            throw;
        }
    }

    /// <summary>Takes note of what happened; it is written with <see cref="CommitAsync"/>, in the order told.</summary>
    public void Record(Fact fact) => facts.Add(fact);

    /// <summary>Takes note of new levels; they are written with <see cref="CommitAsync"/>.</summary>
    public void Add(params IEnumerable<Rating> levels) => ratings.AddRange(levels);

    /// <summary>Takes new ratings of one candidacy into its standing.</summary>
    /// <param name="live">Every live rating of those competences, the new ones included.</param>
    public void Take(Id<Candidacy> candidacy, IReadOnlyList<Rating> live, IReadOnlyCollection<string> competences)
    {
        standings[candidacy].TakeRatings(Framework, live, competences);
        changed.Add(candidacy);
    }

    /// <summary>Settles the standings that changed, writes and commits.</summary>
    public async Task CommitAsync(CancellationToken ct)
    {
        foreach (var id in changed)
        {
            standings[id].Settle(engine, Candidacies[id].Blocks, Dates.Civil(Now), Now);
        }

        await db.AddManyAsync(ratings, ct);
        await db.RecordManyAsync(facts, actor, Now, ct);
        await db.SaveChangesAsync(ct);
        await write.CommitAsync(ct);
    }

    public ValueTask DisposeAsync() => write.DisposeAsync();

    private async Task LoadAsync(Cohort cohort, IReadOnlyCollection<Id<Candidacy>> ids, CancellationToken ct)
    {
        foreach (var standing in await db.LockedStandings(ids).ToListAsync(ct))
        {
            standings[standing.CandidacyId] = standing;
        }

        var found = await db.Candidacies.AsNoTracking()
            .Where(c => c.CohortId == cohort.Id && c.FrameworkVersionId == cohort.FrameworkVersionId && c.State == CandidacyState.Active && ids.Contains(c.Id))
            .ToListAsync(ct);
        Candidacies = found.Where(c => standings.ContainsKey(c.Id)).ToDictionary(c => c.Id);
    }
}
