using System.Net;
using Acquis.Domain.Decisions;
using Acquis.Domain.Frameworks;
using Acquis.Domain.Progress;
using Acquis.Features.Accounts;
using Acquis.Features.Accounts.Tokens;
using Acquis.Features.Decisions;
using Acquis.Infrastructure;
using Acquis.Tests.Support;
using Microsoft.EntityFrameworkCore;
using static Acquis.Tests.Support.ApiCalls;

namespace Acquis.Tests.Api;

/// <summary>What is recorded of a candidate besides levels, and what corrects it, by token (docs/api.md).</summary>
public sealed class RecordsVerbsTests
{
    [Theory, BothDatabases]
    public async Task A_proof_is_recorded_listed_and_taken_back(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        var scene = await Scene.SetAsync(program);
        var registrar = await ApiCaller.MakeAsync(program, Role.Registrar, TokenScopes.ReadCandidacies, TokenScopes.WriteCandidacies);
        var reader = await ApiCaller.MakeAsync(program, Role.Registrar, TokenScopes.ReadCandidacies);
        var address = $"/candidacies/{scene.Candidacy}/proofs";
        const string Proof = """{"competence":"C.1","context":"company","date":"2027-05-12","note":"Cahier des charges"}""";

        var unallowed = await Post(reader, address, Proof);
        var nowhere = await Post(registrar, address, """{"competence":"C.1","date":"2027-05-12"}""");
        var unknown = await Post(registrar, address, Proof.Replace("C.1", "C.99", StringComparison.Ordinal));
        var recorded = await Post(registrar, address, Proof, "proof-1");
        var again = await Post(registrar, address, Proof, "proof-1");
        var listed = Assert.Single(Json(await Get(reader, address)).AsArray())!;
        var unexplained = await Post(registrar, $"{address}/{listed["id"]}/withdraw", "{}");
        var withdrawn = await Post(registrar, $"{address}/{listed["id"]}/withdraw", """{"motive":"Pièce d’une autre personne"}""");

        Assert.Equal("urn:acquis:scope-missing", TypeOf(unallowed));
        Assert.Equal(HttpStatusCode.BadRequest, nowhere.Status);
        Assert.All([unknown, unexplained], a => Assert.Equal(HttpStatusCode.Conflict, a.Status));
        Assert.All([recorded, again, withdrawn], a => Assert.True(a.Status is HttpStatusCode.NoContent, a.Text));
        Assert.Equal(("C.1", "company"), ((string?)listed["competence"], (string?)listed["context"]));
        Assert.Empty(Json(await Get(reader, address)).AsArray());
    }

    [Theory, BothDatabases]
    public async Task A_jury_records_a_defence_and_its_own_level_and_nobody_else_does(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        var scene = await Scene.SetAsync(program);
        var chair = await ApiCaller.MakeAsync(program, Role.JuryChair, TokenScopes.ReadDecisions, TokenScopes.WriteDecisions);
        var assessor = await ApiCaller.MakeAsync(program, Role.Assessor, TokenScopes.WriteLevels);
        var defence = scene.Framework.Requirements.Single(r => r.Kind is Domain.Frameworks.RequirementKind.Defence);
        var seen = string.Join(',', defence.Criteria.SelectMany(g => g.Items).Select(c => $$"""{"criterion":"{{c.Code}}","observation":"met"}"""));
        string Said(string more) => $$"""{"requirement":"{{defence.Code}}","observations":[{{seen}}],"interview":"Réponses précises.","sufficient":true,"heldOn":"2027-06-01"{{more}}}""";
        var (held, level) = ($"/candidacies/{scene.Candidacy}/defence", $"/candidacies/{scene.Candidacy}/jury-levels");

        var first = await Post(chair, held, Said(""));
        var unexplained = await Post(chair, held, Said(""));
        var corrected = await Post(chair, held, Said(""","reason":"Heure corrigée" """));
        var foreign = await Post(assessor, held, Said(""));
        var silent = await Post(chair, level, """{"competence":"C.4","level":3,"date":"2027-06-01"}""");
        var judged = await Post(chair, level, """{"competence":"C.4","level":3,"date":"2027-06-01","motive":"Démontré pendant l’entretien"}""");

        Assert.All([first, corrected, judged], a => Assert.True(a.Status is HttpStatusCode.NoContent, a.Text));
        Assert.All([unexplained, silent], a => Assert.True(a.Status is HttpStatusCode.Conflict, a.Text));
        Assert.Equal(HttpStatusCode.Forbidden, foreign.Status);
        Assert.Equal((2, 1), await program.ReadAsync(async db => (await db.DefenceRecords.CountAsync(), await db.Ratings.CountAsync(r => r.Lane == Lane.Jury))));
    }

