using Acquis.Domain.Candidacies;
using Acquis.Domain.Decisions;
using Acquis.Domain.Frameworks;
using Acquis.Domain.Journal;

namespace Acquis.Domain.Progress;

/// <summary>Why a bloc is not to be assessed again.</summary>
public enum ExemptionGround
{
    /// <summary>Correspondance: another certification, or an earlier edition, that the registration recognises as equal to the bloc.</summary>
    Correspondence,

    /// <summary>Acquis de l'expérience: prior experience recognised by a jury.</summary>
    PriorExperience,

    /// <summary>Bloc déjà obtenu: awarded before, by a decision that this installation does not hold. It ages as an award does.</summary>
    EarlierAward,
}

/// <summary>What a bloc is held on.</summary>
/// <param name="On">Day of the award, or of the decision that exempts.</param>
/// <param name="Reference">What it rests on, such as the number of a certificate; never empty.</param>
public sealed record ExemptionStep(string Block, ExemptionGround Ground, DateOnly On, string Reference, HandedFile? File = null);

/// <summary>Dispense d'un bloc. Append-only: a row that withdraws another takes it back, with its motive.</summary>
public sealed class ExemptionRecord
{
    private ExemptionRecord()
    {
    }

    public Id<ExemptionRecord> Id { get; private set; }

    public Id<Candidacy> CandidacyId { get; private set; }

    public string Block { get; private set; } = "";

    public ExemptionGround Ground { get; private set; }

    public DateOnly On { get; private set; }

    public string Reference { get; private set; } = "";

    public string? FileHash { get; private set; }

    public string? FileName { get; private set; }

    public Actor By { get; private set; }

    public DateTimeOffset At { get; private set; }

    /// <summary>The exemption that this row takes back; null for an exemption.</summary>
    public Id<ExemptionRecord>? Withdraws { get; private set; }

    /// <summary>Why it is taken back; null for an exemption.</summary>
    public string? Motive { get; private set; }

    /// <summary>What the award rules read of it.</summary>
    public EarlierBlock Earlier => new(Block, On, Ground is ExemptionGround.EarlierAward ? EarlierKind.Acquired : EarlierKind.Exempted);

    /// <summary>Records that a bloc is held already.</summary>
    /// <param name="all">Every exemption row of the candidacy.</param>
    /// <param name="today">Civil day on which it is recorded.</param>
    /// <exception cref="RefusedException">See <see cref="WhyNot"/>.</exception>
    public static (ExemptionRecord Record, BlockExempted Fact) Of(
        Id<ExemptionRecord> id, Candidacy candidacy, Framework framework, ExemptionStep step, IReadOnlyList<ExemptionRecord> all, Actor by, DateOnly today, DateTimeOffset now)
    {
        Refusal.ThrowIfAny(WhyNot(candidacy, framework, step, all, today));
        var record = new ExemptionRecord
        {
            Id = id,
            CandidacyId = candidacy.Id,
            Block = step.Block,
            Ground = step.Ground,
            On = step.On,
            Reference = step.Reference.Trim(),
            FileHash = step.File?.Hash,
            FileName = step.File?.Name,
            By = by,
            At = now,
        };
        return (record, new(id, candidacy.Id, step.Block, step.Ground, step.On, record.Reference, step.File));
    }

    /// <summary>Why the bloc cannot be recorded as held.</summary>
    public static IEnumerable<Refusal> WhyNot(Candidacy candidacy, Framework framework, ExemptionStep step, IReadOnlyList<ExemptionRecord> all, DateOnly today)
    {
        if (candidacy.State is CandidacyState.Withdrawn)
            yield return Refusal.Of("candidacy.already-withdrawn");
        if (framework.Blocks.All(b => b.Code != step.Block))
            yield return Refusal.Of("candidacy.unknown-block", ("block", step.Block));
        if (all.Any(e => e.Block == step.Block && e.IsLive(all)))
            yield return Refusal.Of("exemption.already", ("block", step.Block));
        if (step.On > today)
            yield return Refusal.Of("exemption.in-the-future");
        if (string.IsNullOrWhiteSpace(step.Reference))
            yield return Refusal.Of("exemption.without-reference");
    }

    /// <summary>Takes this exemption back.</summary>
    /// <param name="all">Every exemption row of the candidacy.</param>
    /// <exception cref="RefusedException">No motive, or it is taken back already.</exception>
    public (ExemptionRecord Record, ExemptionWithdrawn Fact) Withdraw(
        Id<ExemptionRecord> id, string motive, IReadOnlyList<ExemptionRecord> all, Actor by, DateTimeOffset now)
    {
        if (string.IsNullOrWhiteSpace(motive))
            throw new RefusedException("exemption.withdrawn-without-motive");
        if (!IsLive(all))
            throw new RefusedException("exemption.already-withdrawn");

        var record = new ExemptionRecord
        {
            Id = id,
            CandidacyId = CandidacyId,
            Block = Block,
            Ground = Ground,
            On = On,
            Reference = Reference,
            By = by,
            At = now,
            Withdraws = Id,
            Motive = motive.Trim(),
        };
        return (record, new(id, Id, CandidacyId, Block, record.Motive));
    }

    /// <summary>Whether it is an exemption that no other row takes back.</summary>
    public bool IsLive(IEnumerable<ExemptionRecord> all) => Withdraws is null && all.All(e => e.Withdraws != Id);
}

/// <summary>A bloc was recorded as held already: by correspondence, prior experience or an earlier award.</summary>
public sealed record BlockExempted(
    Id<ExemptionRecord> Record, Id<Candidacy> Candidacy, string Block, ExemptionGround Ground, DateOnly On, string Reference, HandedFile? File) : Fact
{
    public override IEnumerable<Subject> Subjects => [Subject.Of(Candidacy)];
}

/// <summary>An exemption was taken back.</summary>
public sealed record ExemptionWithdrawn(Id<ExemptionRecord> Record, Id<ExemptionRecord> Exemption, Id<Candidacy> Candidacy, string Block, string Motive) : Fact
{
    public override IEnumerable<Subject> Subjects => [Subject.Of(Candidacy)];
}
