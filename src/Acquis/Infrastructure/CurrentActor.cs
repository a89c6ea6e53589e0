using System.Security.Claims;
using Acquis.Domain;
using Acquis.Domain.Candidacies;
using Acquis.Domain.Frameworks;
using Acquis.Domain.Journal;
using Acquis.Features.Accounts;
using Acquis.Features.Accounts.Sessions;

namespace Acquis.Infrastructure;

/// <summary>Who asks: the actor that facts name, and what they may reach. One for each request; the command line acts as the program.</summary>
public sealed class CurrentActor
{
    /// <summary>Claim that holds one grant: role, certification, centre, cohort, separated by <c>|</c>.</summary>
    public const string GrantClaim = "acquis:grant";

    /// <summary>Claim that holds the id of the person behind the account.</summary>
    public const string PersonClaim = "acquis:person";

    /// <summary>Claim that holds the name shown.</summary>
    public const string NameClaim = "acquis:name";

    public Actor Actor { get; private set; } = Actor.Program;

    /// <summary>Name shown in the rail; empty for the program.</summary>
    public string Name { get; private set; } = "";

    /// <summary>The account signed in, or null.</summary>
    public Guid? AccountId => Actor.Kind is ActorKind.Account ? Actor.Id : null;

    /// <summary>The person behind the account, or null.</summary>
    public Id<Person>? PersonId { get; private set; }

    public IReadOnlyList<Grant> Grants { get; private set; } = [];

    /// <summary>Whether who asks proved themselves by more than a password: an application, a recovery code, a token made so.</summary>
    public bool IsStrong { get; private set; }

    /// <summary>Whether the program itself acts (command line, jobs): it may do everything.</summary>
    public bool IsProgram => Actor.Kind is ActorKind.Program;

    /// <summary>Takes the signed-in user.</summary>
    public void Become(ClaimsPrincipal user)
    {
        if (user.FindFirstValue(ClaimTypes.NameIdentifier) is { } id)
        {
            Actor = new(ActorKind.Account, Guid.Parse(id));
            Name = user.FindFirstValue(NameClaim) ?? "";
            PersonId = user.FindFirstValue(PersonClaim) is { } person ? Id<Person>.Parse(person) : null;
            IsStrong = user.HasClaim(c => c.Type == SessionValidator.StrongClaim);
            Grants = [.. user.FindAll(GrantClaim).Select(c => Grant.Parse(c.Value))];
        }
        else
        {
            Actor = new(ActorKind.Link, Guid.Empty);
        }
    }

    /// <summary>Takes the bearer of a signed link, who is that person and holds no role: whoever was signed in before.</summary>
    public void Become(Actor actor, Id<Person> person) => (Actor, PersonId, Grants, Name) = (actor, person, [], "");

    /// <summary>
    /// Acts as somebody else until disposed of, with that person's rights and no more: a rehearsal and its demonstration take every part in turn.
    /// Only the program itself may.
    /// </summary>
    /// <exception cref="InvalidOperationException">Somebody signed in asks for it.</exception>
    public IDisposable As(Actor actor, params Grant[] grants)
    {
        if (!IsProgram)
        {
            throw new InvalidOperationException("Only the program takes the part of somebody else.");
        }

        (Actor, Grants) = (actor, grants);
        return new Part(this);
    }

    /// <summary>Whether one of these roles is held, for anything.</summary>
    public bool Holds(params ReadOnlySpan<Role> roles)
    {
        foreach (var grant in Grants)
        {
            if (roles.Contains(grant.Role))
            {
                return true;
            }
        }

        return IsProgram;
    }

    /// <summary>Whether one of these roles is held for that cohort (or everywhere, or for its certification or centre).</summary>
    public bool Holds(Cohort cohort, params Role[] roles) =>
        IsProgram || Grants.Any(g => roles.Contains(g.Role) && g.Covers(cohort.CertificationId, cohort.CentreId, cohort.Id));

    /// <summary>Whether one of these roles is held for that certification as a whole.</summary>
    public bool Holds(Id<Certification> certification, params Role[] roles) =>
        IsProgram || Grants.Any(g => roles.Contains(g.Role) && g.CentreId is null && g.CohortId is null && (g.CertificationId is null || g.CertificationId == certification));

    private sealed class Part(CurrentActor current) : IDisposable
    {
        public void Dispose() => (current.Actor, current.Grants) = (Actor.Program, []);
    }
}

/// <summary>A role and its limits, as the session carries it.</summary>
public sealed record Grant(Role Role, Id<Certification>? CertificationId, Id<Centre>? CentreId, Id<Cohort>? CohortId)
{
    /// <summary>Whether it holds everywhere.</summary>
    public bool IsUnlimited => CertificationId is null && CentreId is null && CohortId is null;

    /// <summary>Whether the limits contain that cohort.</summary>
    public bool Covers(Id<Certification> certification, Id<Centre> centre, Id<Cohort> cohort) =>
        (CertificationId is null || CertificationId == certification) && (CentreId is null || CentreId == centre) && (CohortId is null || CohortId == cohort);

    /// <summary>Reads the value of <see cref="CurrentActor.GrantClaim"/>.</summary>
    public static Grant Parse(string claim)
    {
        var parts = claim.Split('|');
        return new(Enum.Parse<Role>(parts[0]), Read<Certification>(parts[1]), Read<Centre>(parts[2]), Read<Cohort>(parts[3]));

        static Id<T>? Read<T>(string text) => text.Length == 0 ? null : Id<T>.Parse(text);
    }

    /// <summary>The value of <see cref="CurrentActor.GrantClaim"/>.</summary>
    public override string ToString() => $"{Role}|{CertificationId}|{CentreId}|{CohortId}";
}
