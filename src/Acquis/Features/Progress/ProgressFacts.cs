using Acquis.Data;
using Acquis.Domain;
using Acquis.Domain.Candidacies;
using Acquis.Domain.Decisions;
using Acquis.Domain.Frameworks;
using Acquis.Domain.Progress;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Features.Progress;

/// <summary>Everything recorded about some candidacies.</summary>
public sealed class ProgressFacts
{
    private readonly ILookup<Id<Candidacy>, Rating> ratings;
    private readonly ILookup<Id<Candidacy>, RequirementRecord> requirements;
    private readonly ILookup<Id<Candidacy>, ProofRecord> proofs;
    private readonly ILookup<Id<Candidacy>, DefenceRecord> defences;
    private ILookup<Id<Candidacy>, EarlierBlock> earlier = Enumerable.Empty<EarlierBlock>().ToLookup(_ => default(Id<Candidacy>));

    private ProgressFacts(
        IEnumerable<Rating> ratings, IEnumerable<RequirementRecord> requirements, IEnumerable<ProofRecord> proofs, IEnumerable<DefenceRecord> defences)
    {
        this.ratings = ratings.ToLookup(r => r.CandidacyId);
        this.requirements = requirements.ToLookup(r => r.CandidacyId);
        this.proofs = proofs.ToLookup(p => p.CandidacyId);
        this.defences = defences.ToLookup(d => d.CandidacyId);
    }

    /// <summary>Loads the facts of those candidacies with the blocs they bring along, untracked.</summary>
    public static async Task<ProgressFacts> LoadAllAsync(AcquisDb db, IReadOnlyCollection<Candidacy> candidacies, CancellationToken ct)
    {
        var facts = await LoadAsync(db, [.. candidacies.Select(c => c.Id)], ct);
        facts.earlier = await db.ReadEarlierAsync(candidacies, ct);
        return facts;
    }

    /// <summary>Loads the facts of those candidacies, untracked, without the blocs they bring along: four queries.</summary>
    public static async Task<ProgressFacts> LoadAsync(AcquisDb db, IReadOnlyCollection<Id<Candidacy>> ids, CancellationToken ct) => new(
        await db.Ratings.AsNoTracking().Where(r => ids.Contains(r.CandidacyId)).ToListAsync(ct),
        await db.RequirementRecords.AsNoTracking().Where(r => ids.Contains(r.CandidacyId)).ToListAsync(ct),
        await db.ProofRecords.AsNoTracking().Where(p => ids.Contains(p.CandidacyId)).ToListAsync(ct),
        await db.DefenceRecords.AsNoTracking().Where(d => ids.Contains(d.CandidacyId)).ToListAsync(ct));

    /// <summary>The facts of one of them.</summary>
    public CandidateFacts Of(Id<Candidacy> id) => new([.. ratings[id]], [.. requirements[id]], [.. proofs[id]], [.. defences[id]]) { Earlier = [.. earlier[id]] };
}

/// <summary>Everything recorded about one candidacy, superseded rows included.</summary>
public sealed record CandidateFacts(
    IReadOnlyList<Rating> Ratings, IReadOnlyList<RequirementRecord> Requirements, IReadOnlyList<ProofRecord> Proofs, IReadOnlyList<DefenceRecord> Defences)
{
    /// <summary>Blocs brought along.</summary>
    public IReadOnlyList<EarlierBlock> Earlier { get; init; } = [];

    /// <summary>Proofs that stand.</summary>
    public IReadOnlyList<ProofRecord> LiveProofs => [.. Proofs.Where(p => p.IsLive(Proofs))];

    /// <summary>The record that tells where a requirement, or the report of a module, stands; null where nothing is recorded.</summary>
    public RequirementRecord? Latest(string requirement, string? module = null) =>
        Requirements.Where(r => r.Requirement == requirement && r.Module == module).MaxBy(r => (r.At, r.Id));

    /// <summary>The defence that counts, or null.</summary>
    public DefenceRecord? Defence(string requirement) => Defences.Where(d => d.Requirement == requirement).MaxBy(d => (d.At, d.Id));

    /// <summary>Where a requirement that is not per module stands.</summary>
    public HandInState StateOf(Requirement requirement) => Defence(requirement.Code) is { } defence
        ? StateOf(defence)
        : StateOf(Latest(requirement.Code));

    public static HandInState StateOf(DefenceRecord defence) => defence.Sufficient ? HandInState.Met : HandInState.Refused;

    public static HandInState StateOf(RequirementRecord? record) => record?.State switch
    {
        RequirementState.HandedIn => HandInState.HandedIn,
        RequirementState.Validated => HandInState.Met,
        RequirementState.Refused => HandInState.Refused,
        _ => HandInState.Missing,
    };

    /// <summary>Where the report of a module stands.</summary>
    public HandInState StateOfModule(Framework framework, string module) =>
        framework.Requirements.FirstOrDefault(r => r.Kind is RequirementKind.PerModule) is { } perModule
            ? StateOf(Latest(perModule.Code, module))
            : HandInState.Missing;

    /// <summary>Puts everything into a standing; it is still to be settled.</summary>
    public void Into(Standing standing, Framework framework, AwardEngine engine)
    {
        standing.TakeRatings(framework, Ratings.Live(), [.. framework.Competences.Select(c => c.Code)]);
        var live = LiveProofs;
        foreach (var competence in framework.Competences)
        {
            standing.TakeProofs(framework, competence.Code, live);
        }

        foreach (var requirement in framework.Requirements.Where(r => r.Kind is not RequirementKind.PerModule))
        {
            standing.TakeRequirement(framework, requirement.Code, null, StateOf(requirement));
        }

        foreach (var module in engine.Modules)
        {
            standing.TakeRequirement(framework, "", module.Code, StateOfModule(framework, module.Code));
        }

        standing.TakeEarlier(framework, Earlier);
    }

    /// <summary>What the award rules read of it, taking only the given ratings.</summary>
    public CandidacyFacts For(AwardEngine engine, Candidacy candidacy, IReadOnlyList<Rating> visible, DateOnly on)
    {
        var standing = Standing.Begin(candidacy.Id, engine);
        (this with { Ratings = visible }).Into(standing, engine.Framework, engine);
        return standing.Facts(engine, candidacy.Blocks, on);
    }
}
