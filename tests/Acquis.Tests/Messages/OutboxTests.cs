using System.Net;
using Acquis.Domain.Candidacies;
using Acquis.Features.Accounts;
using Acquis.Features.Keeping;
using Acquis.Infrastructure.Mail;
using Acquis.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Acquis.Tests.Messages;

public sealed class OutboxTests
{
    [Theory, BothDatabases]
    public async Task Each_answer_of_the_server_has_its_own_end_and_holds_up_no_other_message(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        using var server = new MailCatcher
        {
            Towards = to => to.StartsWith("unknown", StringComparison.Ordinal) ? Behaviour.Refuse : to.StartsWith("full", StringComparison.Ordinal) ? Behaviour.Defer : Behaviour.Take,
        };
        await program.SetServerAsync(server);
        await program.WriteAsync("unknown", "full", "anne");

        await program.SendAsync();
        var (refused, deferred, taken) = (await program.MessageAsync("unknown"), await program.MessageAsync("full"), await program.MessageAsync("anne"));

        Assert.Equal(OutboxState.Failed, refused.State);
        Assert.Contains("no such mailbox", refused.Note, StringComparison.Ordinal);
        Assert.Equal((OutboxState.Waiting, 1, program.Clock.GetUtcNow().AddMinutes(1)), (deferred.State, deferred.Attempts, deferred.NextTryAt));
        Assert.Equal((OutboxState.Sent, "", ""), (taken.State, taken.Body, taken.Html));
        Assert.Single(server.Messages);
    }

    [Theory, BothDatabases]
    public async Task A_message_that_is_put_off_is_tried_after_growing_pauses_and_given_up_at_last(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        using var server = new MailCatcher { Towards = to => to.Length > 0 ? Behaviour.Defer : Behaviour.Take };
        await program.SetServerAsync(server);
        await program.WriteAsync("full");
        var pauses = new List<double>();

        for (var i = 0; i < OutboxMessage.MaxAttempts; i++)
        {
            await program.SendAsync();
            var pause = (await program.MessageAsync("full")).NextTryAt - program.Clock.GetUtcNow();
            pauses.Add(pause.TotalMinutes);
            program.Clock.Advance(pause);
        }

        Assert.Equal([1, 2, 4, 8, 16, 32, 64, 128], pauses);
        Assert.Equal(OutboxState.Failed, (await program.MessageAsync("full")).State);
        Assert.Empty(server.Messages);
    }

    [Theory]
    [InlineData(Engine.Sqlite, Behaviour.DropAfterText, OutboxState.Doubtful)]
    [InlineData(Engine.Postgres, Behaviour.DropAfterText, OutboxState.Doubtful)]
    [InlineData(Engine.Sqlite, Behaviour.RefuseSender, OutboxState.Waiting)]
    [InlineData(Engine.Postgres, Behaviour.RefuseSender, OutboxState.Waiting)]
    public async Task Only_a_message_whose_text_may_have_arrived_is_doubtful(Engine engine, Behaviour behaviour, OutboxState state)
    {
        await using var program = await TestProgram.StartAsync(engine);
        using var server = new MailCatcher { Towards = _ => behaviour };
        await program.SetServerAsync(server);
        await program.WriteAsync("anne");

        await program.SendAsync();
        var message = await program.MessageAsync("anne");
        server.Towards = _ => Behaviour.Take;
        await program.SendAsync();

        Assert.Equal(state, message.State);
        Assert.True(message.HasText);
        Assert.Equal(behaviour is Behaviour.DropAfterText ? 1 : 0, server.Messages.Count);
    }

    [Theory, BothDatabases]
    public async Task A_doubtful_message_goes_to_a_person_who_says_that_it_arrived_or_sends_it_again(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        using var server = new MailCatcher { Towards = _ => Behaviour.DropAfterText };
        await program.SetServerAsync(server);
        await program.WriteAsync("anne");
        await program.SendAsync();
        server.Towards = _ => Behaviour.Take;
        await program.WriteAsync("bruno");
        using var registrar = await program.SignedInAsync(Role.Registrar);
        var id = (await program.MessageAsync("anne")).Id;

        var page = await registrar.OpenAsync($"/messages/{id}");
        var again = await page.PressAsync("Le renvoyer");
        await program.SendAsync();
        var late = await page.PressAsync("Il est arrivé");

        Assert.Contains("nul ne sait s’il est arrivé", page.Text, StringComparison.Ordinal);
        Assert.Contains("En attente", again.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, late.Status);
        Assert.Equal(2, server.Ids.Count(i => i.StartsWith(id.Value.ToString("N"), StringComparison.Ordinal)));
    }

