using Acquis.Domain.Candidacies;
using Acquis.Domain.Frameworks;
using Acquis.Domain.Journal;

namespace Acquis.Domain.Progress;

/// <summary>What happened to a requirement.</summary>
public enum RequirementState
{
    /// <summary>Remis.</summary>
    HandedIn,

    Validated,

    /// <summary>Refusé, with a motive.</summary>
    Refused,
}

/// <summary>A file handed in.</summary>
/// <param name="Hash">SHA-256 of its content, lower-case hexadecimal: its address.</param>
public sealed record HandedFile(string Hash, string Name);

/// <summary>A requirement (or one module's report) was handed in, validated or refused. Append-only: the latest by instant tells where it stands.</summary>
public sealed class RequirementRecord
{
    private RequirementRecord()
    {
    }

    public Id<RequirementRecord> Id { get; private set; }

    public Id<Candidacy> CandidacyId { get; private set; }

    public string Requirement { get; private set; } = "";

    /// <summary>Code of the module, for a requirement of kind per module; else null.</summary>
    public string? Module { get; private set; }

    public RequirementState State { get; private set; }

    public DateOnly Date { get; private set; }

    public Actor By { get; private set; }

    public string? FileHash { get; private set; }

    public string? FileName { get; private set; }

    public string? Motive { get; private set; }

    public DateTimeOffset At { get; private set; }

    /// <summary>Records what happened to a requirement.</summary>
    /// <param name="modules">Modules expected: the framework's, or else the cohort's.</param>
    /// <exception cref="RefusedException">See <see cref="WhyNot"/>.</exception>
    public static (RequirementRecord Record, RequirementRecorded Fact) Of(
        Id<RequirementRecord> id, Candidacy candidacy, Framework framework, IReadOnlyList<TrainingModule> modules, RequirementStep step, Actor by, DateTimeOffset now)
    {
        Refusal.ThrowIfAny(WhyNot(candidacy, framework, modules, step));
        var record = new RequirementRecord
        {
            Id = id,
            CandidacyId = candidacy.Id,
            Requirement = step.Requirement,
            Module = step.Module,
            State = step.State,
            Date = step.Date,
            By = by,
            FileHash = step.File?.Hash,
            FileName = step.File?.Name,
            Motive = Texts.OrNull(step.Motive),
            At = now,
        };
        return (record, new(id, candidacy.Id, step.Requirement, step.Module, step.State, step.Date, step.File, record.Motive));
    }

    /// <summary>Why it cannot be recorded.</summary>
    public static IEnumerable<Refusal> WhyNot(Candidacy candidacy, Framework framework, IReadOnlyList<TrainingModule> modules, RequirementStep step)
    {
        if (candidacy.State is CandidacyState.Withdrawn)
        {
            yield return Refusal.Of("candidacy.already-withdrawn");
        }

        var requirement = framework.Requirements.FirstOrDefault(r => r.Code == step.Requirement);
        if (requirement is null)
        {
            yield return Refusal.Of("requirement.unknown", ("requirement", step.Requirement));
        }
        else if (requirement.Kind is RequirementKind.PerModule && modules.All(m => m.Code != step.Module))
        {
            yield return Refusal.Of("requirement.module-unknown", ("module", step.Module ?? ""));
        }
        else if (requirement.Kind is not RequirementKind.PerModule && step.Module is not null)
        {
            yield return Refusal.Of("requirement.not-per-module", ("requirement", requirement.Title));
        }
        else if (requirement.Kind is RequirementKind.Defence && step.State is not RequirementState.HandedIn)
        {
            yield return Refusal.Of("requirement.defence-has-its-grid", ("requirement", requirement.Title));
        }

        if (step.State is RequirementState.Refused && string.IsNullOrWhiteSpace(step.Motive))
        {
            yield return Refusal.Of("requirement.refused-without-motive");
        }
    }
}

/// <summary>What is to be recorded of a requirement.</summary>
public sealed record RequirementStep(
    string Requirement, string? Module, RequirementState State, DateOnly Date, HandedFile? File = null, string? Motive = null);

