using System.Net;
using System.Text.Json;
using Acquis.Domain.Diplomas;
using Acquis.Tests.Decisions;
using Acquis.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Tests.Frameworks;

/// <summary>The published framework in CASE 1.1, as other systems ask for it.</summary>
public sealed class Read_by_other_systems
{
    private const string Root = "/ims/case/v1p1";

    [Theory, BothDatabases]
    public async Task A_framework_is_found_from_the_list_down_to_the_competence_that_a_credential_points_at(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        await DecisionScene.IssuedAsync(program);
        using var stranger = program.Stranger();

        var list = await stranger.AskAsync($"{Root}/CFDocuments?limit=1");
        var document = (await ReadAsync(list)).GetProperty("CFDocuments")[0];
        var package = await ReadAsync(await stranger.AskAsync($"{Root}/CFPackages/{document.GetProperty("identifier").GetString()}"));
        var block = JsonElement.Parse((await program.ReadAsync(db => db.Credentials.FirstAsync(c => c.Kind == CredentialKind.Block))).Content);
        var target = block.GetProperty("credentialSubject").GetProperty("achievement").GetProperty("resultDescription")[0].GetProperty("alignment")[0].GetProperty("targetUrl").GetString()!;
        var item = await ReadAsync(await stranger.AskAsync(new Uri(target).AbsolutePath));

        Assert.Equal("1", list.Headers.GetValues("X-Total-Count").Single());
        Assert.Contains("rel=\"first\"", list.Headers.GetValues("Link").Single(), StringComparison.Ordinal);
        Assert.Equal("*", list.Headers.GetValues("Access-Control-Allow-Origin").Single());
        Assert.Equal(("1.1", "Adopted"), (document.GetProperty("caseVersion").GetString(), document.GetProperty("adoptionStatus").GetString()));
        Assert.Equal((20, 20), (package.GetProperty("CFItems").GetArrayLength(), package.GetProperty("CFAssociations").GetArrayLength()));
        Assert.Equal((target, "Compétence"), (item.GetProperty("uri").GetString(), item.GetProperty("CFItemType").GetString()));
    }

    [Fact]
    public async Task The_list_gives_the_fields_asked_for_and_its_links_keep_what_was_asked()
    {
        await using var program = await TestProgram.StartAsync(Engine.Sqlite);
        await DecisionScene.IssuedAsync(program);
        using var stranger = program.Stranger();

        var answer = await stranger.AskAsync($"{Root}/CFDocuments?fields=title,identifier&sort=title&orderBy=desc&limit=1&offset=1");
        var first = await stranger.AskAsync($"{Root}/CFDocuments?fields=title,identifier&sort=title&orderBy=desc");

        Assert.Equal(["identifier", "title"], (await ReadAsync(first)).GetProperty("CFDocuments")[0].EnumerateObject().Select(p => p.Name).Order(StringComparer.Ordinal));
        Assert.Equal(0, (await ReadAsync(answer)).GetProperty("CFDocuments").GetArrayLength());
        Assert.Contains("?limit=1&offset=0&sort=title&orderBy=desc&fields=title,identifier>; rel=\"prev\"", answer.Headers.GetValues("Link").Single(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/CFItems/00000000-0000-5000-8000-000000000000", HttpStatusCode.NotFound, "unknownobject")]
    [InlineData("/CFNothing/00000000-0000-5000-8000-000000000000", HttpStatusCode.NotFound, "unknownobject")]
    [InlineData("/CFItems/x", HttpStatusCode.BadRequest, "invalid_uuid")]
    [InlineData("/CFDocuments?limit=0", HttpStatusCode.BadRequest, "invalid_data")]
    [InlineData("/CFDocuments?offset=-1", HttpStatusCode.BadRequest, "invalid_data")]
    [InlineData("/CFDocuments?sort=nothing", HttpStatusCode.BadRequest, "invalid_sort_field")]
    [InlineData("/CFDocuments?sort=title&orderBy=up", HttpStatusCode.BadRequest, "invalid_data")]
    [InlineData("/CFDocuments?fields=title,nothing", HttpStatusCode.BadRequest, "invalid_selection_field")]
    [InlineData("/CFDocuments?filter=title%3D%27x%27", HttpStatusCode.BadRequest, "invalid_data")]
    public async Task What_is_not_there_is_told_in_the_standards_words(string path, HttpStatusCode status, string code)
    {
        await using var program = await TestProgram.StartAsync(Engine.Sqlite);
        using var stranger = program.Stranger();

        var answer = await stranger.AskAsync(Root + path);

        Assert.Equal(status, answer.StatusCode);
        Assert.Equal("*", answer.Headers.GetValues("Access-Control-Allow-Origin").Single());
        var body = await ReadAsync(answer);
        Assert.Equal("failure", body.GetProperty("imsx_codeMajor").GetString());
        Assert.Equal(code, body.GetProperty("imsx_codeMinor").GetProperty("imsx_codeMinorField")[0].GetProperty("imsx_codeMinorFieldValue").GetString());
    }

    private static async Task<JsonElement> ReadAsync(HttpResponseMessage answer) => JsonElement.Parse(await answer.Content.ReadAsByteArrayAsync());
}
