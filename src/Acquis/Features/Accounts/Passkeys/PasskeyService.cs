using System.Buffers.Text;
using System.Security.Cryptography;
using Acquis.Data;
using Acquis.Domain;
using Acquis.Infrastructure;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Features.Accounts.Passkeys;

/// <summary>
/// Passkeys (Web Authentication, level 3): a key that never leaves somebody's device, which opens it by finger, face or code. It is therefore two proofs in
/// one, and a session that it opens is strong (ADR 16). The framework checks the answers; what is added here is who may ask, and the facts.
/// </summary>
public sealed class PasskeyService(
    AcquisDb db, AcquisSignIn signIn, IPasskeyHandler<Account> handler, PasskeyCeremony ceremony, IHttpContextAccessor accessor, CurrentActor actor, TimeProvider time)
{
    /// <summary>Passkeys of one account at most: a person has a few devices, not a hundred.</summary>
    public const int Most = 10;

    /// <summary>Longest name of a passkey.</summary>
    public const int LongestName = 60;

    private const string SigningIn = "sign-in";

    private UserManager<Account> Users => signIn.UserManager;

    private HttpContext Http => accessor.HttpContext ?? throw new InvalidOperationException("A passkey is used in a request.");

    /// <summary>An account's passkeys, oldest first.</summary>
    public async Task<IReadOnlyList<UserPasskeyInfo>> ListAsync(Account account) =>
        [.. (await Users.GetPasskeysAsync(account)).OrderBy(k => k.CreatedAt)];

    /// <summary>Whether an account has a passkey.</summary>
    public Task<bool> AnyAsync(Guid account, CancellationToken ct) => db.Set<IdentityUserPasskey<Guid>>().AnyAsync(k => k.UserId == account, ct);

    /// <summary>How the browser is asked to make a passkey for one's account: options of <c>navigator.credentials.create</c>, as JSON.</summary>
    /// <exception cref="ForbiddenException">The account has a second proof, which this session did not give.</exception>
    public async Task<string> AskForNewAsync(Account account, CancellationToken ct)
    {
        await NeedProofAsync(account, ct);
        PasskeyUserEntity owner = new() { Id = account.Id.ToString(), Name = account.Email ?? "", DisplayName = account.DisplayName };
        var asked = await handler.MakeCreationOptionsAsync(owner, Http);
        ceremony.Begin(Adding(account), asked.AttestationState);
        return asked.CreationOptionsJson;
    }

    /// <summary>Keeps the passkey that the browser made.</summary>
    /// <param name="answer">What <c>navigator.credentials.create</c> gave, as JSON.</param>
    /// <param name="name">What its owner calls it.</param>
    /// <exception cref="RefusedException">The answer is none to our question, came too late, or the account has <see cref="Most"/> of them.</exception>
    public async Task AddAsync(Account account, string answer, string name, CancellationToken ct)
    {
        await NeedProofAsync(account, ct);
        var state = ceremony.Take(Adding(account)) ?? throw new RefusedException("account.passkey-too-late");
        var made = await handler.PerformAttestationAsync(new() { HttpContext = Http, CredentialJson = answer, AttestationState = state });
        if (!made.Succeeded || made.UserEntity.Id != account.Id.ToString() || !made.Passkey.IsUserVerified)
            throw new RefusedException("account.passkey-wrong");

        var passkey = made.Passkey;
        passkey.Name = name.Trim() is { Length: > 0 } given ? given[..Math.Min(given.Length, LongestName)] : "–";
        await using var write = await db.BeginWriteAsync(ct);
        if (await db.Set<IdentityUserPasskey<Guid>>().CountAsync(k => k.UserId == account.Id, ct) >= Most)
            throw new RefusedException(Refusal.Of("account.passkey-too-many", ("most", Most)));

        IdentityRefusals.ThrowIfFailed(await Users.AddOrUpdatePasskeyAsync(account, passkey));
        db.Record(new PasskeyAdded(account.AccountId, HashOf(passkey.CredentialId), HashOf(passkey.PublicKey), passkey.Name), actor.Actor, time.Now());
        await db.SaveChangesAsync(ct);
        await write.CommitAsync(ct);
    }

    /// <summary>Removes one of one's own passkeys.</summary>
    /// <param name="id">Its credential id, base64url.</param>
    /// <exception cref="NotFoundException">The account has none of that id.</exception>
    public async Task RemoveAsync(Account account, string id, CancellationToken ct)
    {
        await NeedProofAsync(account, ct);
        var credential = Base64Url.IsValid(id) ? Base64Url.DecodeFromChars(id) : throw new NotFoundException();
        await using var write = await db.BeginWriteAsync(ct);
        var passkey = await Users.GetPasskeyAsync(account, credential) ?? throw new NotFoundException();
        IdentityRefusals.ThrowIfFailed(await Users.RemovePasskeyAsync(account, credential));
        db.Record(new PasskeyRemoved(account.AccountId, HashOf(credential), passkey.Name ?? "–"), actor.Actor, time.Now());
        await db.SaveChangesAsync(ct);
        await write.CommitAsync(ct);
    }

    /// <summary>How the browser is asked to prove with a passkey: options of <c>navigator.credentials.get</c>, as JSON.</summary>
    /// <param name="account">Who has to prove themselves; null at sign-in, where the passkey tells who it is.</param>
    public async Task<string> AskForProofAsync(Account? account)
    {
        var asked = await handler.MakeRequestOptionsAsync(account, Http);
        ceremony.Begin(Proving(account), asked.AssertionState);
        return asked.RequestOptionsJson;
    }

    /// <summary>
    /// Whose passkey answered, or null where it proves nothing. A lock after wrong passwords does not stop it: a passkey cannot be guessed, and so nobody
    /// keeps a colleague from their work.
    /// </summary>
    /// <param name="answer">What <c>navigator.credentials.get</c> gave, as JSON.</param>
    /// <param name="account">Who has to prove themselves; null at sign-in.</param>
    public async Task<Account?> ProveAsync(string answer, Account? account, CancellationToken ct)
    {
        if (ceremony.Take(Proving(account)) is not { } state)
            return null;

        var proved = await handler.PerformAssertionAsync(new() { HttpContext = Http, CredentialJson = answer, AssertionState = state });
        if (!proved.Succeeded || (account is not null && proved.User.Id != account.Id) || !await signIn.CanSignInAsync(proved.User))
            return null;

        await using var write = await db.BeginWriteAsync(ct);
        IdentityRefusals.ThrowIfFailed(await Users.AddOrUpdatePasskeyAsync(proved.User, proved.Passkey));
        await write.CommitAsync(ct);
        return proved.User;
    }

    private static string Adding(Account account) => $"add {account.Id}";

    private static string Proving(Account? account) => account is null ? SigningIn : $"prove {account.Id}";

    /// <summary>How the journal names a credential or a key: SHA-256, lower-case hexadecimal.</summary>
    internal static string HashOf(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    /// <summary>Who knows a password alone neither adds to the proofs of an account that has some, nor takes from them.</summary>
    private async Task NeedProofAsync(Account account, CancellationToken ct)
    {
        if (!actor.IsStrong && (account.TwoFactorEnabled || await AnyAsync(account.Id, ct)))
            throw new ForbiddenException();
    }
}
