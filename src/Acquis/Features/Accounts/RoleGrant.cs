using Acquis.Domain;
using Acquis.Domain.Candidacies;
using Acquis.Domain.Frameworks;

namespace Acquis.Features.Accounts;

/// <summary>What a person comes for (design, section 5).</summary>
public enum Role
{
    /// <summary>Settings, accounts, roles.</summary>
    Administrator,

    /// <summary>Service certification.</summary>
    Registrar,

    /// <summary>Formateur, responsable pédagogique.</summary>
    Trainer,

    /// <summary>Évaluateur.</summary>
    Assessor,

    /// <summary>Membre du jury.</summary>
    JuryMember,

    /// <summary>Président du jury.</summary>
    JuryChair,

    /// <summary>Partner centre: its own candidates only.</summary>
    Centre,

    /// <summary>Reads only, pseudonymised; every look is journalled.</summary>
    Auditor,

    Candidate,
}

/// <summary>A role given to an account, for everything or limited to a certification, a centre or a cohort.</summary>
public sealed class RoleGrant
{
    private RoleGrant()
    {
    }

    public RoleGrant(Id<RoleGrant> id, Guid accountId, Role role, Id<Certification>? certification = null, Id<Centre>? centre = null, Id<Cohort>? cohort = null)
    {
        (Id, AccountId, Role, CertificationId, CentreId, CohortId) = (id, accountId, role, certification, centre, cohort);
    }

    public Id<RoleGrant> Id { get; private set; }

    public Guid AccountId { get; private set; }

    public Role Role { get; private set; }

    public Id<Certification>? CertificationId { get; private set; }

    public Id<Centre>? CentreId { get; private set; }

    public Id<Cohort>? CohortId { get; private set; }

    /// <summary>Whether it holds everywhere.</summary>
    public bool IsUnlimited => CertificationId is null && CentreId is null && CohortId is null;
}
