using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Acquis.Credentials.Case;
using Acquis.Infrastructure;

namespace Acquis.Features.Frameworks;

/// <summary>
/// 1EdTech CASE 1.1, the reading operations: without account, cacheable, for any page. <c>limit</c> and <c>offset</c> page the list of documents, <c>sort</c>, <c>orderBy</c> and
/// <c>fields</c> arrange it; <c>filter</c> is not offered, and says so.
/// </summary>
public static class CaseRoutes
{
    private const string Json = "application/json";

    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly string[] Kinds = ["CFDocuments", "CFPackages", "CFItems", "CFItemAssociations", "CFAssociations", "CFItemTypes", "CFRubrics"];

    public static void MapCase(this IEndpointRouteBuilder routes)
    {
        routes.MapMethods(CasePackage.Root + "/CFDocuments", PublishedFiles.Methods, ListAsync).RequireAuthorization(Policies.Anyone).RequireRateLimiting(PublishedFiles.Limit);
        routes.MapMethods(CasePackage.Root + "/{kind}/{id}", PublishedFiles.Methods, FindAsync).RequireAuthorization(Policies.Anyone).RequireRateLimiting(PublishedFiles.Limit);
    }

    private static async Task<IResult> ListAsync(HttpContext context, CaseLibrary library, CancellationToken ct)
    {
        PublishedFiles.ForAnyPage(context);
        var (query, wrong, code) = CaseQuery.Read(context.Request.Query);
        if (query is null)
            return Failure(StatusCodes.Status400BadRequest, wrong, code);

        var all = await library.ListAsync(ct);
        context.Response.Headers["X-Total-Count"] = all.Count.ToString(CultureInfo.InvariantCulture);
        context.Response.Headers.Link = string.Join(", ", Links(context, all.Count, query));
        var list = new JsonObject { ["CFDocuments"] = new JsonArray([.. query.Of(all.Select(DocumentOf))]) };
        return PublishedFiles.Send(context, Encoding.UTF8.GetBytes(list.ToJsonString(Relaxed)), Json, null);
    }

    private static JsonObject DocumentOf(CasePackage package)
    {
        var output = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(output))
        {
            json.WriteStartObject();
            package.WriteDocument(json);
            json.WriteEndObject();
        }

        return JsonNode.Parse(output.WrittenSpan)!.AsObject();
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

    private static IEnumerable<string> Links(HttpContext context, int total, CaseQuery query)
    {
        var (size, from) = (query.Limit, query.Offset);
        string Link(int offset, string relation) => $"<{context.Request.Scheme}://{context.Request.Host}{context.Request.Path}?{query.At(offset)}>; rel=\"{relation}\"";
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
