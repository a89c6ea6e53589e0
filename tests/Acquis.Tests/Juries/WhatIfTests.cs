using System.Net;
using Acquis.Domain.Juries;
using Acquis.Features.Accounts;
using Acquis.Features.Juries.Planning;
using Acquis.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Tests.Juries;

/// <summary>What planners ask before they decide: with more or less of something, and into an empty room.</summary>
public sealed class WhatIfTests
{
    [Theory, BothDatabases]
    public async Task What_if_is_compared_with_the_timetable_that_stands_and_never_becomes_one(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        var scene = await TimetableScene.SetAsync(program);
        foreach (var chair in new[] { "Anne Deroubaix", "Denis Fauvel" })
            await scene.AnswerAsync(chair, JurorAvailability.No);

        using var registrar = await program.SignedInAsync(Role.Registrar);
        var proposed = await scene.SeekAsync(registrar);
        var page = await registrar.OpenAsync($"/timetables/{proposed.Id}/what-if");

        var nothing = await page.PressAsync("Chercher");
        var tooMany = await page.PressAsync("Chercher", ("MoreChairs", "6"));
        var asked = await page.PressAsync("Chercher", ("MoreChairs", "1"));
        var busy = await page.PressAsync("Chercher", ("MoreChairs", "1"));
        await scene.FinishAsync();
        await (await registrar.OpenAsync($"/timetables/{proposed.Id}/what-if")).PressAsync("Chercher", ("Available", scene.Jurors["Anne Deroubaix"].ToString()));
        await scene.FinishAsync();
        var answered = await registrar.OpenAsync($"/timetables/{proposed.Id}/what-if");
        var timetables = await program.ReadAsync(db => db.SeasonTimetables.AsNoTracking().ToListAsync());
        var list = await registrar.OpenAsync($"/seasons/{scene.Season}/timetables");

        Assert.Contains("laisse 4 sans place", page.Text, StringComparison.Ordinal);
        Assert.Contains("Jusqu’à 40", page.Text.Replace("\u202f", "", StringComparison.Ordinal).Replace("\u00a0", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.UnprocessableEntity, HttpStatusCode.UnprocessableEntity), (nothing.Status, tooMany.Status));
        Assert.Contains("1 président extérieur de plus", asked.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, busy.Status);
        Assert.Contains("Anne Deroubaix toujours disponible", answered.Text, StringComparison.Ordinal);
        var rows = answered.Document.QuerySelector("#suppositions table")!.QuerySelectorAll("tbody tr");
        Assert.Equal(["4", "0", "0"], rows.Select(r => r.QuerySelectorAll("td")[0].TextContent.Trim()));
        Assert.Contains("Terme par terme", answered.Text, StringComparison.Ordinal);
        Assert.Equal((proposed.Id, TimetableState.Proposed, 4), (Assert.Single(timetables).Id, timetables[0].State, timetables[0].Unplaced));
        Assert.DoesNotContain("n° 2", list.Text, StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task Moved_into_an_empty_room_a_candidate_is_heard_by_those_who_are_free_then(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        var scene = await TimetableScene.SetAsync(program);
        using var registrar = await program.SignedInAsync(Role.Registrar);
        var proposed = await scene.SeekAsync(registrar);
        var candidate = (await scene.CandidatesAsync())["Théo Boucher"];
        var leaver = (await scene.OpenAsync(proposed.Id)).Plan.Sessions[0].Panel!.First(j => j != (scene.Jurors["Anne Deroubaix"].ToString()) && j != scene.Jurors["Denis Fauvel"].ToString());
        await scene.Jury.Scene.ActAsync<Features.Juries.TieService>(s => s.DeclareAsync(scene.Season, new(Guid.Parse(leaver)), candidate, "Voisin", default));

        var board = await registrar.OpenAsync($"/timetables/{proposed.Id}?candidate={candidate}");
        var option = board.Document.QuerySelectorAll("#Place option").First(o => o.TextContent.Contains(", avec ", StringComparison.Ordinal));
        var moved = await board.PressAsync("Déplacer", ("Place", option.GetAttribute("value")!));
        var after = await scene.OpenAsync(proposed.Id);
        var session = PlanEditor.Of(after.Plan, candidate.ToString())!;

        Assert.True(moved.Status == HttpStatusCode.OK, moved.Text);
        Assert.Matches("\\([+-]?[0-9]+\\), avec", option.TextContent);
        Assert.True(after.Report.IsLawful);
        Assert.DoesNotContain(leaver, session.Panel!);
        Assert.All(session.Panel!, j => Assert.Contains(after.Names[j], option.TextContent, StringComparison.Ordinal));
    }
}
