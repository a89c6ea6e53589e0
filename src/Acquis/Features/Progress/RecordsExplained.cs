using System.Runtime.CompilerServices;
using Acquis.Data;
using Acquis.Domain;
using Acquis.Domain.Progress;
using Acquis.Features.Journal;

namespace Acquis.Features.Progress;

/// <summary>Requirements, proofs and defences as their facts tell them. Each row is made by one fact and never changes.</summary>
public sealed class RecordsExplained : IRowsExplainedByFacts
{
    private static readonly Type[] Facts = [typeof(RequirementRecorded), typeof(ProofRecorded), typeof(ProofWithdrawn), typeof(DefenceRecorded)];

    /// <inheritdoc />
    public async IAsyncEnumerable<Refusal> DifferencesAsync(AcquisDb db, [EnumeratorCancellation] CancellationToken ct)
    {
        var requirements = new ExplainedRows<RequirementRecord>(db, r => r.Id.Value, r => Subject.Of(r.CandidacyId));
        var proofs = new ExplainedRows<ProofRecord>(db, p => p.Id.Value, p => Subject.Of(p.CandidacyId));
        var defences = new ExplainedRows<DefenceRecord>(db, d => d.Id.Value, d => Subject.Of(d.CandidacyId));
        await foreach (var told in ToldFacts.ReadAsync(db, Facts, ct))
        {
            switch (told.Fact)
            {
                case RequirementRecorded r:
                    Take(requirements, told, r);
                    break;
                case ProofRecorded p:
                    Take(proofs, told, p);
                    break;
                case ProofWithdrawn w:
                    Take(proofs, told, w);
                    break;
                case DefenceRecorded d:
                    Take(defences, told, d);
                    break;
                case null when told.Action == Fact.ActionOf(typeof(RequirementRecorded)):
                    requirements.ErasedBirth(told);
                    break;
                case null when told.Action == Fact.ActionOf(typeof(DefenceRecorded)):
                    defences.ErasedBirth(told);
                    break;
                default:
                    proofs.ErasedBirth(told);
                    break;
            }
        }

        await foreach (var difference in requirements.DifferencesAsync(null, ct))
        {
            yield return difference;
        }

        await foreach (var difference in proofs.DifferencesAsync(null, ct))
        {
            yield return difference;
        }

        await foreach (var difference in defences.DifferencesAsync(null, ct))
        {
            yield return difference;
        }
    }

    private static void Take(ExplainedRows<RequirementRecord> rows, ToldFact told, RequirementRecorded r) => rows.Born(
        r.Record.Value,
        (nameof(RequirementRecord.CandidacyId), r.Candidacy), (nameof(RequirementRecord.Requirement), r.Requirement), (nameof(RequirementRecord.Module), r.Module),
        (nameof(RequirementRecord.State), r.State), (nameof(RequirementRecord.Date), r.Date), (nameof(RequirementRecord.FileHash), r.File?.Hash),
        (nameof(RequirementRecord.FileName), r.File?.Name), (nameof(RequirementRecord.Motive), r.Motive), (nameof(RequirementRecord.By), told.By),
        (nameof(RequirementRecord.At), told.At));

    private static void Take(ExplainedRows<ProofRecord> rows, ToldFact told, ProofRecorded p) => rows.Born(
        p.Record.Value,
        (nameof(ProofRecord.CandidacyId), p.Candidacy), (nameof(ProofRecord.Competence), p.Competence), (nameof(ProofRecord.Context), p.Context),
        (nameof(ProofRecord.Date), p.Date), (nameof(ProofRecord.Note), p.Note), (nameof(ProofRecord.By), told.By), (nameof(ProofRecord.At), told.At),
        (nameof(ProofRecord.Withdraws), null), (nameof(ProofRecord.Motive), null));

    private static void Take(ExplainedRows<ProofRecord> rows, ToldFact told, ProofWithdrawn w) => rows.Born(
        w.Record.Value,
        (nameof(ProofRecord.CandidacyId), w.Candidacy), (nameof(ProofRecord.Withdraws), w.Proof), (nameof(ProofRecord.Motive), w.Motive),
        (nameof(ProofRecord.By), told.By), (nameof(ProofRecord.At), told.At));

    private static void Take(ExplainedRows<DefenceRecord> rows, ToldFact told, DefenceRecorded d) => rows.Born(
        d.Record.Value,
        (nameof(DefenceRecord.CandidacyId), d.Candidacy), (nameof(DefenceRecord.Requirement), d.Requirement), (nameof(DefenceRecord.Observations), d.Observations),
        (nameof(DefenceRecord.Interview), d.Interview), (nameof(DefenceRecord.Sufficient), d.Sufficient), (nameof(DefenceRecord.HeldOn), d.HeldOn),
        (nameof(DefenceRecord.Place), d.Place), (nameof(DefenceRecord.By), told.By), (nameof(DefenceRecord.At), told.At),
        (nameof(DefenceRecord.Supersedes), d.Supersedes), (nameof(DefenceRecord.SupersedingReason), d.SupersedingReason));
}
