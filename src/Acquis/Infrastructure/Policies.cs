using Acquis.Features.Accounts;
using Microsoft.AspNetCore.Authorization;

namespace Acquis.Infrastructure;

/// <summary>
/// Policies of pages and API routes: which roles come through the door. The right on the object itself is checked by the service. Deny by
/// default: a route without a policy asks for one that nobody has. <c>docs/access.md</c> lists every route with every role.
/// </summary>
public static class Policies
{
    /// <summary>Anyone, signed in or not.</summary>
    public const string Anyone = "anyone";

    /// <summary>Anyone signed in.</summary>
    public const string SignedIn = "signed-in";

    public const string Administrator = "administrator";

    public const string Registrar = "registrar";

    /// <summary>Those who follow candidates: registrar, trainer, centre.</summary>
    public const string Followers = "followers";

    /// <summary>Those who keep the host company and tutor of a candidacy: registrar, centre.</summary>
    public const string CompanyKeepers = "company-keepers";

    /// <summary>Those who see a candidate's file: followers, assessors, jury, auditor and the candidate (their own).</summary>
    public const string FileReaders = "file-readers";

    /// <summary>Those who record levels.</summary>
    public const string Raters = "raters";

    public const string Jury = "jury";

    public const string JuryChair = "jury-chair";

    /// <summary>Those who read the journal: administrator, registrar, auditor.</summary>
    public const string JournalReaders = "journal-readers";

    public const string Candidate = "candidate";

    /// <summary>Those who see the settings of the certifying body: administrator, registrar.</summary>
    public const string Settings = "settings";

    /// <summary>Those who read cohorts and search candidates: everybody but candidates and administrators.</summary>
    public const string CohortReaders = "cohort-readers";

    /// <summary>Those who read frameworks: all staff.</summary>
    public const string FrameworkReaders = "framework-readers";

    /// <summary>Those who ask for the revocation of a document, or agree to it: registrar, administrator.</summary>
    public const string Revocations = "revocations";

    /// <summary>Those who read what goes with a diploma: registrar, and the holder (their own).</summary>
    public const string DocumentReaders = "document-readers";

    private static readonly Role[] Everybody = Enum.GetValues<Role>();

    /// <summary>The roles of each policy.</summary>
    public static readonly IReadOnlyDictionary<string, IReadOnlyList<Role>> Roles = new Dictionary<string, IReadOnlyList<Role>>
    {
        [SignedIn] = Everybody,
        [Administrator] = [Role.Administrator],
        [Registrar] = [Role.Registrar],
        [DocumentReaders] = [Role.Registrar, Role.Candidate],
        [Revocations] = [Role.Administrator, Role.Registrar],
        [Followers] = [Role.Registrar, Role.Trainer, Role.Centre, Role.Auditor],
        [CompanyKeepers] = [Role.Registrar, Role.Centre],
        [FileReaders] = [Role.Registrar, Role.Trainer, Role.Centre, Role.Assessor, Role.JuryMember, Role.JuryChair, Role.Auditor, Role.Candidate],
        [Raters] = [Role.Registrar, Role.Assessor, Role.Trainer],
        [Jury] = [Role.Registrar, Role.JuryMember, Role.JuryChair],
        [JuryChair] = [Role.JuryChair],
        [JournalReaders] = [Role.Administrator, Role.Registrar, Role.Auditor],
        [Candidate] = [Role.Candidate],
        [Settings] = [Role.Administrator, Role.Registrar],
        [CohortReaders] = [Role.Registrar, Role.Trainer, Role.Centre, Role.Assessor, Role.JuryMember, Role.JuryChair, Role.Auditor],
        [FrameworkReaders] = [.. Everybody.Where(r => r is not Role.Candidate)],
    };

    /// <summary>Declares the policies; whoever declares none is refused.</summary>
    public static void Add(AuthorizationOptions options)
    {
        options.AddPolicy(Anyone, policy => policy.RequireAssertion(_ => true));
        foreach (var (name, roles) in Roles)
        {
            options.AddPolicy(name, policy => policy.RequireAuthenticatedUser().RequireAssertion(context =>
                name == SignedIn || context.User.FindAll(CurrentActor.GrantClaim).Any(c => roles.Contains(Grant.Parse(c.Value).Role))));
        }

        options.FallbackPolicy = new AuthorizationPolicyBuilder().RequireAuthenticatedUser().RequireAssertion(_ => false).Build();
    }
}
