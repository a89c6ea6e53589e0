using Acquis.Data;
using Acquis.Domain;
using Acquis.Domain.Candidacies;
using Acquis.Domain.Journal;
using Acquis.Infrastructure;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Features.Accounts.Invitations;

/// <summary>Using an invitation: once, by one account.</summary>
public sealed class InvitationAcceptance(AcquisDb db, AccountService accounts, TimeProvider time)
{
    /// <summary>The invitation of a code, whatever its state.</summary>
    /// <exception cref="NotFoundException">No link with that code was ever sent, or another has replaced it.</exception>
    public Task<Invitation> FindAsync(string? code, CancellationToken ct)
    {
        var hash = Invitation.HashOf(code);
        return db.Set<Invitation>().SingleOrNotFoundAsync(i => i.CodeHash == hash, ct);
    }

    /// <summary>Why the link cannot be used, whoever holds it.</summary>
    public IEnumerable<Refusal> WhyNot(Invitation invitation) => invitation.WhyNotAccept(time.GetUtcNow());

    /// <summary>The account that already has the address of the invitation, or null.</summary>
    public Task<Account?> AccountOfAsync(Invitation invitation, CancellationToken ct)
    {
        var address = invitation.Email.ToUpperInvariant();
        return db.Users.SingleOrDefaultAsync(u => u.NormalizedEmail == address, ct);
    }

    /// <summary>Makes the account of who was invited.</summary>
    /// <exception cref="RefusedException">The link cannot be used, somebody has the address or is that person, or the password is too easily guessed.</exception>
    public async Task<Account> MakeAccountAsync(string? code, string password, CancellationToken ct)
    {
        await using var write = await db.BeginWriteAsync(ct);
        var invitation = await LockAsync(code, ct);
        await ThrowIfTakenAsync(invitation, null, ct);
        var account = await accounts.AddAsync(
            new(invitation.Email, invitation.Name, invitation.Language, [invitation.Grant], password, invitation.PersonId), ct);
        await DoneAsync(invitation, account, ct);
        await write.CommitAsync(ct);
        return account;
    }

    /// <summary>Adds the role to an account whose bearer has proved themselves.</summary>
    /// <exception cref="RefusedException">The link cannot be used, the address is another's, or the account is another person's.</exception>
    public async Task<Account> JoinAsync(string? code, Guid accountId, CancellationToken ct)
    {
        await using var write = await db.BeginWriteAsync(ct);
        var invitation = await LockAsync(code, ct);
        var account = await db.Users.SingleOrNotFoundAsync(u => u.Id == accountId && u.DisabledAt == null, ct);
        if (!string.Equals(account.Email, invitation.Email, StringComparison.OrdinalIgnoreCase))
            throw new RefusedException("invitation.other-address");

        await ThrowIfTakenAsync(invitation, account, ct);
        account.PersonId ??= invitation.PersonId;
        await accounts.AddGrantAsync(account, invitation.Grant, ct);
        await DoneAsync(invitation, account, ct);
        await write.CommitAsync(ct);
        return account;
    }

    private async Task<Invitation> LockAsync(string? code, CancellationToken ct)
    {
        var hash = Invitation.HashOf(code);
        var id = await db.Set<Invitation>().Where(i => i.CodeHash == hash).Select(i => i.Id).SingleOrDefaultAsync(ct);
        await db.LockAsync("invitations", "id", id.Value, ct);
        db.ChangeTracker.Clear();
        var invitation = await FindAsync(code, ct);
        Refusal.ThrowIfAny(WhyNot(invitation));
        if (invitation.PersonId is { } person)
            await db.LockAsync("people", "id", person.Value, ct);

        return invitation;
    }

    /// <summary>A person has one account, and an account is one person's.</summary>
    private async Task ThrowIfTakenAsync(Invitation invitation, Account? account, CancellationToken ct)
    {
        if (invitation.PersonId is not { } person)
            return;

        if (account?.PersonId is { } other && other != person)
            throw new RefusedException("invitation.account-of-another");

        var mine = account?.Id;
        if (await db.Users.AnyAsync(u => u.PersonId == person && u.Id != mine, ct))
            throw new RefusedException("invitation.has-account");
    }

    private async Task DoneAsync(Invitation invitation, Account account, CancellationToken ct)
    {
        var now = time.Now();
        db.Record(invitation.Accept(account, now), new(ActorKind.Account, account.Id), now);
        await db.SaveChangesAsync(ct);
    }
}
