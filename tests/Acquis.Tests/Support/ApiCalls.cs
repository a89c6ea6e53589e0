using System.Net;
using System.Text.Json.Nodes;

namespace Acquis.Tests.Support;

/// <summary>How tests of the API call it and read what it answers. Each call comes a little later than the one before.</summary>
internal static class ApiCalls
{
    public static Task<ApiAnswer> Get(ApiCaller caller, string path) => Call(caller, HttpMethod.Get, path, null);

    public static Task<ApiAnswer> Post(ApiCaller caller, string path, string? body = null, string? key = null) => Call(caller, HttpMethod.Post, path, body, key);

    /// <summary>Sends a table as the body of a call.</summary>
    public static Task<ApiAnswer> Send(ApiCaller caller, string path, string table, string? key = null) => Call(caller, HttpMethod.Post, path, table, key, "text/csv");

    public static Task<ApiAnswer> Call(ApiCaller caller, HttpMethod method, string path, string? body, string? key = null, string type = "application/json")
    {
        caller.Program.Clock.Advance(TimeSpan.FromMilliseconds(5));
        return caller.CallAsync(method, $"/api/v1{path}", body, key, type);
    }

    /// <summary>The body of an answer that did what was asked.</summary>
    public static JsonNode Json(ApiAnswer answer) =>
        answer.Status is HttpStatusCode.OK or HttpStatusCode.Created ? JsonNode.Parse(answer.Text)! : throw new InvalidOperationException($"{answer.Status} {answer.Text}");

    /// <summary>The type of a problem document.</summary>
    public static string? TypeOf(ApiAnswer answer) => (string?)JsonNode.Parse(answer.Text)!["type"];
}
