using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Acquis.Domain;
using Acquis.Domain.Candidacies;
using Acquis.Domain.Frameworks;
using Acquis.Domain.Progress;
using Acquis.Features.Accounts;
using Acquis.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Tests.Progress;

public sealed class LevelImportTests
{
    [Theory, BothDatabases]
    public async Task The_matrix_file_filled_in_is_shown_cell_by_cell_then_recorded_and_a_second_time_changes_nothing(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        var scene = await Scene.SetAsync(program);
        using var registrar = await program.SignedInAsync(Role.Registrar);
        var export = Encoding.UTF8.GetString((await registrar.OpenAsync($"/cohorts/{scene.Cohort.Id}/matrix?handler=Csv")).Bytes);
        var lines = export.Split("\r\n");
        var (head, cells) = (lines[0].Split(';'), lines[1].Split(';'));
        (cells[Array.IndexOf(head, "C.1")], cells[Array.IndexOf(head, "C.2")], cells[Array.IndexOf(head, "C.3")]) = ("2", "7", "Absente");
        var file = $"{lines[0]}\r\n{string.Join(';', cells)}\r\n";

        var preview = await SendAsync(registrar, scene, "niveaux.csv", file);
        Assert.Equal("2 niveaux à enregistrer", preview.Title);
        Assert.Contains("Le niveau 7 donné pour C.2 n’est pas de l’échelle", preview.Text);
        Assert.Empty(await program.ReadAsync(db => db.Ratings.ToListAsync()));
        var written = await preview.PressAsync("Enregistrer 2 niveaux");
        Assert.Contains("2 niveaux sont enregistrés", written.Document.Body!.TextContent);
        var ratings = await program.ReadAsync(db => db.Ratings.AsNoTracking().OrderBy(r => r.Competence).ToListAsync());
        Assert.Equal([(Lane.Trainer, "C.1", 2, null), (Lane.Trainer, "C.3", null, "Absente")], ratings.Select(r => (r.Lane, r.Competence, r.Level, r.NotAssessed)));

        var again = await SendAsync(registrar, scene, "niveaux.csv", file);
        Assert.Equal("0 niveau à enregistrer", again.Title);
        Assert.Contains("Déjà enregistrés : 2", again.Text);
    }

    [Theory, BothDatabases]
    public async Task A_changed_level_replaces_the_other_with_a_reason_and_not_without(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        var scene = await Scene.SetAsync(program);
        using var registrar = await program.SignedInAsync(Role.Registrar);
        await (await SendAsync(registrar, scene, "a.csv", "Nom;Prénom;C.1\r\nVasseur-Lemoine;Élodie;1\r\n")).PressAsync("Enregistrer 1 niveau");

        var changed = await SendAsync(registrar, scene, "b.csv", "NOM;PRENOM;C.1\r\nvasseur lemoine;elodie;3\r\n");
        Assert.Contains("Remplacés : 1", changed.Text);
        var refused = await changed.PressAsync("Enregistrer 1 niveau");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        var said = await changed.PressAsync("Comparer de nouveau", ("Reason", "Copie relue."));
        await said.PressAsync("Enregistrer 1 niveau");

        var ratings = await program.ReadAsync(db => db.Ratings.AsNoTracking().OrderBy(r => r.At).ThenBy(r => r.Id).ToListAsync());
        Assert.Equal([1, 3], ratings.Select(r => r.Level));
        Assert.Equal((ratings[0].Id, "Copie relue."), (ratings[1].Supersedes!.Value, ratings[1].SupersedingReason));
    }

