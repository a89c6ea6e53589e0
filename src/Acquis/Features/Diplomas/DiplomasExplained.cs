using System.Runtime.CompilerServices;
using System.Text.Json;
using Acquis.Data;
using Acquis.Domain;
using Acquis.Domain.Diplomas;
using Acquis.Features.Decisions;
using Acquis.Features.Journal;
using Acquis.Infrastructure.Files;

namespace Acquis.Features.Diplomas;

/// <summary>Documents as their facts tell them; besides, the mentions have their hash and agree with the row, and each PDF is on disk as it was printed.</summary>
public sealed class DiplomasExplained(FileStore files) : IRowsExplainedByFacts
{
    private static readonly Type[] Facts =
    [
        typeof(DiplomaIssued), typeof(DiplomaRevocationAsked), typeof(DiplomaRevocationDeclined), typeof(DiplomaRevocationWithdrawn), typeof(DiplomaRevoked),
        typeof(RevokedDiplomaReissued), typeof(DiplomaReplaced), typeof(DiplomaSealedAnew), typeof(DuplicateIssued),
    ];

    /// <inheritdoc />
    public async IAsyncEnumerable<Refusal> DifferencesAsync(AcquisDb db, [EnumeratorCancellation] CancellationToken ct)
    {
        var rows = new ExplainedRows<Diploma>(db, d => d.Id.Value, d => Subject.Of(d.Id));
        await foreach (var told in ToldFacts.ReadAsync(db, Facts, ct))
        {
            Take(rows, told);
        }

        await foreach (var difference in rows.DifferencesAsync(Broken, ct))
        {
            yield return difference;
        }
    }

    private static void Take(ExplainedRows<Diploma> rows, ToldFact told)
    {
        switch (told.Fact)
        {
            case DiplomaIssued d:
                rows.Born(
                    d.Diploma.Value,
                    (nameof(Diploma.Kind), d.Kind), (nameof(Diploma.DecisionId), d.Decision), (nameof(Diploma.CandidacyId), d.Candidacy),
                    (nameof(Diploma.BlockCode), d.BlockCode), (nameof(Diploma.Number), d.Number), (nameof(Diploma.ContentHash), d.ContentHash),
                    (nameof(Diploma.PdfFile), d.PdfFile), (nameof(Diploma.IssuedAt), told.At), (nameof(Diploma.State), DiplomaState.Valid),
                    (nameof(Diploma.EndedAt), null), (nameof(Diploma.EndMotive), null), (nameof(Diploma.AskedRevocation), null),
                    (nameof(Diploma.ReplacedById), null), (nameof(Diploma.Duplicates), Array.Empty<Duplicate>()));
                break;
            case DiplomaRevocationAsked a:
                rows.Changed(a.Diploma.Value, (nameof(Diploma.AskedRevocation), new AskedRevocation(told.By, told.At, a.Motive)));
                break;
            case DiplomaRevocationDeclined a:
                rows.Changed(a.Diploma.Value, (nameof(Diploma.AskedRevocation), null));
                break;
            case DiplomaRevocationWithdrawn a:
                rows.Changed(a.Diploma.Value, (nameof(Diploma.AskedRevocation), null));
                break;
            case DiplomaRevoked r:
                rows.Changed(
                    r.Diploma.Value,
                    (nameof(Diploma.State), DiplomaState.Revoked), (nameof(Diploma.EndedAt), told.At), (nameof(Diploma.EndMotive), r.Motive),
                    (nameof(Diploma.AskedRevocation), null));
                break;
            case RevokedDiplomaReissued r:
                rows.Changed(r.Diploma.Value, (nameof(Diploma.ReplacedById), r.By));
                break;
            case DiplomaReplaced r:
                rows.Changed(
                    r.Diploma.Value,
                    (nameof(Diploma.State), DiplomaState.Replaced), (nameof(Diploma.EndedAt), told.At), (nameof(Diploma.EndMotive), r.Motive),
                    (nameof(Diploma.ReplacedById), r.By));
                break;
            case DiplomaSealedAnew s:
                rows.Changed(s.Diploma.Value, (nameof(Diploma.PdfFile), s.PdfFile));
                break;
            case DuplicateIssued c:
                var before = rows.Value(c.Diploma.Value, nameof(Diploma.Duplicates)) as IReadOnlyList<Duplicate> ?? [];
                rows.Changed(c.Diploma.Value, (nameof(Diploma.Duplicates), (Duplicate[])[.. before, new(c.On, c.PdfFile, c.Motive)]));
                break;
            case null when told.Action == Fact.ActionOf(typeof(DiplomaIssued)):
                rows.ErasedBirth(told);
                break;
            default:
                rows.ErasedChange(
                    told,
                    nameof(Diploma.State), nameof(Diploma.EndedAt), nameof(Diploma.EndMotive), nameof(Diploma.AskedRevocation), nameof(Diploma.ReplacedById),
                    nameof(Diploma.Duplicates), nameof(Diploma.PdfFile));
                break;
        }
    }

    private IEnumerable<string> Broken(Diploma diploma)
    {
        if (DecisionRecords.HashOf(diploma.ContentJson) != diploma.ContentHash || Mentions(diploma) is not { } mentions)
        {
            yield return nameof(Diploma.ContentJson);
        }
        else
        {
            (string Column, bool Agrees)[] compared =
            [
                (nameof(Diploma.Code), mentions.Code == diploma.Code),
                (nameof(Diploma.Number), mentions.Number == diploma.Number),
                (nameof(Diploma.Serial), Diploma.NumberOf(diploma.Year, diploma.Serial) == diploma.Number),
                (nameof(Diploma.HolderName), mentions.Holder == diploma.HolderName),
                (nameof(Diploma.IssuedOn), mentions.IssuedOn == diploma.IssuedOn),
                (nameof(Diploma.IsSpecimen), mentions.IsSpecimen == diploma.IsSpecimen),
            ];
            foreach (var (column, _) in compared.Where(c => !c.Agrees))
            {
                yield return column;
            }
        }

        if (!files.IsWhole(diploma.PdfFile))
        {
            yield return nameof(Diploma.PdfFile);
        }

        if (diploma.Duplicates.Any(d => !files.IsWhole(d.PdfFile)))
        {
            yield return nameof(Diploma.Duplicates);
        }
    }

    private static FrozenMentions? Mentions(Diploma diploma)
    {
        try
        {
            return FrozenMentions.Read(diploma);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
