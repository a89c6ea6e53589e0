using System.Text;
using Acquis.Domain.Candidacies;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace Acquis.Infrastructure.Mail;

/// <summary>What became of a message.</summary>
public enum DeliveryResult
{
    /// <summary>The server took it.</summary>
    Taken,

    /// <summary>The server refuses it for good (5xx).</summary>
    Refused,

    /// <summary>It certainly did not leave; later perhaps (4xx, or broken off before its text).</summary>
    Deferred,

    /// <summary>Broken off after its text had begun to leave: nobody can tell.</summary>
    Unknown,

    /// <summary>The server refuses us, not the message.</summary>
    ServerTrouble,
}

/// <summary>What became of a message, and the server's words.</summary>
public sealed record Delivery(DeliveryResult Result, string Answer = "");

/// <summary>One conversation with the mail server. Every step ends within <see cref="MailSender.Patience"/>, whatever the server does.</summary>
public sealed class SmtpConversation : IDisposable
{
    private readonly Watch watch = new();
    private readonly SmtpClient client;
    private readonly TimeProvider time;

    public SmtpConversation(TimeProvider time)
    {
        this.time = time;
        client = new(watch) { Timeout = (int)MailSender.Patience.TotalMilliseconds };
    }

    /// <summary>Whether the server still listens.</summary>
    public bool IsOpen => client.IsConnected;

    /// <summary>Connects and signs in.</summary>
    /// <param name="password">In clear; null without.</param>
    /// <returns>What went wrong, or null.</returns>
    public async Task<string?> OpenAsync(MailServer server, string? password)
    {
        var security = server.Security switch
        {
            MailSecurity.Tls => SecureSocketOptions.SslOnConnect,
            MailSecurity.StartTls => SecureSocketOptions.StartTls,
            _ => SecureSocketOptions.None,
        };
        using var patience = new CancellationTokenSource(MailSender.Patience, time);
        try
        {
            await client.ConnectAsync(server.Host, server.Port, security, patience.Token);
            if (server.User is { Length: > 0 } user && password is not null)
                await client.AuthenticateAsync(user, password, patience.Token);

            return null;
        }
        catch (OperationCanceledException)
        {
            return "outbox.note.no-answer";
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return e.Message;
        }
    }

    /// <summary>Hands one message over. Its Message-ID is always the same, so that a server or a reader may know a double.</summary>
    public async Task<Delivery> SendAsync(OutboxMessage message, string sender, string from)
    {
        using var patience = new CancellationTokenSource(MailSender.Patience, time);
        watch.Forget();
        try
        {
            using var mail = Write(message, sender, from);
            await client.SendAsync(mail, patience.Token);
            return new(DeliveryResult.Taken);
        }
        catch (SmtpCommandException e)
        {
            return new(ResultOf(e), $"{(int)e.StatusCode} {e.Message}");
        }
        catch (Exception e) when (e is ParseException or FormatException or NotSupportedException)
        {
            return new(DeliveryResult.Refused, "outbox.note.bad-address");
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            var answer = e is OperationCanceledException or TimeoutException ? "outbox.note.no-answer" : e.Message;
            return new(watch.TextBegan ? DeliveryResult.Unknown : DeliveryResult.Deferred, answer);
        }
    }

    /// <summary>Takes leave; a server that does not answer is left.</summary>
    public async Task CloseAsync()
    {
        using var patience = new CancellationTokenSource(MailSender.Patience, time);
        try
        {
            await client.DisconnectAsync(quit: true, patience.Token);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or ProtocolException or ServiceNotConnectedException or System.Net.Sockets.SocketException)
        {
            await client.DisconnectAsync(quit: false, CancellationToken.None);
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        client.Dispose();
        watch.Dispose();
    }

    private static DeliveryResult ResultOf(SmtpCommandException e) => e switch
    {
        { ErrorCode: SmtpErrorCode.SenderNotAccepted } => DeliveryResult.ServerTrouble,
        _ when (int)e.StatusCode is 421 or 530 or 535 => DeliveryResult.ServerTrouble,
        _ when (int)e.StatusCode >= 500 => DeliveryResult.Refused,
        _ => DeliveryResult.Deferred,
    };

    private static MimeMessage Write(OutboxMessage message, string sender, string from)
    {
        var text = new TextPart("plain") { Text = message.Body };
        MimeEntity body = message.Html.Length > 0 ? new MultipartAlternative(text, new TextPart("html") { Text = message.Html }) : text;
        var mail = new MimeMessage
        {
            Subject = message.Subject,
            Body = message.Attachments.Count == 0 ? body : new Multipart("mixed", [body, .. message.Attachments.Select(Part)]),
            MessageId = $"{message.Id.Value:N}@{from[(from.IndexOf('@', StringComparison.Ordinal) + 1)..]}",
        };
        mail.From.Add(new MailboxAddress(sender, from));
        mail.To.Add(MailboxAddress.Parse(message.To));
        mail.Headers.Add("Auto-Submitted", "auto-generated");
        return mail;
    }

    private static TextPart Part(MailAttachment file)
    {
        var part = new TextPart(ContentType.Parse(file.ContentType).MediaSubtype) { Text = file.Text, ContentDisposition = new(ContentDisposition.Attachment) };
        part.ContentDisposition.FileName = file.Name;
        return part;
    }

    /// <summary>Sees whether the text of a message has begun to leave: before that, the server cannot have taken it.</summary>
    private sealed class Watch : IProtocolLogger
    {
        public bool TextBegan { get; private set; }

        public IAuthenticationSecretDetector? AuthenticationSecretDetector { get; set; }

        public void Forget() => TextBegan = false;

        public void LogConnect(Uri uri)
        {
            // nothing is kept: what is said may hold names and links
        }

        public void LogClient(byte[] buffer, int offset, int count)
        {
            var said = Encoding.ASCII.GetString(buffer, offset, Math.Min(count, 4));
            TextBegan |= said is "DATA" or "BDAT";
        }

        public void LogServer(byte[] buffer, int offset, int count)
        {
            // nothing is kept
        }

        public void Dispose()
        {
            // nothing is held
        }
    }
}
