using Acquis.Domain.Candidacies;

namespace Acquis.Domain.Juries;

/// <summary>Lien déclaré between a juror and a candidate, which no data could tell: declared by the juror or by whoever plans, lifted with a reason.</summary>
public sealed class DeclaredTie
{
    /// <summary>Longest reason, in characters.</summary>
    public const int ReasonMaxLength = 300;

    private DeclaredTie()
    {
    }

    public Id<DeclaredTie> Id { get; private set; }

    public Id<Juror> JurorId { get; private set; }

    public Id<Candidacy> CandidacyId { get; private set; }

    public string Reason { get; private set; } = "";

    public DateTimeOffset DeclaredAt { get; private set; }

    /// <summary>When it was found to be none; null while it stands.</summary>
    public DateTimeOffset? LiftedAt { get; private set; }

    public int Version { get; private set; }

    public bool IsLifted => LiftedAt is not null;

    /// <summary>Declares a tie.</summary>
    /// <exception cref="RefusedException">No reason is given, or it is too long.</exception>
    public static (DeclaredTie Tie, TieDeclared Fact) Declare(Id<DeclaredTie> id, Id<Juror> juror, Id<Candidacy> candidacy, string? reason, DateTimeOffset now)
    {
        if (string.IsNullOrWhiteSpace(reason) || reason.Length > ReasonMaxLength)
        {
            throw new RefusedException("tie.reason-missing", ("max", ReasonMaxLength));
        }

        var tie = new DeclaredTie { Id = id, JurorId = juror, CandidacyId = candidacy, Reason = reason.Trim(), DeclaredAt = now };
        return (tie, new(id, juror, candidacy, tie.Reason));
    }

    /// <summary>Lève a tie that was declared by mistake, with the reason.</summary>
    /// <exception cref="RefusedException">It was lifted already, or no reason is given.</exception>
    public TieLifted Lift(string? reason, DateTimeOffset now)
    {
        if (IsLifted)
        {
            throw new RefusedException("tie.already-lifted", ("at", LiftedAt));
        }

        if (string.IsNullOrWhiteSpace(reason) || reason.Length > ReasonMaxLength)
        {
            throw new RefusedException("tie.reason-missing", ("max", ReasonMaxLength));
        }

        LiftedAt = now;
        return new(Id, JurorId, CandidacyId, reason.Trim());
    }
}

/// <summary>A tie between a juror and a candidate was declared.</summary>
public sealed record TieDeclared(Id<DeclaredTie> DeclaredTie, Id<Juror> Juror, Id<Candidacy> Candidacy, string Reason) : Fact
{
    public override IEnumerable<Subject> Subjects => [Subject.Of(Juror), Subject.Of(Candidacy)];
}

/// <summary>A declared tie was lifted.</summary>
public sealed record TieLifted(Id<DeclaredTie> DeclaredTie, Id<Juror> Juror, Id<Candidacy> Candidacy, string Reason) : Fact
{
    public override IEnumerable<Subject> Subjects => [Subject.Of(Juror), Subject.Of(Candidacy)];
}
