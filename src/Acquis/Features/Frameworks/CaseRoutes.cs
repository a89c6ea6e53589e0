using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Acquis.Credentials.Case;
using Acquis.Infrastructure;

namespace Acquis.Features.Frameworks;

/// <summary>
/// 1EdTech CASE 1.1, the reading operations: without account, cacheable, for any page. <c>limit</c> and <c>offset</c> page the list of documents; <c>sort</c>, <c>filter</c>
/// and <c>fields</c> are not offered.
/// </summary>
public static class CaseRoutes
{
    private const int DefaultLimit = 100;
    private const string Json = "application/json";

    private static readonly string[] Kinds = ["CFDocuments", "CFPackages", "CFItems", "CFItemAssociations", "CFAssociations", "CFItemTypes", "CFRubrics"];

    public static void MapCase(this IEndpointRouteBuilder routes)
    {
        routes.MapMethods(CasePackage.Root + "/CFDocuments", PublishedFiles.Methods, ListAsync).RequireAuthorization(Policies.Anyone).RequireRateLimiting(PublishedFiles.Limit);
        routes.MapMethods(CasePackage.Root + "/{kind}/{id}", PublishedFiles.Methods, FindAsync).RequireAuthorization(Policies.Anyone).RequireRateLimiting(PublishedFiles.Limit);
    }

    private static async Task<IResult> ListAsync(HttpContext context, string? limit, string? offset, CaseLibrary library, CancellationToken ct)
    {
        PublishedFiles.ForAnyPage(context);
        if (!IsNumber(limit, DefaultLimit, 1, out var size) || !IsNumber(offset, 0, 0, out var from))
            return Failure(StatusCodes.Status400BadRequest, "limit and offset are whole numbers.", "invalid_data");

        var all = await library.ListAsync(ct);
        context.Response.Headers["X-Total-Count"] = all.Count.ToString(CultureInfo.InvariantCulture);
        context.Response.Headers.Link = string.Join(", ", Links(context, all.Count, size, from));
        var output = new ArrayBufferWriter<byte>();
        await using (var json = new Utf8JsonWriter(output, new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteStartArray("CFDocuments");
            foreach (var package in all.Skip(from).Take(size))
            {
                json.WriteStartObject();
                package.WriteDocument(json);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return PublishedFiles.Send(context, output.WrittenSpan.ToArray(), Json, null);
    }

    private static async Task<IResult> FindAsync(HttpContext context, string kind, string id, CaseLibrary library, CancellationToken ct)
    {
        PublishedFiles.ForAnyPage(context);
        if (!Kinds.Contains(kind))
            return Failure(StatusCodes.Status404NotFound, "There is no such collection.", "unknownobject");

        if (!Guid.TryParseExact(id, "D", out var guid))
            return Failure(StatusCodes.Status400BadRequest, "An identifier is a UUID.", "invalid_uuid");

        var found = (await library.ListAsync(ct)).Select(p => p.Find(kind, guid)).FirstOrDefault(f => f is not null);
        return found is null ? Failure(StatusCodes.Status404NotFound, "There is no such object.", "unknownobject") : PublishedFiles.Send(context, found, Json, null);
    }

    private static bool IsNumber(string? text, int otherwise, int least, out int number)
    {
        number = otherwise;
        return text is null || int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number >= least;
    }

    private static IEnumerable<string> Links(HttpContext context, int total, int size, int from)
    {
        string Link(int offset, string relation) => $"<{context.Request.Scheme}://{context.Request.Host}{context.Request.Path}?limit={size}&offset={offset}>; rel=\"{relation}\"";
        yield return Link(0, "first");
        yield return Link(Math.Max(0, (total - 1) / size * size), "last");
        if (from > 0)
            yield return Link(Math.Max(0, from - size), "prev");

        if (from + size < total)
            yield return Link(from + size, "next");
    }

    // The error body of the standard (imsx_StatusInfo).
    private static IResult Failure(int status, string description, string code) => Results.Json(
        new Dictionary<string, object>
        {
            ["imsx_codeMajor"] = "failure",
            ["imsx_severity"] = "error",
            ["imsx_description"] = description,
            ["imsx_codeMinor"] = new Dictionary<string, object>
            {
                ["imsx_codeMinorField"] = new[] { new Dictionary<string, string> { ["imsx_codeMinorFieldName"] = "TargetEndSystem", ["imsx_codeMinorFieldValue"] = code } },
            },
        },
        statusCode: status);
}
