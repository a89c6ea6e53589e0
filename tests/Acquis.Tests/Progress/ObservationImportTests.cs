using System.Net;
using System.Text;
using Acquis.Domain;
using Acquis.Domain.Journal;
using Acquis.Domain.Progress;
using Acquis.Features.Accounts;
using Acquis.Features.Journal;
using Acquis.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Acquis.Tests.Progress;

public sealed class ObservationImportTests
{
    [Theory, BothDatabases]
    public async Task An_assessor_fills_in_their_own_export_and_the_same_file_a_second_time_changes_nothing(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        var scene = await Scene.SetAsync(program);
        using var assessor = await program.SignedInAsync(Role.Assessor);
        var export = await ExportAsync(assessor, $"{Grid(scene)}?handler=ObservationsCsv");
        Assert.Equal(9, export.Count - 1);
        var file = Fill(export, ("E1.1", "Satisfait", "Clair ; et net"), ("E1.2", "not observed", ""), ("E1.3", "bof", ""));

        var preview = await SendAsync(assessor, scene, file);
        Assert.Equal("2 observations à enregistrer", preview.Title);
        Assert.Contains("« bof » n’est pas une observation", preview.Text);
        Assert.Contains("laissez la case vide", preview.Text);
        Assert.Empty(await program.ReadAsync(db => db.Grids.ToListAsync()));
        Assert.Equal(HttpStatusCode.OK, (await preview.PressAsync("Comparer de nouveau", ("Date", "2027-05-28"))).Status);
        var written = await (await assessor.OpenAsync(preview.Path)).PressAsync("Enregistrer 2 observations");
        Assert.Contains("2 observations sont enregistrées", written.Document.Body!.TextContent);

        var grid = await program.ReadAsync(db => db.Grids.AsNoTracking().SingleAsync());
        Assert.Equal((assessor.AccountId, null, new(2027, 5, 28), GridState.Draft), (grid.By.Id, grid.EnteredBy, grid.Date, grid.State));
        Assert.Equal(
            [new("E1.1", Observation.Met, "Clair ; et net"), new CriterionObservation("E1.2", Observation.NotObserved)], grid.Content.Observations);
        Assert.Equal(["grid-opened", "grid-saved", "observations-imported"], await ActionsAsync(program));

        var again = await SendAsync(assessor, scene, file);
        Assert.Equal("0 observation à enregistrer", again.Title);
        Assert.Contains("Déjà dans les grilles : 2", again.Text);
        await (await assessor.OpenAsync($"/candidacies/{scene.Candidacy}/assessments/E1/grid")).PressAsync("Enregistrer le brouillon", ("Input.Notes[E1.3]", "=à revoir"));
        var back = await SendAsync(assessor, scene, await ExportAsync(assessor, $"{Grid(scene)}?handler=ObservationsXlsx"));
        Assert.Contains("Déjà dans les grilles : 3. Nouvelles : 0. Remplacées : 0. Refusées : 0", back.Text);
        await HoldsAsync(program);
    }

