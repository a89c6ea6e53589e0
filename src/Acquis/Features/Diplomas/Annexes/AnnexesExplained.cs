using System.Runtime.CompilerServices;
using Acquis.Data;
using Acquis.Domain;
using Acquis.Domain.Diplomas;
using Acquis.Features.Journal;
using Acquis.Infrastructure.Files;

namespace Acquis.Features.Diplomas.Annexes;

/// <summary>Documents that go with a diploma as their facts tell them; besides, what each says and its PDF are on disk as they were made.</summary>
public sealed class AnnexesExplained(FileStore files) : IRowsExplainedByFacts
{
    /// <inheritdoc />
    public async IAsyncEnumerable<Refusal> DifferencesAsync(AcquisDb db, [EnumeratorCancellation] CancellationToken ct)
    {
        var rows = new ExplainedRows<Annex>(db, a => a.Id.Value, a => Subject.Of(a.Id));
        await foreach (var told in ToldFacts.ReadAsync(db, [typeof(AnnexIssued)], ct))
        {
            if (told.Fact is AnnexIssued a)
            {
                rows.Born(
                    a.Annex.Value,
                    (nameof(Annex.DiplomaId), a.Diploma), (nameof(Annex.Kind), a.Kind), (nameof(Annex.Language), a.Language), (nameof(Annex.IssuedAt), told.At),
                    (nameof(Annex.ContentFile), a.ContentFile), (nameof(Annex.PdfFile), a.PdfFile));
            }
            else
            {
                rows.ErasedBirth(told);
            }
        }

        await foreach (var difference in rows.DifferencesAsync(Broken, ct))
        {
            yield return difference;
        }
    }

    private IEnumerable<string> Broken(Annex annex)
    {
        if (!files.IsWhole(annex.ContentFile))
            yield return nameof(Annex.ContentFile);

        if (!files.IsWhole(annex.PdfFile))
            yield return nameof(Annex.PdfFile);
    }
}
