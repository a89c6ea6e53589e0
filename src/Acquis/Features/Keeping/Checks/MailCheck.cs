using System.Net.Sockets;
using Acquis.Data;
using Acquis.Infrastructure.Mail;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Features.Keeping.Checks;

/// <summary>The mail server: whether one is set and takes a connection, and whether messages were given up. Nothing is sent.</summary>
public sealed class MailCheck(AcquisDb db) : ICheck
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <inheritdoc />
    public string Name => "mail";

    /// <inheritdoc />
    public async Task<Finding> LookAsync(bool thorough, CancellationToken ct)
    {
        if ((await db.CertifyingBodies.AsNoTracking().SingleOrDefaultAsync(ct))?.Mail is not { } server)
        {
            return new(Name, Health.Watch, "not-set");
        }

        if (server.Held)
        {
            return new(Name, Health.Watch, "held");
        }

        if (!await AnswersAsync(server.Host, server.Port, ct))
        {
            return new(Name, Health.Bad, "silent", ("host", server.Host), ("port", server.Port));
        }

        var failed = await db.OutboxMessages.CountAsync(m => m.State == OutboxState.Failed, ct);
        return failed > 0 ? new(Name, Health.Watch, "given-up", ("count", failed)) : new(Name, Health.Good, "good", ("host", server.Host));
    }

    private static async Task<bool> AnswersAsync(string host, int port, CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(Patience);
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(host, port, limit.Token);
            return true;
        }
        catch (Exception e) when (e is SocketException || (e is OperationCanceledException && !ct.IsCancellationRequested))
        {
            return false;
        }
    }
}
