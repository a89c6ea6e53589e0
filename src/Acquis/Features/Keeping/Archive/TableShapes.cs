using Acquis.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Acquis.Features.Keeping.Archive;

/// <summary>The tables of the model, in the order in which their rows can be written.</summary>
public static class TableShapes
{
    /// <summary>Every table with its columns; those that others refer to come first.</summary>
    public static IReadOnlyList<TableShape> Of(AcquisDb db) => Ordered(db).ConvertAll(t => new TableShape(t.Name, [.. t.Columns.Select(Shape)]));

    /// <summary>Names of the columns by which the rows of each table are read in the same order on both databases.</summary>
    public static IReadOnlyDictionary<string, string[]> Keys(AcquisDb db) =>
        db.Model.GetRelationalModel().Tables.ToDictionary(t => t.Name, t => t.PrimaryKey!.Columns.Select(c => c.Name).ToArray());

    private static List<ITable> Ordered(AcquisDb db)
    {
        var left = db.Model.GetRelationalModel().Tables.OrderBy(t => t.Name, StringComparer.Ordinal).ToList();
        var ordered = new List<ITable>(left.Count);
        while (left.Count > 0)
        {
            var ready = left.FindAll(t => t.ForeignKeyConstraints.All(f => f.PrincipalTable == t || ordered.Contains(f.PrincipalTable)));
            if (ready.Count == 0)
            {
                throw new InvalidOperationException($"Tables refer to each other in a circle: {string.Join(", ", left.Select(t => t.Name))}.");
            }

            ordered.AddRange(ready);
            left.RemoveAll(ready.Contains);
        }

        return ordered;
    }

    /// <summary>A column that no property maps by itself holds an object as JSON.</summary>
    private static ColumnShape Shape(IColumn column) => new(column.Name, column.PropertyMappings.Any() ? KindOf(column) : ColumnKind.Json);

    private static ColumnKind KindOf(IColumn column)
    {
        var type = Nullable.GetUnderlyingType(column.ProviderClrType) ?? column.ProviderClrType;
        return type switch
        {
            _ when type == typeof(string) => ColumnKind.Text,
            _ when type == typeof(Guid) => ColumnKind.Uuid,
            _ when type == typeof(DateTime) => ColumnKind.Instant,
            _ when type == typeof(DateOnly) => ColumnKind.Date,
            _ when type == typeof(bool) => ColumnKind.Boolean,
            _ when type == typeof(byte[]) => ColumnKind.Bytes,
            _ when type == typeof(int) || type == typeof(long) || type == typeof(short) => ColumnKind.Integer,
            _ when type == typeof(double) => ColumnKind.Number,
            _ => throw new NotSupportedException($"A backup cannot hold {column.Table.Name}.{column.Name} yet: {type}."),
        };
    }
}