    [Theory, BothDatabases]
    public async Task A_registrar_enters_the_paper_of_an_assessor_who_reads_it_completes_it_and_signs(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        var scene = await Scene.SetAsync(program);
        using var registrar = await program.SignedInAsync(Role.Registrar);
        using var assessor = await program.SignedInAsync(Role.Assessor);
        var mail = await MailAsync(program, assessor);
        var matrix = await ExportAsync(registrar, $"/cohorts/{scene.Cohort.Id}/matrix?block=1&handler=ObservationsCsv");
        Assert.All(matrix.Skip(1), line => Assert.Equal(["", "", ""], [line[3], line[6], line[7]]));
        var first = await SendAsync(registrar, scene, Fill(matrix, mail, ("E1.1", "En partie", "Hésite.")));
        await first.PressAsync("Enregistrer 1 observation");
        var second = await SendAsync(registrar, scene, Fill(matrix, mail, ("E1.1", "Satisfait", ""), ("E1.2", "Non satisfait", "")));
        Assert.Contains("En partie → Satisfait", second.Text);
        await second.PressAsync("Enregistrer 2 observations");

        var entered = await program.ReadAsync(db => db.Grids.AsNoTracking().SingleAsync());
        Assert.Equal((assessor.AccountId, registrar.AccountId), (entered.By.Id, entered.EnteredBy!.Value.Id));
        Assert.Equal([(Observation.Met, "Hésite."), (Observation.NotMet, null)], entered.Content.Observations.Select(o => (o.Observation!.Value, o.Note)));
        Assert.Equal(["grid-opened", "grid-entered", "observations-imported", "grid-entered", "observations-imported"], await ActionsAsync(program));
        await HoldsAsync(program);

        var page = await assessor.OpenAsync($"/candidacies/{scene.Candidacy}/assessments/E1/grid");
        Assert.Contains("Saisie pour vous d’après votre grille papier", page.Text);
        await page.PressAsync("Enregistrer le brouillon");
        Assert.DoesNotContain("Saisie pour vous", (await assessor.OpenAsync(page.Path)).Text);
        var late = await SendAsync(registrar, scene, Fill(matrix, mail, ("E1.3", "Satisfait", "")));
        Assert.Contains("seul celui qui l’a commencée la continue", late.Text);
        Assert.DoesNotContain("Enregistrer 1 observation", late.Text);

        await (await assessor.OpenAsync(page.Path)).PressAsync("Signer la grille", ("Input.Levels[C.1]", "2"));
        var rating = await program.ReadAsync(db => db.Ratings.AsNoTracking().SingleAsync());
        Assert.Equal((assessor.AccountId, null, 2), (rating.By.Id, rating.OnBehalfOf, rating.Level));
        var signed = await SendAsync(registrar, scene, Fill(matrix, mail, ("E1.1", "Satisfait", ""), ("E1.2", "Satisfait", "")));
        Assert.Contains("Déjà dans les grilles : 1. Nouvelles : 0. Remplacées : 0. Refusées : 1", signed.Text);
        Assert.Contains("Cette grille est signée", signed.Text);
        await HoldsAsync(program);
    }

    [Theory, BothDatabases]
    public async Task An_observation_that_changed_since_the_preview_was_shown_makes_it_stale_and_nothing_is_written(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        var scene = await Scene.SetAsync(program);
        using var assessor = await program.SignedInAsync(Role.Assessor);
        var export = await ExportAsync(assessor, $"{Grid(scene)}?handler=ObservationsCsv");
        var preview = await SendAsync(assessor, scene, Fill(export, ("E1.1", "Satisfait", ""), ("E1.2", "Satisfait", "")));
        await (await assessor.OpenAsync($"/candidacies/{scene.Candidacy}/assessments/E1/grid")).PressAsync("Enregistrer le brouillon", ("Input.Seen[E1.1]", "NotMet"));

        Assert.Equal(HttpStatusCode.Conflict, (await preview.PressAsync("Enregistrer 2 observations")).Status);
        var kept = Assert.Single((await program.ReadAsync(db => db.Grids.AsNoTracking().SingleAsync())).Content.Observations);
        Assert.Equal(("E1.1", Observation.NotMet), (kept.Criterion, kept.Observation));
        var fresh = await assessor.OpenAsync(preview.Path);
        Assert.Contains("Non satisfait → Satisfait", fresh.Text);
        var dropped = await fresh.PressAsync("Abandonner cet import");
        Assert.Equal("Import abandonné", dropped.Title);
        Assert.Empty(await program.ReadAsync(db => db.LevelImports.AsNoTracking().Where(i => i.State != LevelImportState.Dropped).ToListAsync()));
    }

