using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;

namespace Acquis.Tests.Support;

/// <summary>How the mail server behaves towards a message.</summary>
public enum Behaviour
{
    Take,

    /// <summary>Does not know the recipient, for good (550).</summary>
    Refuse,

    /// <summary>Asks to come back later (451).</summary>
    Defer,

    /// <summary>Takes the text, then closes without a word.</summary>
    DropAfterText,

    /// <summary>Closes before the text.</summary>
    DropBeforeText,

    /// <summary>Takes the text and says nothing any more.</summary>
    Hang,

    /// <summary>Accepts no sender at all.</summary>
    RefuseSender,
}

/// <summary>A real mail server on a free loopback port that keeps every message it took, and misbehaves on demand.</summary>
public sealed partial class MailCatcher : IDisposable
{
    private readonly TcpListener listener;
    private readonly CancellationTokenSource closing = new();

    /// <param name="port">Port to listen on, or 0 for a free one.</param>
    public MailCatcher(int port = 0)
    {
        listener = new(IPAddress.Loopback, port);
        listener.Start();
        _ = AcceptAsync();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>How it behaves towards a recipient.</summary>
    public Func<string, Behaviour> Towards { get; set; } = _ => Behaviour.Take;

    /// <summary>Whether it takes calls and does not say a word, not even its greeting.</summary>
    public bool IsMute { get; set; }

    /// <summary>Messages whose whole text came, headers and body, answered or not.</summary>
    public ConcurrentQueue<string> Messages { get; } = [];

    /// <summary>How many conversations began.</summary>
    public int Conversations { get; private set; }

    /// <summary>The Message-IDs of what came, doubles included.</summary>
    public IReadOnlyList<string> Ids => [.. Messages.Select(m => MessageId().Match(m).Groups["id"].Value)];

    /// <inheritdoc />
    public void Dispose()
    {
        closing.Cancel();
        listener.Dispose();
        closing.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await listener.AcceptTcpClientAsync(closing.Token);
                Conversations++;
                _ = ConverseAsync(client, closing.Token);
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or InvalidOperationException or OperationCanceledException)
        {
            return;
        }
    }

    private async Task ConverseAsync(TcpClient client, CancellationToken ct)
    {
        using var connection = client;
        try
        {
            using var reader = new StreamReader(client.GetStream(), Encoding.UTF8);
            await using var writer = new StreamWriter(client.GetStream(), new UTF8Encoding(false)) { NewLine = "\r\n", AutoFlush = true };
            if (IsMute)
                await Task.Delay(Timeout.Infinite, ct);

            await writer.WriteLineAsync("220 catcher");
            var behaviour = Behaviour.Take;
            while (await reader.ReadLineAsync(ct) is { } line)
            {
                if (line.StartsWith("RCPT", StringComparison.Ordinal))
                    behaviour = Towards(line[(line.IndexOf('<', StringComparison.Ordinal) + 1)..line.IndexOf('>', StringComparison.Ordinal)]);

                if (line == "DATA" && behaviour is Behaviour.DropBeforeText)
                    return;

                if (line == "DATA")
                {
                    await writer.WriteLineAsync("354 go on");
                    Messages.Enqueue(await TextAsync(reader, ct));
                    if (behaviour is Behaviour.DropAfterText)
                        return;

                    if (behaviour is Behaviour.Hang)
                        await Task.Delay(Timeout.Infinite, ct);
                }

                await writer.WriteLineAsync(AnswerTo(line, behaviour));
                if (line == "QUIT")
                    return;
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or OperationCanceledException or SocketException)
        {
            return;
        }
    }

    private string AnswerTo(string line, Behaviour behaviour) => line.Split(' ', ':')[0] switch
    {
        "QUIT" => "221 bye",
        "MAIL" when Towards("") is Behaviour.RefuseSender => "550 5.7.1 not for you",
        "RCPT" when behaviour is Behaviour.Refuse => "550 5.1.1 no such mailbox",
        "RCPT" when behaviour is Behaviour.Defer => "451 4.3.0 later",
        _ => "250 ok",
    };

    private static async Task<string> TextAsync(StreamReader reader, CancellationToken ct)
    {
        var message = new StringBuilder();
        while (await reader.ReadLineAsync(ct) is { } text)
        {
            if (text == ".")
                return message.ToString();

            message.AppendLine(text);
        }

        throw new IOException("The text was cut short.");
    }

    [GeneratedRegex(@"^Message-Id: <(?<id>[^>]+)>", RegexOptions.Multiline | RegexOptions.IgnoreCase)]
    private static partial Regex MessageId();
}
