using System.Runtime.CompilerServices;
using Acquis.Data;
using Acquis.Domain;
using Acquis.Features.Accounts.Passkeys;
using Acquis.Features.Journal;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Features.Accounts;

/// <summary>
/// What opens the door, as facts tell it: the address of each account and whether it is closed, its roles, its passkeys. A row slipped into the database
/// would make a registrar of anybody.
/// </summary>
public sealed class AccountsExplained : IRowsExplainedByFacts
{
    private const string PasskeysTable = "account_passkeys";

    private static readonly Type[] Facts =
    [
        typeof(AccountCreated), typeof(AccountDisabled), typeof(AccountEnabled), typeof(RoleGranted), typeof(RoleRevoked),
        typeof(PasskeyAdded), typeof(PasskeyRemoved), typeof(SecondFactorReset),
    ];

    /// <inheritdoc />
    public async IAsyncEnumerable<Refusal> DifferencesAsync(AcquisDb db, [EnumeratorCancellation] CancellationToken ct)
    {
        var told = new Told(db);
        await foreach (var fact in ToldFacts.ReadAsync(db, Facts, ct))
            told.Take(fact);

        await foreach (var difference in told.Accounts.DifferencesAsync(null, ct))
            yield return difference;

        await foreach (var difference in told.Grants().DifferencesAsync(null, ct))
            yield return difference;

        await foreach (var difference in told.PasskeyDifferencesAsync(ct))
            yield return difference;
    }

    private sealed class Told(AcquisDb db)
    {
        private readonly Dictionary<Id<RoleGrant>, RoleGranted> granted = [];
        private readonly HashSet<Id<RoleGrant>> revoked = [];
        private readonly HashSet<(Guid Account, string Credential, string Key)> added = [];
        private readonly List<ToldFact> erased = [];

        public ExplainedRows<Account> Accounts { get; } = new(db, a => a.Id, a => Subject.Of(a.AccountId));

        public void Take(ToldFact told)
        {
            switch (told.Fact)
            {
                case AccountCreated a:
                    Accounts.Born(a.Account.Value, (nameof(Account.Email), a.Email), (nameof(Account.DisabledAt), null));
                    break;
                case AccountDisabled a:
                    Accounts.Changed(a.Account.Value, (nameof(Account.DisabledAt), told.At));
                    break;
                case AccountEnabled a:
                    Accounts.Changed(a.Account.Value, (nameof(Account.DisabledAt), null));
                    break;
                case RoleGranted g:
                    granted[g.RoleGrant] = g;
                    break;
                case RoleRevoked g:
                    revoked.Add(g.RoleGrant);
                    break;
                case PasskeyAdded p:
                    added.Add((p.Account.Value, p.Credential, p.Key));
                    break;
                case PasskeyRemoved p:
                    added.RemoveWhere(k => k.Account == p.Account.Value && k.Credential == p.Credential);
                    break;
                case SecondFactorReset r:
                    added.RemoveWhere(k => k.Account == r.Account.Value);
                    break;
                default:
                    TakeErased(told);
                    break;
            }
        }

        /// <summary>Roles given and not taken back since.</summary>
        public ExplainedRows<RoleGrant> Grants()
        {
            var rows = new ExplainedRows<RoleGrant>(db, g => g.Id.Value, g => Subject.Of(new Id<Account>(g.AccountId)));
            foreach (var g in granted.Values.Where(g => !revoked.Contains(g.RoleGrant)))
            {
                rows.Born(
                    g.RoleGrant.Value, (nameof(RoleGrant.AccountId), g.Account.Value), (nameof(RoleGrant.Role), g.Role),
                    (nameof(RoleGrant.CertificationId), g.Certification), (nameof(RoleGrant.CentreId), g.Centre), (nameof(RoleGrant.CohortId), g.Cohort));
            }

            foreach (var fact in erased.Where(f => f.Action == Fact.ActionOf(typeof(RoleGranted))))
                rows.ErasedBirth(fact);

            return rows;
        }

        public async IAsyncEnumerable<Refusal> PasskeyDifferencesAsync([EnumeratorCancellation] CancellationToken ct)
        {
            var untold = erased.Where(f => f.Action == Fact.ActionOf(typeof(PasskeyAdded))).SelectMany(f => f.Subjects).Select(s => s.Value).ToHashSet();
            await foreach (var row in db.Set<IdentityUserPasskey<Guid>>().AsNoTracking().AsAsyncEnumerable().WithCancellation(ct))
            {
                var credential = PasskeyService.HashOf(row.CredentialId);
                if (!added.Contains((row.UserId, credential, PasskeyService.HashOf(row.Data.PublicKey))) && !untold.Contains(row.UserId))
                    yield return Refusal.Of("journal.row-without-fact", ("row", credential), ("table", PasskeysTable));
            }
        }

        private void TakeErased(ToldFact told)
        {
            erased.Add(told);
            if (told.Action == Fact.ActionOf(typeof(AccountCreated)))
                Accounts.ErasedBirth(told);
            else if (told.Action is var action && (action == Fact.ActionOf(typeof(AccountDisabled)) || action == Fact.ActionOf(typeof(AccountEnabled))))
                Accounts.ErasedChange(told, nameof(Account.DisabledAt));
        }
    }
}
