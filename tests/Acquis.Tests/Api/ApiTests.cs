using System.Net;
using System.Text.Json.Nodes;
using Acquis.Features.Accounts;
using Acquis.Features.Accounts.Tokens;
using Acquis.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Tests.Api;

/// <summary>What a program does with a token: the verbs of the pages, with their rights (docs/api.md).</summary>
public sealed class ApiTests
{
    private const string Enrolment = """
        {"birthName":"Deroubaix","firstNames":["Noé"],"birthYear":2001,"birthMonth":7,"birthDay":9,"country":"100","inseeCode":"59350",
        "birthCity":"Lille","sex":"m","route":"apprenticeship","enteredOn":"2026-09-01"}
        """;

    [Theory, BothDatabases]
    public async Task A_program_enrols_a_candidate_and_records_what_they_hand_in(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        var scene = await Scene.SetAsync(program);
        var call = await CallerAsync(program, Role.Registrar, TokenScopes.ReadCandidacies, TokenScopes.WriteCandidacies);
        var requirement = scene.Framework.Requirements.First(r => r.Kind is not (Domain.Frameworks.RequirementKind.PerModule or Domain.Frameworks.RequirementKind.Defence)).Code;

        var (enrolled, candidacy) = await call(HttpMethod.Post, $"/api/v1/cohorts/{scene.Cohort.Id}/candidacies", Enrolment);
        var (again, alike) = await call(HttpMethod.Post, $"/api/v1/cohorts/{scene.Cohort.Id}/candidacies", Enrolment.Replace("Noé", "Noe", StringComparison.Ordinal));
        var id = (string?)candidacy!["id"];
        var (recorded, _) = await call(HttpMethod.Post, $"/api/v1/candidacies/{id}/requirements", $$"""{"requirement":"{{requirement}}","state":"handedIn","date":"2027-05-31"}""");
        var (_, sheet) = await call(HttpMethod.Get, $"/api/v1/candidacies/{id}", null);
        var (_, list) = await call(HttpMethod.Get, $"/api/v1/cohorts/{scene.Cohort.Id}/candidacies", null);

        Assert.Equal([HttpStatusCode.Created, HttpStatusCode.Conflict, HttpStatusCode.NoContent], [enrolled, again, recorded]);
        Assert.Equal("urn:acquis:candidacy.people-alike", (string?)alike!["type"]);
        Assert.Equal("Noé Deroubaix", (string?)sheet!["name"]);
        Assert.Equal("handedIn", (string?)sheet["requirements"]!.AsArray().First(r => (string?)r!["requirement"] == requirement)!["state"]);
        Assert.Equal(["Noé Deroubaix", "Élodie Vasseur-Lemoine"], list!["candidacies"]!.AsArray().Select(c => (string?)c!["name"]));
    }

    [Theory, BothDatabases]
    public async Task A_program_may_say_in_which_language_somebody_is_written_to(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        var scene = await Scene.SetAsync(program);
        var call = await CallerAsync(program, Role.Registrar, TokenScopes.WriteCandidacies);
        var address = $"/api/v1/cohorts/{scene.Cohort.Id}/candidacies";
        string In(string language) => Enrolment.Replace("\"sex\"", $"\"mailLanguage\":\"{language}\",\"sex\"", StringComparison.Ordinal);

        var (refused, problem) = await call(HttpMethod.Post, address, In("de"));
        var (enrolled, _) = await call(HttpMethod.Post, address, In("en"));

        Assert.Equal([HttpStatusCode.Conflict, HttpStatusCode.Created], [refused, enrolled]);
        Assert.Equal("urn:acquis:person.mail-language-unknown", (string?)problem!["type"]);
        Assert.Equal(
            ["Deroubaix en", "Vasseur-Lemoine fr"],
            await program.ReadAsync(db => db.People.OrderBy(p => p.SortKey).Select(p => p.BirthName + " " + p.MailLanguage).ToListAsync()));
    }

