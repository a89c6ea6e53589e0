using System.Runtime.CompilerServices;
using System.Text.Json;
using Acquis.Data;
using Acquis.Domain;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Acquis.Features.Journal;

/// <summary>
/// What facts say of the rows of one table, column by column, and where the rows are otherwise. It holds one array for each row. The facts that
/// make a row and those that change it may come in any order, since facts of one millisecond have none.
/// </summary>
/// <param name="idOf">Id of a row.</param>
/// <param name="subjectOf">The subject under which the facts of a row stand: by it an erased fact is known to concern the row.</param>
public sealed class ExplainedRows<T>(AcquisDb db, Func<T, Guid> idOf, Func<T, Subject> subjectOf)
    where T : class
{
    private static readonly object Untold = new();

    private readonly IEntityType entity = db.Model.FindEntityType(typeof(T))!;
    private readonly IProperty[] columns = [.. db.Model.FindEntityType(typeof(T))!.GetProperties()];
    private readonly Dictionary<Guid, object?[]> told = [];
    private readonly HashSet<Guid> born = [];
    private readonly Dictionary<Subject, int> erasedBirths = [];
    private readonly HashSet<(Subject Subject, int Column)> erasedColumns = [];

    /// <summary>A fact made the row; what another fact changed in it stays.</summary>
    public void Born(Guid row, params ReadOnlySpan<(string Column, object? Value)> values)
    {
        born.Add(row);
        var known = Told(row);
        foreach (var (column, value) in values)
        {
            ref var place = ref known[IndexOf(column)];
            place = ReferenceEquals(place, Untold) ? value : place;
        }
    }

    /// <summary>A fact changed the row.</summary>
    public void Changed(Guid row, params ReadOnlySpan<(string Column, object? Value)> values)
    {
        var known = Told(row);
        foreach (var (column, value) in values)
        {
            known[IndexOf(column)] = value;
        }
    }

    /// <summary>What the facts read so far say of a column; null where they say nothing of it.</summary>
    public object? Value(Guid row, string column) =>
        told.TryGetValue(row, out var known) && known[IndexOf(column)] is var value && !ReferenceEquals(value, Untold) ? value : null;

    /// <summary>A fact that made rows was erased: so many rows of its subjects are without a fact, and lawfully so.</summary>
    public void ErasedBirth(ToldFact fact, int count = 1)
    {
        foreach (var subject in fact.Subjects)
        {
            erasedBirths[subject] = erasedBirths.GetValueOrDefault(subject) + count;
        }
    }

    /// <summary>A fact that changed rows was erased: what it may have said of them is not known any more.</summary>
    public void ErasedChange(ToldFact fact, params ReadOnlySpan<string> changed)
    {
        foreach (var subject in fact.Subjects)
        {
            foreach (var column in changed)
            {
                erasedColumns.Add((subject, IndexOf(column)));
            }
        }
    }

    /// <summary>Compares every row of the table.</summary>
    /// <param name="own">Columns of a row that are wrong by themselves, such as a content that has not its hash.</param>
    public async IAsyncEnumerable<Refusal> DifferencesAsync(Func<T, IEnumerable<string>>? own, [EnumeratorCancellation] CancellationToken ct)
    {
        var missing = told.Keys.ToHashSet();
        await foreach (var row in db.Set<T>().IgnoreAutoIncludes().AsNoTracking().AsAsyncEnumerable().WithCancellation(ct))
        {
            var id = idOf(row);
            missing.Remove(id);
            if (born.Contains(id))
            {
                foreach (var column in Differing(row, told[id]).Concat(own?.Invoke(row) ?? []).Distinct())
                {
                    yield return Differs(id, column);
                }
            }
            else if (!TakeErasedBirth(subjectOf(row)))
            {
                yield return Refusal.Of("journal.row-without-fact", ("row", id.ToString()), ("table", entity.GetTableName()));
            }
        }

        foreach (var id in missing.Order())
        {
            yield return Refusal.Of("journal.row-missing", ("row", id.ToString()), ("table", entity.GetTableName()));
        }
    }

    /// <summary>That the row is not what its facts say, in that column.</summary>
    public Refusal Differs(Guid row, string column) => Refusal.Of(
        "journal.row-differs", ("row", row.ToString()), ("table", entity.GetTableName()), ("column", columns[IndexOf(column)].GetColumnName()));

    private IEnumerable<string> Differing(T row, object?[] known)
    {
        var subject = subjectOf(row);
        for (var i = 0; i < columns.Length; i++)
        {
            if (!ReferenceEquals(known[i], Untold) && !Same(known[i], columns[i].GetGetter().GetClrValue(row)) && !erasedColumns.Contains((subject, i)))
            {
                yield return columns[i].Name;
            }
        }
    }

    private static bool Same(object? a, object? b) => Equals(a, b) || Text(a) == Text(b);

    private static string Text(object? value) => value is null ? "null" : JsonSerializer.Serialize(value, value.GetType(), Conversions.Json);

    private object?[] Told(Guid row)
    {
        if (!told.TryGetValue(row, out var known))
        {
            told[row] = known = new object?[columns.Length];
            Array.Fill(known, Untold);
        }

        return known;
    }

    private int IndexOf(string column)
    {
        var index = Array.FindIndex(columns, c => c.Name == column);
        return index >= 0 ? index : throw new ArgumentOutOfRangeException(nameof(column), column, "No such column.");
    }

    private bool TakeErasedBirth(Subject subject)
    {
        if (erasedBirths.GetValueOrDefault(subject) == 0)
        {
            return false;
        }

        erasedBirths[subject]--;
        return true;
    }
}
