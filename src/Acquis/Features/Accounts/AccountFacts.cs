using Acquis.Domain;
using Acquis.Domain.Candidacies;
using Acquis.Domain.Frameworks;
using Acquis.Features.Accounts.Sessions;
using Acquis.Features.Accounts.Tokens;

namespace Acquis.Features.Accounts;

/// <summary>Somebody signed in.</summary>
public sealed record SignedIn(Id<Account> Account) : Fact
{
    public override IEnumerable<Subject> Subjects => [Subject.Of(Account)];
}

/// <summary>A sign-in failed. The address stands as a hash: it may be anybody's.</summary>
/// <param name="EmailHash">SHA-256 of the normalised address, lower-case hexadecimal.</param>
/// <param name="Account">The account of that address, if there is one.</param>
public sealed record SignInFailed(string EmailHash, Id<Account> Account) : Fact
{
    public override IEnumerable<Subject> Subjects => [Subject.Of(Account)];
}

/// <summary>Somebody signed out.</summary>
public sealed record SignedOut(Id<Account> Account) : Fact
{
    public override IEnumerable<Subject> Subjects => [Subject.Of(Account)];
}

/// <summary>An account was created.</summary>
public sealed record AccountCreated(Id<Account> Account, string Email, string DisplayName, Id<Person>? Person) : Fact
{
    public override IEnumerable<Subject> Subjects => Person is { } person ? [Subject.Of(Account), Subject.Of(person)] : [Subject.Of(Account)];
}

/// <summary>A link to set a password was sent.</summary>
public sealed record PasswordLinkSent(Id<Account> Account) : Fact
{
    public override IEnumerable<Subject> Subjects => [Subject.Of(Account)];
}

/// <summary>A password was set through a link.</summary>
public sealed record PasswordReset(Id<Account> Account) : Fact
{
    public override IEnumerable<Subject> Subjects => [Subject.Of(Account)];
}

/// <summary>A role was given, with its limits.</summary>
public sealed record RoleGranted(
    Id<Account> Account, Id<RoleGrant> RoleGrant, Role Role, Id<Certification>? Certification, Id<Centre>? Centre, Id<Cohort>? Cohort) : Fact
{
    public override IEnumerable<Subject> Subjects => [Subject.Of(Account)];
}

/// <summary>A role was taken back.</summary>
public sealed record RoleRevoked(Id<Account> Account, Id<RoleGrant> RoleGrant, Role Role) : Fact
{
    public override IEnumerable<Subject> Subjects => [Subject.Of(Account)];
}

/// <summary>An account was closed to its bearer.</summary>
public sealed record AccountDisabled(Id<Account> Account) : Fact
{
    public override IEnumerable<Subject> Subjects => [Subject.Of(Account)];
}

/// <summary>A closed account was opened again.</summary>
public sealed record AccountEnabled(Id<Account> Account) : Fact
{
    public override IEnumerable<Subject> Subjects => [Subject.Of(Account)];
}

/// <summary>Somebody changed their own name or language.</summary>
public sealed record ProfileChanged(Id<Account> Account, string DisplayName, string Language) : Fact
{
    public override IEnumerable<Subject> Subjects => [Subject.Of(Account)];
}

/// <summary>Somebody changed their own password, knowing the one before.</summary>
public sealed record PasswordChanged(Id<Account> Account) : Fact
{
    public override IEnumerable<Subject> Subjects => [Subject.Of(Account)];
}

/// <summary>A session was ended from the list of sessions.</summary>
public sealed record SessionEnded(Id<Account> Account, Id<Session> Session) : Fact
{
    public override IEnumerable<Subject> Subjects => [Subject.Of(Account)];
}

/// <summary>An application was bound as second factor.</summary>
public sealed record SecondFactorEnabled(Id<Account> Account) : Fact
{
    public override IEnumerable<Subject> Subjects => [Subject.Of(Account)];
}

/// <summary>Somebody unbound their own application.</summary>
public sealed record SecondFactorDisabled(Id<Account> Account) : Fact
{
    public override IEnumerable<Subject> Subjects => [Subject.Of(Account)];
}

/// <summary>An administrator took from somebody else the application and the passkeys that were lost.</summary>
public sealed record SecondFactorReset(Id<Account> Account) : Fact
{
    public override IEnumerable<Subject> Subjects => [Subject.Of(Account)];
}

/// <summary>New recovery codes replaced those before.</summary>
public sealed record RecoveryCodesRenewed(Id<Account> Account) : Fact
{
    public override IEnumerable<Subject> Subjects => [Subject.Of(Account)];
}

/// <summary>A recovery code stood in for the application, and is used up.</summary>
public sealed record RecoveryCodeUsed(Id<Account> Account) : Fact
{
    public override IEnumerable<Subject> Subjects => [Subject.Of(Account)];
}

/// <summary>Somebody added a passkey.</summary>
/// <param name="Credential">SHA-256 of its credential id, lower-case hexadecimal.</param>
/// <param name="Key">SHA-256 of its public key as the device gave it (COSE), lower-case hexadecimal.</param>
/// <param name="Name">What its owner calls it.</param>
public sealed record PasskeyAdded(Id<Account> Account, string Credential, string Key, string Name) : Fact
{
    public override IEnumerable<Subject> Subjects => [Subject.Of(Account)];
}

/// <summary>Somebody removed a passkey of their own.</summary>
/// <param name="Credential">SHA-256 of its credential id, lower-case hexadecimal.</param>
public sealed record PasskeyRemoved(Id<Account> Account, string Credential, string Name) : Fact
{
    public override IEnumerable<Subject> Subjects => [Subject.Of(Account)];
}

/// <summary>Somebody made an access token for a program.</summary>
public sealed record AccessTokenMade(Id<Account> Account, Id<AccessToken> AccessToken, string Name, IReadOnlyList<string> Scopes, DateTimeOffset ExpiresAt) : Fact
{
    public override IEnumerable<Subject> Subjects => [Subject.Of(Account)];
}

/// <summary>An access token was revoked.</summary>
public sealed record AccessTokenRevoked(Id<Account> Account, Id<AccessToken> AccessToken) : Fact
{
    public override IEnumerable<Subject> Subjects => [Subject.Of(Account)];
}

/// <summary>An auditor looked something up.</summary>
/// <param name="Route">Pattern of the route, such as <c>/cohorts/{id}</c>; never a query, which may hold a name.</param>
/// <param name="Kind">Kind of what was looked at: the first segment of the route.</param>
/// <param name="Looked">Its id, where the route names one.</param>
public sealed record LookedUp(Id<Account> Account, string Route, string Kind, Guid? Looked) : Fact
{
    public override IEnumerable<Subject> Subjects => Looked is { } id ? [Subject.Of(Account), new Subject(Kind, id)] : [Subject.Of(Account)];
}
