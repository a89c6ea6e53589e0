using Acquis.Credentials;
using Acquis.Credentials.Pdf;
using Acquis.Data;
using Acquis.Domain;
using Acquis.Infrastructure;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Features.Diplomas.Sealing;

/// <summary>Seals documents as they are issued.</summary>
public sealed class DocumentSealing(AcquisDb db, SealKeys keys, TimestampClient timestamps, TimeProvider time)
{
    /// <summary>The PDF sealed, within the caller's transaction.</summary>
    /// <param name="credential">The credential that it carries, or null.</param>
    /// <exception cref="RefusedException">The seal cannot be opened, or the timestamp server that is set does not answer.</exception>
    public async Task<byte[]> SealAsync(byte[] pdf, byte[]? credential, CancellationToken ct)
    {
        var body = await db.CertifyingBodies.AsNoTracking().Select(b => b.LegalName).SingleOrDefaultAsync(ct) ?? "";
        var attachment = credential is null ? null : new PdfAttachment(credential, "Attestation numérique signée (Open Badges 3.0)");
        try
        {
            return await PdfSealer.SealAsync(pdf, await keys.CurrentAsync(ct), $"Cachet de {body}", time.Now(), attachment, timestamps.Server, ct);
        }
        catch (CredentialRefusedException e) when (e.Code is "seal.no-timestamp")
        {
            throw new RefusedException("seal-key.no-timestamp");
        }
    }
}
