using System.Net;
using System.Text.Json.Nodes;
using Acquis.Domain.Progress;
using Acquis.Features.Accounts;
using Acquis.Features.Accounts.Tokens;
using Acquis.Tests.Support;
using Microsoft.EntityFrameworkCore;
using static Acquis.Tests.Support.ApiCalls;

namespace Acquis.Tests.Api;

/// <summary>Files that a program sends: read, looked at and confirmed as on the pages (docs/api.md).</summary>
public sealed class ImportsTests
{
    private const string Head = "Nom de naissance;Prénoms;Sexe;Date de naissance;Code INSEE de naissance;Lieu de naissance;Entreprise";

    [Theory, BothDatabases]
    public async Task A_file_of_candidates_is_shown_row_by_row_and_the_chosen_rows_are_written_once(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        var scene = await Scene.SetAsync(program);
        var registrar = await CallerAsync(program, Role.Registrar);
        var address = $"/cohorts/{scene.Cohort.Id}/people-imports?kind=candidates&name=rentr%C3%A9e.csv&route=priorExperience";
        var file = $"{Head}\r\nDeroubaix;Noé;M;09/07/2001;59350;Lille;\r\nRoy;Zoé;X;31/02/1998;59350;Lille;\r\nCœurderoy;Anne;F;12/03/1998;59350;Lille;Halage\r\n";

        var read = await Send(registrar, address, file, "read-1");
        var import = Json(read);
        var path = $"/people-imports/{import["id"]}";
        var bad = Json(await Get(registrar, $"{path}/rows?state=bad"));
        var version = (int)import["version"]!;
        var wrong = await Post(registrar, $"{path}/write", $$"""{"version":{{version}},"rows":[2,3]}""");
        var nobody = await program.ReadAsync(db => db.Candidacies.CountAsync(c => c.CohortId == scene.Cohort.Id));
        var written = await Post(registrar, $"{path}/write", $$"""{"version":{{version}},"rows":[4]}""", "write-1");
        var again = await Post(registrar, $"{path}/write", $$"""{"version":{{version}},"rows":[4]}""", "write-1");
        var late = await Post(registrar, $"{path}/write", $$"""{"version":{{(int)Json(written)["version"]!}}}""");

        Assert.Equal((HttpStatusCode.Created, $"/api/v1{path}", read.Text), (read.Status, read.Location, (await Send(registrar, address, file, "read-1")).Text));
        Assert.Equal(("rentrée.csv", "previewed", 3, 2, 1), (Said(import, "file"), Said(import, "state"), Number(import, "rows"), Number(import["tally"]!, "ready"), Number(import["tally"]!, "bad")));
        var row = Assert.Single(bad["rows"]!.AsArray())!;
        Assert.Equal((3, "Zoé Roy"), (Number(row, "number"), Said(row, "name")));
        Assert.Contains("La date 31/02/1998 n’existe pas", row["problems"]!.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }), StringComparison.Ordinal);
        Assert.Equal(("urn:acquis:import.rows-not-to-write", 1), (TypeOf(wrong), nobody));
        Assert.Equal((HttpStatusCode.OK, written.Text), (written.Status, again.Text));
        Assert.Equal(("written", 1), (Said(Json(written), "state"), Number(Json(written)["tally"]!, "written")));
        Assert.Equal("urn:acquis:import.already-written", TypeOf(late));
        Assert.Equal(["Cœurderoy PriorExperience Halage", "Vasseur-Lemoine Apprenticeship Ateliers Hautefeuille"], await program.ReadAsync(db => db.Candidacies.Where(c => c.CohortId == scene.Cohort.Id)
            .Join(db.People, c => c.PersonId, p => p.Id, (c, p) => new { c, p }).OrderBy(x => x.p.SortKey).Select(x => x.p.BirthName + " " + x.c.Route + " " + x.c.CompanyName).ToListAsync()));
        Assert.Equal(1, await program.ReadAsync(db => db.Facts.CountAsync(f => f.Action == "people-imported")));
    }

    [Theory, BothDatabases]
    public async Task A_doubtful_row_is_shown_with_whom_it_may_be_and_waits_for_an_answer(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        var scene = await Scene.SetAsync(program);
        var registrar = await CallerAsync(program, Role.Registrar);
        var known = await program.ReadAsync(db => db.People.SingleAsync());
        var birth = known.Identity.BirthDate;
        var file = $"{Head}\r\n{known.FirstNames[0]};{known.BirthName};F;{birth.Day:00}/{birth.Month:00}/{birth.Year};59350;Lille;\r\n";

        var import = Json(await Send(registrar, $"/cohorts/{scene.Cohort.Id}/people-imports?route=apprenticeship", file));
        var path = $"/people-imports/{import["id"]}";
        var row = Json(await Get(registrar, $"{path}/rows?state=doubtful"))["rows"]![0]!;
        var nothing = await Post(registrar, $"{path}/write", $$"""{"version":{{import["version"]}}}""");
        var unknown = await Post(registrar, $"{path}/rows/2/answer", $$"""{"version":{{import["version"]}},"same":"{{Guid.NewGuid()}}"}""");
        var answered = Json(await Post(registrar, $"{path}/rows/2/answer", $$"""{"version":{{import["version"]}},"same":"none"}"""));
        var stale = await Post(registrar, $"{path}/write", $$"""{"version":{{import["version"]}}}""");
        var written = Json(await Post(registrar, $"{path}/write", $$"""{"version":{{answered["version"]}}}"""));

        Assert.Equal((known.Id.ToString(), known.DisplayName), (Said(row["alike"]![0]!, "person"), Said(row["alike"]![0]!, "name")));
        Assert.Equal("urn:acquis:import.nothing-to-write", TypeOf(nothing));
        Assert.Equal(HttpStatusCode.NotFound, unknown.Status);
        Assert.Equal("urn:acquis:stale", TypeOf(stale));
        Assert.Equal(1, Number(written["tally"]!, "written"));
        Assert.Equal(2, await program.ReadAsync(db => db.People.CountAsync()));
    }

    [Theory, BothDatabases]
    public async Task Where_the_register_changed_since_the_file_was_read_nothing_is_written_and_the_file_is_sent_again(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        var scene = await Scene.SetAsync(program);
        var registrar = await CallerAsync(program, Role.Registrar);
        var address = $"/cohorts/{scene.Cohort.Id}/people-imports?route=apprenticeship";
        var file = $"{Head}\r\nDeroubaix;Noé;M;09/07/2001;59350;Lille;\r\nCœurderoy;Anne;F;12/03/1998;59350;Lille;\r\n";

        var first = Json(await Send(registrar, address, file));
        var meanwhile = Json(await Send(registrar, address, $"{Head}\r\nDeroubaix;Noé;M;09/07/2001;59350;Lille;\r\n"));
        await Post(registrar, $"/people-imports/{meanwhile["id"]}/write", $$"""{"version":{{meanwhile["version"]}}}""");
        var refused = await Post(registrar, $"/people-imports/{first["id"]}/write", $$"""{"version":{{first["version"]}}}""", "write-1");
        var second = Json(await Send(registrar, address, file));
        var dropped = await Post(registrar, $"/people-imports/{second["id"]}/drop", $$"""{"version":{{second["version"]}}}""");

        Assert.Equal("urn:acquis:import.register-changed", TypeOf(refused));
        Assert.Equal(1, Number(second["tally"]!, "ready"));
        Assert.Equal((HttpStatusCode.NoContent, "dropped"), (dropped.Status, Said(Json(await Get(registrar, $"/people-imports/{second["id"]}")), "state")));
        Assert.Equal(2, await program.ReadAsync(db => db.Candidacies.CountAsync()));
    }

    [Theory, BothDatabases]
    public async Task Companies_and_tutors_come_by_the_same_call(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        var scene = await Scene.SetAsync(program);
        var registrar = await CallerAsync(program, Role.Registrar);

        var import = Json(await Send(
            registrar, $"/cohorts/{scene.Cohort.Id}/people-imports?kind=companies", "Nom;Prénom;Entreprise;Tuteur;Courriel du tuteur\r\nVasseur-Lemoine;Élodie;Halage;Paul Marchal;paul@example.org\r\n"));
        await Post(registrar, $"/people-imports/{import["id"]}/write", $$"""{"version":{{import["version"]}}}""");

        var candidacy = await program.ReadAsync(db => db.Candidacies.SingleAsync());
        Assert.Equal(("Halage", "Paul Marchal", "paul@example.org"), (candidacy.CompanyName, candidacy.TutorName, candidacy.TutorEmail));
    }

    [Theory, BothDatabases]
    public async Task A_file_of_levels_is_compared_cell_by_cell_and_recorded_as_it_was_shown(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        var scene = await Scene.SetAsync(program);
        var trainer = await CallerAsync(program, Role.Trainer);
        var address = $"/cohorts/{scene.Cohort.Id}/level-imports";
        const string File = "Nom;Prénom;C.1;Devoir;C.3\r\nVasseur-Lemoine;Élodie;2;1;9\r\nInconnu;Zoé;1;1;1\r\n";

        var import = Json(await Send(trainer, $"{address}?name=niveaux.csv", File, "read-1"));
        var path = $"/level-imports/{import["id"]}";
        var rows = Json(await Get(trainer, $"{path}/rows"));
        var planned = Json(await Call(trainer, HttpMethod.Put, $"{path}/plan", $$"""{"version":{{import["version"]}},"lane":"trainer","date":"2027-05-31","columns":[null,null,"C.1","C.2"]}"""));
        var wide = await Call(trainer, HttpMethod.Put, $"{path}/plan", $$"""{"version":{{planned["version"]}},"lane":"trainer","date":"2027-05-31","columns":[null,null,null,null,null,"C.1"]}""");
        var old = await Post(trainer, $"{path}/write", Confirmed(planned, import));
        var written = await Post(trainer, $"{path}/write", Confirmed(planned), "write-1");
        var again = await Post(trainer, $"{path}/write", Confirmed(planned), "write-1");

        Assert.Equal([null, null, "C.1", null, "C.3"], import["columns"]!.AsArray().Select(c => (string?)c!["competence"]));
        Assert.Equal((1, 1, 1), (Number(import, "fresh"), Number(import, "refused"), Number(import, "badRows")));
        var refused = rows["rows"]![0]!["cells"]![1]!;
        Assert.Equal(("E2", "refused", "rating.level-outside-scale"), (Said(refused, "place"), Said(refused, "difference"), Said(refused["why"]!, "code")));
        Assert.Equal("level-import.nobody", Said(rows["rows"]![1]!["why"]!, "code"));
        Assert.Equal(HttpStatusCode.BadRequest, wide.Status);
        Assert.Equal("urn:acquis:stale", TypeOf(old));
        Assert.Equal((2, written.Text), (Number(Json(written), "written"), again.Text));
        Assert.Equal([("C.1", 2), ("C.2", 1)], (await program.ReadAsync(db => db.Ratings.OrderBy(r => r.Competence).Select(r => new { r.Competence, r.Level }).ToListAsync())).Select(r => (r.Competence, r.Level!.Value)));
        Assert.Equal(2, Number(Json(await Send(trainer, address, "Nom;Prénom;C.1;C.2\r\nVasseur-Lemoine;Élodie;2;1\r\n")), "same"));
    }

    [Theory, BothDatabases]
    public async Task A_file_of_observations_enters_drafts_and_is_seen_by_who_sent_it_alone(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        var scene = await Scene.SetAsync(program);
        var registrar = await CallerAsync(program, Role.Registrar);
        var assessor = await CallerAsync(program, Role.Assessor);
        var other = await CallerAsync(program, Role.Assessor);
        var mail = await program.ReadAsync(db => db.Users.Where(u => u.Id == assessor.Owner).Select(u => u.Email!).SingleAsync());
        var file = $"Nom;Prénom;Évaluateur (courriel);Critère;Observation;Note\r\nVasseur-Lemoine;Élodie;{mail};E1.1;Satisfait;Clair\r\nVasseur-Lemoine;Élodie;{mail};E1.2;Peut-être;\r\n";

        var import = Json(await Send(registrar, $"/cohorts/{scene.Cohort.Id}/observation-imports", file));
        var path = $"/observation-imports/{import["id"]}";
        var rows = Json(await Get(registrar, $"{path}/rows"))["rows"]!;
        var dated = Json(await Call(registrar, HttpMethod.Put, $"{path}/plan", $$"""{"version":{{import["version"]}},"date":"2027-05-28"}"""));
        var written = await Post(registrar, $"{path}/write", Confirmed(dated));
        var levels = await Send(registrar, $"/cohorts/{scene.Cohort.Id}/level-imports", file);

        Assert.Equal((1, 1), (Number(import, "fresh"), Number(import, "refused")));
        Assert.Equal(("E1", "met", "observation.unreadable"), (Said(rows[0]!, "assessment"), Said(rows[0]!["entered"]!, "observation"), Said(rows[1]!["why"]!, "code")));
        Assert.Equal(1, Number(Json(written), "written"));
        var grid = await program.ReadAsync(db => db.Grids.AsNoTracking().SingleAsync());
        Assert.Equal((GridState.Draft, new DateOnly(2027, 5, 28), assessor.Owner), (grid.State, grid.Date, grid.By.Id));
        Assert.Equal("urn:acquis:level-import.holds-observations", TypeOf(levels));
        foreach (var stranger in new[] { assessor, other })
            Assert.Equal(HttpStatusCode.NotFound, (await Get(stranger, path)).Status);
    }

    [Theory, BothDatabases]
    public async Task Who_may_not_import_on_the_pages_may_not_by_a_call_and_a_form_is_no_file(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        var scene = await Scene.SetAsync(program);
        var (registrar, trainer, assessor) = (await CallerAsync(program, Role.Registrar), await CallerAsync(program, Role.Trainer), await CallerAsync(program, Role.Assessor));
        var reader = await ApiCaller.MakeAsync(program, Role.Registrar, TokenScopes.ReadCandidacies);
        const string Levels = "Nom;Prénom;C.1\r\nVasseur-Lemoine;Élodie;2\r\n";
        var cohort = $"/cohorts/{scene.Cohort.Id}";

        var form = await Call(registrar, HttpMethod.Post, $"{cohort}/level-imports", "--x\r\n\r\nNom\r\n--x--", null, "multipart/form-data");
        var empty = await Send(registrar, $"{cohort}/people-imports", "");
        var lacking = await Send(registrar, $"{cohort}/people-imports", "Nom;Prénom\r\nRoy;Zoé\r\n", "lacking-1");

        Assert.Equal(HttpStatusCode.Forbidden, (await Send(trainer, $"{cohort}/people-imports", $"{Head}\r\n")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await Send(assessor, $"{cohort}/level-imports", Levels)).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await Send(trainer, $"{cohort}/observation-imports", Levels)).Status);
        Assert.Equal("urn:acquis:scope-missing", TypeOf(await Send(reader, $"{cohort}/level-imports", Levels)));
        Assert.Equal(HttpStatusCode.NotFound, (await Send(registrar, $"/cohorts/{Guid.NewGuid()}/level-imports", Levels)).Status);
        Assert.Equal(HttpStatusCode.BadRequest, form.Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await Send(registrar, $"{cohort}/people-imports?kind=animals", $"{Head}\r\n")).Status);
        Assert.Equal("urn:acquis:file.empty", TypeOf(empty));
        Assert.Equal(["import.column-missing", "import.column-missing", "import.columns-found"], JsonNode.Parse(lacking.Text)!["refusals"]!.AsArray().Select(r => Said(r!, "code")));
    }

    private static Task<ApiCaller> CallerAsync(TestProgram program, Role role) =>
        ApiCaller.MakeAsync(program, role, [TokenScopes.ReadCandidacies, role is Role.Registrar ? TokenScopes.WriteCandidacies : TokenScopes.WriteLevels, TokenScopes.WriteLevels]);

    private static string Confirmed(JsonNode import, JsonNode? shown = null) => $$"""{"version":{{import["version"]}},"digest":"{{(shown ?? import)["digest"]}}"}""";

    private static string? Said(JsonNode node, string name) => (string?)node[name];

    private static int Number(JsonNode node, string name) => (int)node[name]!;
}
