using System.Net;
using System.Security.Claims;
using Acquis.Data;
using Acquis.Domain;
using Acquis.Features.Accounts;
using Acquis.Features.Accounts.Sessions;
using Acquis.Infrastructure;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Acquis.Bench;

/// <summary>A registrar's session, as signing in gives it, and the client that carries it.</summary>
internal static class BenchSession
{
    /// <summary>Gives a client the token that forms carry.</summary>
    public static void MapForm(WebApplication app) =>
        app.MapGet("/bench/form", (IAntiforgery antiforgery, HttpContext context) => antiforgery.GetAndStoreTokens(context).RequestToken).RequireAuthorization(Policies.SignedIn);

    /// <summary>Makes the registrar's account; returns its id.</summary>
    public static async Task<Guid> RegisterAsync(IServiceProvider services) => (await services.GetRequiredService<AccountService>().CreateAsync(
        new("bench@example.org", "Bench", "fr", [new(Role.Registrar, null, null, null)], Password: "a-bench-of-oak-7491"), default)).Id;

    /// <summary>Opens a session; returns its cookie, <c>name=value</c>.</summary>
    public static async Task<string> OpenAsync(WebApplication app, Guid id)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AcquisDb>();
        var account = await db.Users.SingleAsync(u => u.Id == id);
        var started = TimeProvider.System.Now();
        var session = new Session(Id<Session>.New(started), account.Id, "–", "–", started, started);
        db.Sessions.Add(session);
        await db.SaveChangesAsync();
        var identity = new ClaimsIdentity(
            [
                new(ClaimTypes.NameIdentifier, account.Id.ToString()),
                new(ClaimTypes.Name, account.UserName!),
                new(new ClaimsIdentityOptions().SecurityStampClaimType, account.SecurityStamp ?? ""),
                new(CurrentActor.GrantClaim, new Grant(Role.Registrar, null, null, null).ToString()),
                new(SessionValidator.SessionClaim, session.Id.ToString()),
                new(SessionValidator.StrongClaim, "app"),
            ],
            IdentityConstants.ApplicationScheme);
        var cookie = app.Services.GetRequiredService<IOptionsMonitor<CookieAuthenticationOptions>>().Get(IdentityConstants.ApplicationScheme);
        var now = TimeProvider.System.GetUtcNow();
        var ticket = new AuthenticationTicket(new(identity), new AuthenticationProperties { IssuedUtc = now, ExpiresUtc = now.AddHours(12) }, IdentityConstants.ApplicationScheme);
        return $"{cookie.Cookie.Name}={cookie.TicketDataFormat.Protect(ticket)}";
    }

    /// <summary>A client with that cookie and a form's token, as a browser has them.</summary>
    public static async Task<HttpClient> ClientAsync(string session, string address = ServerProcess.Address)
    {
        var cookie = session.Split('=', 2);
        var cookies = new CookieContainer();
        cookies.Add(new Uri(address), new Cookie(cookie[0], cookie[1]));
#pragma warning disable CA2000 // the client owns its handler
        var client = new HttpClient(new SocketsHttpHandler { CookieContainer = cookies, MaxConnectionsPerServer = Bench.Users * 2 }) { BaseAddress = new Uri(address) };
#pragma warning restore CA2000
        client.DefaultRequestHeaders.Add("X-Acquis-Form", await client.GetStringAsync("/bench/form"));
        return client;
    }
}
