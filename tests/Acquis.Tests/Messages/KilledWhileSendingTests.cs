using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Acquis.Data;
using Acquis.Infrastructure.Mail;
using Acquis.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Tests.Messages;

/// <summary>The real program, killed while it sends: nothing is lost, nothing leaves twice unseen.</summary>
public sealed class KilledWhileSendingTests
{
    private const int Count = 200;

    [Theory, BothDatabases]
    public async Task Every_message_of_a_batch_leaves_once_or_is_left_in_doubt_when_the_program_is_killed_while_sending(Engine engine)
    {
        var options = await TestDatabase.NewAsync(engine);
        await using var later = await TestProgram.StartAsync(options, TimeProvider.System.GetUtcNow());
        using var server = new MailCatcher();
        await later.SetServerAsync(server);
        await later.WriteAsync([.. Enumerable.Range(0, Count).Select(i => string.Create(CultureInfo.InvariantCulture, $"n{i}"))]);

        using var process = Start(options);
        await MailScene.UntilAsync(() => Task.FromResult(server.Messages.Count >= Count / 4), "A quarter of the batch");
        process.Kill();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        var before = server.Messages.Count;
        later.Clock.SetUtcNow(TimeProvider.System.GetUtcNow() + OutboxQueue.Lease + TimeSpan.FromMinutes(1));
        await MailScene.UntilAsync(
            async () =>
            {
                await later.SendAsync();
                return await later.CountAsync(OutboxState.Waiting) + await later.CountAsync(OutboxState.Sending) == 0;
            },
            "The rest of the batch");

        var rows = await later.ReadAsync(db => db.OutboxMessages.AsNoTracking().ToListAsync());
        var came = server.Ids.Select(i => Guid.ParseExact(i.Split('@')[0], "N")).CountBy(i => i).ToDictionary();
        Assert.True(before < Count, "The program had sent everything before it was killed.");
        Assert.Equal(Count, rows.Count);
        Assert.All(rows, m => Assert.Contains(m.State, new[] { OutboxState.Sent, OutboxState.Doubtful }));
        Assert.All(rows.Where(m => m.State is OutboxState.Sent), m => Assert.Equal(1, came.GetValueOrDefault(m.Id.Value)));
        Assert.All(rows.Where(m => m.State is OutboxState.Doubtful), m => Assert.InRange(came.GetValueOrDefault(m.Id.Value), 0, 1));
        Assert.InRange(rows.Count(m => m.State is OutboxState.Doubtful), 0, 1);
    }

    private static Process Start(Infrastructure.AcquisOptions options)
    {
        using var port = new TcpListener(IPAddress.Loopback, 0);
        port.Start();
        var url = $"http://localhost:{((IPEndPoint)port.LocalEndpoint).Port}";
        port.Stop();
        string[] arguments = [Path.ChangeExtension(typeof(AcquisDb).Assembly.Location, ".dll"), "serve", "--url", url, .. Terminal.At(options)];
        var start = new ProcessStartInfo("dotnet", arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }
}
