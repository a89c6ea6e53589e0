using System.Net;
using Acquis.Data;
using Acquis.Domain;
using Acquis.Domain.Juries;
using Acquis.Features.Accounts;
using Acquis.Features.Juries;
using Acquis.Features.Juries.Planning;
using Acquis.Tests.Progress;
using Acquis.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Acquis.Tests.Juries;

/// <summary>A season of many rooms and half-days: its board is looked at by day, by site and by name, and each page asks little of the database.</summary>
public sealed class LargeTimetableTests
{
    private const int MostStatements = 6;

    [Theory, BothDatabases]
    public async Task A_large_season_is_shown_a_day_at_a_time_with_its_sums_and_the_rest_where_it_is_asked_for(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        using var registrar = await program.SignedInAsync(Role.Registrar);
        var (scene, lille, _) = await SetAsync(program);
        var proposed = await scene.SeekAsync(registrar);
        var board = $"/timetables/{proposed.Id}";
        var days = (await scene.OpenAsync(proposed.Id)).Plan.Sessions.Select(s => s.HalfDay[..10]).Distinct().ToList();

        var first = await registrar.OpenAsync(board);
        var all = await registrar.OpenAsync($"{board}?day=all");
        var site = await registrar.OpenAsync($"{board}?day=all&site={lille}");
        var nobody = await registrar.OpenAsync($"{board}?day=2027-07-16");
        var strange = await registrar.OpenAsync($"{board}?day=1999-01-01&site={Guid.NewGuid()}");

        Assert.Equal(1, first.Document.QuerySelectorAll(".board-day").Length);
        Assert.Equal(25, all.Document.QuerySelectorAll(".board-day").Length);
        Assert.Equal(4, all.Document.QuerySelectorAll("[data-candidate]").Length);
        Assert.Equal(4 * 25 * 2, all.Document.QuerySelectorAll("[data-place]").Length);
        Assert.Equal(2 * 25 * 2, site.Document.QuerySelectorAll("[data-place]").Length);
        Assert.Equal(0, nobody.Document.QuerySelectorAll("[data-candidate]").Length);
        Assert.Equal(first.Document.QuerySelector(".board")!.TextContent, strange.Document.QuerySelector(".board")!.TextContent);
        Assert.Equal("4", first.Document.QuerySelector(".board-sums tfoot td:last-child")!.TextContent);
        Assert.Equal(days.Count, first.Document.QuerySelectorAll(".board-sums tbody td:last-child").Count(d => d.TextContent != "0"));
        Assert.NotNull(first.Document.QuerySelector("a[rel=next]"));
    }

    [Theory, BothDatabases]
    public async Task Somebody_is_found_by_a_part_of_their_name_and_jurors_by_the_day_on_which_they_sit(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        using var registrar = await program.SignedInAsync(Role.Registrar);
        var (scene, _, _) = await SetAsync(program);
        var proposed = await scene.SeekAsync(registrar);
        var plan = (await scene.OpenAsync(proposed.Id)).Plan;
        var candidate = (await scene.CandidatesAsync())["Théo Boucher"];
        var chair = scene.Jurors.First(j => plan.Sessions[0].Chair == j.Value.ToString()).Key;

        var found = await registrar.OpenAsync($"/timetables/{proposed.Id}?q=BOUCH+th");
        var juror = await registrar.OpenAsync($"/timetables/{proposed.Id}?q={Uri.EscapeDataString(chair)}");
        var nobody = await registrar.OpenAsync($"/timetables/{proposed.Id}?q=oucher");
        var sitting = await registrar.OpenAsync($"/timetables/{proposed.Id}?by=juror&day={plan.Sessions[0].HalfDay[..10]}");
        var idle = await registrar.OpenAsync($"/timetables/{proposed.Id}?by=juror&day=2027-07-16");
        var everybody = await registrar.OpenAsync($"/timetables/{proposed.Id}?by=juror");
        var held = await sitting.PressAsync($"Verrouiller {chair}");

        Assert.Contains("1 personne trouvée", found.Text, StringComparison.Ordinal);
        Assert.StartsWith($"/timetables/{proposed.Id}?candidate={candidate}&day={PlanEditor.Of(plan, candidate.ToString())!.HalfDay[..10]}", found.Document.QuerySelector(".found a")!.GetAttribute("href"), StringComparison.Ordinal);
        Assert.Contains("1 personne trouvée", juror.Text, StringComparison.Ordinal);
        Assert.Contains("Personne ne répond à cette demande", nobody.Text, StringComparison.Ordinal);
        Assert.Contains(chair, sitting.Text, StringComparison.Ordinal);
        Assert.Contains("Personne ne répond à cette demande", idle.Text, StringComparison.Ordinal);
        Assert.All(scene.Jurors, j => Assert.Contains(j.Key, everybody.Text, StringComparison.Ordinal));
        Assert.Contains("Déverrouiller", held.Text, StringComparison.Ordinal);
        Assert.Equal(sitting.Document.QuerySelectorAll("tbody tr").Length, held.Document.QuerySelectorAll("tbody tr").Length);
    }

