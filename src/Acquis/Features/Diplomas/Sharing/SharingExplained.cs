using System.Runtime.CompilerServices;
using Acquis.Data;
using Acquis.Domain;
using Acquis.Domain.Diplomas;
using Acquis.Features.Journal;

namespace Acquis.Features.Diplomas.Sharing;

/// <summary>Links that holders share as their facts tell them. The label and the hash of the secret stand in no fact.</summary>
public sealed class SharingExplained : IRowsExplainedByFacts
{
    /// <inheritdoc />
    public async IAsyncEnumerable<Refusal> DifferencesAsync(AcquisDb db, [EnumeratorCancellation] CancellationToken ct)
    {
        var rows = new ExplainedRows<SharedLink>(db, l => l.Id.Value, l => Subject.Of(l.Id));
        await foreach (var told in ToldFacts.ReadAsync(db, [typeof(DocumentShared), typeof(SharedLinkEnded)], ct))
            Take(rows, told);

        await foreach (var difference in rows.DifferencesAsync(null, ct))
            yield return difference;
    }

    private static void Take(ExplainedRows<SharedLink> rows, ToldFact told)
    {
        switch (told.Fact)
        {
            case DocumentShared s:
                rows.Born(
                    s.Link.Value,
                    (nameof(SharedLink.DiplomaId), s.Diploma), (nameof(SharedLink.ShowsLevels), s.ShowsLevels), (nameof(SharedLink.MadeAt), told.At),
                    (nameof(SharedLink.ExpiresAt), s.ExpiresAt), (nameof(SharedLink.EndedAt), null));
                break;
            case SharedLinkEnded e:
                rows.Changed(e.Link.Value, (nameof(SharedLink.EndedAt), told.At));
                break;
            case null when told.Action == Fact.ActionOf(typeof(DocumentShared)):
                rows.ErasedBirth(told);
                break;
            default:
                rows.ErasedChange(told, nameof(SharedLink.EndedAt));
                break;
        }
    }
}
