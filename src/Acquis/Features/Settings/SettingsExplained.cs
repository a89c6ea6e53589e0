using System.Runtime.CompilerServices;
using Acquis.Data;
using Acquis.Domain;
using Acquis.Domain.Candidacies;
using Acquis.Features.Journal;

namespace Acquis.Features.Settings;

/// <summary>The settings of the certifying body as their facts tell them. A fact keeps no password: the rest of the mail server is compared without it.</summary>
public sealed class SettingsExplained : IRowsExplainedByFacts
{
    private static readonly Type[] Facts = [typeof(BodyIdentified), typeof(SignatoriesNamed), typeof(LogoChanged), typeof(MailServerSet)];

    /// <inheritdoc />
    public async IAsyncEnumerable<Refusal> DifferencesAsync(AcquisDb db, [EnumeratorCancellation] CancellationToken ct)
    {
        var rows = new ExplainedRows<CertifyingBody>(db, b => b.Id.Value, b => Subject.Of(b.Id));
        MailServerSet? mail = null;
        await foreach (var told in ToldFacts.ReadAsync(db, Facts, ct))
        {
            // The first fact of any kind makes the row.
            rows.Born(CertifyingBody.TheOne.Value);
            mail = told.Fact as MailServerSet ?? mail;
            Take(rows, told);
        }

        await foreach (var difference in rows.DifferencesAsync(b => Same(mail, b.Mail) ? [] : [nameof(CertifyingBody.Mail)], ct))
            yield return difference;
    }

    private static void Take(ExplainedRows<CertifyingBody> rows, ToldFact told)
    {
        switch (told.Fact)
        {
            case BodyIdentified { Identity: var i } b:
                rows.Changed(
                    b.CertifyingBody.Value,
                    (nameof(CertifyingBody.LegalName), i.LegalName), (nameof(CertifyingBody.TradeName), i.TradeName), (nameof(CertifyingBody.Siret), i.Siret),
                    (nameof(CertifyingBody.Address), i.Address), (nameof(CertifyingBody.Postcode), i.Postcode), (nameof(CertifyingBody.City), i.City),
                    (nameof(CertifyingBody.PublicAddress), i.PublicAddress));
                break;
            case SignatoriesNamed s:
                rows.Changed(s.CertifyingBody.Value, (nameof(CertifyingBody.Signatories), s.Signatories));
                break;
            case LogoChanged l:
                rows.Changed(l.CertifyingBody.Value, (nameof(CertifyingBody.LogoHash), l.LogoHash));
                break;
            case MailServerSet:
                break;
            default:
                rows.ErasedChange(
                    told,
                    nameof(CertifyingBody.LegalName), nameof(CertifyingBody.TradeName), nameof(CertifyingBody.Siret), nameof(CertifyingBody.Address), nameof(CertifyingBody.Postcode),
                    nameof(CertifyingBody.City), nameof(CertifyingBody.PublicAddress), nameof(CertifyingBody.Signatories), nameof(CertifyingBody.LogoHash));
                break;
        }
    }

    private static bool Same(MailServerSet? told, MailServer? kept) => (told, kept) switch
    {
        (null, null) => true,
        ({ } t, { } k) => (t.Host, t.Port, t.Security, t.User, t.From, t.Held) == (k.Host, k.Port, k.Security, k.User, k.From, k.Held),
        _ => false,
    };
}
