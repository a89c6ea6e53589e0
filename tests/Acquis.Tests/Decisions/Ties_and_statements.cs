using System.Net;
using Acquis.Data;
using Acquis.Domain;
using Acquis.Domain.Decisions;
using Acquis.Domain.Juries;
using Acquis.Features.Accounts;
using Acquis.Features.Accounts.Tokens;
using Acquis.Features.Decisions;
using Acquis.Features.Juries;
using Acquis.Infrastructure;
using Acquis.Tests.Juries;
using Acquis.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Tests.Decisions;

/// <summary>What is not lawful stops a deliberation, says what to do, and is then done.</summary>
public sealed class Ties_and_statements
{
    private const string Pronounce = "Prononcer la décision";

    [Theory, BothDatabases]
    public async Task A_jury_that_would_be_unlawful_without_its_tied_member_does_not_open(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        var jury = await JuryScene.SetAsync(program);
        var anne = await jury.CallAsync("Anne Deroubaix");
        var deliberation = await PrepareAsync(program, jury, null, "Anne Deroubaix", "Bruno Lys");
        using var registrar = await program.SignedInAsync(Role.Registrar);

        var before = await registrar.OpenAsync($"/deliberations/{deliberation}");
        await jury.Scene.ActAsync<TieService>(s => s.DeclareAsync(jury.Season, anne, jury.Scene.Candidacy, "Cousine", default));
        var refused = await before.PressAsync("Ouvrir la délibération");
        var page = await registrar.OpenAsync($"/deliberations/{deliberation}");
        var open = await program.ReadAsync(db => db.Deliberations.AsNoTracking().SingleAsync(d => d.Id == deliberation));

        Assert.Contains("Sans Anne Deroubaix, qui a un lien avec Élodie Vasseur-Lemoine, le jury ne respecte plus sa règle. Lien déclaré : Cousine.", page.Text.Replace('\u00a0', ' '), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Equal(DeliberationState.Prepared, open.State);
        Assert.Throws<InvalidOperationException>(() => page.Form("Ouvrir la délibération"));
        Assert.Contains(page.Document.QuerySelectorAll("main a.btn-primary"), a => a.TextContent == "Composer le jury");
    }

    [Theory, BothDatabases]
    public async Task The_chair_cannot_pronounce_before_the_tied_member_has_left_the_room_and_the_minutes_say_who_did(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        var jury = await JuryScene.SetAsync(program);
        await jury.Scene.FulfilAsync();
        var anne = await jury.CallAsync("Anne Deroubaix");
        await SignAsync(program, jury, anne);
        await jury.Scene.ActAsync<TieService>(s => s.DeclareAsync(jury.Season, anne, jury.Scene.Candidacy, "Cousine", default));
        using var chair = await program.SignedInAsync(Role.JuryChair);
        using var registrar = await program.SignedInAsync(Role.Registrar);
        var deliberation = await PrepareAsync(program, jury, chair, "Isabelle Trémaux", "Anne Deroubaix", "Bruno Lys");
        await (await registrar.OpenAsync($"/deliberations/{deliberation}")).PressAsync("Ouvrir la délibération");

        var stopped = await chair.OpenAsync($"/deliberations/{deliberation}");
        var member = stopped.Document.QuerySelectorAll("select[name='Recusal.Member'] option").First(o => o.TextContent.Contains("Anne", StringComparison.Ordinal)).GetAttribute("value")!;
        var silent = await stopped.PressAsync("Noter le déport", ("Recusal.Member", member), ("Recusal.Reason", ""));
        var left = await stopped.PressAsync("Noter le déport", ("Recusal.Member", member), ("Recusal.Reason", "Cousine du candidat"));
        var said = await left.PressAsync(Pronounce, ("Input.Verdict", nameof(Verdict.Awarded)));
        await (await chair.OpenAsync($"/deliberations/{deliberation}")).PressAsync("Clore");
        var minutes = await registrar.OpenAsync($"/deliberations/{deliberation}/minutes");

        Assert.Contains("Anne Deroubaix a un lien avec ce candidat. Lien déclaré : Cousine.", stopped.Text.Replace('\u00a0', ' '), StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => stopped.Form(Pronounce));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, silent.Status);
        Assert.Contains("Anne Deroubaix a quitté la salle.", left.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, said.Status);
        Assert.Contains("Anne Deroubaix a quitté la salle.", minutes.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Cousine", minutes.Text, StringComparison.Ordinal);
        Assert.Empty(await JuryScene.AlteredAsync(program));
    }

    [Theory, BothDatabases]
    public async Task A_member_called_to_the_season_signs_before_the_chair_pronounces(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        var jury = await JuryScene.SetAsync(program);
        await jury.Scene.FulfilAsync();
        var anne = await jury.CallAsync("Anne Deroubaix");

        var refused = await Assert.ThrowsAsync<RefusedException>(jury.Scene.DecideAsync);

        Assert.Equal(["jury.statement-missing"], refused.Refusals.Select(r => r.Code));
        await SignAsync(program, jury, anne);
        var frozen = await program.ReadAsync(db => db.Decisions.AsNoTracking().SingleAsync());
        await jury.Scene.ActAsync<DeliberationService>(s => s.PronounceAsync(frozen.Id, null, frozen.ProposedVerdict, frozen.ProposedBlocks, null, default));
    }

    [Theory, BothDatabases]
    public async Task A_namesake_of_the_tutor_is_set_aside_and_a_substitute_joins_where_the_candidate_s_own_address_sits(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        var jury = await JuryScene.SetAsync(program);
        await jury.Scene.FulfilAsync();
        using var registrar = await program.SignedInAsync(Role.Registrar);
        var deliberation = await PrepareAsync(program, jury, null, "Isabelle Trémaux", "Paul Marchal");
        await jury.Scene.ActAsync<DeliberationService>(s => s.OpenAsync(deliberation, default));

        var stopped = await registrar.OpenAsync($"/deliberations/{deliberation}");
        var joined = await stopped.PressAsync("Appeler ce suppléant", ("Substitute.Name", "Chloé Lannoy"), ("Substitute.Quality", "Architecte"), ("Substitute.IsExternal", "true"));
        var paul = stopped.Document.QuerySelectorAll("select[name='Recusal.Member'] option").First(o => o.TextContent.Contains("Paul", StringComparison.Ordinal)).GetAttribute("value")!;
        var aside = await joined.PressAsync("Noter que c’est quelqu’un d’autre", ("Recusal.Member", paul), ("Recusal.Reason", "Un homonyme, vérifié"));
        var frozen = await program.ReadAsync(db => db.Decisions.AsNoTracking().SingleAsync());
        await jury.Scene.ActAsync<DeliberationService>(s => s.PronounceAsync(frozen.Id, null, frozen.ProposedVerdict, frozen.ProposedBlocks, null, default));

        Assert.Contains("Tuteur du candidat en entreprise. Connu par le nom seul.", stopped.Text, StringComparison.Ordinal);
        Assert.Contains("Chloé Lannoy rejoint le jury.", joined.Text, StringComparison.Ordinal);
        Assert.Contains("Quelqu’un d’autre : Un homonyme, vérifié", aside.Text.Replace('\u00a0', ' '), StringComparison.Ordinal);
        Assert.Empty(await JuryScene.AlteredAsync(program));
    }

    [Theory, BothDatabases]
    public async Task A_juror_with_the_candidate_s_address_is_the_candidate(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        var jury = await JuryScene.SetAsync(program);
        await jury.CallAsync("Élodie Vasseur-Lemoine", profile: new() { Name = "", Quality = "Architecte" });
        await jury.CallAsync("Nadia Delcourt", profile: new() { Name = "", Quality = "Architecte", Email = "élodie@EXAMPLE.org" });
        using var registrar = await program.SignedInAsync(Role.Registrar);

        var conflicts = await registrar.OpenAsync($"/seasons/{jury.Season}/conflicts");

        Assert.Contains("C’est le candidat.", conflicts.Text, StringComparison.Ordinal);
        Assert.Contains("1 juré et candidat", conflicts.Text, StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task A_program_records_a_recusal_and_calls_a_substitute_under_the_rights_of_who_made_its_token(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        var jury = await JuryScene.SetAsync(program);
        var deliberation = await PrepareAsync(program, jury, null, "Isabelle Trémaux", "Bruno Lys");
        await jury.Scene.ActAsync<DeliberationService>(s => s.OpenAsync(deliberation, default));
        var registrar = await ApiCaller.MakeAsync(program, Role.Registrar, TokenScopes.WriteDecisions);
        var (decision, bruno, version) = await program.ReadAsync(async db => (
            await db.Decisions.Select(d => d.Id).SingleAsync(), await db.JuryMembers.Where(m => m.Name == "Bruno Lys").Select(m => m.Id).SingleAsync(),
            await db.Deliberations.Select(d => d.Version).SingleAsync()));

        var left = await registrar.CallAsync(HttpMethod.Post, $"/api/v1/decisions/{decision}/recusals", $$"""{"member":"{{bruno}}","reason":"Cousin"}""");
        var silent = await registrar.CallAsync(HttpMethod.Post, $"/api/v1/decisions/{decision}/recusals", $$"""{"member":"{{bruno}}"}""");
        var joined = await registrar.CallAsync(
            HttpMethod.Post, $"/api/v1/deliberations/{deliberation}/substitutes", $$$"""{"version":{{{version}}},"seat":{"name":"Chloé Lannoy","quality":"Architecte","isExternal":true,"isChair":false,"isPresent":true}}""");

        Assert.Equal((HttpStatusCode.NoContent, HttpStatusCode.Conflict, HttpStatusCode.NoContent), (left.Status, silent.Status, joined.Status));
        Assert.Equal(3, await program.ReadAsync(db => db.JuryMembers.CountAsync()));
        Assert.True((await program.ReadAsync(db => db.Decisions.AsNoTracking().SingleAsync())).TieAnswers.Single().Leaves);
    }

    private static async Task SignAsync(TestProgram program, JuryScene jury, Id<Juror> juror)
    {
        await jury.Scene.ActAsync<StatementLetters, int>(s => s.AskAsync(jury.Season, default));
        var answer = await jury.AnswerOfAsync(juror);
        var link = await jury.Scene.ActAsync<SeasonLinks, string>(l => Task.FromResult(l.Sign(answer)));
        await jury.Scene.ActAsync<StatementService>(s => s.SignAsync(link, "Je n’ai aucun lien.", [], default));
    }

    /// <summary>A deliberation whose first member chairs and whose second is of the house unless there are more external ones.</summary>
    private static async Task<Id<Deliberation>> PrepareAsync(TestProgram program, JuryScene jury, Visitor? chair, params string[] names)
    {
        var email = chair is null ? null : await program.ReadAsync(db => db.Users.Where(u => u.Id == chair.AccountId).Select(u => u.Email).SingleAsync());
        var deliberation = await jury.Scene.ActAsync<DeliberationService, Deliberation>(s =>
            s.PrepareAsync(new(jury.Scene.FrameworkVersion, "Session de juin", "Lille", Dates.Civil(program.Clock.Now()), [jury.Scene.Candidacy]), default));
        await jury.Scene.ActAsync<DeliberationService>(s => s.ComposeJuryAsync(
            deliberation.Id, deliberation.Version, [.. names.Select((n, i) => new SeatInput(n, "Architecte", IsExternal: true, IsChair: i == 0, IsPresent: true, i == 0 ? email : null))], default));
        return deliberation.Id;
    }
}
