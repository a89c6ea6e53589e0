using System.Security.Cryptography;
using System.Text;
using Acquis.Data;
using Acquis.Domain;
using Acquis.Domain.Journal;
using Acquis.Infrastructure;
using Microsoft.AspNetCore.Identity;

namespace Acquis.Features.Accounts;

/// <summary>Signing in and out. Who fails learns nothing of whether the account exists, is locked or is disabled.</summary>
public sealed class SignInService(
    AcquisDb db, UserManager<Account> users, SignInManager<Account> sessions, IPasswordHasher<Account> hasher, CurrentActor actor, TimeProvider time)
{
    private static readonly Lazy<string> NobodysHash = new(() => new PasswordHasher<Account>().HashPassword(new(), "nobody's password"));

    /// <summary>Signs in with e-mail and password; whether it succeeded.</summary>
    public async Task<bool> TryAsync(string email, string password, CancellationToken ct)
    {
        var account = await users.FindByEmailAsync(email.Trim());
        if (account is null)
            hasher.VerifyHashedPassword(new(), NobodysHash.Value, password);

        var done = account is not null && (await sessions.PasswordSignInAsync(account, password, isPersistent: false, lockoutOnFailure: true)).Succeeded;
        if (done)
        {
            db.Record(new SignedIn(account!.AccountId), new(ActorKind.Account, account.Id), time.Now());
        }
        else
        {
            var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(users.NormalizeEmail(email.Trim()) ?? "")));
            db.Record(new SignInFailed(hash, account?.AccountId ?? default), actor.Actor, time.Now());
        }

        await db.SaveChangesAsync(ct);
        return done;
    }

    /// <summary>Signs in somebody who has just proved themselves otherwise: the first administrator, a link by mail.</summary>
    public async Task EnterAsync(Account account, CancellationToken ct)
    {
        await sessions.SignInAsync(account, isPersistent: false);
        db.Record(new SignedIn(account.AccountId), new(ActorKind.Account, account.Id), time.Now());
        await db.SaveChangesAsync(ct);
    }

    /// <summary>Ends the session of this browser.</summary>
    public async Task LeaveAsync(CancellationToken ct)
    {
        await sessions.SignOutAsync();
        if (actor.AccountId is { } id)
        {
            db.Record(new SignedOut(new(id)), actor.Actor, time.Now());
            await db.SaveChangesAsync(ct);
        }
    }
}
