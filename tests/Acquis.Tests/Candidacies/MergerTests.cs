using System.Net;
using Acquis.Domain.Candidacies;
using Acquis.Features.Accounts;
using Acquis.Features.Candidacies;
using Acquis.Infrastructure;
using Acquis.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Tests.Candidacies;

public sealed class MergerTests(Programs programs) : IClassFixture<Programs>
{
    private static readonly (string Name, string Value)[] Answers =
    [
        ("Person.FirstNames", "Zoé"), ("Person.Sex", "F"), ("Person.BirthDate.Day", "9"), ("Person.BirthDate.Month", "3"), ("Person.BirthDate.Year", "2001"),
        ("Person.Country", "100"), ("Person.InseeCode", "44109"), ("Person.BirthCity", "Nantes"), ("Route", "Apprenticeship"), ("EnteredOn", "2027-01-04"),
    ];

    [Theory, BothDatabases]
    public async Task Two_entries_become_one_and_no_candidacy_document_or_account_is_lost(Engine engine)
    {
        var (program, one, other) = await TwoAsync(engine, "Mergée", "Mergee");
        using var candidate = await program.SignedInAsync(other.PersonId, new Grant(Role.Candidate, null, null, null));
        using var registrar = await program.SignedInAsync(Role.Registrar);

        var list = await registrar.OpenAsync("/people/duplicates");
        var compare = await registrar.OpenAsync($"/people/{one.PersonId}/compare/{other.PersonId}");
        var unexplained = await compare.PressAsync("Fusionner et garder cette fiche");
        var done = await compare.PressAsync("Fusionner et garder cette fiche", ("Reason", "Même acte de naissance"));

        Assert.Contains("Mergée", list.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, unexplained.Status);
        Assert.Contains("Une fusion a besoin d’un motif", unexplained.Text, StringComparison.Ordinal);
        Assert.Contains("n’en font plus qu’une", done.Text, StringComparison.Ordinal);
        Assert.Equal(2, await program.ReadAsync(db => db.Candidacies.CountAsync(c => c.PersonId == one.PersonId)));
        Assert.Equal(one.PersonId, await program.ReadAsync(db => db.People.Where(p => p.Id == other.PersonId).Select(p => p.MergedIntoId).SingleAsync()));
        Assert.Equal(one.PersonId, await program.ReadAsync(db => db.Users.Where(u => u.Id == candidate.AccountId).Select(u => u.PersonId).SingleAsync()));
        foreach (var path in new[] { $"/history/person/{one.PersonId}", $"/history/person/{other.PersonId}", $"/history/candidacy/{other.Id}" })
        {
            var history = await registrar.OpenAsync(path);
            Assert.Contains("Deux fiches fusionnées en une", history.Text, StringComparison.Ordinal);
            Assert.Contains("Même acte de naissance", history.Text, StringComparison.Ordinal);
        }

        Assert.Equal(HttpStatusCode.Conflict, (await compare.PressAsync("Fusionner et garder cette fiche", ("Reason", "encore"))).Status);
        Assert.DoesNotContain("Mergée", (await registrar.OpenAsync("/people/duplicates")).Text, StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task Two_people_told_apart_are_not_asked_about_again(Engine engine)
    {
        var (program, one, other) = await TwoAsync(engine, "Jumelée", "Jumelee");
        using var registrar = await program.SignedInAsync(Role.Registrar);

        await (await registrar.OpenAsync($"/people/{one.PersonId}/compare/{other.PersonId}")).PressAsync("Ce sont deux personnes différentes");

        Assert.DoesNotContain("Jumelée", (await registrar.OpenAsync("/people/duplicates")).Text, StringComparison.Ordinal);
        Assert.Equal(2, await program.ReadAsync(db => db.People.CountAsync(p => p.MergedIntoId == null && (p.Id == one.PersonId || p.Id == other.PersonId))));
    }

    [Theory, BothDatabases]
    public async Task Who_is_not_the_registrar_of_every_cohort_of_both_cannot_even_compare_them(Engine engine)
    {
        var (program, one, other) = await TwoAsync(engine, "Gardée", "Gardee");
        var cohort = await program.ReadAsync(db => db.Cohorts.SingleAsync(c => c.Id == one.CohortId));
        using var limited = await program.SignedInAsync(null, new Grant(Role.Registrar, null, cohort.CentreId, null));
        using var trainer = await program.SignedInAsync(Role.Trainer);

        Assert.Equal(HttpStatusCode.NotFound, (await limited.OpenAsync($"/people/{one.PersonId}/compare/{other.PersonId}")).Status);
        Assert.DoesNotContain("Gardee", (await limited.OpenAsync("/people/duplicates")).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await trainer.OpenAsync($"/people/{one.PersonId}/compare/{other.PersonId}")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await trainer.OpenAsync("/people/duplicates")).Status);
    }

    [Theory, BothDatabases]
    public async Task Enrolling_one_by_one_offers_the_person_who_is_known_already(Engine engine)
    {
        var program = await programs.OnAsync(engine);
        var first = await CohortTown.OpenAsync(program, "Known first");
        var second = await CohortTown.OpenAsync(program, "Known second");
        var known = await first.EnrolAsync(program, "Connuère", "Zoé");
        using var registrar = await program.SignedInAsync(Role.Registrar);

        var check = await (await registrar.OpenAsync($"/cohorts/{second.Cohort.Id}/enrol")).PressAsync("Vérifier", [("Person.BirthName", "Connuere"), .. Answers]);
        var enrolled = await check.PressAsync("C’est cette personne");
        var again = await (await registrar.OpenAsync($"/cohorts/{second.Cohort.Id}/enrol")).PressAsync("Vérifier", [("Person.BirthName", "Connuere"), .. Answers]);
        var refused = await again.PressAsync("C’est cette personne");

        Assert.Contains("Cette personne est peut-être déjà connue", check.Text, StringComparison.Ordinal);
        Assert.Equal("Known second", enrolled.Title);
        Assert.Equal(2, await program.ReadAsync(db => db.Candidacies.CountAsync(c => c.PersonId == known.PersonId)));
        Assert.Equal(0, await program.ReadAsync(db => db.People.CountAsync(p => p.BirthName == "Connuere")));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Contains("est déjà inscrit dans cette promotion", refused.Text, StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task Enrolling_one_by_one_can_say_that_it_is_somebody_else(Engine engine)
    {
        var program = await programs.OnAsync(engine);
        var town = await CohortTown.OpenAsync(program, "Someone else");
        var known = await town.EnrolAsync(program, "Autrement", "Zoë");
        using var registrar = await program.SignedInAsync(Role.Registrar);

        var check = await (await registrar.OpenAsync($"/cohorts/{town.Cohort.Id}/enrol")).PressAsync("Vérifier", [("Person.BirthName", "Autrement"), .. Answers]);
        await check.PressAsync("C’est une autre personne");

        Assert.Equal(2, await program.ReadAsync(db => db.People.CountAsync(p => p.BirthName == "Autrement")));
        Assert.Equal(1, await program.ReadAsync(db => db.Set<Distinction>().CountAsync(d => d.PersonId == known.PersonId || d.OtherId == known.PersonId)));
    }

    private async Task<(TestProgram Program, Candidacy One, Candidacy Other)> TwoAsync(Engine engine, string one, string other)
    {
        var program = await programs.OnAsync(engine);
        var (first, second) = (await CohortTown.OpenAsync(program, $"{one} here"), await CohortTown.OpenAsync(program, $"{other} there"));
        return (program, await first.EnrolAsync(program, one, "Lou"), await second.EnrolAsync(program, other, "Lou"));
    }
}