    [Theory, BothDatabases]
    public async Task The_lists_of_a_season_are_searched_by_name(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        using var registrar = await program.SignedInAsync(Role.Registrar);
        var scene = await TimetableScene.SetAsync(program);
        await TimetableScene.AdoptAsync(registrar, (await scene.SeekAsync(registrar)).Id);
        var season = $"/seasons/{scene.Season}";

        var candidates = await registrar.OpenAsync($"{season}/candidates?q=theo+bou");
        var jurors = await registrar.OpenAsync($"{season}?q=DEROUB");
        var summoned = await registrar.OpenAsync($"{season}/summonses?q=theo");
        var past = await registrar.OpenAsync($"{season}/summonses?p=9");

        Assert.Equal(["Théo Boucher"], Rows(candidates));
        Assert.Equal(["Anne Deroubaix"], jurors.Document.QuerySelectorAll("th a[href^='/jurors/']").Select(a => a.TextContent));
        Assert.Equal(["Théo Boucher"], Rows(summoned));
        Assert.Equal([], Rows(past));

        static IEnumerable<string> Rows(Page page) => page.Document.QuerySelectorAll("tbody th a").Select(a => a.TextContent.Trim());
    }

    [Theory, BothDatabases]
    public async Task A_candidate_is_picked_and_placed_by_links_alone_and_the_board_then_shows_the_day_to_which_they_went(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        using var registrar = await program.SignedInAsync(Role.Registrar);
        var (scene, _, _) = await SetAsync(program);
        var proposed = await scene.SeekAsync(registrar);
        var candidate = (await scene.CandidatesAsync())["Théo Boucher"];

        var picked = await registrar.OpenAsync($"/timetables/{proposed.Id}?candidate={candidate}&day=all");
        var place = picked.Document.QuerySelectorAll(".board .here.sign-good a")[^1].GetAttribute("href")!;
        var offered = await registrar.OpenAsync(place);
        var chosen = offered.Document.QuerySelector("#Place option[selected]")!.GetAttribute("value")!.Split('|');
        var moved = await offered.PressAsync("Déplacer", ("Place", string.Join('|', chosen)));
        var after = PlanEditor.Of((await scene.OpenAsync(proposed.Id)).Plan, candidate.ToString())!;

        Assert.Contains("Posé sur", offered.Text, StringComparison.Ordinal);
        Assert.Equal((chosen[0], chosen[1]), (after.Room, after.HalfDay));
        Assert.Equal(SeasonDates.Day(DateOnly.Parse(chosen[1][..10], System.Globalization.CultureInfo.InvariantCulture)), moved.Document.QuerySelector(".board-day h2")!.TextContent, ignoreCase: true);
        Assert.Contains("Théo Boucher", moved.Document.QuerySelector(".board")!.TextContent, StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task The_pages_of_a_timetable_take_six_statements_at_most_whatever_the_number_of_candidates(Engine engine)
    {
        var sql = new SqlCounter();
        await using var program = await TestProgram.StartAsync(engine, builder =>
        {
            builder.Services.ConfigureDbContext<SqliteDb>(options => options.AddInterceptors(sql));
            builder.Services.ConfigureDbContext<PostgresDb>(options => options.AddInterceptors(sql));
        });
        using var registrar = await program.SignedInAsync(Role.Registrar);
        var scene = await TimetableScene.SetAsync(program);
        var adopted = await scene.SeekAsync(registrar);
        await TimetableScene.AdoptAsync(registrar, adopted.Id);
        var proposed = await scene.SeekAsync(registrar);
        var session = PlanningReader.Read(proposed).Sessions[0];
        var board = $"/timetables/{proposed.Id}";
        var pages = new[] { board, $"{board}?by=juror", $"{board}?candidate={session.Events[0].Event}", $"{board}/session?room={session.Room}&halfDay={session.HalfDay}&leaves={session.Panel![0]}", $"{board}/export?format=csv" };
        List<string> over = [];
        foreach (var page in pages)
        {
            await registrar.AskAsync(page);
            sql.Reset();
            Assert.Equal(HttpStatusCode.OK, (await registrar.AskAsync(page)).StatusCode);
            if (sql.Count > MostStatements)
                over.Add($"{page[board.Length..]}: {sql.Count}");
        }

        Assert.Equal([], over);
    }

    /// <summary>Four rooms at two sites, 25 days.</summary>
    private static async Task<(TimetableScene Scene, Id<Site> Lille, Id<Site> Lyon)> SetAsync(TestProgram program)
    {
        var scene = await TimetableScene.SetAsync(program);
        var rooms = new List<Id<Room>> { scene.Jury.Room };
        var lille = await program.ReadAsync(db => db.Sites.Select(s => s.Id).SingleAsync());
        var lyon = (await scene.Jury.Scene.ActAsync<SiteService, Site>(s => s.OpenAsync("Campus Bellecombe", "3 rue des Tisserands", "Lyon", default))).Id;
        foreach (var (site, name) in new[] { (lille, "B14"), (lyon, "A1"), (lyon, "A2") })
            rooms.Add((await scene.Jury.Scene.ActAsync<SiteService, Room>(s => s.OpenRoomAsync(site, new() { Name = name }, default))).Id);

        await scene.Jury.ChangeAsync(plan => plan with
        {
            Rooms = rooms,
            HalfDays = [.. HalfDayLines.Between(new(2027, 6, 14), new(2027, 7, 16), false, (new(8, 30), new(12, 30)), (new(13, 30), new(17, 30)))],
        });
        return (scene, lille, lyon);
    }
}
