using Acquis.Domain.Diplomas;
using Acquis.Features.Accounts;
using Acquis.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Tests.Diplomas;

public sealed class Issued_anew
{
    [Theory, BothDatabases]
    public async Task A_corrected_identity_leads_to_a_new_document_with_the_reason_and_the_former_one_says_that_it_is_replaced(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        var scene = await Scene.SetAsync(program);
        await scene.FulfilAsync();
        var former = (await scene.IssueAsync(await scene.DecideAsync()))[0];
        program.Clock.Advance(TimeSpan.FromDays(1));
        using var registrar = await program.SignedInAsync(Role.Registrar);
        using var stranger = program.Stranger();

        var nothing = await registrar.OpenAsync("/diplomas/outdated");
        var identity = await registrar.OpenAsync($"/candidacies/{scene.Candidacy}/identity");
        var outdated = await identity.PressAsync("Enregistrer", ("Person.BirthName", "Vasseur-Le Moine"), ("Reason", "Acte de naissance du 3 mai"));
        var issued = await outdated.PressAsync($"Délivrer à nouveau {former.Number}");

        Assert.Equal("0 document à délivrer à nouveau", nothing.Title);
        Assert.Equal("1 document à délivrer à nouveau", outdated.Title);
        Assert.Contains("Acte de naissance du 3 mai", outdated.Document.QuerySelector("textarea")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Vasseur-Le Moine", issued.Text, StringComparison.Ordinal);
        Assert.Equal(former.Number, issued.Document.QuerySelector($"main a[href='/diplomas/{former.Id}']")?.TextContent);
        Assert.Contains("Ce document a été remplacé par un autre", (await stranger.OpenAsync($"/v/{former.Code}")).Title, StringComparison.Ordinal);
        Assert.DoesNotContain("Acte de naissance", (await stranger.OpenAsync($"/v/{former.Code}")).Text, StringComparison.Ordinal);
        var next = await program.ReadAsync(db => db.Diplomas.SingleAsync(d => d.State == DiplomaState.Valid));
        Assert.Contains("authentique et en vigueur", (await stranger.OpenAsync($"/v/{next.Code}")).Title, StringComparison.Ordinal);
        Assert.Equal("Acte de naissance du 3 mai", await program.ReadAsync(db => db.Diplomas.Where(d => d.Id == former.Id).Select(d => d.EndMotive).SingleAsync()));
        Assert.Equal("0 document à délivrer à nouveau", (await registrar.OpenAsync("/diplomas/outdated")).Title);
    }

    [Theory, BothDatabases]
    public async Task A_correction_that_no_document_bears_asks_for_nothing(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        var scene = await Scene.SetAsync(program);
        await scene.FulfilAsync();
        await scene.IssueAsync(await scene.DecideAsync());
        program.Clock.Advance(TimeSpan.FromDays(1));
        using var registrar = await program.SignedInAsync(Role.Registrar);

        var answer = await (await registrar.OpenAsync($"/candidacies/{scene.Candidacy}/identity")).PressAsync("Enregistrer", ("Person.Email", "autre@example.org"), ("Reason", "Nouvelle adresse"));

        Assert.Equal($"/candidacies/{scene.Candidacy}", answer.Path);
        Assert.Equal("0 document à délivrer à nouveau", (await registrar.OpenAsync("/diplomas/outdated")).Title);
    }
}
