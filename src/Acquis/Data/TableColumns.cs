using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;

namespace Acquis.Data;

/// <summary>
/// The columns of one table as the model maps them, for rows that are written without change tracking: names, types and conversions are the model's own, so that
/// nothing of the mapping is said twice.
/// </summary>
internal sealed class TableColumns
{
    private readonly IReadOnlyList<(string Name, IProperty Property, RelationalTypeMapping Mapping)> columns;

    private TableColumns(string table, string? schema, IReadOnlyList<(string Name, IProperty Property, RelationalTypeMapping Mapping)> columns) =>
        (Table, Schema, this.columns) = (table, schema, columns);

    public string Table { get; }

    public string? Schema { get; }

    public IEnumerable<string> Names => columns.Select(c => c.Name);

    /// <exception cref="NotSupportedException">A column has no property of its type: a row of it cannot be written by what it shows.</exception>
    public static TableColumns Of<T>(DbContext db)
        where T : class
    {
        var entity = db.Model.FindEntityType(typeof(T)) ?? throw new NotSupportedException($"{typeof(T)} is not mapped.");
        var properties = entity.GetProperties().ToList();
        if (properties.Find(p => p.IsShadowProperty() || p.ValueGenerated is not ValueGenerated.Never) is { } unfit)
            throw new NotSupportedException($"{typeof(T)}.{unfit.Name} gets its value elsewhere.");

        return new(entity.GetTableName()!, entity.GetSchema(), [.. properties.Select(p => (p.GetColumnName(), p, p.GetRelationalTypeMapping()))]);
    }

    /// <summary>One parameter for each column, in their order, without a value yet.</summary>
    public IReadOnlyList<DbParameter> Parameters(DbCommand command) =>
        [.. columns.Select((c, i) => c.Mapping.CreateParameter(command, $"@p{i}", null, nullable: c.Property.IsNullable))];

    /// <summary>What the database keeps of a column of a row; <see cref="DBNull"/> for nothing.</summary>
    public object Value(object row, int column)
    {
        var (_, property, mapping) = columns[column];
        var value = property.GetGetter().GetClrValue(row);
        return (value is null || mapping.Converter is not { } converter ? value : converter.ConvertToProvider(value)) ?? DBNull.Value;
    }
}
