using Acquis.Domain;
using Acquis.Infrastructure.Sheets;
using Microsoft.OpenApi;

namespace Acquis.Infrastructure;

/// <summary>Why something is so, as a code that does not change and a sentence in the language of the request.</summary>
public sealed record ApiReason(string Code, string Text)
{
    public static ApiReason Of(Refusal refusal, Texts texts) => new(refusal.Code, texts.Of(refusal));

    public static ApiReason? OfAny(Refusal? refusal, Texts texts) => refusal is null ? null : Of(refusal, texts);
}

/// <summary>
/// Routes whose body is a table itself, CSV or XLSX, and no form: a form's separators differ at each sending, so that a call sent again with its key would
/// not be the same call (ADR 19).
/// </summary>
public static class ApiFiles
{
    /// <summary>Describes the body and refuses a form.</summary>
    /// <param name="example">A short CSV, shown in the document.</param>
    public static RouteHandlerBuilder TakesFile(this RouteHandlerBuilder route, string example) => route.WithMetadata(new ApiTable(example)).AddEndpointFilter(
        (context, next) => context.HttpContext.Request.ContentType?.StartsWith("multipart/", StringComparison.OrdinalIgnoreCase) is true
            ? throw new BadHttpRequestException("Send the file itself as the body, not a form.")
            : next(context));

    /// <summary>The body as the document describes it, or null where the route takes no table.</summary>
    public static OpenApiRequestBody? BodyOf(IEnumerable<object> metadata) => metadata.OfType<ApiTable>().FirstOrDefault() is { } table
        ? new()
        {
            Required = true,
            Description = "A table as CSV or XLSX; its content tells which of the two it is.",
            Content = new Dictionary<string, OpenApiMediaType>
            {
                ["text/csv"] = new() { Schema = new OpenApiSchema { Type = JsonSchemaType.String }, Example = table.Example },
                [SheetWriter.XlsxType] = new() { Schema = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary" } },
            },
        }
        : null;

    private sealed record ApiTable(string Example);
}
