using Acquis.Data;
using Acquis.Domain;
using Acquis.Features.Accounts.Sessions;
using Acquis.Infrastructure;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Features.Accounts;

/// <summary>What one changes of one's own account.</summary>
public sealed class OwnAccountService(AcquisDb db, UserManager<Account> users, SessionService sessions, CurrentActor actor, TimeProvider time)
{
    /// <summary>The account of who asks, tracked.</summary>
    /// <exception cref="ForbiddenException">Nobody is signed in.</exception>
    public async Task<Account> GetAsync(CancellationToken ct)
    {
        var id = actor.AccountId ?? throw new ForbiddenException();
        return await db.Users.SingleOrNotFoundAsync(a => a.Id == id, ct);
    }

    /// <summary>Changes the name shown and the language of mails.</summary>
    /// <exception cref="RefusedException">The name is empty.</exception>
    public async Task ChangeProfileAsync(string name, string language, CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(name))
            throw new RefusedException("account.name-missing");

        var account = await GetAsync(ct);
        (account.DisplayName, account.Language) = (name.Trim(), language == "en" ? "en" : "fr");
        db.Record(new ProfileChanged(account.AccountId, account.DisplayName, account.Language), actor.Actor, time.Now());
        await db.SaveChangesAsync(ct);
        await sessions.RenewAsync(account, Strength, ct);
    }

    /// <summary>Changes the password; every other session ends within a minute.</summary>
    /// <exception cref="RefusedException">The password before is wrong (five times locks), or the new one too easily guessed.</exception>
    public async Task ChangePasswordAsync(string current, string password, CancellationToken ct)
    {
        var account = await GetAsync(ct);
        if (await users.IsLockedOutAsync(account) || !await users.CheckPasswordAsync(account, current))
        {
            await users.AccessFailedAsync(account);
            throw new RefusedException("account.password-wrong");
        }

        await using (var write = await db.BeginWriteAsync(ct))
        {
            IdentityRefusals.ThrowIfFailed(await users.ChangePasswordAsync(account, current, password));
            db.Record(new PasswordChanged(account.AccountId), actor.Actor, time.Now());
            await db.SaveChangesAsync(ct);
            await write.CommitAsync(ct);
        }

        await sessions.RenewAsync(account, Strength, ct);
    }

    private string? Strength => actor.IsStrong ? "kept" : null;
}
