using Acquis.Data;
using Acquis.Domain.Candidacies;
using MailKit.Net.Smtp;
using MailKit.Security;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using MimeKit;

namespace Acquis.Infrastructure.Mail;

/// <summary>
/// Sends what waits in the outbox. A node reserves messages for five minutes by their row version before it sends, so that several nodes do not
/// send the same one; a node killed while sending leaves them to be tried again.
/// </summary>
public sealed partial class MailSender(IServiceScopeFactory scopes, TimeProvider time, ILogger<MailSender> log) : BackgroundService
{
    /// <summary>Purpose under which the password of the mail server is protected.</summary>
    public const string PasswordPurpose = "acquis.mail-password";

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Reserved = TimeSpan.FromMinutes(5);

    /// <summary>Sends a batch, if a server is set; how many messages it took up.</summary>
    public async Task<int> SendBatchAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AcquisDb>();
        var body = await db.CertifyingBodies.AsNoTracking().SingleOrDefaultAsync(ct);
        if (body?.Mail is not { Held: false } server)
            return 0;

        var messages = await ReserveAsync(db, ct);
        if (messages.Count == 0)
            return 0;

        var protector = scope.ServiceProvider.GetRequiredService<IDataProtectionProvider>().CreateProtector(PasswordPurpose);
        using var client = new SmtpClient { Timeout = 30_000 };
        try
        {
            await ConnectAsync(client, server, protector, ct);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            messages.ForEach(m => m.MarkFailed(e.Message, time.Now()));
            await db.SaveChangesAsync(ct);
            return messages.Count;
        }

        foreach (var message in messages)
        {
            await SendAsync(client, server, body.DisplayName, message, ct);
            await db.SaveChangesAsync(ct);
        }

        await client.DisconnectAsync(quit: true, ct);
        return messages.Count;
    }

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                while (await SendBatchAsync(stoppingToken) > 0)
                {
                }
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                LogFailure(log, e);
            }
        }
    }

    private async Task<List<OutboxMessage>> ReserveAsync(AcquisDb db, CancellationToken ct)
    {
        var now = time.Now();
        var messages = await db.OutboxMessages.Where(m => m.State == OutboxState.Waiting && m.NextTryAt <= now)
            .OrderBy(m => m.NextTryAt).Take(20).ToListAsync(ct);
        messages.ForEach(m => m.Lease(now + Reserved));
        try
        {
            await db.SaveChangesAsync(ct);
            return messages;
        }
        catch (DbUpdateConcurrencyException)
        {
            return [];
        }
    }

    private static async Task ConnectAsync(SmtpClient client, MailServer server, IDataProtector protector, CancellationToken ct)
    {
        var security = server.Security switch
        {
            MailSecurity.Tls => SecureSocketOptions.SslOnConnect,
            MailSecurity.StartTls => SecureSocketOptions.StartTls,
            _ => SecureSocketOptions.None,
        };
        await client.ConnectAsync(server.Host, server.Port, security, ct);
        if (server is { User: { Length: > 0 } user, ProtectedPassword: { } password })
            await client.AuthenticateAsync(user, protector.Unprotect(password), ct);
    }

    private async Task SendAsync(SmtpClient client, MailServer server, string sender, OutboxMessage message, CancellationToken ct)
    {
        try
        {
            using var mail = new MimeMessage { Subject = message.Subject, Body = new TextPart("plain") { Text = message.Body } };
            mail.From.Add(new MailboxAddress(sender, server.From));
            mail.To.Add(MailboxAddress.Parse(message.To));
            mail.MessageId = $"{message.Id.Value:N}@{server.From[(server.From.IndexOf('@', StringComparison.Ordinal) + 1)..]}";
            await client.SendAsync(mail, ct);
            message.MarkSent(time.Now());
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            message.MarkFailed(e.Message, time.Now());
        }
    }

    [LoggerMessage(EventId = 2001, Level = LogLevel.Error, Message = "The outbox could not be worked through")]
    private static partial void LogFailure(ILogger logger, Exception error);
}
