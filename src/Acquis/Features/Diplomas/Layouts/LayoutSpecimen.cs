using Acquis.Credentials.Documents;
using Acquis.Data;
using Acquis.Domain;
using Acquis.Domain.Candidacies;
using Acquis.Domain.Diplomas;
using Acquis.Domain.Frameworks;
using Acquis.Infrastructure;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Features.Diplomas.Layouts;

/// <summary>Prints a layout on a diploma of nobody, marked SPÉCIMEN, unsealed and in no register.</summary>
public sealed class LayoutSpecimen(AcquisDb db, DiplomaFiles files, TimeProvider time)
{
    /// <summary>The PDF.</summary>
    /// <exception cref="RefusedException">An official mention of the certification or of the certifying body is missing.</exception>
    public async Task<byte[]> PrintAsync(Certification certification, DiplomaLayout layout, CancellationToken ct)
    {
        var body = await db.CertifyingBodies.AsNoTracking().SingleOrDefaultAsync(ct) ?? CertifyingBody.Unnamed();
        var registration = certification.Registration;
        var on = Dates.Civil(time.GetUtcNow());
        var code = new string('0', ShortCode.Length);
        var mentions = new FrozenMentions
        {
            Kind = DiplomaKind.Diploma,
            Number = Diploma.NumberOf(on.Year, 0),
            Code = code,
            VerifyAddress = $"{body.PublicAddress}/v/{ShortCode.Show(code)}",
            LegalName = body.LegalName,
            TradeName = body.TradeName,
            Siret = body.Siret,
            Title = certification.Title,
            RncpCode = registration.RncpCode,
            RegisteredOn = registration.DecidedOn,
            Level = registration.Level,
            NsfCodes = registration.NsfCodes,
            Holder = "Camille Fontanel",
            BirthName = "Fontanel",
            FirstNames = "Camille",
            Birth = new(2003, 3, 14),
            BirthPlace = "Saint-Étienne (Loire)",
            IsFemale = true,
            DecidedOn = on,
            IssuedOn = on,
            IssuedAt = body.City,
            Signatory = layout.Terms.Signatory ?? (body.Signatories.Count > 0 ? body.Signatories[0] : new("", new(""))),
            Blocks = [],
            IsSpecimen = true,
            Layout = FrozenLayout.Of(layout.Number, layout.Terms, body),
        };
        try
        {
            return await files.PrintAsync(mentions, null, ct);
        }
        catch (DocumentRefusedException e)
        {
            throw new RefusedException([.. e.Defects.Select(d => Refusal.Of(d.Code, ("detail", d.Detail)))]);
        }
    }
}
