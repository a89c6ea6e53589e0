using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Acquis.Domain;
using Acquis.Features.Accounts;
using Acquis.Features.Accounts.Tokens;
using Acquis.Features.Frameworks;
using Acquis.Features.Journal;
using Acquis.Infrastructure;
using Acquis.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using static Acquis.Tests.Support.ApiCalls;

namespace Acquis.Tests.Api;

/// <summary>The verbs of the pages, by token: each enters at the service, so that its rule and its right hold there too (docs/api.md).</summary>
public sealed class VerbsTests
{
    [Theory, BothDatabases]
    public async Task A_jury_is_run_from_its_preparation_to_the_diploma_by_programs(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        var scene = await Scene.SetAsync(program);
        await scene.FulfilAsync();
        var registrar = await ApiCaller.MakeAsync(
            program, Role.Registrar, TokenScopes.ReadDecisions, TokenScopes.WriteDecisions, TokenScopes.ReadDiplomas, TokenScopes.WriteDiplomas);
        var chair = await ApiCaller.MakeAsync(program, Role.JuryChair, TokenScopes.ReadDecisions, TokenScopes.WriteDecisions);
        var reader = await ApiCaller.MakeAsync(program, Role.Registrar, TokenScopes.ReadDecisions);
        var plan = $$"""{"cohort":"{{scene.Cohort.Id}}","name":"Session de juin","place":"Lille","heldOn":"2027-06-01","candidacies":["{{scene.Candidacy}}"]}""";

        var unallowed = await Post(reader, "/deliberations", plan);
        var nobody = await Post(registrar, "/deliberations", plan.Replace(scene.Candidacy.ToString(), Guid.Empty.ToString(), StringComparison.Ordinal));
        var address = $"/deliberations/{Json(await Post(registrar, "/deliberations", plan))["id"]}";
        var unready = await Post(registrar, $"{address}/open");
        var stale = await Call(registrar, HttpMethod.Put, $"{address}/jury", Seats(99, await EmailAsync(program, chair)));
        var composed = await Call(registrar, HttpMethod.Put, $"{address}/jury", Seats(await VersionAsync(registrar, address), await EmailAsync(program, chair)));
        var opened = await Post(registrar, $"{address}/open");
        var heard = Json(await Get(chair, address))["decisions"]![0]!;
        var decision = $"/decisions/{heard["id"]}";
        string Said(int version) => $$"""{"version":{{version}},"verdict":"awarded"}""";
        var notChair = await Post(registrar, $"{decision}/pronounce", Said((int)heard["version"]!));
        var staleWord = await Post(chair, $"{decision}/pronounce", Said((int)heard["version"]! - 1));
        var tooEarly = await Post(registrar, $"{address}/issue");
        var pronounced = await Post(chair, $"{decision}/pronounce", Said((int)heard["version"]!), "pronounce-1");
        var again = await Post(chair, $"{decision}/pronounce", Said((int)heard["version"]!), "pronounce-1");
        var twice = await Post(chair, $"{decision}/pronounce", Said((int)heard["version"]! + 1));
        var staleClose = await Post(chair, $"{address}/close", """{"version":0}""");
        var closed = await Post(chair, $"{address}/close", $$"""{"version":{{await VersionAsync(chair, address)}}}""");
        var jury = Json(await Get(chair, address))["jury"]!;
        var unsigned = await Post(registrar, $"{address}/publish", "{}");
        var foreign = await Post(registrar, $"{address}/sign", $$"""{"member":"{{jury[0]!["id"]}}"}""");
        var signed = await Post(chair, $"{address}/sign", $$"""{"member":"{{jury[0]!["id"]}}"}""");
        var onPaper = await Post(registrar, $"{address}/sign", $$"""{"member":"{{jury[1]!["id"]}}"}""");
        var published = await Post(registrar, $"{address}/publish", "{}");
        var lacking = Json(await Get(registrar, $"{address}/lacking"));
        var notIssuer = await Post(chair, $"{address}/issue");
        var issued = await Post(registrar, $"{address}/issue", null, "issue-1");
        var issuedAgain = await Post(registrar, $"{address}/issue", null, "issue-1");
        var diploma = Json(issued)[0]!;
        var shown = await Get(registrar, $"/diplomas/{diploma["id"]}");

        Assert.Equal((HttpStatusCode.Forbidden, "urn:acquis:scope-missing"), (unallowed.Status, TypeOf(unallowed)));
        Assert.Equal(HttpStatusCode.NotFound, nobody.Status);
        AssertRefused(unready, notChair, twice, unsigned);
        Assert.All([stale, staleWord, staleClose], a => Assert.Equal((HttpStatusCode.Conflict, "urn:acquis:stale"), (a.Status, TypeOf(a))));
        Assert.All([composed, opened, pronounced, again, closed, signed, onPaper, published], a => Assert.True(a.Status is HttpStatusCode.NoContent, a.Text));
        Assert.Equal("awarded", (string?)heard["proposed"]);
        Assert.Equal(HttpStatusCode.Forbidden, foreign.Status);
        Assert.Equal("urn:acquis:diploma.result-not-published", TypeOf(tooEarly));
        Assert.Equal("diploma", (string?)Assert.Single(lacking.AsArray())!["kind"]);
        Assert.Equal(HttpStatusCode.Forbidden, notIssuer.Status);
        Assert.Equal((HttpStatusCode.OK, issued.Text), (issued.Status, issuedAgain.Text));
        Assert.Equal("valid", (string?)Json(shown)["state"]);
        Assert.Equal(1, await program.ReadAsync(db => db.Diplomas.CountAsync()));
        Assert.Equal(HttpStatusCode.NotFound, (await Get(registrar, $"/diplomas/{Guid.NewGuid()}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await Post(registrar, $"/deliberations/{Guid.NewGuid()}/issue")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await Post(chair, $"{decision}/pronounce", """{"version":1}""")).Status);
    }

    [Theory, BothDatabases]
    public async Task Levels_are_made_known_to_one_candidate_or_to_a_cohort(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        var scene = await Scene.SetAsync(program);
        var registrar = await ApiCaller.MakeAsync(program, Role.Registrar, TokenScopes.ReadCandidacies, TokenScopes.WriteLevels);
        var reader = await ApiCaller.MakeAsync(program, Role.Registrar, TokenScopes.ReadCandidacies);
        ApiCaller[] assessors = [await ApiCaller.MakeAsync(program, Role.Assessor, TokenScopes.WriteLevels), await ApiCaller.MakeAsync(program, Role.Assessor, TokenScopes.WriteLevels)];
        var (one, all) = ($"/candidacies/{scene.Candidacy}/release", $"/cohorts/{scene.Cohort.Id}/release");
        async Task SignAsync(ApiCaller assessor, int number)
        {
            var grid = $$"""{"version":0,"date":"2027-05-31","language":"fr","judgements":[{"competence":"C.{{number}}","level":2}],"submit":true}""";
            Assert.Equal(HttpStatusCode.OK, (await Call(assessor, HttpMethod.Put, $"/candidacies/{scene.Candidacy}/assessments/E{number}/grid", grid)).Status);
        }

        await SignAsync(assessors[0], 1);
        var waits = await Post(registrar, one, """{"assessment":"E1"}""");
        var waitsAll = await Post(registrar, all, """{"assessment":"E1"}""");
        await SignAsync(assessors[1], 1);
        await SignAsync(assessors[0], 2);
        await SignAsync(assessors[1], 2);
        var states = Json(await Get(registrar, $"/cohorts/{scene.Cohort.Id}/releases"));
        var unallowed = await Post(reader, one, """{"assessment":"E1"}""");
        var notTheirs = await Post(assessors[0], one, """{"assessment":"E1"}""");
        var released = await Post(registrar, one, """{"assessment":"E1"}""");
        var cohort = await Post(registrar, all, """{"assessment":"E2"}""", "release-1");
        var cohortAgain = await Post(registrar, all, """{"assessment":"E2"}""", "release-1");
        var unknown = await Post(registrar, all, """{"assessment":"E99"}""");

        AssertRefused(waits, waitsAll);
        Assert.Equal([1, 1], states.AsArray().Select(s => (int)s!["ready"]!));
        Assert.Equal("urn:acquis:scope-missing", TypeOf(unallowed));
        Assert.Equal(HttpStatusCode.Forbidden, notTheirs.Status);
        Assert.Equal(HttpStatusCode.NoContent, released.Status);
        Assert.Equal((1, cohort.Text), ((int)Json(cohort)["candidates"]!, cohortAgain.Text));
        Assert.Equal(HttpStatusCode.NotFound, unknown.Status);
        Assert.Equal(4, await program.ReadAsync(db => db.Ratings.CountAsync(r => r.ReleasedAt != null)));
    }

    [Theory, BothDatabases]
    public async Task A_bloc_held_already_is_recorded_taken_back_and_a_candidacy_ended(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        var scene = await Scene.SetAsync(program);
        var registrar = await ApiCaller.MakeAsync(program, Role.Registrar, TokenScopes.ReadCandidacies, TokenScopes.WriteCandidacies);
        var reader = await ApiCaller.MakeAsync(program, Role.Registrar, TokenScopes.ReadCandidacies);
        var address = $"/candidacies/{scene.Candidacy}";
        const string Held = """{"block":"1","ground":"correspondence","on":"2025-07-01","reference":"Certificat 2025-118"}""";

        var unallowed = await Post(reader, $"{address}/exemptions", Held);
        var exempted = await Post(registrar, $"{address}/exemptions", Held, "exempt-1");
        var again = await Post(registrar, $"{address}/exemptions", Held, "exempt-1");
        var twice = await Post(registrar, $"{address}/exemptions", Held);
        var exemption = $"{address}/exemptions/{Json(exempted)["id"]}/withdraw";
        var unmotivated = await Post(registrar, exemption, "{}");
        var withdrawn = await Post(registrar, exemption, """{"motive":"Autre personne"}""");
        var listed = Json(await Get(reader, $"{address}/exemptions"));
        var unknown = await Post(registrar, $"{address}/exemptions/{Guid.NewGuid()}/withdraw", """{"motive":"x"}""");
        var version = (int)Json(await Get(registrar, address))["version"]!;
        var stale = await Post(registrar, $"{address}/withdraw", $$"""{"version":{{version + 7}},"reason":"A quitté la formation"}""");
        var ended = await Post(registrar, $"{address}/withdraw", $$"""{"version":{{version}},"reason":"A quitté la formation"}""");

        Assert.Equal("urn:acquis:scope-missing", TypeOf(unallowed));
        Assert.Equal((HttpStatusCode.Created, exempted.Text), (exempted.Status, again.Text));
        AssertRefused(twice, unmotivated);
        Assert.Equal(HttpStatusCode.NoContent, withdrawn.Status);
        Assert.Equal(("1", "Autre personne"), ((string?)listed[0]!["block"], (string?)listed[0]!["withdrawnFor"]));
        Assert.Equal(HttpStatusCode.NotFound, unknown.Status);
        Assert.Equal("urn:acquis:stale", TypeOf(stale));
        Assert.Equal(HttpStatusCode.NoContent, ended.Status);
        Assert.Equal("withdrawn", (string?)Json(await Get(registrar, address))["state"]);
    }

    [Theory, BothDatabases]
    public async Task A_framework_is_sent_judged_published_and_read(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        var registrar = await ApiCaller.MakeAsync(program, Role.Registrar, TokenScopes.ReadFrameworks, TokenScopes.WriteFrameworks);
        var reader = await ApiCaller.MakeAsync(program, Role.Trainer, TokenScopes.ReadFrameworks);
        var text = await File.ReadAllTextAsync(Repository.Path("frameworks/expert-isi.yaml"), TestContext.Current.CancellationToken);
        string Body(string content) => JsonSerializer.Serialize(new { file = "expert-isi.yaml", content });

        var unallowed = await Post(reader, "/frameworks", Body(text));
        var broken = await Post(registrar, "/frameworks", Body("code: [\n"));
        var drafted = await Post(registrar, "/frameworks", Body(text), "draft-1");
        var again = await Post(registrar, "/frameworks", Body(text), "draft-1");
        var same = await Post(registrar, "/frameworks", Body(text));
        var (id, version) = ((string?)Json(drafted)["id"], (int)Json(drafted)["version"]!);
        var stale = await Post(registrar, $"/frameworks/{id}/publish", $$"""{"version":{{version + 1}}}""");
        var published = await Post(registrar, $"/frameworks/{id}/publish", $$"""{"version":{{version}}}""");
        var shown = Json(await Get(reader, $"/frameworks/{id}"));
        var twice = await Post(registrar, $"/frameworks/{id}/publish", $$"""{"version":{{(int)shown["version"]!}}}""");
        var listed = Json(await Get(reader, "/frameworks"));
        var file = await Get(reader, $"/frameworks/{id}/file");

        Assert.Equal(HttpStatusCode.Forbidden, unallowed.Status);
        AssertRefused(broken, same, twice);
        Assert.Equal((HttpStatusCode.Created, drafted.Text), (drafted.Status, again.Text));
        Assert.Empty(Json(drafted)["whyNotPublish"]!.AsArray());
        Assert.Equal("urn:acquis:stale", TypeOf(stale));
        Assert.Equal(HttpStatusCode.NoContent, published.Status);
        Assert.Equal(("published", "framework.already-published"), ((string?)shown["state"], (string?)shown["whyNotPublish"]![0]));
        Assert.Equal((string?)shown["hash"], (string?)Assert.Single(listed.AsArray())!["hash"]);
        Assert.Equal((string?)shown["hash"], FrameworkCatalogue.Identify(FrameworkYaml.Read(file.Text, "expert-isi.yaml")).Hash);
        Assert.Equal(HttpStatusCode.NotFound, (await Get(reader, $"/frameworks/{Guid.NewGuid()}")).Status);
    }

    [Theory, BothDatabases]
    public async Task The_journal_gives_its_head_and_the_proof_of_a_fact(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        var scene = await Scene.SetAsync(program);
        var auditor = await ApiCaller.MakeAsync(program, Role.Auditor, TokenScopes.ReadJournal);
        var stranger = await ApiCaller.MakeAsync(program, Role.Registrar, TokenScopes.ReadCandidacies);

        await program.InScopeAsync(s => s.GetRequiredService<JournalSequencer>().NumberAsync(default));
        await scene.EnrolAsync("Noé", "Deroubaix");
        var facts = Json(await Get(auditor, $"/journal/facts?kind=cohort&subject={scene.Cohort.Id}")).AsArray();
        var waiting = (string?)Json(await Get(auditor, "/journal/facts"))[0]!["id"];
        var unnumbered = await Get(auditor, $"/journal/facts/{waiting}/proof");
        var head = await Get(auditor, "/journal/checkpoint");
        var proof = await Get(auditor, $"/journal/facts/{facts[^1]!["id"]}/proof");
        var key = program.Services.GetRequiredService<JournalKeys>().Signer.Verifier;

        Assert.Equal(HttpStatusCode.OK, head.Status);
        Assert.Contains(head.Text, proof.Text, StringComparison.Ordinal);
        Assert.Contains(scene.Cohort.Id.ToString(), System.Text.Encoding.UTF8.GetString(JournalProofs.Check(proof.Text, key).Entry), StringComparison.Ordinal);
        Assert.Equal("urn:acquis:journal.not-numbered-yet", TypeOf(unnumbered));
        Assert.Equal("urn:acquis:scope-missing", TypeOf(await Get(stranger, "/journal/checkpoint")));
        Assert.Equal(HttpStatusCode.NotFound, (await Get(auditor, $"/journal/facts/{Guid.NewGuid()}/proof")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await Get(auditor, "/journal/facts?kind=cohort")).Status);
    }

    private static string Seats(int version, string chair) => $$"""
        {"version":{{version}},"seats":[
        {"name":"Anne Deroubaix","quality":"Directrice des systèmes d’information","isExternal":true,"isChair":true,"isPresent":true,"email":"{{chair}}"},
        {"name":"Étienne Wattrelos","quality":"Responsable pédagogique","isExternal":false,"isChair":false,"isPresent":true}]}
        """;

    private static async Task<int> VersionAsync(ApiCaller caller, string address) => (int)Json(await Get(caller, address))["version"]!;

    private static Task<string> EmailAsync(TestProgram program, ApiCaller caller) => program.ReadAsync(db => db.Users.Where(u => u.Id == caller.Owner).Select(u => u.Email!).SingleAsync());

    private static void AssertRefused(params ApiAnswer[] answers) => Assert.All(answers, a =>
    {
        Assert.True(a.Status is HttpStatusCode.Conflict, $"{a.Status} {a.Text}");
        Assert.NotEmpty(JsonNode.Parse(a.Text)!["refusals"]!.AsArray());
    });
}
