using System.Runtime.CompilerServices;
using Acquis.Data;
using Acquis.Domain;
using Acquis.Domain.Diplomas;
using Acquis.Features.Journal;

namespace Acquis.Features.Diplomas.Sending;

/// <summary>Links sent to holders without an account as their facts tell them.</summary>
public sealed class SendingExplained : IRowsExplainedByFacts
{
    /// <inheritdoc />
    public async IAsyncEnumerable<Refusal> DifferencesAsync(AcquisDb db, [EnumeratorCancellation] CancellationToken ct)
    {
        var rows = new ExplainedRows<HolderLink>(db, l => l.Id.Value, l => Subject.Of(l.Id));
        await foreach (var told in ToldFacts.ReadAsync(db, [typeof(HolderLinkSent), typeof(HolderLinkEnded)], ct))
        {
            switch (told.Fact)
            {
                case HolderLinkSent s:
                    // The first message makes the row; each later one says the link anew.
                    rows.Born(s.Link.Value, (nameof(HolderLink.CandidacyId), s.Candidacy));
                    rows.Changed(
                        s.Link.Value,
                        (nameof(HolderLink.Number), s.Number), (nameof(HolderLink.SentAt), told.At), (nameof(HolderLink.ExpiresAt), s.ExpiresAt),
                        (nameof(HolderLink.EndedAt), null));
                    break;
                case HolderLinkEnded e:
                    rows.Changed(e.Link.Value, (nameof(HolderLink.EndedAt), told.At));
                    break;
                case null when told.Action == Fact.ActionOf(typeof(HolderLinkSent)):
                    rows.ErasedBirth(told);
                    rows.ErasedChange(told, nameof(HolderLink.Number), nameof(HolderLink.SentAt), nameof(HolderLink.ExpiresAt), nameof(HolderLink.EndedAt));
                    break;
                default:
                    rows.ErasedChange(told, nameof(HolderLink.EndedAt));
                    break;
            }
        }

        await foreach (var difference in rows.DifferencesAsync(null, ct))
            yield return difference;
    }
}
