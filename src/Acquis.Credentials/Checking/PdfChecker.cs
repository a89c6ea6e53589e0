using System.Globalization;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using Acquis.Credentials.JsonLd;
using Acquis.Credentials.Pdf;

namespace Acquis.Credentials.Checking;

/// <summary>Who sealed a PDF.</summary>
/// <param name="Name">Common name of the certificate.</param>
/// <param name="Fingerprint">SHA-256 of the certificate, lower-case hexadecimal.</param>
/// <param name="IsTest">Whether the seal says of itself that it is a test.</param>
/// <param name="ClaimedAt">The instant that the seal claims; null where it claims none.</param>
/// <param name="TimestampedAt">The instant that a timestamp server vouches for; null without.</param>
public sealed record SealSummary(string Name, string Fingerprint, bool IsTest, DateTimeOffset? ClaimedAt, DateTimeOffset? TimestampedAt);

/// <summary>
/// Checks a PDF that Acquis sealed: its seal, the credential that it carries (as <see cref="CredentialChecker"/> does), and whether its page says the same. Nothing is
/// fetched; bounded in time and memory. Codes beside those of credentials: <c>pdf.*</c> of the file (<c>not-pdf</c>, <c>too-large</c>, <c>malformed</c>, <c>too-complex</c>,
/// <c>duplicate-key</c>, <c>unsupported</c>), <c>seal.*</c> (<c>missing</c>, <c>two</c>, <c>written-on-after</c>, <c>not-whole</c>, <c>malformed</c>, <c>weak</c>, <c>altered</c>,
/// <c>timestamp-refused</c>, <c>out-of-period</c>, <c>no-certificate</c>, <c>other-certificate</c>), <c>attachment.*</c> (<c>several</c>, <c>differs</c>).
/// </summary>
public sealed class PdfChecker(CredentialChecker? credentials = null)
{
    /// <summary>Largest file checked, in bytes.</summary>
    public const int MaxBytes = PdfFileMap.MaxBytes;

    private const string SpecimenMark = "SPÉCIMEN — ";

    private readonly CredentialChecker credentials = credentials ?? new();

    /// <summary>Whether those bytes claim to be a PDF.</summary>
    public static bool IsPdf(ReadOnlySpan<byte> bytes) => bytes.StartsWith("%PDF-"u8);

    /// <summary>Makes every check that can be made.</summary>
    public CheckReport Check(ReadOnlyMemory<byte> pdf, CheckSources sources, DateTimeOffset now)
    {
        PdfFileMap map;
        SealSummary? seal = null;
        byte[]? attached;
        string page;
        var checks = new List<Check>();
        try
        {
            map = PdfFileMap.Read(pdf);
            (checks, seal) = Seal(pdf, map);
            attached = Attachment(map);
            page = attached is null ? "" : PageWords.Of(map);
        }
        catch (CredentialRefusedException e)
        {
            checks.Add(new(e.Code.StartsWith("attachment.", StringComparison.Ordinal) ? CheckKind.Attachment : CheckKind.Seal, CheckOutcome.Failed, e.Code, e.Detail));
            return new(checks, null, seal);
        }

        var report = attached is null ? new([], null) : credentials.Check(attached, sources, now);
        if (seal is not null)
        {
            checks.Add(KnownSeal(seal, report.Credential, sources));
        }

        if (attached is not null && report.Credential is { } says)
        {
            checks.Add(Differs(attached, says, page) is { } what
                ? new(CheckKind.Attachment, CheckOutcome.Failed, "attachment.differs", what)
                : new(CheckKind.Attachment, CheckOutcome.Passed));
        }

        return new([.. checks, .. report.Checks], report.Credential, seal);
    }

    /// <summary>The credential that a PDF carries, byte for byte; null where it carries none.</summary>
    /// <exception cref="CredentialRefusedException">It is no PDF that can be read, or carries several files.</exception>
    public static byte[]? Extract(ReadOnlyMemory<byte> pdf) => Attachment(PdfFileMap.Read(pdf));

    private static (List<Check> Checks, SealSummary? Seal) Seal(ReadOnlyMemory<byte> pdf, PdfFileMap map)
    {
        var found = map.Offsets.Keys.Order().Select(n => map.Object(new(n)).Value).OfType<PdfDictionary>().Where(d => d["ByteRange"] is not null).ToList();
        if (found.Count != 1 || Count(pdf.Span, "/ByteRange"u8) > 1)
        {
            return ([new(CheckKind.Seal, CheckOutcome.Failed, found.Count == 0 ? "seal.missing" : "seal.two", $"{found.Count} seals")], null);
        }

        var (cms, signed) = Range(pdf, found[0]);
        var (certificate, timestamp) = CmsSeal.Verify(cms, signed);
        var claimed = found[0]["M"] is PdfText m ? InstantOf(m.Bytes) : null;
        var seal = new SealSummary(
            certificate.GetNameInfo(X509NameType.SimpleName, false), DocumentSeal.FingerprintOf(certificate), DocumentSeal.IsTestSeal(certificate), claimed, timestamp);
        var at = timestamp ?? claimed;
        return at is { } instant && (instant < certificate.NotBefore || instant > certificate.NotAfter)
            ? ([new(CheckKind.Seal, CheckOutcome.Failed, "seal.out-of-period", $"{instant:O}")], seal)
            : ([new(CheckKind.Seal, CheckOutcome.Passed)], seal);
    }

