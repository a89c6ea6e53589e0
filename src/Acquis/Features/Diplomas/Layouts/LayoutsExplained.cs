using System.Runtime.CompilerServices;
using Acquis.Data;
using Acquis.Domain;
using Acquis.Domain.Diplomas;
using Acquis.Features.Journal;
using Acquis.Infrastructure.Files;

namespace Acquis.Features.Diplomas.Layouts;

/// <summary>Layouts of diplomas as their facts tell them; besides, each picture is on disk as it was taken.</summary>
public sealed class LayoutsExplained(FileStore files) : IRowsExplainedByFacts
{
    /// <inheritdoc />
    public async IAsyncEnumerable<Refusal> DifferencesAsync(AcquisDb db, [EnumeratorCancellation] CancellationToken ct)
    {
        var rows = new ExplainedRows<DiplomaLayout>(db, l => l.Id.Value, l => Subject.Of(l.Id));
        await foreach (var told in ToldFacts.ReadAsync(db, [typeof(LayoutDrafted), typeof(LayoutChanged), typeof(LayoutPublished)], ct))
        {
            switch (told.Fact)
            {
                case LayoutDrafted d:
                    rows.Born(
                        d.Layout.Value,
                        (nameof(DiplomaLayout.CertificationId), d.Certification), (nameof(DiplomaLayout.Number), d.Number), (nameof(DiplomaLayout.Terms), d.Terms),
                        (nameof(DiplomaLayout.State), LayoutState.Draft), (nameof(DiplomaLayout.PublishedAt), null));
                    break;
                case LayoutChanged c:
                    rows.Changed(c.Layout.Value, (nameof(DiplomaLayout.Terms), c.Terms));
                    break;
                case LayoutPublished p:
                    rows.Changed(p.Layout.Value, (nameof(DiplomaLayout.State), LayoutState.Published), (nameof(DiplomaLayout.PublishedAt), told.At));
                    break;
                case null when told.Action == Fact.ActionOf(typeof(LayoutDrafted)):
                    rows.ErasedBirth(told);
                    break;
                default:
                    rows.ErasedChange(told, nameof(DiplomaLayout.Terms), nameof(DiplomaLayout.State), nameof(DiplomaLayout.PublishedAt));
                    break;
            }
        }

        await foreach (var difference in rows.DifferencesAsync(Broken, ct))
            yield return difference;
    }

    private IEnumerable<string> Broken(DiplomaLayout layout)
    {
        var (logo, background, signature) = (layout.Terms.Logo, layout.Terms.Background, layout.Terms.Signature);
        if (new[] { logo, background, signature }.OfType<string>().Any(file => !files.IsWhole(file)))
            yield return nameof(DiplomaLayout.Terms);
    }
}
