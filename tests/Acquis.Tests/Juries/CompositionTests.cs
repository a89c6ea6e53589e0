using System.Net;
using Acquis.Data;
using Acquis.Domain.Candidacies;
using Acquis.Domain.Decisions;
using Acquis.Domain.Juries;
using Acquis.Features.Accounts;
using Acquis.Features.Decisions;
using Acquis.Features.Juries;
using Acquis.Infrastructure;
using Acquis.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Tests.Juries;

/// <summary>Composition rules set on the page, and obeyed by the season and by the deliberation.</summary>
public sealed class CompositionTests
{
    [Theory, BothDatabases]
    public async Task A_registrar_sets_the_rule_of_a_route_and_the_law_binds_the_one_for_prior_experience(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        await Scene.SetAsync(program);
        using var registrar = await program.SignedInAsync(Role.Registrar);
        var page = await registrar.OpenAsync("/jury-rules");

        var set = await page.PressAsync("Enregistrer la règle", ("LeastMembers", "4"), ("LeastExternalPercent", "60"));
        var again = await page.PressAsync("Enregistrer la règle", ("LeastMembers", "3"), ("LeastExternalPercent", "60"));
        var vae = await page.PressAsync("Enregistrer la règle", ("Route", "PriorExperience"), ("LeastMembers", "1"));

        Assert.Contains("(par défaut)", page.Text, StringComparison.Ordinal);
        Assert.Contains("60 %", set.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("(par défaut)", set.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, again.Status);
        Assert.Equal(3, (await program.ReadAsync(db => db.CompositionRules.AsNoTracking().SingleAsync())).Rule.LeastMembers);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, vae.Status);
        Assert.Contains("D6412-6", vae.Text, StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task A_deliberation_opens_only_with_the_jury_that_its_candidates_route_asks_for(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        var scene = await Scene.SetAsync(program);
        await scene.ActAsync<JuryRules>(r => r.SetAsync(scene.Cohort.CertificationId, AccessRoute.Apprenticeship, new() { LeastMembers = 3 }, default));

        var refused = await Assert.ThrowsAsync<Domain.RefusedException>(scene.DecideAsync);

        Assert.Equal(["jury.members-present"], refused.Refusals.Select(r => r.Code));
    }

    [Theory, BothDatabases]
    public async Task Members_of_a_deliberation_are_picked_from_the_register_with_their_conflicts(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        var jury = await JuryScene.SetAsync(program);
        var anne = await jury.CallAsync("Anne Deroubaix");
        var paul = await jury.CallAsync("Paul Marchal", outside: false);
        var deliberation = await jury.Scene.ActAsync<DeliberationService, Deliberation>(s =>
            s.PrepareAsync(new(jury.Scene.FrameworkVersion, "Session de juin", "Lille", Dates.Civil(program.Clock.Now()), [jury.Scene.Candidacy]), default));
        using var registrar = await program.SignedInAsync(Role.Registrar);

        var first = await (await registrar.OpenAsync($"/deliberations/{deliberation.Id}/jury")).PressAsync("Faire siéger", ("Pick", anne.ToString()));
        var second = await first.PressAsync("Faire siéger", ("Pick", paul.ToString()), ("Seats[0].IsChair", "true"));
        var saved = await second.PressAsync("Enregistrer");
        var members = await program.ReadAsync(db => db.JuryMembers.AsNoTracking().OrderBy(m => m.Name).ToListAsync());

        Assert.Contains("Tuteur du candidat en entreprise.", second.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Tuteur du candidat", first.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, saved.Status);
        Assert.Equal([("Anne Deroubaix", true, true), ("Paul Marchal", false, false)], members.Select(m => (m.Name, m.IsExternal, m.IsChair)));
        Assert.Equal("Directrice des systèmes d’information", members[0].Quality);
    }

    [Theory, BothDatabases]
    public async Task The_season_page_turns_green_when_enough_jurors_answer(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        var jury = await JuryScene.SetAsync(program);
        await jury.ChangeAsync(p => p with { Format = new() { JurySize = 2 } });
        using var registrar = await program.SignedInAsync(Role.Registrar);
        var before = await registrar.OpenAsync($"/seasons/{jury.Season}");
        var anne = await jury.CallAsync("Anne Deroubaix", profile: new() { Name = "", Quality = "Directrice", ChairFor = [jury.Scene.Cohort.CertificationId] });
        var jean = await jury.CallAsync("Jean Wattrelos", outside: false);
        foreach (var juror in new[] { anne, jean })
        {
            var answer = await jury.AnswerOfAsync(juror);
            var reply = new JurorReply([.. jury.Plan.HalfDays.Select(h => new HalfDayAnswer(h.Id, JurorAvailability.Available))]);
            await jury.Scene.ActAsync<AvailabilityService>(s => s.AnswerForAsync(jury.Season, answer.Id, answer.Version, reply, default));
        }

        var after = await registrar.OpenAsync($"/seasons/{jury.Season}");

        Assert.NotEmpty(before.Document.QuerySelectorAll(".checks .stop"));
        Assert.Contains("Il manque 2 jurés", before.Text, StringComparison.Ordinal);
        Assert.Empty(after.Document.QuerySelectorAll(".checks .stop"));
        Assert.Contains("4 demi-journées sur 4 ont assez de professionnels extérieurs (1 par jury).", after.Text, StringComparison.Ordinal);
    }
}
