using System.Net;
using Acquis.Domain;
using Acquis.Domain.Juries;
using Acquis.Features.Accounts;
using Acquis.Features.Juries;
using Acquis.Features.Juries.Planning;
using Acquis.Infrastructure;
using Acquis.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Tests.Juries;

/// <summary>A season's timetable: sought in the background, shown as a board, changed by hand, locked, put aside, compared.</summary>
public sealed class TimetableTests
{
    [Theory, BothDatabases]
    public async Task A_timetable_is_sought_in_the_background_and_shown_by_room_and_by_juror(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        var scene = await TimetableScene.SetAsync(program);
        using var registrar = await program.SignedInAsync(Role.Registrar);

        var empty = await registrar.OpenAsync($"/seasons/{scene.Season}/timetables");
        var waiting = await empty.PressAsync("Lancer la recherche", ("Budget", "30"));
        var twice = await empty.PressAsync("Lancer la recherche", ("Budget", "30"));
        var worked = await scene.WorkAsync();
        var idle = await scene.WorkAsync();
        var proposed = await scene.LastAsync();
        var list = await registrar.OpenAsync($"/seasons/{scene.Season}/timetables");
        var board = await registrar.OpenAsync($"/timetables/{proposed.Id}");
        var byJuror = await registrar.OpenAsync($"/timetables/{proposed.Id}?by=juror");
        var history = await registrar.OpenAsync($"/history/season/{scene.Season}");

        Assert.Contains("La recherche va commencer", waiting.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, twice.Status);
        Assert.Contains("Une recherche est en cours pour cette session.", twice.Text, StringComparison.Ordinal);
        Assert.True(worked);
        Assert.False(idle);
        Assert.Equal((4, 0, TimetableState.Proposed), (proposed.Placed, proposed.Unplaced, proposed.State));
        Assert.Contains("Cherché à partir de zéro", list.Text, StringComparison.Ordinal);
        Assert.Equal("4 soutenances placées", board.Title);
        Assert.Contains("Aucune règle enfreinte, aucun conflit d’intérêts", board.Text, StringComparison.Ordinal);
        Assert.All(await scene.CandidatesAsync(), c => Assert.Contains(c.Key, board.Text, StringComparison.Ordinal));
        Assert.All(scene.Jurors, j => Assert.Contains(j.Key, byJuror.Text, StringComparison.Ordinal));
        Assert.DoesNotMatch("[0-9a-f]{8}-[0-9a-f]{4}-", board.Document.QuerySelector(".board")!.TextContent);
        Assert.Contains("Un planning a été proposé", history.Text, StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task Who_cannot_be_placed_is_told_with_the_reason_and_whom_to_call(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        var scene = await TimetableScene.SetAsync(program);
        foreach (var name in new[] { "Anne Deroubaix", "Denis Fauvel" })
            await scene.AnswerAsync(name, JurorAvailability.No);

        using var registrar = (await program.SignedInAsync(Role.Registrar)).InEnglish();
        await (await registrar.OpenAsync($"/seasons/{scene.Season}/timetables")).PressAsync("Start the search", ("Budget", "30"));
        await scene.FinishAsync();
        var proposed = await scene.LastAsync();
        var board = await registrar.OpenAsync($"/timetables/{proposed.Id}");
        var adopt = await registrar.OpenAsync($"/timetables/{proposed.Id}/adopt");

        Assert.Equal((0, 4), (proposed.Placed, proposed.Unplaced));
        Assert.Contains("4 candidates without a place", board.Text, StringComparison.Ordinal);
        Assert.Contains("a chair for Expert", board.Text, StringComparison.Ordinal);
        Assert.Contains("Whom to call first", board.Text, StringComparison.Ordinal);
        Assert.Matches("(Anne Deroubaix|Denis Fauvel), Monday 14 June 2027, 08:30 to 12:30: 4 candidates could be placed", board.Text);
        Assert.Contains("This timetable places nobody.", adopt.Text, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => adopt.Form("Adopt and summon"));
    }

    [Theory, BothDatabases]
    public async Task A_candidate_is_moved_and_each_place_says_beforehand_what_it_would_break(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        var scene = await TimetableScene.SetAsync(program);
        var candidates = await scene.CandidatesAsync();
        var nadia = candidates["Nadia Belkacem"];
        using var registrar = await program.SignedInAsync(Role.Registrar);
        var proposed = await scene.SeekAsync(registrar);
        await scene.Jury.Scene.ActAsync<TieService>(s => s.DeclareAsync(scene.Season, scene.Jurors["Anne Deroubaix"], nadia, "Cousine", default));
        await scene.Jury.Scene.ActAsync<TieService>(s => s.DeclareAsync(scene.Season, scene.Jurors["Denis Fauvel"], nadia, "Voisin", default));

        var tied = await registrar.OpenAsync($"/timetables/{proposed.Id}?candidate={nadia}");
        var free = await registrar.OpenAsync($"/timetables/{proposed.Id}?candidate={candidates["Théo Boucher"]}");
        var place = free.Document.QuerySelector("#Place option[value*='|']")!.GetAttribute("value")!;
        var moved = await free.PressAsync("Déplacer", ("Place", place));
        var stale = await free.PressAsync("Déplacer", ("Place", place));
        var nowhere = await moved.Visitor.OpenAsync($"/timetables/{proposed.Id}?candidate={candidates["Théo Boucher"]}");
        var wrong = await nowhere.PressAsync("Déplacer", ("Place", $"{Guid.NewGuid()}|2027-06-14.0830-1230|2027-06-14T08:30"));
        var out1 = await nowhere.PressAsync("Lui retirer sa place");
        var after = await scene.OpenAsync(proposed.Id);

        Assert.Contains("1 règle enfreinte aujourd’hui", tied.Text, StringComparison.Ordinal);
        Assert.Matches("(Anne Deroubaix|Denis Fauvel) a un lien avec le candidat de Nadia Belkacem \\(lien déclaré\\)", tied.Text);
        Assert.Contains("Aucun autre créneau n’est possible sans enfreindre une règle.", tied.Text, StringComparison.Ordinal);
        Assert.True(moved.Status == HttpStatusCode.OK, moved.Text);
        Assert.Contains("Le candidat est déplacé.", moved.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Conflict, stale.Status);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.Status);
        Assert.Contains("Le candidat n’a plus de place.", out1.Text, StringComparison.Ordinal);
        Assert.Equal(3, after.Report.Placed);
        Assert.Contains(after.Plan.Unscheduled, u => u.Event == candidates["Théo Boucher"].ToString());
    }

    [Theory, BothDatabases]
    public async Task A_juror_who_drops_out_is_replaced_by_hand_or_the_timetable_is_repaired_around_its_locks(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        var scene = await TimetableScene.SetAsync(program);
        using var registrar = await program.SignedInAsync(Role.Registrar);
        var proposed = await scene.SeekAsync(registrar);
        var plan = (await scene.OpenAsync(proposed.Id)).Plan;
        var session = plan.Sessions[0];
        var leaver = session.Panel!.First(j => j != session.Chair);
        var name = scene.Jurors.First(j => j.Value.ToString() == leaver).Key;
        await (await registrar.OpenAsync($"/timetables/{proposed.Id}/session?room={session.Room}&halfDay={session.HalfDay}")).PressAsync("Verrouiller cette séance");

        var here = $"/timetables/{proposed.Id}/session?room={session.Room}&halfDay={session.HalfDay}&leaves={leaver}";
        var locked = await registrar.OpenAsync(here);
        var held = await registrar.OpenAsync($"/timetables/{proposed.Id}?candidate={session.Events[0].Event}");
        var refused = await Assert.ThrowsAsync<RefusedException>(async () => await scene.Jury.Scene.ActAsync<TimetableService>(async s =>
            await s.TakeOutAsync(proposed.Id, (await scene.LastAsync()).Version, new(Guid.Parse(session.Events[0].Event)), default)));
        var unlocked = await (await registrar.OpenAsync($"/timetables/{proposed.Id}")).PressAsync("Déverrouiller");
        var options = await registrar.OpenAsync(here);
        var seated = await options.PressAsync("Faire siéger");
        await scene.AnswerAsync(name, JurorAvailability.No);
        await (await registrar.OpenAsync($"/timetables/{proposed.Id}")).PressAsync("Réparer");
        await scene.FinishAsync();
        var repaired = await scene.LastAsync();
        var after = await scene.OpenAsync(repaired.Id);
        var compared = await registrar.OpenAsync($"/seasons/{scene.Season}/timetables/compare?a={proposed.Id}&b={repaired.Id}");

        Assert.DoesNotContain($"Qui remplace {name} ?", locked.Text, StringComparison.Ordinal);
        Assert.Contains("Déverrouillez d’abord ce qui doit changer.", locked.Text, StringComparison.Ordinal);
        Assert.Contains("Déverrouillez d’abord ce qui doit changer.", held.Text, StringComparison.Ordinal);
        Assert.Equal("season-timetable.locked", refused.Refusals[0].Code);
        Assert.Contains($"Qui remplace {name} ?", options.Text, StringComparison.Ordinal);
        Assert.Contains("Le jury est changé.", seated.Text, StringComparison.Ordinal);
        Assert.Contains("Les verrous sont changés.", unlocked.Text, StringComparison.Ordinal);
        Assert.Equal((TimetableOrigin.Repaired, 1), (repaired.Origin, repaired.FromNumber));
        Assert.True(after.Report.IsLawful);
        Assert.Equal(4, after.Report.Placed);
        Assert.DoesNotContain(after.Plan.Sessions, s => PlanEditor.Members(s).Contains(leaver));
        Assert.Contains("Planning n° 1 et Planning n° 2", compared.Title, StringComparison.Ordinal);
        Assert.Contains("Demi-journées de jurés", compared.Text, StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task A_search_outlives_the_program_and_is_stopped_by_a_person(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        var scene = await TimetableScene.SetAsync(program);
        using var registrar = await program.SignedInAsync(Role.Registrar);
        var asked = await (await registrar.OpenAsync($"/seasons/{scene.Season}/timetables")).PressAsync("Lancer la recherche", ("Budget", "600"));
        await program.ReadAsync(db => db.Database.ExecuteSqlRawAsync("update timetable_runs set state = 'Running', spent_seconds = 599"));
        var taken = await scene.WorkAsync();
        program.Clock.Advance(TimetableRun.Patience);

        await scene.FinishAsync();
        var proposed = await scene.LastAsync();
        var again = await (await registrar.OpenAsync($"/seasons/{scene.Season}/timetables")).PressAsync("Lancer la recherche", ("Budget", "600"));
        var stopping = await again.PressAsync("Arrêter et garder le meilleur");
        await scene.FinishAsync();
        var stopped = await registrar.OpenAsync($"/seasons/{scene.Season}/timetables");
        var late = await again.PressAsync("Arrêter et garder le meilleur");

        Assert.Contains("0 s de processeur sur 600 s", asked.Text, StringComparison.Ordinal);
        Assert.False(taken);
        Assert.Equal(4, proposed.Placed);
        Assert.Contains("La recherche s’arrête", stopping.Text, StringComparison.Ordinal);
        Assert.Contains("arrêtée avant le premier planning", stopped.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, late.Status);
    }

    [Theory, BothDatabases]
    public async Task Sheets_and_lists_name_everybody_and_the_files_are_those_of_the_command_line(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        var scene = await TimetableScene.SetAsync(program);
        using var registrar = await program.SignedInAsync(Role.Registrar);
        var proposed = await scene.SeekAsync(registrar);
        var folder = Directory.CreateTempSubdirectory("acquis-planning-");

        var rooms = await registrar.OpenAsync($"/timetables/{proposed.Id}/sheets?by=Room");
        var days = await registrar.OpenAsync($"/timetables/{proposed.Id}/sheets?by=Day");
        var csv = await registrar.OpenAsync($"/timetables/{proposed.Id}/export?format=csv");
        var xlsx = await registrar.OpenAsync($"/timetables/{proposed.Id}/export?format=xlsx");
        var (problem, plan) = (Path.Combine(folder.FullName, "problem.json"), Path.Combine(folder.FullName, "plan.json"));
        await File.WriteAllBytesAsync(problem, (await registrar.OpenAsync($"/timetables/{proposed.Id}/problem")).Bytes);
        await File.WriteAllBytesAsync(plan, (await registrar.OpenAsync($"/timetables/{proposed.Id}/plan")).Bytes);
        var (exit, output, error) = await Terminal.RunAsync(["timetable", "check", problem, plan]);
        var written = await File.ReadAllTextAsync(problem);
        folder.Delete(recursive: true);

        Assert.Equal(("application/pdf", "application/pdf"), (rooms.MediaType, days.MediaType));
        var text = System.Text.Encoding.UTF8.GetString(csv.Bytes);
        Assert.All(await scene.CandidatesAsync(), c => Assert.Contains(c.Key, text, StringComparison.Ordinal));
        Assert.Equal(5, text.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Equal("PK"u8.ToArray(), xlsx.Bytes[..2]);
        Assert.True(exit == 0, output + error);
        Assert.DoesNotContain("Belkacem", written, StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task A_timetable_is_not_there_for_the_registrar_of_one_cohort_and_one_put_aside_does_not_change(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        var scene = await TimetableScene.SetAsync(program);
        using var registrar = await program.SignedInAsync(Role.Registrar);
        using var other = await program.SignedInAsync(null, new Grant(Role.Registrar, null, null, scene.Jury.Scene.Cohort.Id));
        var proposed = await scene.SeekAsync(registrar);
        var page = await registrar.OpenAsync($"/timetables/{proposed.Id}");

        var hidden = await other.OpenAsync($"/timetables/{proposed.Id}");
        var sheets = await other.OpenAsync($"/timetables/{proposed.Id}/sheets?by=Room");
        var aside = await page.PressAsync("L’écarter");
        var refused = await registrar.OpenAsync($"/timetables/{proposed.Id}/adopt");

        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (hidden.Status, sheets.Status));
        Assert.Contains("Le planning est écarté.", aside.Text, StringComparison.Ordinal);
        Assert.Contains("a été écarté", refused.Text, StringComparison.Ordinal);
    }
}