    [Theory, BothDatabases]
    public async Task Moodle_columns_are_read_in_French_and_the_person_says_which_grade_is_which_competence(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        var scene = await Scene.SetAsync(program);
        using var registrar = await program.SignedInAsync(Role.Registrar);
        const string Moodle = "Prénom,Nom,Numéro d’identification,Adresse de courriel,Devoir : Étude de cas (Brut),Test : C.3 (Brut),Dernier téléchargement depuis ce cours\n"
            + "Élodie,Vasseur-Lemoine,,Élodie@example.org,\"2,00\",3.00,1796000000\nInconnu,Personne,,,1.00,1.00,1796000000\n";

        var preview = await SendAsync(registrar, scene, "grades.csv", Moodle);
        Assert.Equal("1 niveau à enregistrer", preview.Title);
        Assert.Contains("Aucun candidat de la promotion n’est reconnu", preview.Text);
        var mapped = await preview.PressAsync("Comparer de nouveau", ("Columns[4]", "C.5"), ("Lane", "Assessor"), ("Assessment", ""), ("OnBehalfOf", "Nadia Roussel"));
        Assert.Contains("Dites dans quelle épreuve", mapped.Text);
        var trainer = await mapped.PressAsync("Comparer de nouveau", ("Lane", "Trainer"));
        Assert.Equal("2 niveaux à enregistrer", trainer.Title);
        await trainer.PressAsync("Enregistrer 2 niveaux");
        var levels = await program.ReadAsync(db => db.Ratings.AsNoTracking().OrderBy(r => r.Competence).Select(r => new { r.Competence, r.Level }).ToListAsync());
        Assert.Equal([("C.3", 3), ("C.5", 2)], levels.Select(l => (l.Competence, l.Level!.Value)));
    }

    [Theory, BothDatabases]
    public async Task A_level_recorded_since_the_preview_was_shown_makes_it_stale_and_nothing_is_written(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        var scene = await Scene.SetAsync(program);
        using var registrar = await program.SignedInAsync(Role.Registrar);
        var preview = await SendAsync(registrar, scene, "a.csv", "Nom;Prénom;C.1\r\nVasseur-Lemoine;Élodie;1\r\n");
        await scene.RecordAsync(new() { Levels = [new(Lane.Trainer, null, new("C.1", 2), new(new(2027, 6, 1)))] });

        Assert.Equal(HttpStatusCode.Conflict, (await preview.PressAsync("Enregistrer 1 niveau")).Status);
        Assert.Equal(2, await program.ReadAsync(db => db.Ratings.Select(r => r.Level).SingleAsync()));
    }

    [Theory, BothDatabases]
    public async Task Only_the_registrar_and_trainers_of_the_cohort_import_and_a_file_that_names_nobody_is_refused(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        var scene = await Scene.SetAsync(program);
        foreach (var role in new[] { Role.Auditor, Role.Candidate, Role.Centre })
        {
            using var visitor = await program.SignedInAsync(role);
            Assert.Equal(HttpStatusCode.Forbidden, (await visitor.OpenAsync($"/cohorts/{scene.Cohort.Id}/levels/import")).Status);
        }

        using var assessor = await program.SignedInAsync(Role.Assessor);
        var others = await SendAsync(assessor, scene, "a.csv", "Nom;Prénom;C.1\r\nVasseur-Lemoine;Élodie;1\r\n");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, others.Status);
        Assert.Contains("ne dit pas de quel critère quoi a été observé", others.Text);
        using var registrar = await program.SignedInAsync(Role.Registrar);
        var refused = await SendAsync(registrar, scene, "x.csv", "C.1;C.2\r\n1;2\r\n");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Contains("ne dit pas de qui sont les niveaux", refused.Text);
        using var trainer = await program.SignedInAsync(Role.Trainer);
        var preview = await SendAsync(trainer, scene, "a.csv", "Nom;Prénom;C.1\r\nVasseur-Lemoine;Élodie;1\r\n");
        Assert.Equal(HttpStatusCode.Forbidden, (await preview.PressAsync("Comparer de nouveau", ("Lane", "Assessor"))).Status);
        var dropped = await preview.PressAsync("Abandonner cet import");
        Assert.Equal("Import abandonné", dropped.Title);
    }

    private static async Task<Page> SendAsync(Visitor visitor, Scene scene, string name, string text)
    {
        var path = $"/cohorts/{scene.Cohort.Id}/levels/import";
        var page = await visitor.OpenAsync(path);
        using var form = new MultipartFormDataContent();
        form.Add(new StringContent(page.Document.QuerySelector("form[enctype] input[name=__RequestVerificationToken]")!.GetAttribute("value")!), "__RequestVerificationToken");
        var file = new ByteArrayContent(Encoding.UTF8.GetBytes(text));
        file.Headers.ContentType = new MediaTypeHeaderValue("text/csv");
        form.Add(file, "Upload", name);
        return await visitor.SendAsync(HttpMethod.Post, path, form);
    }
}
