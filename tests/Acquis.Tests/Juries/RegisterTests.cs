using System.Net;
using Acquis.Data;
using Acquis.Domain;
using Acquis.Domain.Frameworks;
using Acquis.Domain.Juries;
using Acquis.Features.Accounts;
using Acquis.Features.Juries;
using Acquis.Infrastructure;
using Acquis.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Acquis.Tests.Juries;

/// <summary>The registers and seasons, as a registrar keeps them.</summary>
public sealed class RegisterTests
{
    [Theory, BothDatabases]
    public async Task A_registrar_registers_a_juror_changes_the_entry_and_retires_them(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        var scene = await Scene.SetAsync(program);
        using var registrar = await program.SignedInAsync(Role.Registrar);

        var entry = await (await registrar.OpenAsync("/jurors/new")).PressAsync(
            "Inscrire au registre", ("Form.Name", "Anne Deroubaix"), ("Form.Quality", "Directrice, Ateliers Hautefeuille"), ("Form.Email", "anne@example.org"),
            ("Form.IsOutside", "true"), ("Form.Domains", "sécurité, données"), ("Form.ChairFor", scene.Cohort.CertificationId.ToString()),
            ("Form.Mandates[0].Certification", scene.Cohort.CertificationId.ToString()), ("Form.Mandates[0].From", "2027-01-01"));
        var changed = await (await registrar.OpenAsync($"{entry.Path}/change")).PressAsync("Enregistrer", ("Form.ExperienceYears", "12"));
        var refused = await (await registrar.OpenAsync(entry.Path)).PressAsync("Retirer", ("Reason", ""));
        var retired = await (await registrar.OpenAsync(entry.Path)).PressAsync("Retirer", ("Reason", "Départ à la retraite"));
        var list = await registrar.OpenAsync("/jurors");

        Assert.Equal("Anne Deroubaix", entry.Title);
        Assert.Contains("Professionnel extérieur", entry.Text, StringComparison.Ordinal);
        Assert.Contains("Depuis le 1er janvier 2027", entry.Text, StringComparison.Ordinal);
        Assert.Contains("12 ans", changed.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Contains("Dites pourquoi le juré quitte le registre.", refused.Text, StringComparison.Ordinal);
        Assert.Contains("Retiré du registre le", retired.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Anne Deroubaix", list.Text, StringComparison.Ordinal);
        Assert.Contains("Anne Deroubaix", (await registrar.OpenAsync("/jurors?q=deroub&retired=true")).Text, StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task Two_jurors_never_have_one_address_and_an_account_with_it_is_theirs(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        var scene = await Scene.SetAsync(program);
        using var member = await program.SignedInAsync(Role.JuryMember);
        var address = await program.ReadAsync(db => db.Users.Where(u => u.Id == member.AccountId).Select(u => u.Email).SingleAsync());
        using var registrar = await program.SignedInAsync(Role.Registrar);

        var first = await scene.ActAsync<JurorService, Juror>(s => s.RegisterAsync(new() { Name = "Anne", Quality = "Directrice", Email = address!.ToUpperInvariant() }, default));
        var second = await (await registrar.OpenAsync("/jurors/new")).PressAsync("Inscrire au registre", ("Form.Name", "Jean"), ("Form.Quality", "Directeur"), ("Form.Email", address!));

        Assert.Equal(member.AccountId, first.AccountId);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, second.Status);
        Assert.Contains("appartient déjà à Anne", second.Text, StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task A_site_has_rooms_with_equipment_and_closures(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        using var registrar = await program.SignedInAsync(Role.Registrar);

        var site = await (await registrar.OpenAsync("/sites")).PressAsync("Ouvrir le site", ("Name", "Campus Hautefeuille"), ("City", "Lille"));
        var room = await site.PressAsync(
            "Ajouter la salle", ("RoomName", "B12"), ("Seats", "12"), ("Features", "wheelchair"), ("OtherFeatures", "tableau"), ("Closures", "14/06/2027 8h30-12h30 ; Portes ouvertes\n2027-06-15"));
        var wrong = await (await registrar.OpenAsync(site.Path)).PressAsync("Ajouter la salle", ("RoomName", "B13"), ("Closures", "lundi"));
        var stored = await program.ReadAsync(db => db.Rooms.AsNoTracking().SingleAsync());
        var change = await registrar.OpenAsync($"{site.Path}?room={stored.Id}");

        Assert.Contains("accessible en fauteuil roulant, tableau", room.Text, StringComparison.Ordinal);
        Assert.Equal(
            [new RoomClosure(new(2027, 6, 14, 8, 30, 0), new(2027, 6, 14, 12, 30, 0), "Portes ouvertes"), new RoomClosure(new(2027, 6, 15), new(2027, 6, 16))], stored.Closures);
        Assert.Contains("Ligne 1 : « lundi » n’est pas une indisponibilité.", wrong.Text, StringComparison.Ordinal);
        Assert.Contains("2027-06-14 08:30-12:30 ; Portes ouvertes", change.Document.QuerySelector("textarea[name=Closures]")!.TextContent, StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task A_season_is_opened_on_the_pages_and_jurors_are_called_to_it(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        var jury = await JuryScene.SetAsync(program);
        await jury.Scene.ActAsync<JurorService, Juror>(s => s.RegisterAsync(new() { Name = "Béatrice Salembier", Quality = "Architecte", Languages = ["en"] }, default));
        using var registrar = await program.SignedInAsync(Role.Registrar);

        var season = await (await registrar.OpenAsync("/seasons/new")).PressAsync(
            "Ouvrir la session", ("Form.Name", "Soutenances de juillet"), ("Form.Cohorts", jury.Scene.Cohort.Id.ToString()), ("FirstDay", "2027-07-02"), ("LastDay", "2027-07-05"),
            ("Form.Rooms", jury.Room.ToString()), ("Form.AnswersUntil", "2027-06-25"));
        var call = await registrar.OpenAsync($"{season.Path}/jurors");
        var called = await call.PressAsync("Appeler les jurés choisis", ("Chosen", call.Document.QuerySelector("input[name=Chosen]")!.GetAttribute("value")!));
        var released = await called.PressAsync("Libérer");

        Assert.Equal("Soutenances de juillet", season.Title);
        Assert.Contains("Du 2 juillet 2027 au 5 juillet 2027, 1 candidat.", season.Text, StringComparison.Ordinal);
        Assert.Equal(4, season.Document.QuerySelectorAll("table")[0].QuerySelectorAll("tbody tr").Length);
        Assert.Contains("Ne parle pas la langue", call.Text, StringComparison.Ordinal);
        Assert.Contains("Sans adresse électronique", call.Text, StringComparison.Ordinal);
        Assert.Contains("Appelé, pas encore interrogé", called.Text, StringComparison.Ordinal);
        Assert.Contains("Libéré", released.Text, StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task A_season_is_changed_line_by_line_and_a_stale_form_is_told(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        var jury = await JuryScene.SetAsync(program);
        using var registrar = await program.SignedInAsync(Role.Registrar);

        var form = await registrar.OpenAsync($"/seasons/{jury.Season}/change");
        var wrong = await form.PressAsync("Enregistrer", ("Form.HalfDays", "14/06/2027 8h-12h\nmardi matin"));
        var saved = await form.PressAsync("Enregistrer", ("Form.HalfDays", "14/06/2027 8h-12h\n2027-06-16 18:00-20:00"));
        var stale = await form.PressAsync("Enregistrer", ("Form.Name", "Autre nom"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.Status);
        Assert.Contains("Ligne 2 : « mardi matin » n’est pas une demi-journée.", wrong.Text, StringComparison.Ordinal);
        Assert.Contains("mercredi 16 juin 2027, 18 h à 20 h", saved.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Conflict, stale.Status);
    }

    [Theory, BothDatabases]
    public async Task Measures_are_granted_to_a_candidate_and_stand_in_their_history(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        var jury = await JuryScene.SetAsync(program);
        using var registrar = await program.SignedInAsync(Role.Registrar);

        var list = await (await registrar.OpenAsync($"/seasons/{jury.Season}/candidates?candidacy={jury.Scene.Candidacy}")).PressAsync(
            "Enregistrer", ("Extended", "true"), ("Features", "wheelchair"), ("Unavailable", jury.Plan.HalfDays[0].Id));
        var history = await registrar.OpenAsync($"/history/candidacy/{jury.Scene.Candidacy}");

        Assert.Contains("80 minutes, accessible en fauteuil roulant, absent une demi-journée", list.Text, StringComparison.Ordinal);
        Assert.Contains("Des aménagements ont été accordés", history.Text, StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task A_season_is_for_the_registrars_of_its_certification_only(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        var jury = await JuryScene.SetAsync(program);
        var (other, _) = Certification.Create(Id<Certification>.New(program.Clock.GetUtcNow()), "AUTRE", new("Autre titre"));
        await program.InScopeAsync(async services =>
        {
            var db = services.GetRequiredService<AcquisDb>();
            db.Add(other);
            await db.SaveChangesAsync();
        });
        using var foreign = await program.SignedInAsync(null, new Grant(Role.Registrar, other.Id, null, null));
        using var ofCohort = await program.SignedInAsync(null, new Grant(Role.Registrar, null, null, jury.Scene.Cohort.Id));

        Assert.Equal(HttpStatusCode.NotFound, (await foreign.OpenAsync($"/seasons/{jury.Season}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await ofCohort.OpenAsync($"/seasons/{jury.Season}/change")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await ofCohort.OpenAsync("/jurors")).Status);
        Assert.DoesNotContain("Soutenances de juin 2027", (await foreign.OpenAsync("/seasons")).Text, StringComparison.Ordinal);
    }
}