    [Theory, BothDatabases]
    public async Task Two_assessors_who_differ_are_settled_with_a_motive_once(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        var scene = await Scene.SetAsync(program);
        ApiCaller[] assessors = [await ApiCaller.MakeAsync(program, Role.Assessor, TokenScopes.WriteLevels), await ApiCaller.MakeAsync(program, Role.Assessor, TokenScopes.WriteLevels)];
        var address = $"/candidacies/{scene.Candidacy}/competences/C.1/settlement";
        const string Agreed = """{"assessment":"E1","level":2,"date":"2027-06-02","motive":"Relecture commune du livrable"}""";
        async Task SignAsync(ApiCaller assessor, int level) => Assert.Equal(HttpStatusCode.OK, (await Call(
            assessor, HttpMethod.Put, $"/candidacies/{scene.Candidacy}/assessments/E1/grid",
            $$"""{"version":0,"date":"2027-05-31","language":"fr","judgements":[{"competence":"C.1","level":{{level}}}],"submit":true}""")).Status);

        await SignAsync(assessors[0], 1);
        var early = await Post(assessors[0], address, Agreed);
        await SignAsync(assessors[1], 3);
        var silent = await Post(assessors[0], address, Agreed.Replace("Relecture commune du livrable", "", StringComparison.Ordinal));
        var settled = await Post(assessors[0], address, Agreed);
        var twice = await Post(assessors[1], address, Agreed);

        Assert.All([early, silent, twice], a => Assert.True(a.Status is HttpStatusCode.Conflict, a.Text));
        Assert.True(settled.Status is HttpStatusCode.NoContent, settled.Text);
        Assert.Equal(1, await program.ReadAsync(db => db.Ratings.CountAsync(r => r.Rank == RatingRank.Agreed && r.Level == 2)));
    }

    [Theory, BothDatabases]
    public async Task The_chair_alone_replaces_a_decision_with_a_reason_and_its_documents_are_revoked(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        var scene = await Scene.SetAsync(program);
        await scene.FulfilAsync();
        var chair = await ApiCaller.MakeAsync(program, Role.JuryChair, TokenScopes.ReadDecisions, TokenScopes.WriteDecisions);
        var registrar = await ApiCaller.MakeAsync(program, Role.Registrar, TokenScopes.WriteDecisions);
        var decision = await scene.DecideAsync();
        await scene.IssueAsync(decision);
        await program.ReadAsync(db => db.JuryMembers.Where(m => m.DeliberationId == decision.DeliberationId && m.IsChair)
            .ExecuteUpdateAsync(m => m.SetProperty(x => x.AccountId, chair.Owner)));
        var address = $"/decisions/{decision.Id}/supersede";
        const string Next = """{"verdict":"deferred","reason":"Niveaux d’une autre personne","motive":"À entendre de nouveau"}""";

        var notTheirs = await Post(registrar, address, Next);
        var unexplained = await Post(chair, address, Next.Replace("Niveaux d’une autre personne", "", StringComparison.Ordinal));
        var replaced = await Post(chair, address, Next, "supersede-1");
        var again = await Post(chair, address, Next, "supersede-1");
        var twice = await Post(chair, address, Next);

        Assert.All([notTheirs, unexplained, twice], a => Assert.True(a.Status is HttpStatusCode.Conflict, a.Text));
        Assert.Equal((HttpStatusCode.Created, replaced.Text), (replaced.Status, again.Text));
        Assert.Equal(Verdict.Deferred, await program.ReadAsync(db => db.Decisions.Where(d => d.SupersededById == null).Select(d => d.Verdict).SingleAsync()));
        Assert.True(await program.ReadAsync(db => db.Diplomas.AllAsync(d => d.State == Domain.Diplomas.DiplomaState.Revoked)));
    }
}
