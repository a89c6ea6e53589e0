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
        var hash = Convert.ToHexStringLower(SHA256.HashData(file.Span));
        if (isPdf && await MainOfAsync(hash, ct) is { } main)
            return [new(CheckOutcome.Passed, texts["checked.as-issued"], null), StandingOf(main)];

        if (await DocumentAsync(isPdf ? Carried(file) : file.ToArray(), ct) is not { } diploma)
            return [];

        var told = new List<ToldCheck>
        {
            await verification.IsInJournalAsync(diploma, ct) ? new(CheckOutcome.Passed, texts["check.in-journal"], null) : new(CheckOutcome.NotMade, texts["checked.journal-waits"], null),
        };
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

    /// <summary>The diploma or bloc certificate with which a supplement or an attestation goes; null for another file.</summary>
    private Task<Diploma?> MainOfAsync(string hash, CancellationToken ct) =>
        db.Diplomas.AsNoTracking().SingleOrDefaultAsync(d => db.Annexes.Any(a => a.DiplomaId == d.Id && a.PdfFile == hash), ct);

    /// <summary>A supplement or an attestation carries no credential whose status could be read: it is worth what the document that it goes with is worth.</summary>
    private ToldCheck StandingOf(Diploma main) => main.State is DiplomaState.Valid
        ? new(CheckOutcome.Passed, texts["checked.goes-with", ("number", main.Number)], null)
        : new(CheckOutcome.Failed, texts["checked.goes-with-ended", ("number", main.Number), ("at", Dates.Civil(main.EndedAt!.Value))], null);

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