    [Theory, BothDatabases]
    public async Task A_server_that_hangs_blocks_no_page_and_leaves_its_message_in_doubt(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        using var server = new MailCatcher { Towards = _ => Behaviour.Hang };
        await program.SetServerAsync(server);
        await program.WriteAsync("anne", "bruno");
        using var registrar = await program.SignedInAsync(Role.Registrar);

        var sending = program.SendAsync();
        await MailScene.UntilAsync(() => Task.FromResult(server.Messages.Count == 1), "The text");
        var page = await registrar.OpenAsync("/messages");
        var stillSending = !sending.IsCompleted;
        program.Clock.Advance(MailSender.Patience + TimeSpan.FromSeconds(1));
        await sending;

        Assert.True(stillSending);
        Assert.Contains("En cours d’envoi", page.Text, StringComparison.Ordinal);
        Assert.Equal(OutboxState.Doubtful, (await program.MessageAsync("anne")).State);
    }

    [Theory, BothDatabases]
    public async Task A_server_that_takes_the_call_and_says_nothing_holds_up_no_page_and_loses_no_message(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        using var server = new MailCatcher { IsMute = true };
        await program.SetServerAsync(server);
        await program.WriteAsync("anne");
        using var registrar = await program.SignedInAsync(Role.Registrar);
        var address = await program.ReadAsync(db => db.Users.Where(u => u.Id == registrar.AccountId).Select(u => u.Email!).SingleAsync());
        using var stranger = program.Stranger();

        var sending = program.SendAsync();
        await MailScene.UntilAsync(() => Task.FromResult(server.Conversations == 1), "The call");
        var asked = await (await stranger.OpenAsync("/forgotten")).PressAsync("Recevoir le lien", ("Email", address));
        var stillSending = !sending.IsCompleted;
        program.Clock.Advance(MailSender.Patience + TimeSpan.FromSeconds(1));
        await sending;
        var said = await registrar.OpenAsync("/messages");
        server.IsMute = false;
        program.Clock.Advance(TimeSpan.FromMinutes(1));
        await program.SendAsync();

        Assert.True(stillSending);
        Assert.Equal(HttpStatusCode.OK, asked.Status);
        Assert.Contains("Le serveur de courriel ne prend rien", said.Text, StringComparison.Ordinal);
        Assert.Equal(2, server.Messages.Count);
        Assert.Equal(2, server.Ids.Distinct().Count());
    }

    [Theory, BothDatabases]
    public async Task Several_nodes_never_send_the_same_message_twice(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        using var server = new MailCatcher();
        await program.SetServerAsync(server);
        await program.WriteAsync([.. Enumerable.Range(0, 40).Select(i => $"n{i}")]);
        var nodes = Enumerable.Range(0, 3).Select(_ => new MailSender(
            program.Services.GetRequiredService<IServiceScopeFactory>(), program.Clock, NullLogger<MailSender>.Instance)).ToList();

        await MailScene.UntilAsync(
            async () =>
            {
                await Task.WhenAll(nodes.Select(n => n.SendBatchAsync(default)));
                return await program.CountAsync(OutboxState.Sent) == 40;
            },
            "Sending everything");

        Assert.Equal(40, server.Ids.Distinct().Count());
        Assert.Equal(40, server.Messages.Count);
        nodes.ForEach(n => n.Dispose());
    }

    [Theory, BothDatabases]
    public async Task The_outbox_a_batch_and_a_message_can_be_stopped_and_resumed(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        using var server = new MailCatcher();
        await program.SetServerAsync(server);
        var batch = await program.WriteAsync("anne", "bruno");
        await program.WriteAsync("cleo");
        using var registrar = await program.SignedInAsync(Role.Registrar);

        var all = await (await registrar.OpenAsync("/messages")).PressAsync("Tout arrêter");
        var whileStopped = await program.SendAsync();
        await all.PressAsync("Reprendre l’envoi");
        var stopped = await (await registrar.OpenAsync($"/messages?batch={batch}")).PressAsync("Arrêter les 2 messages");
        await program.SendAsync();
        var sentOfOthers = server.Messages.Count;
        await (await registrar.OpenAsync($"/messages/{(await program.MessageAsync("anne")).Id}")).PressAsync("Reprendre");
        await program.SendAsync();
        await stopped.PressAsync("Reprendre le");
        await program.SendAsync();

        Assert.Contains("L’envoi est arrêté", all.Text, StringComparison.Ordinal);
        Assert.Equal((0, 1), (whileStopped, sentOfOthers));
        Assert.Equal(3, server.Messages.Count);
        Assert.Equal(3, await program.CountAsync(OutboxState.Sent));
    }

