using Acquis.Data;
using Acquis.Domain;
using Acquis.Domain.Candidacies;
using Acquis.Domain.Decisions;
using Acquis.Domain.Progress;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Features.Progress;

/// <summary>Blocs that candidates bring along: a bloc once awarded outlives its candidacy, and some are exempted.</summary>
public static class EarlierBlocks
{
    /// <summary>Blocs that the person of a candidacy that is not written yet brings along: those acquired by decisions that stand, on the same certification.</summary>
    public static async Task<IReadOnlyList<EarlierBlock>> ReadEarlierForAsync(this AcquisDb db, Candidacy enrolled, CancellationToken ct)
    {
        var awarded = await (
            from decision in db.Awards()
            join earlier in db.Candidacies on decision.CandidacyId equals earlier.Id
            join deliberation in db.Deliberations.IgnoreAutoIncludes() on decision.DeliberationId equals deliberation.Id
            join version in db.FrameworkVersions on deliberation.CertificationId equals version.CertificationId
            where earlier.PersonId == enrolled.PersonId && version.Id == enrolled.FrameworkVersionId && deliberation.ClosedAt != null
            select new { decision.Blocks, deliberation.HeldOn }).ToListAsync(ct);
        return [.. awarded.SelectMany(a => a.Blocks.Select(b => new EarlierBlock(b, a.HeldOn, EarlierKind.Acquired)))];
    }

    /// <summary>
    /// For each candidacy: blocs that its person acquired by decisions that stand, on the same certification, and its own exemptions. Two queries
    /// however many there are.
    /// </summary>
    /// <param name="except">A decision that does not count, since another is about to take its place.</param>
    public static async Task<ILookup<Id<Candidacy>, EarlierBlock>> ReadEarlierAsync(
        this AcquisDb db, IReadOnlyCollection<Candidacy> candidacies, CancellationToken ct, Id<Decision>? except = null)
    {
        var ids = candidacies.Select(c => c.Id).ToList();
        var people = candidacies.Select(c => c.PersonId).Distinct().ToList();
        var awarded = await (
            from decision in db.Awards()
            join earlier in db.Candidacies on decision.CandidacyId equals earlier.Id
            join deliberation in db.Deliberations.IgnoreAutoIncludes() on decision.DeliberationId equals deliberation.Id
            join version in db.FrameworkVersions on deliberation.CertificationId equals version.CertificationId
            join candidacy in db.Candidacies on version.Id equals candidacy.FrameworkVersionId
            where people.Contains(earlier.PersonId) && candidacy.PersonId == earlier.PersonId && ids.Contains(candidacy.Id)
                && deliberation.ClosedAt != null && (except == null || decision.Id != except)
            select new { candidacy.Id, decision.Blocks, deliberation.HeldOn }).ToListAsync(ct);
        var exemptions = (await db.ExemptionRecords.AsNoTracking().Where(e => ids.Contains(e.CandidacyId)).ToListAsync(ct)).ToLookup(e => e.CandidacyId);
        return awarded.SelectMany(a => a.Blocks.Select(b => (a.Id, Block: new EarlierBlock(b, a.HeldOn, EarlierKind.Acquired))))
            .Concat(exemptions.SelectMany(own => own.Where(e => e.IsLive(own)).Select(e => (Id: own.Key, Block: e.Earlier))))
            .ToLookup(e => e.Id, e => e.Block);
    }

    private static IQueryable<Decision> Awards(this AcquisDb db) => db.Decisions.AsNoTracking()
        .Where(d => d.SupersededById == null && (d.Verdict == Verdict.Awarded || d.Verdict == Verdict.PartlyAwarded));
}
