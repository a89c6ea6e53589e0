using System.Security.Cryptography;
using System.Text;
using Acquis.Data;
using Acquis.Domain;
using Acquis.Features.Accounts.Passkeys;
using Acquis.Features.Accounts.Sessions;
using Acquis.Infrastructure;
using Microsoft.AspNetCore.Identity;

namespace Acquis.Features.Accounts;

/// <summary>How far somebody came who gave an address and a password.</summary>
public enum SignInStep
{
    Refused,

    /// <summary>The password is right; the code of the application is still to be given.</summary>
    CodeNeeded,

    Done,
}

/// <summary>Signing in and out. Who fails learns nothing of whether the account exists, is locked or is disabled.</summary>
public sealed class SignInService(
    AcquisDb db, AcquisSignIn signIn, SessionService sessions, PasskeyService passkeys, IPasswordHasher<Account> hasher, CurrentActor actor, TimeProvider time)
{
    private static readonly Lazy<string> NobodysHash = new(() => new PasswordHasher<Account>().HashPassword(new(), "nobody's password"));

    /// <summary>Signs in with e-mail and password; an account with a second factor has its code still to give.</summary>
    public async Task<SignInStep> TryAsync(string email, string password, CancellationToken ct)
    {
        var users = signIn.UserManager;
        var account = await users.FindByEmailAsync(email.Trim());
        if (account is null)
            hasher.VerifyHashedPassword(new(), NobodysHash.Value, password);

        if (account is null || !(await signIn.CheckPasswordSignInAsync(account, password, lockoutOnFailure: true)).Succeeded)
        {
            await FailAsync(email, account, ct);
            return SignInStep.Refused;
        }

        if (account.TwoFactorEnabled)
        {
            await signIn.AwaitCodeAsync(account);
            return SignInStep.CodeNeeded;
        }

        await sessions.BeginAsync(account, null, ct);
        return SignInStep.Done;
    }

    /// <summary>Signs in with a passkey alone, which is two proofs in one. One that proves nothing is journalled as an attempt of nobody known.</summary>
    /// <param name="answer">What the browser answered, as JSON.</param>
    public async Task<bool> TryPasskeyAsync(string answer, CancellationToken ct)
    {
        if (await passkeys.ProveAsync(answer, null, ct) is not { } account)
        {
            await FailAsync("", null, ct);
            return false;
        }

        await sessions.BeginAsync(account, SessionService.ByPasskey, ct);
        return true;
    }

    /// <summary>The account whose password was given and whose code is awaited; null when that was too long ago, or its password changed since.</summary>
    public Task<Account?> AwaitedAsync() => signIn.AwaitedAsync();

    /// <summary>Signs in the account whose code is awaited.</summary>
    public async Task FinishAsync(Account account, string proof, CancellationToken ct)
    {
        await signIn.ForgetCodeAsync();
        await sessions.BeginAsync(account, proof, ct);
    }

    /// <summary>Journals an attempt that failed.</summary>
    public async Task FailAsync(string email, Account? account, CancellationToken ct)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(signIn.UserManager.NormalizeEmail(email.Trim()) ?? "")));
        db.Record(new SignInFailed(hash, account?.AccountId ?? default), actor.Actor, time.Now());
        await db.SaveChangesAsync(ct);
    }

    /// <summary>Signs in somebody who has just proved themselves otherwise: the first administrator, a link by mail.</summary>
    public Task EnterAsync(Account account, CancellationToken ct) => sessions.BeginAsync(account, null, ct);

    /// <summary>Ends the session of this browser.</summary>
    public async Task LeaveAsync(CancellationToken ct)
    {
        await sessions.LeaveAsync(ct);
        if (actor.AccountId is { } id)
        {
            db.Record(new SignedOut(new(id)), actor.Actor, time.Now());
            await db.SaveChangesAsync(ct);
        }
    }
}
