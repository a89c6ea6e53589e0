using System.Net;
using Acquis.Domain.Diplomas;
using Acquis.Domain.Journal;
using Acquis.Features.Accounts;
using Acquis.Features.Diplomas;
using Acquis.Features.Diplomas.Sharing;
using Acquis.Features.Journal;
using Acquis.Infrastructure;
using Acquis.Tests.Decisions;
using Acquis.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Acquis.Tests.Diplomas;

/// <summary>Links by which a holder shows a document to others for some time.</summary>
public sealed class Shared_by_link
{
    [Theory, BothDatabases]
    public async Task A_link_shows_the_document_to_a_stranger_with_levels_only_where_the_holder_chose_so(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        var diploma = await IssuedAsync(program);
        using var holder = await HolderAsync(program, diploma);
        using var stranger = program.Stranger();

        var plain = await stranger.OpenAsync(await MakeAsync(holder, ("Term", "Week")));
        var full = await stranger.OpenAsync(await MakeAsync(holder, ("Term", "Year"), ("ShowsLevels", "true")));

        Assert.Equal("Ce diplôme est authentique et en vigueur", plain.Title);
        Assert.Contains(diploma.HolderName, plain.Text, StringComparison.Ordinal);
        Assert.Contains("jusqu’au 8 juin 2027", plain.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Niveau de chaque compétence", plain.Text, StringComparison.Ordinal);
        Assert.Contains("Niveau de chaque compétence", full.Text, StringComparison.Ordinal);
        Assert.Contains("jusqu’au 1er juin 2028", full.Text, StringComparison.Ordinal);
        Assert.Equal(16, full.Document.QuerySelectorAll("tbody tr").Length);
        Assert.All(full.Document.QuerySelectorAll("tbody td"), cell => Assert.Contains("Acquis", cell.TextContent, StringComparison.Ordinal));
        await AssertJournalHoldsAsync(program);
    }

    [Theory, BothDatabases]
    public async Task Nothing_on_the_page_leads_to_what_stays_and_nobody_keeps_it(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        var diploma = await IssuedAsync(program);
        using var holder = await HolderAsync(program, diploma);
        using var stranger = program.Stranger();
        var path = await MakeAsync(holder, ("ShowsLevels", "true"));

        var page = await stranger.OpenAsync(path);
        using var answer = await stranger.AskAsync(path);

        Assert.DoesNotContain(page.Document.QuerySelectorAll("a[href]"), a => a.GetAttribute("href")!.Contains("/credentials/", StringComparison.Ordinal));
        Assert.DoesNotContain(diploma.Code, page.Document.DocumentElement.OuterHtml, StringComparison.Ordinal);
        Assert.DoesNotContain(ShortCode.Show(diploma.Code), page.Document.DocumentElement.OuterHtml, StringComparison.Ordinal);
        Assert.Equal("noindex, nofollow", string.Join(", ", answer.Headers.GetValues("X-Robots-Tag")));
        Assert.Equal("no-referrer", Assert.Single(answer.Headers.GetValues("Referrer-Policy")));
        Assert.True(answer.Headers.CacheControl!.NoStore);
    }

    [Theory, BothDatabases]
    public async Task Neither_the_database_nor_the_journal_knows_the_link(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        var diploma = await DecisionScene.IssuedAsync(program);
        using var holder = await HolderAsync(program, diploma);

        var secret = (await MakeAsync(holder, ("Label", "Mme Roux, Ateliers Hautefeuille"))).Split('/')[^1];

        var kept = await program.ReadAsync(db => db.SharedLinks.AsNoTracking().SingleAsync());
        var told = await program.ReadAsync(db => db.FactPayloads.Select(p => p.Json).ToListAsync());
        Assert.True(secret.Length >= 16);
        Assert.NotEqual(secret, kept.Hash);
        Assert.DoesNotContain(told, json => json.Contains(secret, StringComparison.Ordinal) || json.Contains("Roux", StringComparison.Ordinal));
        Assert.Contains(await program.ReadAsync(db => db.Facts.Select(f => f.Action).ToListAsync()), a => a == "document-shared");
    }

    [Theory, BothDatabases]
    public async Task The_holder_sees_how_often_it_was_opened_and_ends_it(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        var diploma = await DecisionScene.IssuedAsync(program);
        using var holder = await HolderAsync(program, diploma);
        using var stranger = program.Stranger();
        var path = await MakeAsync(holder, ("Label", "Mme Roux"));
        var before = await holder.OpenAsync("/mine/links");
        await stranger.OpenAsync(path);
        await stranger.OpenAsync(path);
        foreach (var (name, value) in new[] { ("User-Agent", "WhatsApp/2.23.20.0"), ("User-Agent", "Slackbot-LinkExpanding 1.0"), ("Sec-Purpose", "prefetch;prerender") })
            using (await stranger.AskAsync(HttpMethod.Get, path, null, (name, value))) { }

        var page = await holder.OpenAsync("/mine/links");
        var ended = await page.PressAsync("Mettre fin");
        var closed = await stranger.OpenAsync(path);

        Assert.Contains("Jamais ouvert", before.Text, StringComparison.Ordinal);
        Assert.Contains("Mme Roux", page.Text, StringComparison.Ordinal);
        Assert.Contains("2 fois, la dernière le 1er juin 2027", page.Text, StringComparison.Ordinal);
        Assert.Contains("Fermé par vous le 1er juin 2027", ended.Text, StringComparison.Ordinal);
        AssertEnded(closed, diploma);
        await AssertJournalHoldsAsync(program);
    }

    [Theory, BothDatabases]
    public async Task After_its_time_it_says_neither_of_whom_nor_of_what_it_was(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        var diploma = await DecisionScene.IssuedAsync(program);
        using var holder = await HolderAsync(program, diploma);
        using var stranger = program.Stranger();
        var path = await MakeAsync(holder, ("Term", "Week"));
        await program.ReadAsync(db => db.SharedLinks.ExecuteUpdateAsync(l => l.SetProperty(x => x.ExpiresAt, program.Clock.GetUtcNow())));

        var closed = await stranger.OpenAsync(path);
        var unknown = await stranger.OpenAsync($"{path[..^4]}AAAA");
        var english = await program.Stranger().InEnglish().OpenAsync(path);

        AssertEnded(closed, diploma);
        Assert.Equal(HttpStatusCode.NotFound, unknown.Status);
        Assert.Contains("n’a jamais été donnée", unknown.Text, StringComparison.Ordinal);
        Assert.Contains("Ask the person who gave it to you", english.Text, StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task A_revoked_document_is_shown_as_revoked_and_its_levels_no_more(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        var diploma = await IssuedAsync(program);
        using var holder = await HolderAsync(program, diploma);
        using var stranger = program.Stranger();
        var path = await MakeAsync(holder, ("ShowsLevels", "true"));
        await DecisionScene.RevokeAsync(program, diploma, "Fraude établie.");

        var page = await stranger.OpenAsync(path);

        Assert.Contains("retiré", page.Title, StringComparison.Ordinal);
        Assert.DoesNotContain("Niveau de chaque compétence", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Fraude", page.Text, StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task Nobody_shares_or_ends_what_is_not_their_own(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        var (deliberation, _) = await DecisionScene.ClosedAsync(program, candidates: 2);
        await DecisionScene.PublishAsync(program, deliberation);
        var issued = await program.InScopeAsync(s => s.GetRequiredService<DiplomaService>().IssueAllAsync(deliberation, default));
        using var holder = await HolderAsync(program, issued[0]);
        using var other = await HolderAsync(program, issued[1]);
        await MakeAsync(holder);
        var link = await program.ReadAsync(db => db.SharedLinks.Select(l => l.Id).SingleAsync());
        await MakeAsync(other);

        var foreign = await (await other.OpenAsync("/mine/links")).PressAsync("Créer le lien", ("document", issued[0].Id.ToString()));
        var ended = await (await other.OpenAsync("/mine/links")).PressAsync("Mettre fin", ("link", link.ToString()));

        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (foreign.Status, ended.Status));
        Assert.DoesNotContain(issued[0].Number, (await other.OpenAsync("/mine/links")).Text, StringComparison.Ordinal);
        Assert.Equal(2, await program.ReadAsync(db => db.SharedLinks.CountAsync(l => l.EndedAt == null)));
    }

    [Theory, BothDatabases]
    public async Task A_label_that_is_too_long_is_refused_and_nothing_typed_is_lost(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        var diploma = await DecisionScene.IssuedAsync(program);
        using var holder = await HolderAsync(program, diploma);

        var page = await (await holder.OpenAsync("/mine/links")).PressAsync("Créer le lien", ("Label", new string('a', 81)), ("Term", "Year"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
        Assert.Contains("80 caractères au plus", page.Text, StringComparison.Ordinal);
        Assert.Equal("Year", page.Document.QuerySelector("#Term option[selected]")?.GetAttribute("value"));
        Assert.Equal(0, await program.ReadAsync(db => db.SharedLinks.CountAsync()));
    }

    [Theory, BothDatabases]
    public async Task Twenty_links_to_a_document_can_be_open_at_once_and_no_more(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        var diploma = await DecisionScene.IssuedAsync(program);
        using var holder = await HolderAsync(program, diploma);
        await program.InScopeAsync(async s =>
        {
            s.GetRequiredService<CurrentActor>().Become(new(ActorKind.Account, holder.AccountId), diploma.PersonId);
            for (var i = 0; i < SharedLink.MostOpen; i++)
                await s.GetRequiredService<SharingService>().MakeAsync(new(diploma.Id, SharingTerm.Month, ShowsLevels: false, null), default);
        });

        var refused = await (await holder.OpenAsync("/mine/links")).PressAsync("Créer le lien");
        await (await holder.OpenAsync("/mine/links")).PressAsync("Mettre fin");
        var made = await (await holder.OpenAsync("/mine/links")).PressAsync("Créer le lien");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Contains("20 liens de ce document sont ouverts", refused.Text, StringComparison.Ordinal);
        Assert.Contains("Votre lien est prêt", made.Text, StringComparison.Ordinal);
    }

    private static void AssertEnded(Page page, Diploma diploma)
    {
        Assert.Equal(HttpStatusCode.Gone, page.Status);
        Assert.Equal("Ce lien ne s’ouvre pas", page.Title);
        Assert.Contains("Demandez un nouveau lien à la personne qui vous l’a transmis.", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(diploma.HolderName, page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(diploma.Number, page.Text, StringComparison.Ordinal);
    }

    private static async Task<Diploma> IssuedAsync(TestProgram program)
    {
        var scene = await Scene.SetAsync(program);
        await scene.FulfilAsync();
        return Assert.Single(await scene.IssueAsync(await scene.DecideAsync()));
    }

    private static Task<Visitor> HolderAsync(TestProgram program, Diploma diploma) =>
        program.SignedInAsync(diploma.PersonId, new Grant(Role.Candidate, null, null, null));

    /// <summary>Makes a link as the holder does; its path.</summary>
    private static async Task<string> MakeAsync(Visitor holder, params (string Name, string Value)[] values)
    {
        var page = await (await holder.OpenAsync("/mine/links")).PressAsync("Créer le lien", values);
        var address = page.Document.QuerySelector("#made")?.GetAttribute("value");
        Assert.True(address is not null, page.Text);
        return new Uri(address).AbsolutePath;
    }

    private static async Task AssertJournalHoldsAsync(TestProgram program) =>
        Assert.Empty((await program.InScopeAsync(s => s.GetRequiredService<JournalVerifier>().VerifyAsync(default))).Faults.Select(Texts.All.Of));
}
