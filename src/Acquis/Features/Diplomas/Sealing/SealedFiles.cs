using System.Security.Cryptography;
using System.Text;
using Acquis.Credentials;
using Acquis.Credentials.Checking;
using Acquis.Data;
using Acquis.Domain.Diplomas;
using Acquis.Infrastructure;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Features.Diplomas.Sealing;

/// <summary>What the register says of a file that somebody brings, beside what the file itself proves.</summary>
public sealed class SealedFiles(AcquisDb db, CredentialVerification verification, Texts texts)
{
    /// <summary>Whether the journal holds its issue, and whether a PDF is one that was issued, byte for byte. Nothing of a file that is not ours.</summary>
    public async Task<IReadOnlyList<ToldCheck>> OfAsync(ReadOnlyMemory<byte> file, CancellationToken ct)
    {
        var isPdf = PdfChecker.IsPdf(file.Span);
        if (await DocumentAsync(isPdf ? Carried(file) : file.ToArray(), ct) is not { } diploma)
            return [];

        var told = new List<ToldCheck>
        {
            await verification.IsInJournalAsync(diploma, ct) ? new(CheckOutcome.Passed, texts["check.in-journal"], null) : new(CheckOutcome.NotMade, texts["checked.journal-waits"], null),
        };
        var hash = Convert.ToHexStringLower(SHA256.HashData(file.Span));
        if (isPdf)
        {
            told.Add(diploma.PdfFile == hash || diploma.Duplicates.Any(d => d.PdfFile == hash)
                ? new(CheckOutcome.Passed, texts["checked.as-issued"], null)
                : new(CheckOutcome.NotMade, texts["checked.not-as-issued"], null));
        }

        return told;
    }

    /// <summary>The certificates of those seals, as whoever checks offline needs them.</summary>
    public static byte[] Pem(IEnumerable<SealKey> seals) =>
        Encoding.ASCII.GetBytes(string.Concat(seals.Select(s => $"{PemEncoding.WriteString("CERTIFICATE", s.Certificate)}\n")));

    private static byte[]? Carried(ReadOnlyMemory<byte> pdf)
    {
        try
        {
            return PdfChecker.Extract(pdf);
        }
        catch (CredentialRefusedException)
        {
            return null; // The checks of the file say why.
        }
    }

    private async Task<Diploma?> DocumentAsync(byte[]? credential, CancellationToken ct)
    {
        if (credential is null)
            return null;

        var hash = Convert.ToHexStringLower(SHA256.HashData(credential));
        return await db.Diplomas.AsNoTracking().SingleOrDefaultAsync(d => db.Credentials.Any(c => c.DiplomaId == d.Id && c.ContentHash == hash), ct);
    }
}
