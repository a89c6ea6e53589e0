using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Acquis.Features.Accounts;
using Acquis.Tests.Support;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;

namespace Acquis.Tests.Structure;

/// <summary>Walks every route as every role, and compares with <c>docs/access.md</c>. <c>ACCEPT=1</c> rewrites the table.</summary>
public sealed partial class AccessTests
{
    private const string File = "docs/access.md";

    [Fact]
    public async Task Every_route_opens_for_the_roles_of_the_committed_table_and_for_no_other()
    {
        // A stranger calls more routes in this walk than one address may in a minute: a door that is shut must not look busy.
        await using var program = await TestProgram.StartAsync(await TestDatabase.NewAsync(Engine.Sqlite) with { ApiCallsWithoutToken = 10_000 });
        var people = new List<(string Name, Visitor Visitor)> { ("stranger", program.Stranger()) };
        foreach (var role in Enum.GetValues<Role>())
        {
            people.Add((role.ToString(), await program.SignedInAsync(role)));
        }

        var table = new StringBuilder("# Who may open what\n\nWritten by the test `AccessTests`, which walks every route as every role: `ACCEPT=1` writes it anew. ")
            .Append("A yes is the door only: the right on the object itself is checked behind it.\n\n| route | ")
            .AppendJoin(" | ", people.Select(p => p.Name)).Append(" |\n|---|").AppendJoin("|", people.Select(_ => ":-:")).Append("|\n");
        foreach (var (method, path, shown) in Routes(program))
        {
            var answers = new List<string>();
            foreach (var (_, visitor) in people)
            {
                answers.Add(await OpensAsync(visitor, method, path) ? "yes" : "");
            }

            table.Append("| `").Append(shown).Append("` | ").AppendJoin(" | ", answers).Append(" |\n");
        }

        var committed = Repository.Path(File);
        if (Environment.GetEnvironmentVariable("ACCEPT") is "1")
        {
            await System.IO.File.WriteAllTextAsync(committed, table.ToString(), TestContext.Current.CancellationToken);
        }

        Assert.Equal(await System.IO.File.ReadAllTextAsync(committed, TestContext.Current.CancellationToken), table.ToString());
    }

    private static IEnumerable<(HttpMethod Method, string Path, string Shown)> Routes(TestProgram program) =>
        program.Services.GetRequiredService<IEnumerable<EndpointDataSource>>().SelectMany(s => s.Endpoints).OfType<RouteEndpoint>()
            .Where(e => e.RoutePattern.RawText is { } text && !text.StartsWith("{**", StringComparison.Ordinal))
            .SelectMany(e => (e.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET"]).Where(m => m is not "HEAD").Select(m => (Endpoint: e, Method: m)))
            .Select(x => (new HttpMethod(x.Method), Fill(x.Endpoint.RoutePattern), $"{x.Method} /{x.Endpoint.RoutePattern.RawText!.TrimStart('/')}"))
            .DistinctBy(x => x.Item3).OrderBy(x => x.Item3.Split(' ')[1], StringComparer.Ordinal).ThenBy(x => x.Item3, StringComparer.Ordinal);

    private static string Fill(RoutePattern pattern) =>
        "/" + Parameter().Replace(pattern.RawText!.TrimStart('/'), m => m.Value.Contains(":int", StringComparison.Ordinal) ? "404" : Guid.Empty.ToString());

    /// <summary>The door is shut where one is sent to sign in, or told 403.</summary>
    private static async Task<bool> OpensAsync(Visitor visitor, HttpMethod method, string path)
    {
        using var answer = await visitor.AskAsync(method, path, method == HttpMethod.Get ? null : new StringContent("{}", Encoding.UTF8, "application/json"));
        var sentToSignIn = answer.StatusCode is HttpStatusCode.Found && answer.Headers.Location?.ToString().Contains("/sign-in?", StringComparison.Ordinal) == true;
        return !sentToSignIn && answer.StatusCode is not (HttpStatusCode.Forbidden or HttpStatusCode.Unauthorized);
    }

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex Parameter();
}
