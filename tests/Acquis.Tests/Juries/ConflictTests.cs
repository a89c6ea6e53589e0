using System.Net;
using System.Text.RegularExpressions;
using Acquis.Domain;
using Acquis.Domain.Juries;
using Acquis.Features.Accounts;
using Acquis.Features.Juries;
using Acquis.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Tests.Juries;

/// <summary>Conflicts of a season shown with their reasons, ties declared and lifted, statements of impartiality asked for and answered.</summary>
public sealed partial class ConflictTests
{
    [Theory, BothDatabases]
    public async Task An_assessor_a_tutor_a_colleague_and_an_earlier_jury_are_shown_by_candidate_and_by_juror(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        var jury = await JuryScene.SetAsync(program);
        await jury.Scene.FulfilAsync();
        await jury.Scene.DecideAsync();
        await jury.CallAsync("Premier assesseur", outside: false);
        await jury.CallAsync("Paul Marchal");
        await jury.CallAsync("Nadia Delcourt", profile: new() { Name = "", Quality = "Architecte", Employer = "Ateliers Hautefeuille" });
        await jury.CallAsync("Anne Deroubaix");
        await jury.CallAsync("Sans Lien");
        using var registrar = await program.SignedInAsync(Role.Registrar);

        var byCandidate = await registrar.OpenAsync($"/seasons/{jury.Season}/conflicts");
        var byJuror = await registrar.OpenAsync($"/seasons/{jury.Season}/conflicts?by=juror");
        var season = await registrar.OpenAsync($"/seasons/{jury.Season}");

        Assert.Contains("4 couples d’un juré et d’un candidat", byCandidate.Text, StringComparison.Ordinal);
        foreach (var sentence in (string[])["A évalué le candidat.", "Tuteur du candidat en entreprise.", "Même entreprise : Ateliers Hautefeuille.", "A siégé au jury « Session de juin » du même candidat."])
        {
            Assert.Contains(sentence, byCandidate.Text, StringComparison.Ordinal);
            Assert.Contains(sentence, byJuror.Text, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("Sans Lien", byJuror.Document.QuerySelector("table")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("4 couples", season.Text, StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task A_tie_is_declared_once_and_lifted_with_a_reason(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        var jury = await JuryScene.SetAsync(program);
        var anne = await jury.CallAsync("Anne Deroubaix");
        using var registrar = await program.SignedInAsync(Role.Registrar);
        var page = await registrar.OpenAsync($"/seasons/{jury.Season}/conflicts");
        (string, string)[] pair = [("Juror", anne.ToString()), ("Candidacy", jury.Scene.Candidacy.ToString())];

        var without = await page.PressAsync("Déclarer le lien", pair);
        var declared = await page.PressAsync("Déclarer le lien", [.. pair, ("Reason", "Cousine")]);
        var twice = await page.PressAsync("Déclarer le lien", [.. pair, ("Reason", "Cousine")]);
        var foreign = await page.PressAsync("Déclarer le lien", ("Juror", Guid.NewGuid().ToString()), ("Candidacy", jury.Scene.Candidacy.ToString()), ("Reason", "Cousine"));
        var kept = await declared.PressAsync("Lever le lien", ("reason", ""));
        var lifted = await declared.PressAsync("Lever le lien", ("reason", "Homonyme"));

        Assert.Equal((HttpStatusCode.UnprocessableEntity, HttpStatusCode.UnprocessableEntity), (without.Status, kept.Status));
        Assert.Contains("Lien déclaré : Cousine.", declared.Text, StringComparison.Ordinal);
        Assert.Contains("Un lien est déjà déclaré entre eux.", twice.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, foreign.Status);
        Assert.Contains("Aucun conflit n’est connu", lifted.Text, StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task A_juror_signs_the_statement_from_the_mail_and_names_a_tie(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        var jury = await JuryScene.SetAsync(program);
        await jury.CallAsync("Anne Deroubaix");
        using var registrar = await program.SignedInAsync(Role.Registrar);
        using var juror = program.Stranger();

        var asked = await (await registrar.OpenAsync($"/seasons/{jury.Season}")).PressAsync("Demander la déclaration d’impartialité à 1 juré");
        var link = await LinkAsync(program);
        var form = await juror.OpenAsync(link);
        var signed = await form.PressAsync("Signer ma déclaration", ("Ties[0].Reason", "Mon ancienne voisine"));
        var again = await form.PressAsync("Signer ma déclaration");
        var statement = await program.ReadAsync(db => db.ImpartialityStatements.AsNoTracking().SingleAsync());
        var conflicts = await registrar.OpenAsync($"/seasons/{jury.Season}/conflicts");
        var answer = await program.ReadAsync(db => db.SeasonAnswers.AsNoTracking().SingleAsync());
        var cancelled = await (await registrar.OpenAsync($"/seasons/{jury.Season}/answers/{answer.Id}")).PressAsync("Annuler la déclaration", ("Reason", "Signée trop tôt"));
        var history = await registrar.OpenAsync($"/history/season/{jury.Season}");

        Assert.Contains("1 message part.", asked.Text, StringComparison.Ordinal);
        Assert.Contains("Élodie Vasseur-Lemoine", form.Text, StringComparison.Ordinal);
        Assert.Contains("Votre déclaration est signée.", signed.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, again.Status);
        Assert.Equal((StatementState.Signed, 64), (statement.State, statement.TextHash.Length));
        Assert.Contains("Lien déclaré : Mon ancienne voisine.", conflicts.Text, StringComparison.Ordinal);
        Assert.Contains("La déclaration est annulée", cancelled.Text, StringComparison.Ordinal);
        Assert.Contains("La déclaration d’impartialité a été signée", history.Text, StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task A_juror_who_refuses_is_in_conflict_with_every_candidate_until_it_is_cancelled(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        var jury = await JuryScene.SetAsync(program);
        await jury.Scene.EnrolAsync("Hugo", "Salembier");
        var anne = await jury.CallAsync("Anne Deroubaix");
        using var registrar = await program.SignedInAsync(Role.Registrar);
        using var juror = program.Stranger();
        var early = await juror.OpenAsync(await SignAsync(jury, anne));
        await (await registrar.OpenAsync($"/seasons/{jury.Season}")).PressAsync("Demander la déclaration");
        var form = await juror.OpenAsync(await LinkAsync(program));

        var without = await form.PressAsync("Refuser de signer", ("Reason", ""));
        var refused = await form.PressAsync("Refuser de signer", ("Reason", "Mon neveu est candidat"));
        var conflicts = await registrar.OpenAsync($"/seasons/{jury.Season}/conflicts?by=juror");
        await jury.Scene.ActAsync<StatementService>(s => s.CancelAsync(jury.Season, anne, "Erreur de personne", default));
        var after = await registrar.OpenAsync($"/seasons/{jury.Season}/conflicts");
        var forged = await juror.OpenAsync("/impartiality?link=AAAA");

        Assert.Contains("Aucune déclaration ne vous est demandée.", early.Text, StringComparison.Ordinal);
        Assert.Contains("Dites pourquoi", without.Text, StringComparison.Ordinal);
        Assert.Contains("Vous avez refusé de signer", refused.Text, StringComparison.Ordinal);
        Assert.Contains("2 couples", conflicts.Text, StringComparison.Ordinal);
        Assert.Contains("A refusé la déclaration d’impartialité.", conflicts.Text, StringComparison.Ordinal);
        Assert.Contains("Aucun conflit n’est connu", after.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, forged.Status);
    }

    private static async Task<string> SignAsync(JuryScene jury, Id<Juror> juror)
    {
        var answer = await jury.AnswerOfAsync(juror);
        return $"/impartiality?link={await jury.Scene.ActAsync<SeasonLinks, string>(l => Task.FromResult(l.Sign(answer)))}";
    }

    private static async Task<string> LinkAsync(TestProgram program) =>
        Link().Match(await program.ReadAsync(db => db.OutboxMessages.OrderByDescending(m => m.Id).Select(m => m.Body).FirstAsync())).Value;

    [GeneratedRegex("/impartiality\\?link=[A-Za-z0-9_-]+")]
    private static partial Regex Link();
}
