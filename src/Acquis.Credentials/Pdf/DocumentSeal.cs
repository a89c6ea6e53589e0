using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Acquis.Credentials.Pdf;

/// <summary>
/// The seal of the certifying body (cachet électronique): its certificate, and the key that seals, wherever that is kept. A remote seal is an RSA or ECDSA object
/// that calls its provider. Safe to use from several threads where its key is.
/// </summary>
public sealed class DocumentSeal : IDisposable
{
    /// <summary>What the subject of every seal made for tests bears, so that nobody takes it for another.</summary>
    public const string TestUnit = "CACHET DE TEST - TEST SEAL";

    /// <summary>A seal from a certificate and its key.</summary>
    /// <param name="certificate">The certificate, with or without its private key.</param>
    /// <param name="key">The key; null where the certificate holds it.</param>
    /// <exception cref="CredentialRefusedException"><c>seal.no-key</c>: no RSA or ECDSA key, or one of another certificate.</exception>
    public DocumentSeal(X509Certificate2 certificate, AsymmetricAlgorithm? key = null)
    {
        Certificate = certificate;
        Key = key ?? (AsymmetricAlgorithm?)certificate.GetRSAPrivateKey() ?? certificate.GetECDsaPrivateKey()
            ?? throw new CredentialRefusedException("seal.no-key", Fingerprint);
    }

    /// <summary>The certificate.</summary>
    public X509Certificate2 Certificate { get; }

    /// <summary>SHA-256 of the certificate, lower-case hexadecimal.</summary>
    public string Fingerprint => FingerprintOf(Certificate);

    /// <summary>Whether it was made by the program for tests: nobody vouches for it.</summary>
    public bool IsTest => IsTestSeal(Certificate);

    internal AsymmetricAlgorithm Key { get; }

    /// <summary>Reads a PKCS#12 file (PFX).</summary>
    /// <exception cref="CredentialRefusedException"><c>seal.unreadable</c>: no such file or another password; <c>seal.no-key</c>.</exception>
    public static DocumentSeal FromPfx(byte[] pfx, string? password)
    {
        try
        {
            return new(X509CertificateLoader.LoadPkcs12(pfx, password, X509KeyStorageFlags.Exportable));
        }
        catch (CryptographicException e)
        {
            throw new CredentialRefusedException("seal.unreadable", "no PKCS#12 file, or another password", e);
        }
    }

    /// <summary>Reads a certificate and its key in PEM, one after the other.</summary>
    /// <exception cref="CredentialRefusedException"><c>seal.unreadable</c>.</exception>
    public static DocumentSeal FromPem(string pem)
    {
        try
        {
            return new(X509Certificate2.CreateFromPem(pem, pem));
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            throw new CredentialRefusedException("seal.unreadable", "no certificate and key in PEM", e);
        }
    }

    /// <summary>The seal whose key was kept as PKCS#8.</summary>
    public static DocumentSeal FromKey(byte[] certificate, byte[] pkcs8)
    {
        var read = X509CertificateLoader.LoadCertificate(certificate);
        AsymmetricAlgorithm key = read.GetRSAPublicKey() is null ? ECDsa.Create() : RSA.Create();
        key.ImportPkcs8PrivateKey(pkcs8, out _);
        return new(read, key);
    }

    /// <summary>A self-signed seal that says of itself that it is a test.</summary>
    /// <param name="name">The certifying body.</param>
    public static DocumentSeal MakeTest(string name, DateTimeOffset now)
    {
        var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var subject = new X500DistinguishedNameBuilder();
        subject.AddCommonName(name.Length > 64 ? name[..64] : name);
        subject.AddOrganizationalUnitName(TestUnit);
        var request = new CertificateRequest(subject.Build(), key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.NonRepudiation | X509KeyUsageFlags.DigitalSignature, true));
        return new(request.CreateSelfSigned(now.AddDays(-1), now.AddYears(10)));
    }

    /// <summary>The key as PKCS#8, to be kept encrypted.</summary>
    public byte[] ExportKey() => Key.ExportPkcs8PrivateKey();

    /// <inheritdoc />
    public void Dispose()
    {
        Key.Dispose();
        Certificate.Dispose();
    }

    internal static string FingerprintOf(X509Certificate2 certificate) => Convert.ToHexStringLower(SHA256.HashData(certificate.RawDataMemory.Span));

    internal static bool IsTestSeal(X509Certificate2 certificate) => certificate.Subject.Contains(TestUnit, StringComparison.Ordinal);
}