    [Theory, BothDatabases]
    public async Task Two_assessors_stay_blind_to_each_other_whoever_types(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        var scene = await Scene.SetAsync(program);
        using var first = await program.SignedInAsync(Role.Assessor);
        using var both = await program.SignedInAsync(Role.Registrar, Role.Assessor);
        var own = await ExportAsync(both, $"{Grid(scene)}?handler=ObservationsCsv");
        await (await SendAsync(both, scene, Fill(own, ("E1.1", "Satisfait", "Mon avis.")))).PressAsync("Enregistrer 1 observation");
        var other = await SendAsync(both, scene, Fill(own, await MailAsync(program, first), ("E1.1", "Non satisfait", "")));
        Assert.Contains("Vous évaluez vous-même ce candidat", other.Text);

        await (await SendAsync(first, scene, Fill(own, ("E1.1", "Non satisfait", "Avis du premier.")))).PressAsync("Enregistrer 1 observation");
        await (await first.OpenAsync($"/candidacies/{scene.Candidacy}/assessments/E1/grid")).PressAsync("Signer la grille", ("Input.Levels[C.1]", "1"));
        var blind = await ExportAsync(both, $"/cohorts/{scene.Cohort.Id}/matrix?handler=ObservationsCsv");
        Assert.Equal(["Mon avis."], blind.Skip(1).Select(l => l[7]).Where(n => n.Length > 0));
        var asked = await SendAsync(both, scene, Fill(own, await MailAsync(program, first), ("E1.1", "Satisfait", "")));
        Assert.DoesNotContain("Avis du premier", asked.Document.DocumentElement.OuterHtml);
        using var registrar = await program.SignedInAsync(Role.Registrar);
        var seen = await ExportAsync(registrar, $"/cohorts/{scene.Cohort.Id}/matrix?handler=ObservationsCsv");
        Assert.Equal([(await MailAsync(program, first), "Avis du premier.")], seen.Skip(1).Where(l => l[7].Length > 0).Select(l => (l[3], l[7])));
    }

