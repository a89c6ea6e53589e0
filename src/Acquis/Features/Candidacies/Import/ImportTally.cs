using Acquis.Data;
using Acquis.Domain;
using Acquis.Domain.Candidacies;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Features.Candidacies.Import;

/// <summary>How many rows of an import would become what.</summary>
/// <param name="ToWrite">Rows that confirming would write: ready or known, and not left out.</param>
public sealed record ImportTally(int Ready, int Known, int Unchanged, int Doubtful, int Bad, int Written, int ToWrite)
{
    /// <summary>Rows in that state.</summary>
    public int this[RowState state] => state switch
    {
        RowState.Ready => Ready,
        RowState.Known => Known,
        RowState.Unchanged => Unchanged,
        RowState.Doubtful => Doubtful,
        RowState.Bad => Bad,
        _ => Written,
    };
}

/// <summary>What the pages and the API both ask of the rows of an import.</summary>
public static class ImportRowQueries
{
    /// <summary>Counts the rows of an import.</summary>
    public static async Task<ImportTally> TallyAsync(this AcquisDb db, Id<PeopleImport> id, CancellationToken ct)
    {
        var counts = await db.Set<ImportRow>().Where(r => r.ImportId == id).GroupBy(r => new { r.State, r.IsLeftOut })
            .Select(g => new { g.Key.State, g.Key.IsLeftOut, Count = g.Count() }).ToListAsync(ct);
        int Of(RowState state) => counts.Where(c => c.State == state).Sum(c => c.Count);
        return new(
            Of(RowState.Ready), Of(RowState.Known), Of(RowState.Unchanged), Of(RowState.Doubtful), Of(RowState.Bad), Of(RowState.Written),
            counts.Where(c => !c.IsLeftOut && c.State is (RowState.Ready or RowState.Known)).Sum(c => c.Count));
    }

    /// <summary>A page of the rows in that state, or of all, by number.</summary>
    public static async Task<IReadOnlyList<ImportRow>> RowsAsync(this AcquisDb db, Id<PeopleImport> id, RowState? state, int page, int size, CancellationToken ct) =>
        await db.Set<ImportRow>().AsNoTracking().Where(r => r.ImportId == id && (state == null || r.State == state)).OrderBy(r => r.Number)
            .Skip((Math.Max(1, page) - 1) * size).Take(size).ToListAsync(ct);

    /// <summary>The names of those in the register whom rows may be.</summary>
    public static async Task<IReadOnlyDictionary<Id<Person>, string>> AlikeNamesAsync(this AcquisDb db, IEnumerable<ImportRow> rows, CancellationToken ct)
    {
        var ids = rows.SelectMany(r => r.Alike).Select(a => a.Person).OfType<Id<Person>>().Distinct().ToList();
        return (await db.People.AsNoTracking().Where(p => ids.Contains(p.Id)).ToListAsync(ct)).ToDictionary(p => p.Id, p => p.DisplayName);
    }
}