/// <summary>A requirement was handed in, validated or refused.</summary>
public sealed record RequirementRecorded(
    Id<RequirementRecord> Record, Id<Candidacy> Candidacy, string Requirement, string? Module, RequirementState State, DateOnly Date, HandedFile? File, string? Motive) : Fact
{
    public override IEnumerable<Subject> Subjects => [Subject.Of(Candidacy)];
}

/// <summary>Preuve of a competence in company or in training. Append-only: a row that withdraws another takes it back, with its motive.</summary>
public sealed class ProofRecord
{
    private ProofRecord()
    {
    }

    public Id<ProofRecord> Id { get; private set; }

    public Id<Candidacy> CandidacyId { get; private set; }

    public string Competence { get; private set; } = "";

    public ProofContext Context { get; private set; }

    public DateOnly Date { get; private set; }

    public string? Note { get; private set; }

    public Actor By { get; private set; }

    public DateTimeOffset At { get; private set; }

    /// <summary>The proof that this row takes back; null for a proof.</summary>
    public Id<ProofRecord>? Withdraws { get; private set; }

    /// <summary>Why it is taken back; null for a proof.</summary>
    public string? Motive { get; private set; }

    /// <summary>Records a proof.</summary>
    /// <exception cref="RefusedException">The candidacy is withdrawn or the competence unknown.</exception>
    public static (ProofRecord Record, ProofRecorded Fact) Of(
        Id<ProofRecord> id, Candidacy candidacy, Framework framework, ProofStep step, Actor by, DateTimeOffset now)
    {
        if (candidacy.State is CandidacyState.Withdrawn)
        {
            throw new RefusedException("candidacy.already-withdrawn");
        }

        if (framework.Competences.All(c => c.Code != step.Competence))
        {
            throw new RefusedException("rating.unknown-competence", ("competence", step.Competence));
        }

        var record = new ProofRecord
        {
            Id = id,
            CandidacyId = candidacy.Id,
            Competence = step.Competence,
            Context = step.Context,
            Date = step.Date,
            Note = Texts.OrNull(step.Note),
            By = by,
            At = now,
        };
        return (record, new(id, candidacy.Id, step.Competence, step.Context, step.Date, record.Note));
    }

    /// <summary>Takes this proof back.</summary>
    /// <param name="all">Every proof row of the candidacy.</param>
    /// <exception cref="RefusedException">No motive, or it is taken back already.</exception>
    public (ProofRecord Record, ProofWithdrawn Fact) Withdraw(Id<ProofRecord> id, string motive, IReadOnlyList<ProofRecord> all, Actor by, DateOnly on, DateTimeOffset now)
    {
        if (string.IsNullOrWhiteSpace(motive))
        {
            throw new RefusedException("proof.withdrawn-without-motive");
        }

        if (!IsLive(all))
        {
            throw new RefusedException("proof.already-withdrawn");
        }

        var record = new ProofRecord
        {
            Id = id,
            CandidacyId = CandidacyId,
            Competence = Competence,
            Context = Context,
            Date = on,
            By = by,
            At = now,
            Withdraws = Id,
            Motive = motive.Trim(),
        };
        return (record, new(id, Id, CandidacyId, record.Motive));
    }

    /// <summary>Whether it is a proof that no other row takes back.</summary>
    public bool IsLive(IEnumerable<ProofRecord> all) => Withdraws is null && all.All(p => p.Withdraws != Id);
}

/// <summary>A proof to be recorded.</summary>
public sealed record ProofStep(string Competence, ProofContext Context, DateOnly Date, string? Note = null);

/// <summary>A competence was proved in company or in training.</summary>
public sealed record ProofRecorded(
    Id<ProofRecord> Record, Id<Candidacy> Candidacy, string Competence, ProofContext Context, DateOnly Date, string? Note) : Fact
{
    public override IEnumerable<Subject> Subjects => [Subject.Of(Candidacy)];
}

/// <summary>A proof was taken back.</summary>
public sealed record ProofWithdrawn(Id<ProofRecord> Record, Id<ProofRecord> Proof, Id<Candidacy> Candidacy, string Motive) : Fact
{
    public override IEnumerable<Subject> Subjects => [Subject.Of(Candidacy)];
}
