using System.Net;
using Acquis.Data;
using Acquis.Domain;
using Acquis.Domain.Candidacies;
using Acquis.Features.Settings;
using Acquis.Infrastructure.Mail;
using Acquis.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Acquis.Tests.Messages;

/// <summary>A program with a mail server of its own, and messages that wait.</summary>
internal static class MailScene
{
    /// <summary>Sets the mail server of the program.</summary>
    public static Task SetServerAsync(this TestProgram program, MailCatcher server) => program.InScopeAsync(services => services.GetRequiredService<SettingsService>()
        .SetMailAsync(new("127.0.0.1", server.Port, MailSecurity.None, null, null, "certification@example.org"), null, null, default));

    /// <summary>Writes messages to these mailboxes, in one batch.</summary>
    public static Task<Id<OutboxBatch>> WriteAsync(this TestProgram program, params string[] mailboxes) => program.InScopeAsync(async services =>
    {
        var outbox = services.GetRequiredService<Outbox>();
        var batch = outbox.Begin(MailKinds.Result, "Session de juin");
        foreach (var mailbox in mailboxes)
        {
            var values = new Dictionary<string, object?> { ["name"] = mailbox, ["title"] = "Expert", ["verdict"] = "délivrée", ["link"] = "https://acquis.example.org/x", ["institution"] = "Institut" };
            await outbox.AddAsync(new($"{mailbox}@example.org", "fr"), MailKinds.Result, values, default, batch.Id);
        }

        await services.GetRequiredService<AcquisDb>().SaveChangesAsync();
        return batch.Id;
    });

    public static Task<int> SendAsync(this TestProgram program) => program.Services.GetRequiredService<MailSender>().SendBatchAsync(default);

    /// <summary>The message to that mailbox.</summary>
    public static Task<OutboxMessage> MessageAsync(this TestProgram program, string mailbox)
    {
        var address = $"{mailbox}@example.org";
        return program.ReadAsync(db => db.OutboxMessages.AsNoTracking().SingleAsync(m => m.To == address));
    }

    /// <summary>How many messages stand in that state.</summary>
    public static Task<int> CountAsync(this TestProgram program, OutboxState state) => program.ReadAsync(db => db.OutboxMessages.CountAsync(m => m.State == state));

    /// <summary>Waits for something that happens in the background.</summary>
    public static async Task UntilAsync(Func<Task<bool>> happened, string what)
    {
        for (var tries = 0; tries < 1200; tries++)
        {
            if (await happened())
                return;

            await Task.Delay(50, TestContext.Current.CancellationToken);
        }

        Assert.Fail($"{what} did not happen within a minute.");
    }

    /// <summary>Decodes what the server got: soft line breaks and escapes of quoted-printable text.</summary>
    public static string Decoded(string mail) => WebUtility.UrlDecode(mail.Replace("=\r\n", "", StringComparison.Ordinal).Replace("=\n", "", StringComparison.Ordinal)
        .Replace("%", "%25", StringComparison.Ordinal).Replace("+", "%2B", StringComparison.Ordinal).Replace("=", "%", StringComparison.Ordinal));
}
