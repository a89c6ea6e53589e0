using System.Text.RegularExpressions;
using Acquis.Domain.Candidacies;
using Acquis.Features.Accounts;
using Acquis.Features.Settings;
using Acquis.Infrastructure.Mail;
using Acquis.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Acquis.Tests.Settings;

public sealed partial class MailTests
{
    private const string Password = "quatre chevaux verts sautillent";

    [Theory, BothDatabases]
    public async Task The_link_to_a_new_password_leaves_by_mail_and_works_once(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        using var server = new MailCatcher();
        await SetServerAsync(program, server.Port);
        await CreateAsync(program);
        using var visitor = program.Stranger();
        await (await visitor.OpenAsync("/forgotten")).PressAsync("Recevoir le lien", ("Email", "cleo@example.org"));

        await program.Services.GetRequiredService<MailSender>().SendBatchAsync(default);
        var mail = Assert.Single(server.Messages);
        var path = Link().Match(mail.Replace("=\r\n", "", StringComparison.Ordinal).Replace("=\n", "", StringComparison.Ordinal).Replace("=3D", "=", StringComparison.Ordinal)).Value;
        var weak = await (await visitor.OpenAsync(path)).PressAsync("Enregistrer", ("Password", "cleo cleo cleo"));
        var done = await weak.PressAsync("Enregistrer", ("Password", "sept lampes bleues ronronnent"));
        var again = await (await visitor.OpenAsync(path)).PressAsync("Enregistrer", ("Password", "huit tables jaunes galopent"));

        Assert.Contains("To: cleo@example.org", mail, StringComparison.Ordinal);
        Assert.Equal(System.Net.HttpStatusCode.UnprocessableEntity, weak.Status);
        Assert.Contains("Ce mot de passe contient votre nom", weak.Text, StringComparison.Ordinal);
        Assert.Equal("Se connecter", done.Title);
        Assert.Equal(System.Net.HttpStatusCode.UnprocessableEntity, again.Status);
        var kept = await program.ReadAsync(db => db.OutboxMessages.AsNoTracking().SingleAsync());
        Assert.Equal((OutboxState.Sent, ""), (kept.State, kept.Body));
    }

    [Theory, BothDatabases]
    public async Task A_message_stays_while_the_server_is_down_and_leaves_when_it_is_back(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        int port;
        using (var gone = new MailCatcher())
        {
            port = gone.Port;
        }

        await SetServerAsync(program, port);
        await CreateAsync(program);
        await program.InScopeAsync(s => s.GetRequiredService<AccountService>().ForgottenAsync("cleo@example.org", default));

        await program.Services.GetRequiredService<MailSender>().SendBatchAsync(default);
        var waiting = await program.ReadAsync(db => db.OutboxMessages.AsNoTracking().SingleAsync());
        var tooEarly = await program.Services.GetRequiredService<MailSender>().SendBatchAsync(default);
        using var administrator = await program.SignedInAsync(Role.Administrator);
        var said = await administrator.OpenAsync("/messages");
        using var server = new MailCatcher(port);
        program.Clock.Advance(TimeSpan.FromMinutes(2));
        await program.Services.GetRequiredService<MailSender>().SendBatchAsync(default);

        Assert.Equal((OutboxState.Waiting, 0), (waiting.State, waiting.Attempts));
        Assert.Contains("Le serveur de courriel ne prend rien", said.Text, StringComparison.Ordinal);
        Assert.NotEmpty(waiting.Body);
        Assert.Equal(0, tooEarly);
        Assert.Single(server.Messages);
    }

    private static Task SetServerAsync(TestProgram program, int port) => program.InScopeAsync(async services =>
    {
        var settings = services.GetRequiredService<SettingsService>();
        await settings.SetMailAsync(new("127.0.0.1", port, MailSecurity.None, null, null, "certification@example.org"), null, null, default);
    });

    private static Task<Account> CreateAsync(TestProgram program) => program.InScopeAsync(s => s.GetRequiredService<AccountService>()
        .CreateAsync(new("cleo@example.org", "Cleo", "fr", [new(Role.Registrar, null, null, null)], Password), default));

    [GeneratedRegex(@"/reset\?account=[0-9a-f-]+&token=[\w-]+")]
    private static partial Regex Link();
}
