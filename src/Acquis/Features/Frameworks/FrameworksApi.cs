using System.Text;
using Acquis.Data;
using Acquis.Domain;
using Acquis.Domain.Frameworks;
using Acquis.Features.Accounts.Tokens;
using Acquis.Infrastructure;
using Acquis.Infrastructure.Idempotency;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Features.Frameworks;

/// <summary>A framework file: YAML, or a certifier's table in Markdown.</summary>
/// <param name="File">Its name; the ending tells which of the two it is.</param>
/// <param name="Content">Its text.</param>
public sealed record FrameworkRequest(string? File, string? Content);

/// <summary>What was read before a version is published.</summary>
public sealed record FrameworkPublishRequest(int Version);

/// <summary>A version of a framework in a list.</summary>
/// <param name="Hash">SHA-256 of its canonical JSON, lower-case hexadecimal: what identifies its text.</param>
public sealed record FrameworkResponse(Id<FrameworkVersion> Id, string Code, string Edition, FrameworkVersionState State, string Hash);

/// <summary>What the lint finds at a place of a framework.</summary>
/// <param name="Place">Such as <c>blocks/1/competences/C.3</c>; empty for the whole.</param>
/// <param name="Text">The finding in words, in the language of the request.</param>
public sealed record FindingResponse(Severity Severity, string Code, string Place, string Text);

/// <summary>A version of a framework, what the lint finds, and what stands in the way of its publication.</summary>
/// <param name="Version">To be sent with what changes it.</param>
/// <param name="WhyNotPublish">Codes; empty where it can be published.</param>
public sealed record FrameworkDetails(
    Id<FrameworkVersion> Id, int Version, string Code, string Edition, FrameworkVersionState State, string Hash, DateTimeOffset? PublishedAt,
    IReadOnlyList<FindingResponse> Findings, IReadOnlyList<string> WhyNotPublish);

/// <summary>Frameworks, for programs: the services and rights of the pages.</summary>
public static class FrameworksApi
{
    public static void MapFrameworks(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapApi("Frameworks");
        api.MapGet("/frameworks", ListAsync).RequireAuthorization(Policies.FrameworkReaders).NeedsScope(TokenScopes.ReadFrameworks)
            .WithSummary("Every version of every framework, by code, the latest first.");
        api.MapGet("/frameworks/{id}", ReadAsync).RequireAuthorization(Policies.FrameworkReaders).NeedsScope(TokenScopes.ReadFrameworks)
            .WithSummary("A version, with what the lint finds and what stands in the way of its publication.").ProducesProblem(StatusCodes.Status404NotFound);
        api.MapGet("/frameworks/{id}/file", FileAsync).RequireAuthorization(Policies.FrameworkReaders).NeedsScope(TokenScopes.ReadFrameworks)
            .WithSummary("The text of a version, as a framework file.").Produces(StatusCodes.Status200OK, contentType: "application/yaml")
            .ProducesProblem(StatusCodes.Status404NotFound);
        api.MapPost("/frameworks", UploadAsync).RequireAuthorization(Policies.Registrar).NeedsScope(TokenScopes.WriteFrameworks)
            .WithSummary("Adds a draft from a file. A file that is no framework is refused with each problem.").ProducesProblem(StatusCodes.Status409Conflict)
            .WithExample("""{"file":"expert-isi.yaml","content":"format: 1\ncode: expert-isi\n"}""").TakesIdempotencyKey();
        api.MapPost("/frameworks/{id}/publish", PublishAsync).RequireAuthorization(Policies.Registrar).NeedsScope(TokenScopes.WriteFrameworks)
            .WithSummary("Publishes a draft: its text never changes again.")
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict)
            .WithExample("""{"version":1}""").TakesIdempotencyKey();
    }

    private static async Task<Ok<List<FrameworkResponse>>> ListAsync(AcquisDb db, CancellationToken ct) => TypedResults.Ok(await (
        from version in db.FrameworkVersions.AsNoTracking()
        join certification in db.Certifications on version.CertificationId equals certification.Id
        orderby certification.Code, version.Id descending
        select new FrameworkResponse(version.Id, certification.Code, version.Edition, version.State, version.Hash)).ToListAsync(ct));

    private static async Task<Ok<FrameworkDetails>> ReadAsync(Id<FrameworkVersion> id, AcquisDb db, Texts texts, CancellationToken ct) =>
        TypedResults.Ok(Details(await FindAsync(db, id, ct), texts));

    private static async Task<IResult> FileAsync(Id<FrameworkVersion> id, AcquisDb db, CancellationToken ct)
    {
        var framework = FrameworkJson.FromJson((await FindAsync(db, id, ct)).Json);
        return Results.File(Encoding.UTF8.GetBytes(FrameworkYaml.Write(framework)), "application/yaml", $"{framework.Code}-{framework.Edition}.yaml");
    }

    private static async Task<Created<FrameworkDetails>> UploadAsync(FrameworkRequest asked, FrameworkService service, Texts texts, CancellationToken ct)
    {
        var file = ApiRoutes.Required(asked.File, "file");
        using var content = new MemoryStream(Encoding.UTF8.GetBytes(ApiRoutes.Required(asked.Content, "content")));
        try
        {
            var version = await service.UploadAsync(file, content, ct);
            return TypedResults.Created($"/api/v1/frameworks/{version.Id}", Details(version, texts));
        }
        catch (FrameworkFileException e)
        {
            throw new RefusedException([.. e.Findings.Select(f => new Refusal(f.Code, f.Args))]);
        }
    }

    private static async Task<NoContent> PublishAsync(Id<FrameworkVersion> id, FrameworkPublishRequest asked, FrameworkService service, CancellationToken ct)
    {
        await service.PublishAsync(id, asked.Version, ct);
        return TypedResults.NoContent();
    }

    private static Task<FrameworkVersion> FindAsync(AcquisDb db, Id<FrameworkVersion> id, CancellationToken ct) =>
        db.FrameworkVersions.AsNoTracking().SingleOrNotFoundAsync(v => v.Id == id, ct);

    private static FrameworkDetails Details(FrameworkVersion version, Texts texts)
    {
        var framework = FrameworkJson.FromJson(version.Json);
        var findings = FrameworkLint.Findings(framework);
        return new(
            version.Id, version.Version, framework.Code, version.Edition, version.State, version.Hash, version.PublishedAt,
            [.. findings.Select(f => new FindingResponse(f.Severity, f.Code, f.Place, texts.Of(new Refusal(f.Code, f.Args))))],
            [.. version.WhyNotPublish(findings.Count(f => f.Severity is Severity.Error)).Select(r => r.Code)]);
    }
}
