using System.Net;
using Acquis.Features.Accounts;
using Acquis.Infrastructure.Mail;
using Acquis.Tests.Support;

namespace Acquis.Tests.Messages;

public sealed class MailTextsTests
{
    [Theory, BothDatabases]
    public async Task A_text_with_an_unknown_name_is_refused_with_its_place_and_a_good_one_is_written_from(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        using var server = new MailCatcher();
        await program.SetServerAsync(server);
        using var registrar = await program.SignedInAsync(Role.Registrar);
        var page = await registrar.OpenAsync("/messages/texts/decision.mail?language=fr");

        var refused = await page.PressAsync("Enregistrer le texte", ("Subject", "Résultat de {name}"), ("Body", "Bonjour {name},\n\n  à {nom} de {verdict"));
        var saved = await refused.PressAsync("Enregistrer le texte", ("Subject", "Résultat de {name}"), ("Body", "Bonjour {name},\n\nvoyez {link}"));
        await program.WriteAsync("<b>anne</b>{link}");
        var message = Assert.Single(await program.ReadAsync(db => Task.FromResult(db.OutboxMessages.ToList())));
        var reset = await saved.PressAsync("Revenir au texte d’origine");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Contains("Texte, ligne 3, caractère 5 : {nom} n’est pas un nom connu", refused.Text, StringComparison.Ordinal);
        Assert.Contains("Texte, ligne 3, caractère 14 : {verdict n’est pas un nom connu", refused.Text, StringComparison.Ordinal);
        Assert.Equal("Résultat de <b>anne</b>{link}", message.Subject);
        Assert.Equal("Bonjour <b>anne</b>{link},\n\nvoyez https://acquis.example.org/x", message.Body);
        Assert.Contains("<p>Bonjour &lt;b&gt;anne&lt;/b&gt;{link},</p>", message.Html, StringComparison.Ordinal);
        Assert.Contains("<a href=\"https://acquis.example.org/x\">", message.Html, StringComparison.Ordinal);
        Assert.Contains("Le jury a délibéré", reset.Document.QuerySelector("textarea")!.TextContent, StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task A_text_is_tried_with_the_data_of_a_chosen_person_before_it_is_saved(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        var scene = await Scene.SetAsync(program);
        await scene.EnrolAsync("Aïcha", "Delaunoy");
        using var registrar = await program.SignedInAsync(Role.Registrar);
        using var administrator = await program.SignedInAsync(Role.Administrator);
        var page = await registrar.OpenAsync("/messages/texts/decision.mail?language=en");

        var tried = await page.PressAsync("Voir le message", ("Subject", "News for {name}"), ("Who", "delau"));
        var closed = await (await administrator.OpenAsync("/messages/texts/decision.mail")).PressAsync("Voir le message", ("Who", "delau"));
        var unchanged = await registrar.OpenAsync("/messages/texts/decision.mail?language=en");

        Assert.Contains("News for Aïcha Delaunoy", tried.Text, StringComparison.Ordinal);
        Assert.Contains("Institut Hautefeuille", tried.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Delaunoy", closed.Text.Replace("Aïcha", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.DoesNotContain("News for", unchanged.Text, StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task A_text_without_the_link_that_it_is_for_or_read_before_another_change_is_refused(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        using var registrar = await program.SignedInAsync(Role.Registrar);
        var page = await registrar.OpenAsync("/messages/texts/account.mail.reset?language=fr");

        var useless = await page.PressAsync("Enregistrer le texte", ("Body", "Bonjour {name}"));
        var saved = await page.PressAsync("Enregistrer le texte", ("Body", "Bonjour, {link}"));
        var stale = await page.PressAsync("Enregistrer le texte", ("Body", "Salut, {link}"));

        Assert.Contains("Le texte doit contenir {link}", useless.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, saved.Status);
        Assert.Equal(HttpStatusCode.Conflict, stale.Status);
    }
}
