using Acquis.Data;
using Acquis.Domain;
using Acquis.Infrastructure;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Features.Progress.Matrix;

/// <summary>The views that somebody keeps of the matrix.</summary>
public sealed class SavedViewService(AcquisDb db, CurrentActor actor, TimeProvider time)
{
    /// <summary>Views of one person at most: more would not be read.</summary>
    public const int Most = 20;

    /// <summary>Longest name of a view.</summary>
    public const int LongestName = 60;

    private Guid Owner => actor.AccountId ?? throw new ForbiddenException();

    /// <summary>One's own views, by name.</summary>
    public async Task<IReadOnlyList<SavedView>> ListAsync(CancellationToken ct)
    {
        var owner = Owner;
        var views = await db.SavedViews.AsNoTracking().Where(v => v.AccountId == owner).ToListAsync(ct);
        return [.. views.OrderBy(v => v.Name, StringComparer.CurrentCulture)];
    }

    /// <summary>Keeps a view under a name. A name that is taken gets the new view.</summary>
    /// <exception cref="RefusedException">The name is missing or too long, or there are <see cref="Most"/> views.</exception>
    public async Task<SavedView> SaveAsync(string name, MatrixQuery query, CancellationToken ct)
    {
        name = name.Trim();
        if (name.Length is 0 or > LongestName)
            throw new RefusedException(Refusal.Of("view.name", ("most", LongestName)));

        var (owner, now) = (Owner, time.Now());
        await using var write = await db.BeginWriteAsync(ct);
        var views = await db.SavedViews.Where(v => v.AccountId == owner).ToListAsync(ct);
        var former = views.Find(v => v.Name == name);
        if (former is null && views.Count >= Most)
            throw new RefusedException(Refusal.Of("view.too-many", ("most", Most)));

        if (former is not null)
            Forget(former, now);

        var view = new SavedView(Id<SavedView>.New(now), owner, name, query.Lane, query.Block, Known(query.Only, MatrixQuery.Choices), Known(query.Sort, MatrixQuery.Orders), now);
        db.SavedViews.Add(view);
        db.Record(new ViewSaved(new(owner), view.Id, view.Name, view.Lane, view.Block, view.Only, view.Sort), actor.Actor, now);
        await db.SaveChangesAsync(ct);
        await write.CommitAsync(ct);
        return view;
    }

    /// <summary>Lets one of one's own views go.</summary>
    /// <exception cref="NotFoundException">It is none of theirs.</exception>
    public async Task ForgetAsync(Id<SavedView> id, CancellationToken ct)
    {
        var owner = Owner;
        await using var write = await db.BeginWriteAsync(ct);
        Forget(await db.SavedViews.SingleOrNotFoundAsync(v => v.Id == id && v.AccountId == owner, ct), time.Now());
        await db.SaveChangesAsync(ct);
        await write.CommitAsync(ct);
    }

    private void Forget(SavedView view, DateTimeOffset now)
    {
        db.SavedViews.Remove(view);
        db.Record(new ViewForgotten(new(view.AccountId), view.Id, view.Name), actor.Actor, now);
    }

    private static string? Known(string? value, IReadOnlyList<string> all) => value is not null && all.Contains(value) ? value : null;
}
