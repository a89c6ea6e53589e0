using Acquis.Domain;
using Acquis.Domain.Candidacies;
using Microsoft.AspNetCore.Identity;

namespace Acquis.Features.Accounts;

/// <summary>An account: somebody who signs in. A person may exist without one.</summary>
public sealed class Account : IdentityUser<Guid>
{
    /// <summary>Name shown to colleagues and in the journal's history.</summary>
    [ProtectedPersonalData]
    public string DisplayName { get; set; } = "";

    /// <summary>The person behind it, for a candidate; null for staff.</summary>
    public Id<Person>? PersonId { get; set; }

    /// <summary>Language of mails and pages: <c>fr</c> or <c>en</c>.</summary>
    public string Language { get; set; } = "fr";

    /// <summary>Step of the last code that its application proved it with (RFC 6238): that code and those before are used up.</summary>
    public long LastTotpStep { get; set; }

    /// <summary>When the account was closed to its bearer, or null while it is open.</summary>
    public DateTimeOffset? DisabledAt { get; set; }

    /// <summary>The account as the subject of facts.</summary>
    public Id<Account> AccountId => new(Id);
}