    [Theory, BothDatabases]
    public async Task An_address_from_which_mail_came_back_is_not_written_to_until_somebody_says_that_it_works(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        using var server = new MailCatcher();
        await program.SetServerAsync(server);
        await program.WriteAsync("anne");
        await program.SendAsync();
        var first = (await program.MessageAsync("anne")).Id;
        using var registrar = await program.SignedInAsync(Role.Registrar);

        var page = await registrar.OpenAsync($"/messages/{first}");
        var unreasoned = await page.PressAsync("Noter le retour", ("Reason", ""));
        var noted = await page.PressAsync("Noter le retour", ("Reason", "boîte <b>pleine</b>"));
        await program.WriteAsync("anne");
        await program.SendAsync();
        var second = await program.ReadAsync(db => db.OutboxMessages.AsNoTracking().SingleAsync(m => m.Id != first));
        await noted.PressAsync("L’adresse fonctionne");
        await (await registrar.OpenAsync($"/messages/{second.Id}")).PressAsync("Réessayer");
        await program.SendAsync();

        Assert.Equal(HttpStatusCode.UnprocessableEntity, unreasoned.Status);
        Assert.Contains("boîte <b>pleine</b>", noted.Text, StringComparison.Ordinal);
        Assert.Equal((OutboxState.Failed, "outbox.note.bounced-address"), (second.State, second.Note));
        Assert.Equal(2, server.Messages.Count);
    }

    [Theory, BothDatabases]
    public async Task What_waited_in_a_restored_backup_is_not_sent_blindly(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        using var server = new MailCatcher();
        await program.SetServerAsync(server);
        await program.WriteAsync("anne");
        program.Clock.Advance(TimeSpan.FromSeconds(1));
        await program.InScopeAsync(async services =>
        {
            var db = services.GetRequiredService<Data.AcquisDb>();
            db.Record(new BackupRestored(CertifyingBody.TheOne, program.Clock.GetUtcNow(), 3, "SQLite"), Domain.Journal.Actor.Program, program.Clock.GetUtcNow());
            await db.SaveChangesAsync();
        });
        program.Clock.Advance(TimeSpan.FromSeconds(1));
        await program.WriteAsync("bruno");

        await program.SendAsync();

        Assert.Equal(OutboxState.Doubtful, (await program.MessageAsync("anne")).State);
        Assert.Equal(OutboxState.Sent, (await program.MessageAsync("bruno")).State);
    }

    [Theory, BothDatabases]
    public async Task Messages_are_kept_ninety_days_and_no_longer(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        using var server = new MailCatcher();
        await program.SetServerAsync(server);
        await program.InScopeAsync(async services =>
        {
            var db = services.GetRequiredService<Data.AcquisDb>();
            foreach (var days in new[] { 89, 91 })
            {
                var written = program.Clock.GetUtcNow().AddDays(-days);
                var message = new OutboxMessage(Domain.Id<OutboxMessage>.New(written), new($"d{days}@example.org", "fr"), MailKinds.Result.Key, new("Objet", "Texte", ""), null, written);
                message.MarkSent(written);
                db.Add(message);
            }

            await db.SaveChangesAsync();
        });

        await program.SendAsync();

        Assert.Equal("d89@example.org", Assert.Single(await program.ReadAsync(db => db.OutboxMessages.AsNoTracking().ToListAsync())).To);
    }

    [Theory, BothDatabases]
    public async Task The_outbox_is_for_administrators_and_for_registrars_without_limit(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        var scene = await Scene.SetAsync(program);
        using var administrator = await program.SignedInAsync(Role.Administrator);
        using var limited = await program.SignedInAsync(null, new Infrastructure.Grant(Role.Registrar, null, null, scene.Cohort.Id));
        using var trainer = await program.SignedInAsync(Role.Trainer);

        Assert.Equal(HttpStatusCode.OK, (await administrator.OpenAsync("/messages")).Status);
        foreach (var path in new[] { "/messages", "/messages/texts", "/messages/texts/decision.mail", $"/messages/{Guid.Empty}" })
        {
            Assert.Equal(HttpStatusCode.Forbidden, (await limited.OpenAsync(path)).Status);
            Assert.Equal(HttpStatusCode.Forbidden, (await trainer.OpenAsync(path)).Status);
        }
    }
}
