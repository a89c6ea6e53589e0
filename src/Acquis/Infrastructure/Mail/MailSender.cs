using Acquis.Data;
using Acquis.Domain.Candidacies;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Infrastructure.Mail;

/// <summary>
/// Sends what waits in the outbox, in the background only: no page ever waits for the mail server. Each message is claimed, handed over and settled
/// before the next (ADR 17).
/// </summary>
public sealed partial class MailSender(IServiceScopeFactory scopes, TimeProvider time, ILogger<MailSender> log) : TurnWorker(TimeSpan.FromSeconds(10), time)
{
    /// <summary>Purpose under which the password of the mail server is protected.</summary>
    public const string PasswordPurpose = "acquis.mail-password";

    /// <summary>How long the server may take to answer: to connect, and for each message.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(45);

    private const int MostInOneGo = 500;
    private readonly SemaphoreSlim gate = new(1, 1);

    /// <summary>Sends what is due, in one conversation; how many messages the server took.</summary>
    public async Task<int> SendBatchAsync(CancellationToken ct)
    {
        await gate.WaitAsync(ct);
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            return await SendAsync(scope.ServiceProvider, ct);
        }
        finally
        {
            gate.Release();
        }
    }

    /// <inheritdoc />
    public override void Dispose()
    {
        gate.Dispose();
        base.Dispose();
    }

    /// <inheritdoc />
    protected override async Task<bool> TurnAsync(CancellationToken ct) => await SendBatchAsync(ct) > 0;

    /// <inheritdoc />
    protected override void Tell(Exception fault) => LogFailure(log, fault);

    private async Task<int> SendAsync(IServiceProvider services, CancellationToken ct)
    {
        var queue = services.GetRequiredService<OutboxQueue>();
        var body = await services.GetRequiredService<AcquisDb>().CertifyingBodies.AsNoTracking().SingleOrDefaultAsync(ct);
        if (body?.Mail is not { Held: false } server || !await queue.IsDueAsync(ct))
            return 0;

        using var conversation = new SmtpConversation(Time);
        var trouble = await conversation.OpenAsync(server, PasswordOf(server, services));
        await queue.NoteServerAsync(trouble, ct);
        return trouble is null ? await HandOverAsync(queue, conversation, body.DisplayName, server.From, ct) : 0;
    }

    /// <summary>
    /// A message that is being handed over is not broken off when the program stops: breaking off would leave a doubt. It ends within
    /// <see cref="Patience"/>.
    /// </summary>
    private static async Task<int> HandOverAsync(OutboxQueue queue, SmtpConversation conversation, string sender, string from, CancellationToken ct)
    {
        var taken = 0;
        for (var i = 0; i < MostInOneGo && conversation.IsOpen && !ct.IsCancellationRequested; i++)
        {
            if (await queue.ClaimAsync(ct) is not { } message)
                break;

            var delivery = await conversation.SendAsync(message, sender, from);
            await queue.SettleAsync(message, delivery);
            taken += delivery.Result is DeliveryResult.Taken ? 1 : 0;
            if (delivery.Result is DeliveryResult.ServerTrouble)
                break;
        }

        await conversation.CloseAsync();
        return taken;
    }

    private static string? PasswordOf(MailServer server, IServiceProvider services) => server.ProtectedPassword is { } password
        ? services.GetRequiredService<IDataProtectionProvider>().CreateProtector(PasswordPurpose).Unprotect(password)
        : null;

    [LoggerMessage(EventId = 2001, Level = LogLevel.Error, Message = "The outbox could not be worked through")]
    private static partial void LogFailure(ILogger logger, Exception error);
}
