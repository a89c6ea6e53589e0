using System.Net;
using Acquis.Domain.Candidacies;
using Acquis.Features.Accounts;
using Acquis.Infrastructure;
using Acquis.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Tests.Candidacies;

public sealed class EnrolmentTests(Programs programs) : IClassFixture<Programs>
{
    private static readonly (string Name, string Value)[] Answers =
    [
        ("Person.BirthName", "Lefèvre"), ("Person.FirstNames", "Zoé, Anne"), ("Person.Sex", "F"),
        ("Person.BirthDate.Day", ""), ("Person.BirthDate.Month", "3"), ("Person.BirthDate.Year", "2001"),
        ("Person.Country", "100"), ("Person.InseeCode", "44109"), ("Person.BirthCity", "Nantes"), ("Route", "Apprenticeship"), ("EnteredOn", "2027-01-04"),
        ("Company.Name", "Ateliers du Port"),
    ];

    [Theory, BothDatabases]
    public async Task A_candidate_is_enrolled_after_the_answers_were_checked(Engine engine)
    {
        var program = await programs.OnAsync(engine);
        var town = await CohortTown.OpenAsync(program, "Journey");
        using var registrar = await program.SignedInAsync(Role.Registrar);

        var form = await registrar.OpenAsync($"/cohorts/{town.Cohort.Id}/enrol");
        var check = await form.PressAsync("Vérifier", Answers);
        var before = await CountAsync(program, town);
        var cohort = await check.PressAsync("Inscrire");

        Assert.Equal("Inscrire Zoé Lefèvre ?", check.Title);
        Assert.Contains("--/03/2001", check.Text, StringComparison.Ordinal);
        Assert.Equal(0, before);
        Assert.Equal("Journey", cohort.Title);
        Assert.Contains("Zoé Lefèvre", cohort.Text, StringComparison.Ordinal);
        Assert.Contains("Ateliers du Port", cohort.Text, StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task The_language_of_letters_is_asked_when_somebody_is_enrolled_and_corrected_with_the_identity(Engine engine)
    {
        var program = await programs.OnAsync(engine);
        var town = await CohortTown.OpenAsync(program, "Letters");
        using var registrar = await program.SignedInAsync(Role.Registrar);

        var form = await registrar.OpenAsync($"/cohorts/{town.Cohort.Id}/enrol");
        var unknown = await form.PressAsync("Vérifier", [.. Answers, ("Person.MailLanguage", "de")]);
        var check = await form.PressAsync("Vérifier", [.. Answers.Where(a => a.Name != "Person.BirthName"), ("Person.BirthName", "Whitby"), ("Person.MailLanguage", "en")]);
        await check.PressAsync("Inscrire");
        var enrolled = await PersonAsync(program, town);
        var candidacy = await program.ReadAsync(db => db.Candidacies.Where(c => c.CohortId == town.Cohort.Id).Select(c => c.Id).SingleAsync());
        var identity = await registrar.OpenAsync($"/candidacies/{candidacy}/identity");
        await identity.PressAsync("Enregistrer", ("Person.MailLanguage", "fr"), ("Reason", "Lit le français."));

        Assert.Contains("fr ou en", unknown.Document.GetElementById("Person_MailLanguage-error")!.TextContent, StringComparison.Ordinal);
        Assert.Matches("Langue des messages ?English", check.Text);
        Assert.Equal("en", enrolled.MailLanguage);
        Assert.Equal("en", identity.Document.QuerySelector("#Person_MailLanguage option[selected]")!.GetAttribute("value"));
        Assert.Equal("fr", (await PersonAsync(program, town)).MailLanguage);
    }

    [Theory, BothDatabases]
    public async Task A_refused_identity_shows_its_reasons_in_place_and_keeps_what_was_typed(Engine engine)
    {
        var program = await programs.OnAsync(engine);
        var town = await CohortTown.OpenAsync(program, "Refused");
        using var registrar = await program.SignedInAsync(Role.Registrar);

        var form = await registrar.OpenAsync($"/cohorts/{town.Cohort.Id}/enrol");
        var answer = await form.PressAsync(
            "Vérifier",
            [.. Answers.Where(a => a.Name is not ("Person.BirthName" or "Person.InseeCode" or "Person.BirthDate.Day" or "Person.BirthDate.Month")), ("Person.BirthName", "<b>Roy</b>"),
                ("Person.InseeCode", "7510"), ("Person.BirthDate.Day", "31"), ("Person.BirthDate.Month", "2"), ("Company.Siret", "73282932000075")]);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        foreach (var field in new[] { "Person_BirthName", "Person_InseeCode", "Person_BirthDate", "Company_Siret" })
        {
            Assert.NotNull(answer.Document.GetElementById($"{field}-error"));
            Assert.NotNull(answer.Document.QuerySelector($".refusal-summary a[href='#{field}']"));
        }

        Assert.Equal("<b>Roy</b>", answer.Document.GetElementById("Person_BirthName")!.GetAttribute("value"));
        Assert.Equal("Ateliers du Port", answer.Document.GetElementById("Company_Name")!.GetAttribute("value"));
        Assert.Equal(0, await CountAsync(program, town));
    }

    [Theory, BothDatabases]
    public async Task Of_two_who_correct_the_same_identity_the_second_is_told(Engine engine)
    {
        var program = await programs.OnAsync(engine);
        var town = await CohortTown.OpenAsync(program, "Stale");
        var candidacy = await town.EnrolAsync(program, "Garnier", "Lou");
        using var first = await program.SignedInAsync(Role.Registrar);
        using var second = await program.SignedInAsync(Role.Registrar);

        var one = await first.OpenAsync($"/candidacies/{candidacy.Id}/identity");
        var two = await second.OpenAsync($"/candidacies/{candidacy.Id}/identity");
        await one.PressAsync("Enregistrer", ("Person.BirthName", "Garnier-Roux"), ("Reason", "Acte de naissance"));
        var answer = await two.PressAsync("Enregistrer", ("Person.BirthName", "Autre"), ("Reason", "Acte de naissance"));

        Assert.Equal(HttpStatusCode.Conflict, answer.Status);
        Assert.Equal("Garnier-Roux", await program.ReadAsync(db => db.People.Where(p => p.Id == candidacy.PersonId).Select(p => p.BirthName).SingleAsync()));
    }

    [Theory, BothDatabases]
    public async Task Candidates_are_found_by_any_part_of_a_name_without_accents(Engine engine)
    {
        var program = await programs.OnAsync(engine);
        var town = await CohortTown.OpenAsync(program, "Search");
        await town.EnrolAsync(program, "Bœuf", "Éloïse");
        using var registrar = await program.SignedInAsync(Role.Registrar);
        using var auditor = await program.SignedInAsync(Role.Auditor);

        Assert.Contains("Éloïse Bœuf", (await registrar.OpenAsync("/candidates?q=loise+boe")).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Bœuf", (await auditor.OpenAsync("/candidates?q=boeuf")).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Bœuf", (await auditor.OpenAsync($"/cohorts/{town.Cohort.Id}")).Text, StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task A_partner_centre_sees_its_own_cohorts_only_and_keeps_the_company_but_not_the_identity(Engine engine)
    {
        var program = await programs.OnAsync(engine);
        var own = await CohortTown.OpenAsync(program, "Own");
        var other = await CohortTown.OpenAsync(program, "Foreign");
        var candidacy = await own.EnrolAsync(program, "Pichon", "Maé");
        var hidden = await other.EnrolAsync(program, "Tardieu", "Noa");
        using var centre = await program.SignedInAsync(null, own.Limited(Role.Centre));

        var list = await centre.OpenAsync("/cohorts");

        Assert.Contains("Own", list.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Foreign", list.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await centre.OpenAsync($"/cohorts/{other.Cohort.Id}")).Status);
        Assert.DoesNotContain("Tardieu", (await centre.OpenAsync("/candidates?q=tardieu")).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await centre.OpenAsync($"/candidacies/{hidden.Id}/company")).Status);
        Assert.Equal(HttpStatusCode.OK, (await centre.OpenAsync($"/candidacies/{candidacy.Id}/company")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await centre.OpenAsync($"/candidacies/{candidacy.Id}/identity")).Status);
    }

    [Theory]
    [InlineData(Role.Trainer), InlineData(Role.Assessor), InlineData(Role.JuryMember), InlineData(Role.Auditor), InlineData(Role.Centre), InlineData(Role.Candidate)]
    public async Task Nobody_but_a_registrar_enrols_corrects_or_withdraws(Role role)
    {
        var program = await programs.OnAsync(Engine.Sqlite);
        var town = await CohortTown.OpenAsync(program, $"Closed to {role}");
        var candidacy = await town.EnrolAsync(program, "Aubry", "Sasha");
        using var visitor = await program.SignedInAsync(role);

        foreach (var path in new[] { $"/cohorts/{town.Cohort.Id}/enrol", $"/cohorts/{town.Cohort.Id}/modules", $"/candidacies/{candidacy.Id}/identity", $"/candidacies/{candidacy.Id}/withdraw", "/centres" })
        {
            Assert.Equal(HttpStatusCode.Forbidden, (await visitor.OpenAsync(path)).Status);
        }
    }

    [Theory, BothDatabases]
    public async Task A_cohort_without_modules_says_that_it_is_not_deliberated_until_they_are_named(Engine engine)
    {
        var program = await programs.OnAsync(engine);
        var town = await CohortTown.OpenAsync(program, "Modules");
        using var registrar = await program.SignedInAsync(Role.Registrar);

        var before = await registrar.OpenAsync($"/cohorts/{town.Cohort.Id}");
        var after = await (await registrar.OpenAsync($"/cohorts/{town.Cohort.Id}/modules")).PressAsync("Enregistrer", ("Lines", "M1 ; Réseaux ; Networks"));

        Assert.Contains("n’est pas délibérée", before.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("n’est pas délibérée", after.Text, StringComparison.Ordinal);
        Assert.Contains("M1 Réseaux", after.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_first_page_of_a_fresh_installation_says_what_to_do_next()
    {
        await using var program = await TestProgram.StartAsync(Engine.Sqlite);
        using var registrar = await program.SignedInAsync(Role.Registrar);

        var home = await registrar.OpenAsync("/");

        Assert.Equal(["Compléter les paramètres", "Charger un référentiel", "Ouvrir un centre"], home.Document.QuerySelector(".tasks")!.QuerySelectorAll("a").Select(a => a.TextContent));
    }

    [Theory, BothDatabases]
    public async Task A_candidate_lands_on_the_own_file(Engine engine)
    {
        var program = await programs.OnAsync(engine);
        var town = await CohortTown.OpenAsync(program, "Landing");
        var candidacy = await town.EnrolAsync(program, "Marin", "Ely");
        using var candidate = await program.SignedInAsync(candidacy.PersonId, new Grant(Role.Candidate, null, null, null));

        using var answer = await candidate.AskAsync("/mine");

        Assert.Equal($"/candidacies/{candidacy.Id}", answer.Headers.Location?.ToString());
    }

    private static Task<Person> PersonAsync(TestProgram program, CohortTown town) => program.ReadAsync(db =>
        db.Candidacies.Where(c => c.CohortId == town.Cohort.Id).Join(db.People, c => c.PersonId, p => p.Id, (c, p) => p).AsNoTracking().SingleAsync());

    private static Task<int> CountAsync(TestProgram program, CohortTown town) => program.ReadAsync(db => db.Candidacies.CountAsync(c => c.CohortId == town.Cohort.Id));
}
