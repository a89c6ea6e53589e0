using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;

namespace Acquis.Credentials.Pdf;

/// <summary>
/// Asks a server for a timestamp: a request (RFC 3161) in, its answer out. The network is the caller's.
/// </summary>
public delegate Task<byte[]> TimestampServer(byte[] request, CancellationToken ct);

/// <summary>The signature inside a sealed PDF: CMS, detached, SHA-256, with the signing certificate among what is signed (CAdES, ETSI EN 319 122-1).</summary>
internal static class CmsSeal
{
    private const string SigningCertificateV2 = "1.2.840.113549.1.9.16.2.47";
    private const string TimestampToken = "1.2.840.113549.1.9.16.2.14";
    private const string Sha256 = "2.16.840.1.101.3.4.2.1";
    private const string Sha384 = "2.16.840.1.101.3.4.2.2";
    private const string Sha512 = "2.16.840.1.101.3.4.2.3";

    /// <summary>Signs; with a timestamp of the signature where a server is given (B-T), without otherwise (B-B).</summary>
    /// <exception cref="CredentialRefusedException"><c>seal.no-timestamp</c>: the server's answer is none.</exception>
    public static async Task<byte[]> SignAsync(byte[] signed, DocumentSeal seal, TimestampServer? server, CancellationToken ct)
    {
        var cms = new SignedCms(new ContentInfo(signed), detached: true);
        var signer = new CmsSigner(SubjectIdentifierType.IssuerAndSerialNumber, seal.Certificate, seal.Key)
        {
            DigestAlgorithm = new Oid(Sha256),
            IncludeOption = X509IncludeOption.EndCertOnly,
        };
        signer.SignedAttributes.Add(new AsnEncodedData(new Oid(SigningCertificateV2), CertificateReference(seal.Certificate)));
        lock (seal)
        {
            // A key that several documents are sealed with at once need not bear it.
            cms.ComputeSignature(signer, silent: true);
        }

        if (server is not null)
        {
            var info = cms.SignerInfos[0];
            info.AddUnsignedAttribute(new AsnEncodedData(new Oid(TimestampToken), await TimestampAsync(info, server, ct)));
        }

        return cms.Encode();
    }

    /// <summary>Reads a signature and holds it against what it signs; the signer's certificate, and the instant of a timestamp that holds.</summary>
    /// <exception cref="CredentialRefusedException"><c>seal.malformed</c>, <c>seal.weak</c>, <c>seal.altered</c>, <c>seal.timestamp-refused</c>.</exception>
    public static (X509Certificate2 Certificate, DateTimeOffset? TimestampedAt) Verify(byte[] cmsBytes, byte[] signed)
    {
        var cms = new SignedCms(new ContentInfo(signed), detached: true);
        try
        {
            cms.Decode(cmsBytes);
        }
        catch (CryptographicException e)
        {
            throw new CredentialRefusedException("seal.malformed", "no CMS signature", e);
        }

        if (cms.SignerInfos.Count != 1 || cms.SignerInfos[0] is not { Certificate: { } certificate } signer)
        {
            throw new CredentialRefusedException("seal.malformed", "not one signer with his certificate");
        }

        if (signer.DigestAlgorithm.Value is not (Sha256 or Sha384 or Sha512))
        {
            throw new CredentialRefusedException("seal.weak", signer.DigestAlgorithm.Value ?? "");
        }

        try
        {
            signer.CheckSignature(verifySignatureOnly: true);
        }
        catch (CryptographicException e)
        {
            throw new CredentialRefusedException("seal.altered", DocumentSeal.FingerprintOf(certificate), e);
        }

        RequireReference(signer, certificate);
        return (certificate, TimestampedAt(signer));
    }

    private static byte[] CertificateReference(X509Certificate2 certificate)
    {
        // ESSCertIDv2 with its default algorithm, SHA-256 (RFC 5035, section 3).
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        using (writer.PushSequence())
        using (writer.PushSequence())
        {
            writer.WriteOctetString(SHA256.HashData(certificate.RawDataMemory.Span));
        }

        return writer.Encode();
    }

    private static void RequireReference(SignerInfo signer, X509Certificate2 certificate)
    {
        var attribute = Attribute(signer.SignedAttributes, SigningCertificateV2) ?? throw new CredentialRefusedException("seal.malformed", "the signing certificate is not signed");
        try
        {
            var first = new AsnReader(attribute, AsnEncodingRules.DER).ReadSequence().ReadSequence().ReadSequence();
            var algorithm = Sha256;
            if (first.PeekTag().HasSameClassAndValue(Asn1Tag.Sequence))
            {
                algorithm = first.ReadSequence().ReadObjectIdentifier();
            }

            var hash = first.ReadOctetString();
            var raw = certificate.RawData;
            var real = algorithm switch { Sha256 => SHA256.HashData(raw), Sha384 => SHA384.HashData(raw), Sha512 => SHA512.HashData(raw), _ => [] };
            if (!real.AsSpan().SequenceEqual(hash))
            {
                throw new CredentialRefusedException("seal.altered", "signed with another certificate than the one shown");
            }
        }
        catch (AsnContentException e)
        {
            throw new CredentialRefusedException("seal.malformed", "the signing certificate is not told as it should be", e);
        }
    }

    private static async Task<byte[]> TimestampAsync(SignerInfo info, TimestampServer server, CancellationToken ct)
    {
        var request = Rfc3161TimestampRequest.CreateFromSignerInfo(info, HashAlgorithmName.SHA256, nonce: RandomNumberGenerator.GetBytes(16), requestSignerCertificates: true);
        try
        {
            return request.ProcessResponse(await server(request.Encode(), ct), out _).AsSignedCms().Encode();
        }
        catch (CryptographicException e)
        {
            throw new CredentialRefusedException("seal.no-timestamp", "the server's answer is no timestamp of this signature", e);
        }
    }

    private static DateTimeOffset? TimestampedAt(SignerInfo signer)
    {
        if (Attribute(signer.UnsignedAttributes, TimestampToken) is not { } encoded)
        {
            return null;
        }

        return Rfc3161TimestampToken.TryDecode(encoded, out var token, out _) && token.VerifySignatureForSignerInfo(signer, out _)
            ? token.TokenInfo.Timestamp
            : throw new CredentialRefusedException("seal.timestamp-refused", "the timestamp is not one of this signature");
    }

    private static byte[]? Attribute(CryptographicAttributeObjectCollection attributes, string oid) =>
        attributes.Cast<CryptographicAttributeObject>().FirstOrDefault(a => a.Oid.Value == oid) is { Values: { Count: 1 } values } ? values[0].RawData : null;
}
