using System.Runtime.CompilerServices;
using Acquis.Data;
using Acquis.Domain;
using Acquis.Domain.Progress;
using Acquis.Features.Journal;

namespace Acquis.Features.Progress;

/// <summary>Exemptions as their facts tell them. Each row is made by one fact and never changes.</summary>
public sealed class ExemptionsExplained : IRowsExplainedByFacts
{
    private static readonly Type[] Facts = [typeof(BlockExempted), typeof(ExemptionWithdrawn)];

    /// <inheritdoc />
    public async IAsyncEnumerable<Refusal> DifferencesAsync(AcquisDb db, [EnumeratorCancellation] CancellationToken ct)
    {
        var rows = new ExplainedRows<ExemptionRecord>(db, e => e.Id.Value, e => Subject.Of(e.CandidacyId));
        await foreach (var told in ToldFacts.ReadAsync(db, Facts, ct))
        {
            Take(rows, told);
        }

        await foreach (var difference in rows.DifferencesAsync(null, ct))
        {
            yield return difference;
        }
    }

    private static void Take(ExplainedRows<ExemptionRecord> rows, ToldFact told)
    {
        switch (told.Fact)
        {
            case BlockExempted e:
                rows.Born(
                    e.Record.Value,
                    (nameof(ExemptionRecord.CandidacyId), e.Candidacy), (nameof(ExemptionRecord.Block), e.Block), (nameof(ExemptionRecord.Ground), e.Ground),
                    (nameof(ExemptionRecord.On), e.On), (nameof(ExemptionRecord.Reference), e.Reference), (nameof(ExemptionRecord.FileHash), e.File?.Hash),
                    (nameof(ExemptionRecord.FileName), e.File?.Name), (nameof(ExemptionRecord.By), told.By), (nameof(ExemptionRecord.At), told.At),
                    (nameof(ExemptionRecord.Withdraws), null), (nameof(ExemptionRecord.Motive), null));
                break;
            case ExemptionWithdrawn w:
                rows.Born(
                    w.Record.Value,
                    (nameof(ExemptionRecord.CandidacyId), w.Candidacy), (nameof(ExemptionRecord.Block), w.Block), (nameof(ExemptionRecord.Withdraws), w.Exemption),
                    (nameof(ExemptionRecord.Motive), w.Motive), (nameof(ExemptionRecord.By), told.By), (nameof(ExemptionRecord.At), told.At));
                break;
            default:
                rows.ErasedBirth(told);
                break;
        }
    }
}
