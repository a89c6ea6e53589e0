using System.Security.Claims;
using Acquis.Data;
using Acquis.Domain;
using Acquis.Domain.Journal;
using Acquis.Infrastructure;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Features.Accounts.Sessions;

/// <summary>Begins and ends sessions. Each sign-in and each step up gets a new one: no session known beforehand is ever taken over.</summary>
public sealed class SessionService(AcquisDb db, SignInManager<Account> signIn, IHttpContextAccessor accessor, EndedSessions ended, TimeProvider time)
{
    /// <summary>Longest life of a session that is not used.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(12);

    /// <summary>What a session that a passkey opened says of its proof.</summary>
    public const string ByPasskey = "passkey";

    private HttpContext Http => accessor.HttpContext ?? throw new InvalidOperationException("A session belongs to a request.");

    /// <summary>Signs this browser in.</summary>
    /// <param name="strong">By what, beyond a password: <c>app</c>, <c>recovery</c>, <c>passkey</c>; null for a password alone.</param>
    public async Task BeginAsync(Account account, string? strong, CancellationToken ct)
    {
        db.Record(new SignedIn(account.AccountId), new(ActorKind.Account, account.Id), time.Now());
        await RenewAsync(account, strong, ct);
    }

    /// <summary>Puts a new session in the place of this browser's, after the account's password or its factors changed.</summary>
    public async Task RenewAsync(Account account, string? strong, CancellationToken ct)
    {
        var now = time.Now();
        var (old, dead) = (SessionValidator.SessionOf(Http.User), now - Lifetime);
        var session = new Session(
            Id<Session>.New(now), account.Id, Places.DeviceOf(Http.Request.Headers.UserAgent), Places.NetworkOf(Http.Connection.RemoteIpAddress), now, now);
        await using var write = await db.BeginWriteAsync(ct);
        await db.Sessions.Where(s => s.Id == old || (s.AccountId == account.Id && s.SeenAt < dead)).ExecuteDeleteAsync(ct);
        db.Sessions.Add(session);
        await db.SaveChangesAsync(ct);
        await write.CommitAsync(ct);
        if (old is { } replaced)
            ended.Add([replaced]);

        List<Claim> claims = [new(SessionValidator.SessionClaim, session.Id.ToString())];
        if (strong is not null)
            claims.Add(new(SessionValidator.StrongClaim, strong));

        await signIn.SignInWithClaimsAsync(account, new AuthenticationProperties(), claims);
    }

    /// <summary>Signs this browser out.</summary>
    public async Task LeaveAsync(CancellationToken ct)
    {
        if (SessionValidator.SessionOf(Http.User) is { } id)
        {
            await db.Sessions.Where(s => s.Id == id).ExecuteDeleteAsync(ct);
            ended.Add([id]);
        }

        await signIn.SignOutAsync();
    }

    /// <summary>The sessions of an account that still live, last seen first.</summary>
    public async Task<IReadOnlyList<Session>> ListAsync(Guid account, CancellationToken ct)
    {
        var dead = time.Now() - Lifetime;
        return await db.Sessions.AsNoTracking().Where(s => s.AccountId == account && s.SeenAt >= dead).OrderByDescending(s => s.SeenAt).ToListAsync(ct);
    }

    /// <summary>Ends one session of an account.</summary>
    /// <exception cref="NotFoundException">It is not one of that account.</exception>
    public async Task EndAsync(Guid account, Id<Session> id, CancellationToken ct)
    {
        if (await EndAsync(account, s => s.Id == id, ct) == 0)
            throw new NotFoundException();
    }

    /// <summary>Ends every session of an account but this browser's.</summary>
    public async Task EndOthersAsync(Guid account, CancellationToken ct)
    {
        var own = SessionValidator.SessionOf(Http.User);
        await EndAsync(account, s => s.Id != own, ct);
    }

    private async Task<int> EndAsync(Guid account, System.Linq.Expressions.Expression<Func<Session, bool>> which, CancellationToken ct)
    {
        await using var write = await db.BeginWriteAsync(ct);
        var sessions = await db.Sessions.Where(s => s.AccountId == account).Where(which).ToListAsync(ct);
        db.Sessions.RemoveRange(sessions);
        foreach (var session in sessions)
            db.Record(new SessionEnded(new(account), session.Id), new(ActorKind.Account, account), time.Now());

        await db.SaveChangesAsync(ct);
        await write.CommitAsync(ct);
        ended.Add(sessions.Select(s => s.Id));
        return sessions.Count;
    }
}
