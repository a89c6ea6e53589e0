using Acquis.Data;
using Acquis.Domain;
using Acquis.Infrastructure;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Features.Accounts.SecondFactor;

/// <summary>The application that shows codes, and the recovery codes that stand in for it.</summary>
public sealed class SecondFactorService(AcquisDb db, UserManager<Account> users, CurrentActor actor, TimeProvider time)
{
    /// <summary>Binds the application that shows <paramref name="code"/> for <paramref name="key"/>; returns the recovery codes, which are never shown again.</summary>
    /// <exception cref="RefusedException">The code is not the one that the key gives now, or an application is bound already.</exception>
    public async Task<IReadOnlyList<string>> EnrolAsync(Account account, string key, string code, CancellationToken ct)
    {
        if (account.TwoFactorEnabled)
            throw new RefusedException("account.factor-already-on");

        var step = Totp.StepOf(key, Digits(code), time.GetUtcNow()) ?? throw new RefusedException("account.factor-code-wrong");
        await using var write = await db.BeginWriteAsync(ct);
        account.LastTotpStep = step;
        await users.SetAuthenticationTokenAsync(account, "[AspNetUserStore]", "AuthenticatorKey", key);
        IdentityRefusals.ThrowIfFailed(await users.SetTwoFactorEnabledAsync(account, true));
        var codes = await ReplaceCodesAsync(account.Id, ct);
        db.Record(new SecondFactorEnabled(account.AccountId), actor.Actor, time.Now());
        await db.SaveChangesAsync(ct);
        await write.CommitAsync(ct);
        return codes;
    }

    /// <summary>By what the code proves its bearer: <c>app</c>, <c>recovery</c>, or null where it proves nothing. Each code proves once; five wrong ones lock.</summary>
    public async Task<string?> ProveAsync(Account account, string code, CancellationToken ct)
    {
        if (await users.IsLockedOutAsync(account))
            return null;

        var proof = await ByAppAsync(account, Digits(code), ct) ? "app" : await ByRecoveryAsync(account, code, ct) ? "recovery" : null;
        if (proof is null)
            await users.AccessFailedAsync(account);
        else
            await users.ResetAccessFailedCountAsync(account);

        return proof;
    }

    /// <summary>Makes new recovery codes; those before are worth nothing any more.</summary>
    public async Task<IReadOnlyList<string>> RenewCodesAsync(Account account, CancellationToken ct)
    {
        if (!account.TwoFactorEnabled)
            throw new RefusedException("account.factor-off");

        await using var write = await db.BeginWriteAsync(ct);
        var codes = await ReplaceCodesAsync(account.Id, ct);
        db.Record(new RecoveryCodesRenewed(account.AccountId), actor.Actor, time.Now());
        await db.SaveChangesAsync(ct);
        await write.CommitAsync(ct);
        return codes;
    }

    /// <summary>How many recovery codes are left.</summary>
    public Task<int> CodesLeftAsync(Guid account, CancellationToken ct) => db.RecoveryCodes.CountAsync(c => c.AccountId == account, ct);

    /// <summary>Unbinds one's own application.</summary>
    public Task DisableAsync(Account account, CancellationToken ct) => UnbindAsync(account, new SecondFactorDisabled(account.AccountId), ct);

    /// <summary>Takes from somebody else the application and the passkeys, which were lost; their sessions end.</summary>
    /// <exception cref="RefusedException">It is one's own account, or there is neither.</exception>
    public async Task ResetAsync(Guid id, CancellationToken ct)
    {
        if (id == actor.AccountId)
            throw new RefusedException("account.factor-own-reset");

        var account = await db.Users.SingleOrNotFoundAsync(a => a.Id == id, ct);
        await UnbindAsync(account, new SecondFactorReset(account.AccountId), ct);
    }

    private async Task UnbindAsync(Account account, Fact fact, CancellationToken ct)
    {
        await using var write = await db.BeginWriteAsync(ct);
        var passkeys = fact is SecondFactorReset ? await db.Set<IdentityUserPasskey<Guid>>().Where(k => k.UserId == account.Id).ExecuteDeleteAsync(ct) : 0;
        if (!account.TwoFactorEnabled && passkeys == 0)
            throw new RefusedException("account.factor-off");

        await users.RemoveAuthenticationTokenAsync(account, "[AspNetUserStore]", "AuthenticatorKey");
        IdentityRefusals.ThrowIfFailed(await users.SetTwoFactorEnabledAsync(account, false));
        await db.RecoveryCodes.Where(c => c.AccountId == account.Id).ExecuteDeleteAsync(ct);
        db.Record(fact, actor.Actor, time.Now());
        await db.SaveChangesAsync(ct);
        await write.CommitAsync(ct);
    }

    private async Task<bool> ByAppAsync(Account account, string code, CancellationToken ct) =>
        await users.GetAuthenticatorKeyAsync(account) is { } key && Totp.StepOf(key, code, time.GetUtcNow()) is { } step
        && await db.Users.Where(a => a.Id == account.Id && a.LastTotpStep < step).ExecuteUpdateAsync(a => a.SetProperty(x => x.LastTotpStep, step), ct) == 1;

    private async Task<bool> ByRecoveryAsync(Account account, string code, CancellationToken ct)
    {
        var hash = RecoveryCode.HashOf(code);
        await using var write = await db.BeginWriteAsync(ct);
        if (await db.RecoveryCodes.Where(c => c.Hash == hash && c.AccountId == account.Id).ExecuteDeleteAsync(ct) != 1)
            return false;

        db.Record(new RecoveryCodeUsed(account.AccountId), new(Domain.Journal.ActorKind.Account, account.Id), time.Now());
        await db.SaveChangesAsync(ct);
        await write.CommitAsync(ct);
        return true;
    }

    private async Task<IReadOnlyList<string>> ReplaceCodesAsync(Guid account, CancellationToken ct)
    {
        await db.RecoveryCodes.Where(c => c.AccountId == account).ExecuteDeleteAsync(ct);
        List<string> codes = [.. Enumerable.Range(0, RecoveryCode.Count).Select(_ => RecoveryCode.New())];
        db.RecoveryCodes.AddRange(codes.Select(c => new RecoveryCode(RecoveryCode.HashOf(c), account)));
        return codes;
    }

    private static string Digits(string code) => string.Concat(code.Where(char.IsAsciiDigit));
}
