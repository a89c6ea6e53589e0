using System.Globalization;
using System.Text.Json.Nodes;

namespace Acquis.Features.Frameworks;

/// <summary>Which documents of a CASE list are asked for: paged, in order, and with which of their fields (CASE 1.1, section 3.2).</summary>
/// <param name="Sort">Field to order by; null for the order of publication.</param>
/// <param name="Fields">Fields to give; empty for all.</param>
public sealed record CaseQuery(int Limit, int Offset, string? Sort, bool IsDescending, IReadOnlyList<string> Fields)
{
    private const int DefaultLimit = 100;

    private static readonly string[] Simple =
    [
        "adoptionStatus", "caseVersion", "creator", "description", "frameworkType", "identifier", "language", "lastChangeDateTime", "notes", "officialSourceURL",
        "publisher", "statusEndDate", "statusStartDate", "title", "uri", "version",
    ];

    private static readonly string[] All = [.. Simple, "CFPackageURI", "extensions", "licenseURI", "subject", "subjectURI"];

    /// <summary>Reads the parameters of an address.</summary>
    /// <returns>What is asked for; or what is wrong with it and the standard's code for that.</returns>
    public static (CaseQuery? Query, string Wrong, string Code) Read(IQueryCollection query)
    {
        if (!IsNumber(query["limit"], DefaultLimit, 1, out var limit) || !IsNumber(query["offset"], 0, 0, out var offset))
            return (null, "limit and offset are whole numbers.", "invalid_data");

        if (query["filter"].Count > 0)
            return (null, "filter is not offered.", "invalid_data");

        var (sort, order) = (Text(query["sort"]), Text(query["orderBy"]));
        if (sort is not null && !Simple.Contains(sort))
            return (null, "There is no such field to sort by.", "invalid_sort_field");

        if (order is not (null or "asc" or "desc"))
            return (null, "orderBy is asc or desc.", "invalid_data");

        string[] fields = Text(query["fields"])?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];
        return fields.Except(All).Any()
            ? (null, "There is no such field to select.", "invalid_selection_field")
            : (new(limit, offset, sort, order is "desc", fields), "", "");
    }

    /// <summary>The page of those documents that is asked for.</summary>
    public IEnumerable<JsonObject> Of(IEnumerable<JsonObject> documents)
    {
        var ordered = Sort is not { } sort ? documents
            : IsDescending ? documents.OrderByDescending(d => (string?)d[sort], StringComparer.Ordinal)
            : documents.OrderBy(d => (string?)d[sort], StringComparer.Ordinal);
        return ordered.Skip(Offset).Take(Limit).Select(d => Fields.Count == 0 ? d : new(d.Where(f => Fields.Contains(f.Key)).Select(f => KeyValuePair.Create(f.Key, f.Value?.DeepClone()))));
    }

    /// <summary>The parameters of another page of the same list.</summary>
    public string At(int offset)
    {
        var parameters = new List<string> { $"limit={Limit}", $"offset={offset}" };
        if (Sort is not null)
            parameters.Add($"sort={Sort}&orderBy={(IsDescending ? "desc" : "asc")}");

        if (Fields.Count > 0)
            parameters.Add($"fields={string.Join(',', Fields)}");

        return string.Join('&', parameters);
    }

    private static string? Text(string? value) => string.IsNullOrWhiteSpace(value) ? null : value;

    private static bool IsNumber(string? text, int otherwise, int least, out int number)
    {
        number = otherwise;
        return text is null || int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number >= least;
    }
}