    // All of the file but the signature itself must be signed: from its first byte to its last, the gap being exactly the string that holds the signature.
    private static (byte[] Cms, byte[] Signed) Range(ReadOnlyMemory<byte> pdf, PdfDictionary signature)
    {
        if (!signature.IsOf("SubFilter", "ETSI.CAdES.detached") || signature["Contents"] is not PdfText contents || signature["ByteRange"] is not PdfArray { Items: { Count: 4 } items })
        {
            throw new CredentialRefusedException("seal.malformed", "no PAdES seal");
        }

        var range = items.Select(PdfReader.IntegerOf).ToArray();
        if (range[0] != 0 || range[1] != contents.At || range[2] != contents.End)
        {
            throw new CredentialRefusedException("seal.not-whole", "the signed range leaves out more than the seal");
        }

        if (range[3] > pdf.Length - range[2])
        {
            throw new CredentialRefusedException("seal.not-whole", "the signed range goes beyond the file");
        }

        if (range[2] + range[3] != pdf.Length)
        {
            throw new CredentialRefusedException("seal.written-on-after", $"{pdf.Length - range[2] - range[3]} bytes after what is sealed");
        }

        return (WithoutPadding(contents.Bytes), [.. pdf.Span[..range[1]], .. pdf.Span[range[2]..]]);
    }

    // The signature is a DER sequence, which says its own length; what follows in its place must be nothing.
    private static byte[] WithoutPadding(byte[] padded)
    {
        if (padded is not [0x30, 0x82, var high, var low, ..])
        {
            throw new CredentialRefusedException("seal.malformed", "no CMS signature");
        }

        var length = (high << 8) + low + 4;
        return length <= padded.Length && padded.AsSpan(length).IndexOfAnyExcept((byte)0) < 0
            ? padded[..length]
            : throw new CredentialRefusedException("seal.malformed", "something stands behind the signature");
    }

    private static DateTimeOffset? InstantOf(byte[] text) =>
        DateTimeOffset.TryParseExact(Encoding.Latin1.GetString(text), "'D:'yyyyMMddHHmmss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at : null;

    private static byte[]? Attachment(PdfFileMap map)
    {
        var catalogue = map.Object(map.Root).Dictionary;
        var files = map.Offsets.Keys.Order().Select(n => map.Object(new(n)).Value).OfType<PdfDictionary>().Where(d => d["EF"] is not null || d.IsOf("Type", "EmbeddedFile")).ToList();
        if (files.Count == 0)
        {
            return null;
        }

        var names = map.Dictionary(catalogue, "Names") is { } tree && map.Dictionary(tree, "EmbeddedFiles") is { } embedded ? map.Items(embedded, "Names") : [];
        if (files.Count != 2 || names is not [PdfText, PdfReference named] || map.Items(catalogue, "AF") is not [PdfReference associated] || named != associated
            || map.Dictionary(map.Object(named).Dictionary, "EF") is not { } ef || ef["F"] is not PdfReference content || ef["UF"] is PdfReference other && other != content)
        {
            throw new CredentialRefusedException("attachment.several", "not one attached file of one name");
        }

        return PdfFileMap.Content(map.Object(content));
    }

    private static Check KnownSeal(SealSummary seal, CredentialSummary? says, CheckSources sources)
    {
        if (sources.HasSeal(seal.Fingerprint))
        {
            return new(CheckKind.SealKey, CheckOutcome.Passed);
        }

        // Who answers for the issuer of the credential would have brought its seal too.
        return sources.HasSeals && says?.Issuer is { } issuer && sources.FindDid(issuer) is not null
            ? new(CheckKind.SealKey, CheckOutcome.Failed, "seal.other-certificate", seal.Fingerprint)
            : new(CheckKind.SealKey, CheckOutcome.NotMade, "seal.no-certificate", seal.Fingerprint);
    }

    // What of the credential its page does not say: the number, each name of the holder, the title.
    private static string? Differs(byte[] attached, CredentialSummary says, string page)
    {
        using var document = LinkedJson.Parse(attached);
        var number = CredentialJson.Subjects(document.RootElement).Select(s => CredentialJson.Text(s, "licenseNumber")).FirstOrDefault();
        bool Says(string? text) => !string.IsNullOrWhiteSpace(text) && page.Contains(PageWords.Bare(text), StringComparison.Ordinal);
        if (!Says(number))
        {
            return "licenseNumber";
        }

        if (says.Holder is not { Length: > 0 } holder || !holder.Split(' ', StringSplitOptions.RemoveEmptyEntries).All(Says))
        {
            return "identityHash";
        }

        return says.Achievements is [var name] && Says(name.StartsWith(SpecimenMark, StringComparison.Ordinal) ? name[SpecimenMark.Length..] : name) ? null : "achievement.name";
    }

    private static int Count(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> what)
    {
        var count = 0;
        for (var at = bytes.IndexOf(what); at >= 0; at = bytes.IndexOf(what))
        {
            count++;
            bytes = bytes[(at + what.Length)..];
        }

        return count;
    }
}
