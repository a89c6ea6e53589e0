using System.Data.Common;
using System.Globalization;
using System.Text.Json;

namespace Acquis.Features.Keeping.Archive;

/// <summary>A row as one line of JSON: its values in the order of its columns.</summary>
public static class RowJson
{
    private const string InstantFormat = "yyyy-MM-ddTHH:mm:ss.fffffffZ";
    private const string DateFormat = "yyyy-MM-dd";

    /// <summary>Writes the row that a reader stands on.</summary>
    public static void Write(Utf8JsonWriter json, DbDataReader row, IReadOnlyList<ColumnShape> columns)
    {
        json.WriteStartArray();
        for (var i = 0; i < columns.Count; i++)
        {
            if (row.IsDBNull(i))
            {
                json.WriteNullValue();
            }
            else
            {
                Write(json, row, i, columns[i].Kind);
            }
        }

        json.WriteEndArray();
    }

    /// <summary>Reads a row into values of the database's own types; null where there is none.</summary>
    /// <exception cref="FormatException">The line is no row of these columns.</exception>
    public static object?[] Read(ReadOnlyMemory<byte> line, IReadOnlyList<ColumnShape> columns)
    {
        using var document = Parse(line);
        if (document.RootElement.ValueKind is not JsonValueKind.Array || document.RootElement.GetArrayLength() != columns.Count)
        {
            throw new FormatException("A line of a backup is no row of its table.");
        }

        var values = new object?[columns.Count];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = Value(document.RootElement[i], columns[i].Kind);
        }

        return values;
    }

    private static void Write(Utf8JsonWriter json, DbDataReader row, int i, ColumnKind kind)
    {
        switch (kind)
        {
            case ColumnKind.Uuid:
                json.WriteStringValue(row.GetGuid(i));
                break;
            case ColumnKind.Instant:
                json.WriteStringValue(row.GetDateTime(i).ToString(InstantFormat, CultureInfo.InvariantCulture));
                break;
            case ColumnKind.Date:
                json.WriteStringValue(row.GetFieldValue<DateOnly>(i).ToString(DateFormat, CultureInfo.InvariantCulture));
                break;
            case ColumnKind.Integer:
                json.WriteNumberValue(row.GetInt64(i));
                break;
            case ColumnKind.Number:
                json.WriteNumberValue(row.GetDouble(i));
                break;
            case ColumnKind.Boolean:
                json.WriteBooleanValue(row.GetBoolean(i));
                break;
            case ColumnKind.Bytes:
                json.WriteBase64StringValue(row.GetFieldValue<byte[]>(i));
                break;
            default:
                json.WriteStringValue(row.GetString(i));
                break;
        }
    }

    private static object? Value(JsonElement value, ColumnKind kind) => (value.ValueKind, kind) switch
    {
        (JsonValueKind.Null, _) => null,
        (JsonValueKind.String, ColumnKind.Uuid) => value.GetGuid(),
        (JsonValueKind.String, ColumnKind.Instant) => DateTime.ParseExact(
            value.GetString()!, InstantFormat, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal),
        (JsonValueKind.String, ColumnKind.Date) => DateOnly.ParseExact(value.GetString()!, DateFormat, CultureInfo.InvariantCulture),
        (JsonValueKind.Number, ColumnKind.Integer) => value.GetInt64(),
        (JsonValueKind.Number, ColumnKind.Number) => value.GetDouble(),
        (JsonValueKind.True or JsonValueKind.False, ColumnKind.Boolean) => value.GetBoolean(),
        (JsonValueKind.String, ColumnKind.Bytes) => value.GetBytesFromBase64(),
        (JsonValueKind.String, ColumnKind.Text or ColumnKind.Json) => value.GetString(),
        _ => throw new FormatException($"A backup holds {value.ValueKind} where {kind} belongs."),
    };

    private static JsonDocument Parse(ReadOnlyMemory<byte> line)
    {
        try
        {
            return JsonDocument.Parse(line);
        }
        catch (JsonException e)
        {
            throw new FormatException("A line of a backup is no JSON.", e);
        }
    }
}
