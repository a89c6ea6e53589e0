using System.Net;
using System.Text;
using Acquis.Features.Accounts;

namespace Acquis.Tests.Support;

/// <summary>What a call was answered.</summary>
public sealed record ApiAnswer(HttpStatusCode Status, byte[] Body, string? Location)
{
    public string Text => Encoding.UTF8.GetString(Body);
}

/// <summary>A program that calls the API with a token of somebody.</summary>
public sealed record ApiCaller(TestProgram Program, string Token, Guid Owner)
{
    /// <summary>Makes a token as somebody of that role does, on the page.</summary>
    public static async Task<ApiCaller> MakeAsync(TestProgram program, Role role, params string[] scopes)
    {
        using var owner = await program.SignedInAsync(role);
        var page = await (await owner.OpenAsync("/account/tokens"))
            .PressAsync("Créer le jeton", [("Name", "Passerelle"), .. scopes.Select(s => ("Scopes", s)), ("Days", "90")]);
        var token = page.Document.QuerySelector("p.codes code")?.TextContent ?? throw new InvalidOperationException(page.Text);
        return new(program, token, owner.AccountId);
    }

    /// <summary>Calls, with a key where one is given.</summary>
    public async Task<ApiAnswer> CallAsync(HttpMethod method, string path, string? body, string? key = null, string type = "application/json")
    {
        using var client = Program.Stranger();
        using var content = body is null ? null : new StringContent(body, Encoding.UTF8, type);
        List<(string, string)> headers = [("Authorization", $"Bearer {Token}")];
        if (key is not null)
            headers.Add(("Idempotency-Key", key));

        using var answer = await client.AskAsync(method, path, content, [.. headers]);
        return new(answer.StatusCode, await answer.Content.ReadAsByteArrayAsync(), answer.Headers.Location?.ToString());
    }
}
