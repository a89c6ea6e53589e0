namespace Acquis.Bench.Scenarios;

/// <summary>The public page of a short code, asked for by strangers: each without a session, and each from an address of its own, since attempts are limited by address.</summary>
internal static class VerificationScenario
{
    public static async Task RunAsync(Bench bench)
    {
        using var strangers = new HttpClient(new SocketsHttpHandler { UseCookies = false, MaxConnectionsPerServer = Bench.Users * 2 }) { BaseAddress = new Uri(ServerProcess.Address) };
        var codes = bench.Stage.Filled.Codes;
        await bench.MeasureAsync(Bench.Users, new Load("verification page", (user, turn) => strangers.GetAsync($"/v/{codes[((turn * Bench.Users) + user) % codes.Count]}")));
    }
}