    [Theory, BothDatabases]
    public async Task Rows_that_cannot_be_entered_say_why_and_a_file_is_seen_by_who_read_it_in_alone(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        var scene = await Scene.SetAsync(program);
        using var assessor = await program.SignedInAsync(Role.Assessor);
        using var other = await program.SignedInAsync(Role.Assessor);
        using var registrar = await program.SignedInAsync(Role.Registrar);
        const string Head = "Nom;Prénom;Passage;Évaluateur (courriel);Critère;Observation;Note\r\n";
        var mine = await SendAsync(
            assessor, scene,
            Head + "Vasseur-Lemoine;Élodie;;;E99.1;Satisfait;\r\nInconnue;Zoé;;;E1.1;Satisfait;\r\nVasseur-Lemoine;Élodie;zéro;;E1.1;Satisfait;\r\n"
            + $"Vasseur-Lemoine;Élodie;;{await MailAsync(program, other)};E1.1;Satisfait;\r\nVasseur-Lemoine;Élodie;;;E1.2;Satisfait;\r\nVasseur-Lemoine;Élodie;;;e1.2;En partie;\r\n");
        Assert.Equal("1 observation à enregistrer", mine.Title);
        foreach (var why in new[] { "Le critère « E99.1 » n’est d’aucune épreuve", "Aucun candidat de la promotion n’est reconnu", "Le numéro de passage commence à 1", "Cette grille est celle d’un autre évaluateur", "déjà sur une ligne au-dessus" })
            Assert.Contains(why, mine.Text);

        var theirs = await SendAsync(registrar, scene, Head + "Vasseur-Lemoine;Élodie;;;E1.1;Satisfait;\r\nVasseur-Lemoine;Élodie;;personne@example.org;E1.1;Satisfait;\r\n");
        Assert.Contains("Dites de quel évaluateur est cette grille", theirs.Text);
        Assert.Contains("personne@example.org n’est l’adresse d’aucun évaluateur", theirs.Text);
        Assert.Equal(HttpStatusCode.NotFound, (await other.OpenAsync(mine.Path)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await registrar.OpenAsync(mine.Path)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await registrar.OpenAsync(theirs.Path.Replace("observation-imports", "level-imports", StringComparison.Ordinal))).Status);
        var refused = await SendAsync(assessor, scene, "Nom;Prénom;C.1\r\nVasseur-Lemoine;Élodie;2\r\n");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Contains("ne dit pas de quel critère quoi a été observé", refused.Text);
        using var trainer = await program.SignedInAsync(Role.Trainer);
        var closed = await SendAsync(trainer, scene, Head + "Vasseur-Lemoine;Élodie;;;E1.1;Satisfait;\r\n");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, closed.Status);
        Assert.Contains("contient des observations", closed.Text);
        foreach (var role in new[] { Role.Trainer, Role.Auditor, Role.Candidate, Role.Centre })
        {
            using var visitor = await program.SignedInAsync(role);
            if (role is not Role.Trainer)
                Assert.Equal(HttpStatusCode.Forbidden, (await visitor.OpenAsync($"/cohorts/{scene.Cohort.Id}/levels/import")).Status);

            Assert.Equal(HttpStatusCode.Forbidden, (await visitor.OpenAsync($"/cohorts/{scene.Cohort.Id}/matrix?handler=ObservationsCsv")).Status);
        }
    }

    private static string Grid(Scene scene) => $"/cohorts/{scene.Cohort.Id}/assessments/E1/grid";

    private static Task<string> MailAsync(TestProgram program, Visitor visitor) =>
        program.ReadAsync(async db => (await db.Users.AsNoTracking().SingleAsync(u => u.Id == visitor.AccountId)).Email!);

    private static async Task<List<string[]>> ExportAsync(Visitor visitor, string path)
    {
        var page = await visitor.OpenAsync(path);
        if (page.Status is not HttpStatusCode.OK)
            throw new InvalidOperationException($"{path}: {page.Status}");

        var (sheet, _) = await Infrastructure.Sheets.SheetReader.ReadAsync(new MemoryStream(page.Bytes), "export", default);
        return [.. new[] { sheet.Headings }.Concat(sheet.Rows).Select(r => Enumerable.Range(0, sheet.Headings.Cells.Count).Select(i => r[i].Text).ToArray())];
    }

    private static List<string[]> Fill(List<string[]> export, params (string Criterion, string Observation, string Note)[] rows) => Fill(export, "", rows);

    /// <summary>The export with some criteria filled in, each for that assessor; the others are left empty.</summary>
    private static List<string[]> Fill(List<string[]> export, string assessor, params (string Criterion, string Observation, string Note)[] rows) =>
    [
        .. export.Select(line => Array.Find(rows, r => r.Criterion == line[4]) is { Criterion: not null } row
            ? [.. line[..3], assessor, line[4], line[5], row.Observation, row.Note, line[8]]
            : line),
    ];

    private static Task<Page> SendAsync(Visitor visitor, Scene scene, List<string[]> lines) =>
        SendAsync(visitor, scene, Encoding.UTF8.GetString(Infrastructure.Sheets.SheetWriter.Csv(lines[0], lines.Skip(1))));

    private static async Task<Page> SendAsync(Visitor visitor, Scene scene, string text) =>
        await (await visitor.OpenAsync($"/cohorts/{scene.Cohort.Id}/levels/import")).UploadAsync("Lire le fichier", Encoding.UTF8.GetBytes(text), "observations.csv");

    private static Task<List<string>> ActionsAsync(TestProgram program) => program.ReadAsync(db => db.Facts
        .Where(f => f.Action.StartsWith("grid-") || f.Action.StartsWith("observations-")).OrderBy(f => f.Id).Select(f => f.Action).ToListAsync());

    private static async Task HoldsAsync(TestProgram program)
    {
        var report = await program.InScopeAsync(services => services.GetRequiredService<JournalVerifier>().VerifyAsync(default));
        Assert.True(report.Holds, string.Join("; ", report.Faults));
    }
}
