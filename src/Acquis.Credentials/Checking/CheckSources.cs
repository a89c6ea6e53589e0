using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Acquis.Credentials.Keys;
using Acquis.Credentials.Pdf;

namespace Acquis.Credentials.Checking;

/// <summary>What a credential is held against: did documents of issuers and status lists. Whoever checks brings them; nothing is fetched here.</summary>
public sealed class CheckSources
{
    private readonly Dictionary<string, DidDocument> dids = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ReadOnlyMemory<byte>> lists = new(StringComparer.Ordinal);

    private readonly HashSet<string> seals = new(StringComparer.Ordinal);

    /// <summary>Nothing at hand: only form, proof and period can be checked.</summary>
    public static CheckSources None => new();

    /// <summary>Adds an issuer's did document.</summary>
    public CheckSources Add(DidDocument document)
    {
        dids[document.Id] = document;
        return this;
    }

    /// <summary>Adds a status list credential, JSON in UTF-8, under the address at which credentials refer to it. It is checked when it is used.</summary>
    public CheckSources AddStatusList(string address, ReadOnlyMemory<byte> utf8)
    {
        lists[address] = utf8;
        return this;
    }

    /// <summary>Adds the certificates with which the issuer seals its PDFs: one as DER, or any number as PEM.</summary>
    /// <exception cref="CredentialRefusedException"><c>seal.unreadable</c>: it is no certificate.</exception>
    public CheckSources AddSeal(byte[] certificates)
    {
        try
        {
            var read = new X509Certificate2Collection();
            if (certificates.AsSpan().StartsWith("-----BEGIN"u8))
            {
                read.ImportFromPem(Encoding.Latin1.GetString(certificates));
            }
            else
            {
                read.Add(X509CertificateLoader.LoadCertificate(certificates));
            }

            foreach (var certificate in read)
            {
                seals.Add(DocumentSeal.FingerprintOf(certificate));
                certificate.Dispose();
            }

            return this;
        }
        catch (CryptographicException e)
        {
            throw new CredentialRefusedException("seal.unreadable", "no certificate", e);
        }
    }

    internal bool HasSeals => seals.Count > 0;

    internal bool HasSeal(string fingerprint) => seals.Contains(fingerprint);

    internal DidDocument? FindDid(string did) => dids.GetValueOrDefault(did);

    internal ReadOnlyMemory<byte>? FindList(string address) => lists.TryGetValue(address, out var list) ? (ReadOnlyMemory<byte>?)list : null;
}