    [Theory, BothDatabases]
    public async Task A_grid_is_saved_then_signed_and_never_over_a_version_that_was_not_read(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        var scene = await Scene.SetAsync(program);
        var call = await CallerAsync(program, Role.Assessor, TokenScopes.WriteLevels);
        var assessment = scene.Framework.Assessments[0];
        var levels = string.Join(',', assessment.Competences.Select(c => $$"""{"competence":"{{c}}","level":2}"""));
        var address = $"/api/v1/candidacies/{scene.Candidacy}/assessments/{assessment.Code}/grid";
        string Grid(int? version, bool submit) => $$"""{"version":{{version}},"date":"2027-05-31","language":"{{assessment.Languages[0]}}","judgements":[{{levels}}],"submit":{{(submit ? "true" : "false")}}}""";

        var (saved, draft) = await call(HttpMethod.Put, address, Grid(0, false));
        var version = (int?)draft!["version"];
        var (stale, _) = await call(HttpMethod.Put, address, Grid(version - 1, false));
        var (signed, grid) = await call(HttpMethod.Put, address, Grid(version, true));
        var (late, refusal) = await call(HttpMethod.Put, address, Grid((int?)grid!["version"], false));

        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.Conflict, HttpStatusCode.OK, HttpStatusCode.Conflict], [saved, stale, signed, late]);
        Assert.Equal("submitted", (string?)grid["state"]);
        Assert.NotEmpty(refusal!["refusals"]!.AsArray());
    }

    [Theory, BothDatabases]
    public async Task Results_decisions_and_documents_are_read_by_who_may_and_by_nobody_else(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        var scene = await Scene.SetAsync(program);
        await scene.FulfilAsync();
        var decision = await scene.DecideAsync();
        var diploma = (await scene.IssueAsync(decision))[0];
        var registrar = await CallerAsync(program, Role.Registrar, TokenScopes.ReadDecisions, TokenScopes.ReadDiplomas);
        var elsewhere = await CallerAsync(program, Role.JuryMember, TokenScopes.ReadDecisions);

        var (_, results) = await registrar(HttpMethod.Get, $"/api/v1/deliberations/{decision.DeliberationId}/results", null);
        var (_, proof) = await registrar(HttpMethod.Get, $"/api/v1/decisions/{decision.Id}", null);
        var (_, register) = await registrar(HttpMethod.Get, $"/api/v1/diplomas?q={diploma.Number}", null);
        var (pdf, _) = await registrar(HttpMethod.Get, $"/api/v1/diplomas/{diploma.Id}/pdf", null);
        var (hidden, _) = await elsewhere(HttpMethod.Get, $"/api/v1/deliberations/{decision.DeliberationId}/results", null);
        var (closed, _) = await elsewhere(HttpMethod.Get, "/api/v1/diplomas", null);

        Assert.Equal("awarded", (string?)results![0]!["verdict"]);
        Assert.DoesNotContain("Vasseur", proof!.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal(diploma.Number, (string?)register!["documents"]![0]!["number"]);
        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.NotFound, HttpStatusCode.Forbidden], [pdf, hidden, closed]);
    }

    [Theory, BothDatabases]
    public async Task Too_many_calls_are_refused_with_the_time_to_wait(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(await TestDatabase.NewAsync(engine) with { ApiCalls = 2, ApiCallsWithoutToken = 1 });
        var call = await CallerAsync(program, Role.Registrar, TokenScopes.ReadCandidacies);
        using var stranger = program.Stranger();

        var calls = new List<HttpStatusCode>();
        for (var i = 0; i < 3; i++)
            calls.Add((await call(HttpMethod.Get, "/api/v1/cohorts", null)).Status);

        using var first = await stranger.AskAsync("/api/v1/cohorts");
        using var second = await stranger.AskAsync("/api/v1/cohorts");

        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.TooManyRequests], calls);
        Assert.Equal([HttpStatusCode.Unauthorized, HttpStatusCode.TooManyRequests], [first.StatusCode, second.StatusCode]);
        Assert.Equal("Bearer", first.Headers.WwwAuthenticate.Single().Scheme);
        Assert.Null(first.Headers.Location);
        Assert.InRange(second.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
        Assert.Equal("application/problem+json", second.Content.Headers.ContentType!.MediaType);
    }

    [Theory, BothDatabases]
    public async Task A_body_that_cannot_be_read_is_answered_with_a_problem_document(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        var scene = await Scene.SetAsync(program);
        var call = await CallerAsync(program, Role.Registrar, TokenScopes.WriteCandidacies);

        var (broken, _) = await call(HttpMethod.Post, $"/api/v1/cohorts/{scene.Cohort.Id}/candidacies", "{");
        var (lacking, problem) = await call(HttpMethod.Post, $"/api/v1/candidacies/{scene.Candidacy}/requirements", """{"state":"handedIn","date":"2027-05-31"}""");

        Assert.Equal([HttpStatusCode.BadRequest, HttpStatusCode.BadRequest], [broken, lacking]);
        Assert.Equal("urn:acquis:unreadable", (string?)problem!["type"]);
    }

    [Fact]
    public async Task The_document_describes_every_route_with_an_example_for_what_writes()
    {
        await using var program = await TestProgram.StartAsync(Engine.Sqlite);
        using var stranger = program.Stranger();

        using var answer = await stranger.AskAsync("/api/v1/openapi.json");
        var document = JsonNode.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;
        var operations = document["paths"]!.AsObject().SelectMany(p => p.Value!.AsObject().Select(o => (Name: $"{o.Key} {p.Key}", Said: o.Value!))).ToList();

        Assert.StartsWith("3.1", (string?)document["openapi"], StringComparison.Ordinal);
        Assert.Contains("post /api/v1/candidacies/{id}/levels", operations.Select(o => o.Name));
        Assert.Equal([], operations.Where(o => o.Said["requestBody"] is not null && o.Said["parameters"]?.ToJsonString().Contains("Idempotency-Key", StringComparison.Ordinal) is not true).Select(o => o.Name));
        Assert.Equal([], operations.Where(o => o.Said["summary"] is null).Select(o => o.Name));
        Assert.Equal([], operations.Where(o => o.Said["requestBody"] is { } body && (body["content"]!["application/json"] ?? body["content"]!["text/csv"])!["example"] is null).Select(o => o.Name));
    }

    /// <summary>A program that calls with a token of somebody with that role.</summary>
    private static async Task<Func<HttpMethod, string, string?, Task<(HttpStatusCode Status, JsonNode? Body)>>> CallerAsync(TestProgram program, Role role, params string[] scopes)
    {
        var caller = await ApiCaller.MakeAsync(program, role, scopes);
        return async (method, path, body) =>
        {
            var answer = await caller.CallAsync(method, path, body);
            return (answer.Status, answer.Text.StartsWith('{') || answer.Text.StartsWith('[') ? JsonNode.Parse(answer.Text) : null);
        };
    }
}
