using System.Security.Claims;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading.RateLimiting;
using Acquis.Domain;
using Acquis.Features.Accounts.Tokens;
using Acquis.Infrastructure.Idempotency;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.OpenApi;

namespace Acquis.Infrastructure;

/// <summary>What all routes for programs share: their address, how many calls a minute, and the document that describes them (docs/api.md).</summary>
public static class ApiRoutes
{
    /// <summary>Where the document stands.</summary>
    public const string Document = "/api/v1/openapi.json";

    private const string Prefix = "/api/v1";

    private const string Limit = "api";

    /// <summary>The routes of one capability, under one heading of the document.</summary>
    public static RouteGroupBuilder MapApi(this IEndpointRouteBuilder routes, string heading) =>
        routes.MapGroup(Prefix).WithTags(heading).RequireRateLimiting(Limit).DisableAntiforgery().ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status429TooManyRequests);

    /// <summary>A body as somebody would send it, shown in the document.</summary>
    public static RouteHandlerBuilder WithExample(this RouteHandlerBuilder route, string json) => route.WithMetadata(new ApiExample(json));

    /// <summary>
    /// Counts the calls of all tokens of one person together, and those without a token by network address. Calls with a session's cookie are not
    /// counted: they carry a form's token, which a page gave.
    /// </summary>
    public static void AddApiLimit(this RateLimiterOptions limiter) => limiter.AddPolicy(Limit, context =>
    {
        var options = context.RequestServices.GetRequiredService<AcquisOptions>();
        var account = context.User.FindFirstValue(ClaimTypes.NameIdentifier);
        return account is null ? Window($"from {context.Connection.RemoteIpAddress}", options.ApiCallsWithoutToken)
            : context.User.HasClaim(c => c.Type == TokenHandler.TokenClaim) ? Window(account, options.ApiCalls)
            : RateLimitPartition.GetNoLimiter("");
    });

    /// <summary>The OpenAPI 3.1 document, made from the routes themselves.</summary>
    public static void AddApiDocument(this IServiceCollection services) => services.AddOpenApi("v1", document =>
    {
        document.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
        document.ShouldInclude = description => description.RelativePath?.StartsWith("api/v1/", StringComparison.Ordinal) is true;
        document.AddSchemaTransformer((schema, context, _) =>
        {
            if (context.JsonTypeInfo.Type is { IsGenericType: true } type && type.GetGenericTypeDefinition() == typeof(Id<>))
                (schema.Type, schema.Format) = (JsonSchemaType.String, "uuid");

            return Task.CompletedTask;
        });
        document.AddOperationTransformer((operation, context, _) =>
        {
            if (context.Description.ActionDescriptor.EndpointMetadata.OfType<ApiExample>().FirstOrDefault() is { } example
                && operation.RequestBody?.Content is { } contents && contents.TryGetValue("application/json", out var body))
                body.Example = JsonNode.Parse(example.Json);

            operation.RequestBody = ApiFiles.BodyOf(context.Description.ActionDescriptor.EndpointMetadata) ?? operation.RequestBody;
            if (IdempotencyKeys.TakesKeyOn(context.Description.ActionDescriptor.EndpointMetadata))
                (operation.Parameters ??= []).Add(KeyParameter);

            return Task.CompletedTask;
        });
        document.AddDocumentTransformer((described, _, _) =>
        {
            described.Info.Title = "Acquis";
            described.Components ??= new();
            described.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>();
            described.Components.SecuritySchemes["token"] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer" };
            described.Security = [new() { [new OpenApiSecuritySchemeReference("token", described)] = [] }];
            return Task.CompletedTask;
        });
    });

    /// <summary>Serves the document.</summary>
    public static void MapApiDocument(this IEndpointRouteBuilder routes) =>
        routes.MapOpenApi("/api/{documentName}/openapi.json").RequireAuthorization(Policies.Anyone).RequireRateLimiting(Limit);

    /// <summary>A text that a body must hold.</summary>
    /// <exception cref="BadHttpRequestException">It is absent: 400.</exception>
    public static string Required(string? value, string name) => value ?? throw new BadHttpRequestException($"'{name}' is missing.");

    /// <summary>A choice of the query, named as in bodies: <c>handedIn</c>; null where it is absent.</summary>
    /// <exception cref="BadHttpRequestException">There is no such choice: 400.</exception>
    public static T? Chosen<T>(string? value, string name)
        where T : struct, Enum => value is null ? null
            : Enum.TryParse<T>(value, ignoreCase: true, out var chosen) && Enum.IsDefined(chosen) ? chosen
            : throw new BadHttpRequestException($"'{name}' is one of {string.Join(", ", Enum.GetNames<T>().Select(JsonNamingPolicy.CamelCase.ConvertName))}.");

    private static RateLimitPartition<string> Window(string key, int permits) => RateLimitPartition.GetFixedWindowLimiter(
        key, _ => new FixedWindowRateLimiterOptions { PermitLimit = permits, Window = TimeSpan.FromMinutes(1) });

    private static OpenApiParameter KeyParameter => new()
    {
        Name = IdempotencyKeys.Header,
        In = ParameterLocation.Header,
        Description = "A key of the caller's own choice. For 24 hours the same call with the same key gets the first answer again, byte for byte, and is done no "
            + "second time; another call with it is refused with 422, one that is still being done with 409.",
        Schema = new OpenApiSchema { Type = JsonSchemaType.String, MaxLength = KeptAnswer.KeyMaxLength },
        Example = "8e03978e-40d5-43dd-bc93-6894a57f9324",
    };

    private sealed record ApiExample(string Json);
}
