using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Acquis.Data;
using Acquis.Features.Accounts;
using Acquis.Features.Accounts.Tokens;
using Acquis.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Tests.Api;

/// <summary>Does what docs/api.md says, line by line: its walk from an enrolment to an issued document is the script of this test.</summary>
public sealed partial class WalkTests
{
    [Theory, BothDatabases]
    public async Task The_walk_of_the_documentation_ends_with_an_issued_document(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        var scene = await Scene.SetAsync(program);
        var registrar = await ApiCaller.MakeAsync(program, Role.Registrar, [.. TokenScopes.All.Select(s => s.Scope)]);
        var chair = await ApiCaller.MakeAsync(program, Role.JuryChair, TokenScopes.ReadDecisions, TokenScopes.WriteDecisions);
        var words = new Dictionary<string, string>
        {
            ["REGISTRAR"] = registrar.Token,
            ["FIRST"] = (await ApiCaller.MakeAsync(program, Role.Assessor, TokenScopes.WriteLevels)).Token,
            ["SECOND"] = (await ApiCaller.MakeAsync(program, Role.Assessor, TokenScopes.WriteLevels)).Token,
            ["CHAIR"] = chair.Token,
            ["COHORT"] = scene.Cohort.Id.ToString(),
            ["CHAIR_EMAIL"] = await program.ReadAsync(db => db.Users.Where(u => u.Id == chair.Owner).Select(u => u.Email!).SingleAsync()),
        };

        await RunAsync(program, Script(), words);

        var document = await program.ReadAsync(db => db.Diplomas.SingleAsync());
        Assert.Equal((words["CANDIDACY"], "1", document.Number), (document.CandidacyId.ToString(), document.BlockCode, words["NUMBER"]));
    }

    /// <summary>The lines of the walk; a quoted body that goes on for several lines stands on one.</summary>
    private static List<string> Script()
    {
        var lines = new List<string>();
        foreach (var line in Fence().Match(File.ReadAllText(Repository.Path("docs/api.md"))).Groups[1].Value.Split('\n').Select(l => l.Trim()))
        {
            if (lines.Count > 0 && lines[^1].Count(c => c is '\'') % 2 == 1)
                lines[^1] += $" {line}";
            else if (line.Length > 0 && !line.StartsWith('#') && !line.StartsWith("call()", StringComparison.Ordinal))
                lines.Add(line);
        }

        return lines;
    }

    private static async Task RunAsync(TestProgram program, List<string> lines, Dictionary<string, string> words)
    {
        for (var i = 0; i < lines.Count; i++)
        {
            if (Loop().Match(lines[i]) is not { Success: true } loop)
            {
                await CallAsync(program, lines[i], words);
                continue;
            }

            var end = lines.IndexOf("done", i);
            foreach (var value in loop.Groups[2].Value.Split(' '))
            {
                words[loop.Groups[1].Value] = value;
                await RunAsync(program, lines[(i + 1)..end], words);
            }

            i = end;
        }
    }

    private static async Task CallAsync(TestProgram program, string line, Dictionary<string, string> words)
    {
        var call = Call().Match(line);
        Assert.True(call.Success, $"This line is none that the test understands: {line}");
        program.Clock.Advance(TimeSpan.FromMilliseconds(5));
        var body = Spliced().Replace(call.Groups["body"].Value, m => words[m.Groups[1].Value]);
        var path = Word().Replace(call.Groups["path"].Value, m => words[m.Groups[1].Value]);
        var answer = await new ApiCaller(program, words[call.Groups["token"].Value], default)
            .CallAsync(new(call.Groups["method"].Value), $"/api/v1{path}", body.Length == 0 ? null : body);
        Assert.True((int)answer.Status < 300, $"{line}\n{answer.Status} {answer.Text}");
        if (call.Groups["name"] is { Success: true } name)
            words[name.Value] = Step().Matches(call.Groups["filter"].Value).Aggregate(JsonNode.Parse(answer.Text)!, (node, step) =>
                step.Groups[1].Success ? node[step.Groups[1].Value]! : node[int.Parse(step.Groups[2].Value, System.Globalization.CultureInfo.InvariantCulture)]!).ToString();
    }

    [GeneratedRegex("^```sh\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();

    [GeneratedRegex(@"^for (\w+) in ([^;]+); do$")]
    private static partial Regex Loop();

    [GeneratedRegex(@"^(?:(?<name>\w+)=\$\()?call \$(?<token>\w+) (?<method>GET|POST|PUT) (?<path>\S+?)(?: '(?<body>.*?)')?(?: \| jq -r (?<filter>\S+)\))?$")]
    private static partial Regex Call();

    [GeneratedRegex(@"'\$(\w+)'")]
    private static partial Regex Spliced();

    [GeneratedRegex(@"\$(\w+)")]
    private static partial Regex Word();

    [GeneratedRegex(@"\.(\w+)|\[(\d+)\]")]
    private static partial Regex Step();
}
