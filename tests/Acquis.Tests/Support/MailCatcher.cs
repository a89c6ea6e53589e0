using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Acquis.Tests.Support;

/// <summary>A mail server on a free loopback port that takes every message and keeps it.</summary>
public sealed class MailCatcher : IDisposable
{
    private readonly TcpListener listener;

    /// <param name="port">Port to listen on, or 0 for a free one.</param>
    public MailCatcher(int port = 0)
    {
        listener = new(IPAddress.Loopback, port);
        listener.Start();
        _ = AcceptAsync();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>Messages as they came, headers and body.</summary>
    public ConcurrentQueue<string> Messages { get; } = [];

    /// <inheritdoc />
    public void Dispose() => listener.Dispose();

    private async Task AcceptAsync()
    {
        while (true)
        {
            try
            {
                using var client = await listener.AcceptTcpClientAsync();
                await ConverseAsync(client.GetStream());
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException or InvalidOperationException)
            {
                return;
            }
            catch (IOException)
            {
                continue;
            }
        }
    }

    private async Task ConverseAsync(NetworkStream stream)
    {
        using var reader = new StreamReader(stream, Encoding.UTF8);
        await using var writer = new StreamWriter(stream, new UTF8Encoding(false)) { NewLine = "\r\n", AutoFlush = true };
        await writer.WriteLineAsync("220 catcher");
        while (await reader.ReadLineAsync() is { } line)
        {
            if (line == "DATA")
            {
                await writer.WriteLineAsync("354 go on");
                var message = new StringBuilder();
                while (await reader.ReadLineAsync() is { } text && text != ".")
                    message.AppendLine(text);

                Messages.Enqueue(message.ToString());
            }

            await writer.WriteLineAsync(line == "QUIT" ? "221 bye" : "250 ok");
            if (line == "QUIT")
                return;
        }
    }
}
