using Acquis.Data;
using Acquis.Domain;
using Acquis.Domain.Candidacies;
using Acquis.Domain.Frameworks;
using Acquis.Infrastructure;
using Acquis.Infrastructure.Mail;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Features.Accounts;

/// <summary>What it takes to make an account.</summary>
/// <param name="Password">A password to set at once (demonstration, first administrator); null invites by mail.</param>
/// <param name="Person">The person behind a candidate's account.</param>
public sealed record NewAccount(
    string Email, string DisplayName, string Language, IReadOnlyList<Grant> Grants, string? Password = null, Id<Person>? Person = null);

/// <summary>Accounts and the roles they hold. Each change signs the account's sessions out within a minute.</summary>
public sealed class AccountService(
    AcquisDb db, UserManager<Account> users, Outbox outbox, AccountLinks links, CurrentActor actor, TimeProvider time)
{
    /// <summary>Makes an account, and invites its bearer by mail where no password is given.</summary>
    /// <exception cref="RefusedException">The address is wrong or taken, the name is missing, or the password too easily guessed.</exception>
    public async Task<Account> CreateAsync(NewAccount input, CancellationToken ct)
    {
        Refusal.ThrowIfAny(WhyNotCreate(input));
        await using var write = await db.BeginWriteAsync(ct);
        var account = await AddAsync(input, ct);
        await write.CommitAsync(ct);
        return account;
    }

    /// <summary>Makes an account within the transaction that runs.</summary>
    /// <exception cref="RefusedException">See <see cref="CreateAsync"/>.</exception>
    public async Task<Account> AddAsync(NewAccount input, CancellationToken ct)
    {
        var now = time.Now();
        var email = input.Email.Trim();
        var account = new Account
        {
            Id = Id<Account>.New(now).Value,
            UserName = email,
            Email = email,
            EmailConfirmed = input.Password is not null,
            DisplayName = input.DisplayName.Trim(),
            Language = input.Language == "en" ? "en" : "fr",
            PersonId = input.Person,
        };
        IdentityRefusals.ThrowIfFailed(input.Password is { } password ? await users.CreateAsync(account, password) : await users.CreateAsync(account));
        db.Record(new AccountCreated(account.AccountId, email, account.DisplayName, account.PersonId), actor.Actor, now);
        foreach (var grant in input.Grants)
            Add(account, grant, now);

        if (input.Password is null)
            await SendLinkAsync(account, MailKinds.Account, now, ct);

        await db.SaveChangesAsync(ct);
        return account;
    }

    /// <summary>Sends the invitation once more.</summary>
    public async Task InviteAsync(Guid id, CancellationToken ct)
    {
        var account = await FindAsync(id, ct);
        await SendLinkAsync(account, MailKinds.Account, time.Now(), ct);
        await db.SaveChangesAsync(ct);
    }

    /// <summary>Sends a link to set a new password, if that address has an open account; says nothing either way.</summary>
    public async Task ForgottenAsync(string email, CancellationToken ct)
    {
        if (await users.FindByEmailAsync(email.Trim()) is { DisabledAt: null } account)
        {
            await SendLinkAsync(account, MailKinds.Reset, time.Now(), ct);
            await db.SaveChangesAsync(ct);
        }
    }

    /// <summary>Sets a password through a link; the link is then used up.</summary>
    /// <exception cref="RefusedException">The link is used up or too old, or the password too easily guessed.</exception>
    public async Task ResetAsync(Guid id, string token, string password, CancellationToken ct)
    {
        await using var write = await db.BeginWriteAsync(ct);
        var account = await db.Users.SingleOrDefaultAsync(a => a.Id == id && a.DisabledAt == null, ct)
            ?? throw new RefusedException("account.link-expired");
        IdentityRefusals.ThrowIfFailed(await users.ResetPasswordAsync(account, token, password));
        account.EmailConfirmed = true;
        await users.SetLockoutEndDateAsync(account, null);
        await users.ResetAccessFailedCountAsync(account);
        db.Record(new PasswordReset(account.AccountId), new(Domain.Journal.ActorKind.Account, account.Id), time.Now());
        await db.SaveChangesAsync(ct);
        await write.CommitAsync(ct);
    }

    /// <summary>Gives a role.</summary>
    /// <exception cref="RefusedException">The account holds it already with the same limits, or the role takes no limit or needs a person.</exception>
    public async Task GrantAsync(Guid id, Grant grant, CancellationToken ct)
    {
        await using var write = await db.BeginWriteAsync(ct);
        if (!await AddGrantAsync(await FindAsync(id, ct), grant, ct))
            throw new RefusedException("account.role-already-held");

        await db.SaveChangesAsync(ct);
        await write.CommitAsync(ct);
    }

    /// <summary>Gives a role within the transaction that runs; false where it is held already with the same limits.</summary>
    /// <exception cref="RefusedException">The role takes no limit or needs a person.</exception>
    public async Task<bool> AddGrantAsync(Account account, Grant grant, CancellationToken ct)
    {
        var held = await db.RoleGrants.Where(g => g.AccountId == account.Id).ToListAsync(ct);
        Refusal.ThrowIfAny(WhyNotGrant(account.PersonId, grant));
        if (held.Any(g => g.Role == grant.Role && g.CertificationId == grant.CertificationId && g.CentreId == grant.CentreId && g.CohortId == grant.CohortId))
            return false;

        Add(account, grant, time.Now());
        await CloseSessionsAsync(account);
        return true;
    }

    /// <summary>Takes a role back.</summary>
    /// <exception cref="RefusedException">Nobody would be left to administer.</exception>
    public async Task RevokeAsync(Guid id, Id<RoleGrant> grantId, CancellationToken ct)
    {
        await using var write = await db.BeginWriteAsync(ct);
        var account = await FindAsync(id, ct);
        var grant = await db.RoleGrants.SingleOrNotFoundAsync(g => g.Id == grantId && g.AccountId == id, ct);
        if (grant.Role is Role.Administrator)
            await ThrowIfLastAdministratorAsync(id, ct);

        db.RoleGrants.Remove(grant);
        db.Record(new RoleRevoked(account.AccountId, grant.Id, grant.Role), actor.Actor, time.Now());
        await CloseSessionsAsync(account);
        await db.SaveChangesAsync(ct);
        await write.CommitAsync(ct);
    }

    /// <summary>Closes an account to its bearer, or opens it again.</summary>
    /// <exception cref="RefusedException">Nobody would be left to administer.</exception>
    public async Task SetDisabledAsync(Guid id, bool disabled, CancellationToken ct)
    {
        await using var write = await db.BeginWriteAsync(ct);
        var account = await FindAsync(id, ct);
        if (disabled)
            await ThrowIfLastAdministratorAsync(id, ct);

        account.DisabledAt = disabled ? time.Now() : null;
        db.Record(disabled ? new AccountDisabled(account.AccountId) : new AccountEnabled(account.AccountId), actor.Actor, time.Now());
        await CloseSessionsAsync(account);
        await db.SaveChangesAsync(ct);
        await write.CommitAsync(ct);
    }

    /// <summary>Gives the accounts of somebody who was merged to whom they are one with, within the caller's transaction; they sign in anew.</summary>
    internal async Task FollowAsync(PersonsMerged merger, CancellationToken ct)
    {
        foreach (var account in await db.Users.Where(u => u.PersonId == merger.Absorbed).ToListAsync(ct))
        {
            account.PersonId = merger.Person;
            await CloseSessionsAsync(account);
        }

        foreach (var invitation in await db.Set<Invitations.Invitation>().Where(i => i.PersonId == merger.Absorbed).ToListAsync(ct))
            invitation.Follow(merger);
    }

    private static IEnumerable<Refusal> WhyNotCreate(NewAccount input)
    {
        if (string.IsNullOrWhiteSpace(input.DisplayName))
            yield return Refusal.Of("account.name-missing");

        if (input.Email.Trim().Any(c => char.IsWhiteSpace(c) || char.IsControl(c) || c is '<' or '>' or ','))
            yield return Refusal.Of("account.email-invalid", ("email", input.Email));

        foreach (var refusal in input.Grants.SelectMany(g => WhyNotGrant(input.Person, g)))
            yield return refusal;
    }

    /// <summary>Why a role cannot be given so, to anybody.</summary>
    public static IEnumerable<Refusal> WhyNotGrant(Id<Person>? person, Grant grant)
    {
        if (grant.Role is Role.Administrator or Role.Candidate && !grant.IsUnlimited)
            yield return Refusal.Of("account.role-without-limits");

        if (grant.Role is Role.Candidate && person is null)
            yield return Refusal.Of("account.candidate-without-person");

        if (grant.Role is Role.Centre && grant.CentreId is null)
            yield return Refusal.Of("account.centre-role-without-centre");
    }

    private void Add(Account account, Grant grant, DateTimeOffset now)
    {
        var row = new RoleGrant(Id<RoleGrant>.New(now), account.Id, grant.Role, grant.CertificationId, grant.CentreId, grant.CohortId);
        db.RoleGrants.Add(row);
        db.Record(
            new RoleGranted(account.AccountId, row.Id, row.Role, row.CertificationId, row.CentreId, row.CohortId), actor.Actor, now);
    }

    private async Task SendLinkAsync(Account account, MailKind kind, DateTimeOffset now, CancellationToken ct)
    {
        var values = new Dictionary<string, object?>
        {
            ["name"] = account.DisplayName,
            ["link"] = await links.ResetAsync(account, await users.GeneratePasswordResetTokenAsync(account), ct),
            ["institution"] = await links.InstitutionAsync(ct),
        };
        await outbox.AddAsync(new(account.Email!, account.Language, account.PersonId), kind, values, ct);
        db.Record(new PasswordLinkSent(account.AccountId), actor.Actor, now);
    }

    private async Task CloseSessionsAsync(Account account) => IdentityRefusals.ThrowIfFailed(await users.UpdateSecurityStampAsync(account));

    private async Task ThrowIfLastAdministratorAsync(Guid id, CancellationToken ct)
    {
        var others = from grant in db.RoleGrants
                     join account in db.Users on grant.AccountId equals account.Id
                     where grant.Role == Role.Administrator && account.Id != id && account.DisabledAt == null
                     select grant;
        if (!await others.AnyAsync(ct) && await db.RoleGrants.AnyAsync(g => g.AccountId == id && g.Role == Role.Administrator, ct))
            throw new RefusedException("account.last-administrator");
    }

    private Task<Account> FindAsync(Guid id, CancellationToken ct) => db.Users.SingleOrNotFoundAsync(a => a.Id == id, ct);
}

/// <summary>What Identity refuses, as refusals of ours.</summary>
internal static class IdentityRefusals
{
    /// <exception cref="RefusedException">The result is a failure.</exception>
    public static void ThrowIfFailed(IdentityResult result) => Refusal.ThrowIfAny(result.Errors.Select(Of).DistinctBy(r => r.Code));

    private static Refusal Of(IdentityError error) => error.Code switch
    {
        "DuplicateEmail" or "DuplicateUserName" => Refusal.Of("account.email-taken"),
        "InvalidEmail" or "InvalidUserName" => Refusal.Of("account.email-invalid", ("email", "")),
        "PasswordTooShort" or "PasswordRequiresUniqueChars" => Refusal.Of("account.password-too-short", ("min", 10)),
        "PasswordMismatch" => Refusal.Of("account.password-wrong"),
        "InvalidToken" => Refusal.Of("account.link-expired"),
        "ConcurrencyFailure" => throw new StaleException(),
        _ when error.Code.StartsWith("account.", StringComparison.Ordinal) => Refusal.Of(error.Code),
        _ => throw new InvalidOperationException($"Identity refused: {error.Code}"),
    };
}
