using Acquis.Data;
using Acquis.Domain;
using Acquis.Domain.Candidacies;
using Acquis.Domain.Decisions;
using Acquis.Domain.Frameworks;
using Acquis.Domain.Progress;
using Acquis.Features.Progress;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Features.Decisions;

/// <summary>Reads everything that is recorded of candidacies, for freezing.</summary>
public sealed class CandidacyRecords(AcquisDb db)
{
    /// <summary>What is recorded of each candidacy, as it stands now.</summary>
    /// <param name="on">Date at which the rules will read it.</param>
    /// <param name="replaced">The decision that is being replaced: what it awarded is no earlier award.</param>
    public async Task<IReadOnlyDictionary<Id<Candidacy>, RecordedFacts>> ReadAsync(
        Framework framework, IReadOnlyList<Candidacy> candidacies, DateOnly on, CancellationToken ct, Id<Decision>? replaced = null)
    {
        var earlier = await db.ReadEarlierAsync(candidacies, ct, replaced);
        var ids = candidacies.Select(c => c.Id).ToList();
        var ratings = (await db.Set<Rating>().AsNoTracking().Where(r => ids.Contains(r.CandidacyId)).ToListAsync(ct)).ToLookup(r => r.CandidacyId);
        var proofs = (await db.Set<ProofRecord>().AsNoTracking().Where(p => ids.Contains(p.CandidacyId)).ToListAsync(ct)).ToLookup(p => p.CandidacyId);
        var handIns = (await db.Set<RequirementRecord>().AsNoTracking().Where(r => ids.Contains(r.CandidacyId)).ToListAsync(ct)).ToLookup(r => r.CandidacyId);
        var defences = (await db.Set<DefenceRecord>().AsNoTracking().Where(d => ids.Contains(d.CandidacyId)).ToListAsync(ct)).ToLookup(d => d.CandidacyId);
        return candidacies.ToDictionary(c => c.Id, c => new RecordedFacts
        {
            On = on,
            Blocks = c.Blocks,
            Ratings = [.. ratings[c.Id].Live().Select(r => new FrozenRating(r.Id.Value, r.Competence, r.Lane, r.Assessment, r.Attempt, r.Rank, r.Level, r.At))],
            Proofs = ProofsOf([.. proofs[c.Id]]),
            Requirements = RequirementsOf(handIns[c.Id], defences[c.Id]),
            Modules = ModulesOf(handIns[c.Id]),
            Earlier = [.. earlier[c.Id].Where(e => framework.Blocks.Any(b => b.Code == e.Block))],
        });
    }

    private static Dictionary<string, Proofs> ProofsOf(IReadOnlyList<ProofRecord> records) => records
        .Where(p => p.IsLive(records))
        .GroupBy(p => p.Competence)
        .ToDictionary(g => g.Key, g => g.Aggregate(Proofs.None, (all, p) => all | (p.Context is ProofContext.Company ? Proofs.Company : Proofs.Training)));

    private static Dictionary<string, HandInState> RequirementsOf(IEnumerable<RequirementRecord> handIns, IEnumerable<DefenceRecord> defences)
    {
        var states = Latest(handIns.Where(r => r.Module is null), r => r.Requirement);
        foreach (var defence in defences.GroupBy(d => d.Requirement).Select(g => g.MaxBy(d => (d.At, d.Id))!))
        {
            states[defence.Requirement] = defence.Sufficient ? HandInState.Met : HandInState.Refused;
        }

        return states;
    }

    private static Dictionary<string, HandInState> ModulesOf(IEnumerable<RequirementRecord> handIns) => Latest(handIns.Where(r => r.Module is not null), r => r.Module!);

    private static Dictionary<string, HandInState> Latest(IEnumerable<RequirementRecord> records, Func<RequirementRecord, string> key) => records
        .GroupBy(key)
        .ToDictionary(g => g.Key, g => g.MaxBy(r => (r.At, r.Id))!.State switch
        {
            RequirementState.Validated => HandInState.Met,
            RequirementState.Refused => HandInState.Refused,
            _ => HandInState.HandedIn,
        });
}
