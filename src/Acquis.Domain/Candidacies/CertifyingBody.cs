namespace Acquis.Domain.Candidacies;

/// <summary>Signataire: the head of the certifying body, or a person mandated to sign its documents.</summary>
/// <param name="Quality">In which quality the person signs, such as "Directrice générale".</param>
/// <param name="Mandate">The mandate by which somebody else than the head signs; null for the head.</param>
public sealed record Signatory(string Name, Bilingual Quality, string? Mandate = null);

/// <summary>How the connection to the mail server is secured.</summary>
public enum MailSecurity
{
    None,

    /// <summary>Begun in clear, then secured (usually port 587).</summary>
    StartTls,

    /// <summary>Secured from the start (usually port 465).</summary>
    Tls,
}

/// <summary>The server through which mail leaves.</summary>
/// <param name="ProtectedPassword">Password as the program's data protection wrote it; null without one.</param>
/// <param name="From">Address of the sender.</param>
/// <param name="Held">Whether messages stay in the outbox instead of leaving: demonstration and rehearsal.</param>
public sealed record MailServer(string Host, int Port, MailSecurity Security, string? User, string? ProtectedPassword, string From, bool Held = false);

/// <summary>What the law says of the certifying body: its legal identity and where it is.</summary>
/// <param name="LegalName">Dénomination sociale.</param>
/// <param name="TradeName">Nom commercial, or null.</param>
/// <param name="PublicAddress">Address of this installation as the public types it, without a slash at its end; the QR codes of documents lead there.</param>
public sealed record BodyIdentity(
    string LegalName, string? TradeName, string Siret, string Address, string Postcode, string City, string PublicAddress);

/// <summary>Organisme certificateur: the one whom this installation serves.</summary>
public sealed class CertifyingBody
{
    /// <summary>Longest name that a document takes on one line.</summary>
    public const int NameMaxLength = 200;

    private CertifyingBody()
    {
    }

    public Id<CertifyingBody> Id { get; private set; } = TheOne;

    /// <summary>The id of the only row.</summary>
    public static Id<CertifyingBody> TheOne { get; } = new(new Guid("00000000-0000-7000-8000-000000000001"));

    public string LegalName { get; private set; } = "";

    public string? TradeName { get; private set; }

    public string Siret { get; private set; } = "";

    public string Address { get; private set; } = "";

    public string Postcode { get; private set; } = "";

    /// <summary>Town, which is also the place of issue of documents.</summary>
    public string City { get; private set; } = "";

    /// <summary>See <see cref="BodyIdentity"/>.</summary>
    public string PublicAddress { get; private set; } = "";

    /// <summary>Those who may sign; the first signs where nobody is chosen.</summary>
    public IReadOnlyList<Signatory> Signatories { get; private set; } = [];

    /// <summary>SHA-256 of the logo (PNG) in the file store, or null.</summary>
    public string? LogoHash { get; private set; }

    public MailServer? Mail { get; private set; }

    public int Version { get; private set; }

    /// <summary>Name to show: the trade name, or the legal one.</summary>
    public string DisplayName => TradeName ?? LegalName;

    /// <summary>Where its holders write to: name and address, and the address that its mail comes from.</summary>
    public string Contact => $"{DisplayName}, {Address}, {Postcode} {City}{(Mail is null ? "" : $", {Mail.From}")}";

    /// <summary>An installation before its settings.</summary>
    public static CertifyingBody Unnamed() => new();

    /// <summary>Records who the certifying body is.</summary>
    /// <exception cref="RefusedException">The SIRET or the public address is wrong, or a name is too long.</exception>
    public BodyIdentified Identify(BodyIdentity identity)
    {
        Refusal.ThrowIfAny(WhyNotIdentify(identity));
        (LegalName, TradeName, Siret) = (identity.LegalName.Trim(), Text(identity.TradeName), identity.Siret.Replace(" ", "", StringComparison.Ordinal));
        (Address, Postcode, City) = (identity.Address.Trim(), identity.Postcode.Trim(), identity.City.Trim());
        PublicAddress = identity.PublicAddress.Trim().TrimEnd('/');
        return new(Id, new(LegalName, TradeName, Siret, Address, Postcode, City, PublicAddress));
    }

    /// <summary>Names those who sign.</summary>
    /// <exception cref="RefusedException">A name or a quality is missing.</exception>
    public SignatoriesNamed NameSignatories(IReadOnlyList<Signatory> signatories)
    {
        if (signatories.Any(s => string.IsNullOrWhiteSpace(s.Name) || string.IsNullOrWhiteSpace(s.Quality.Fr)))
            throw new RefusedException("body.signatory-incomplete");

        Signatories = [.. signatories];
        return new(Id, Signatories);
    }

    /// <summary>Takes a logo that stands in the file store.</summary>
    public LogoChanged TakeLogo(string hash)
    {
        LogoHash = hash;
        return new(Id, hash);
    }

    /// <summary>Records through which server mail leaves; the fact keeps no password.</summary>
    /// <exception cref="RefusedException">Host, port or sender is wrong.</exception>
    public MailServerSet SetMail(MailServer server)
    {
        Refusal.ThrowIfAny(WhyNotMail(server));
        Mail = server;
        return new(Id, server.Host, server.Port, server.Security, server.User, server.From, server.Held);
    }

    /// <summary>What is missing before a diploma or certificate can bear this body's name; nothing when all is there.</summary>
    public IEnumerable<Refusal> WhyNotIssue()
    {
        var missing = new (string Code, bool Missing)[]
        {
            ("body.legal-name-missing", LegalName.Length == 0),
            ("body.siret-missing", Siret.Length == 0),
            ("body.address-missing", Address.Length == 0 || Postcode.Length == 0 || City.Length == 0),
            ("body.public-address-missing", PublicAddress.Length == 0),
            ("body.signatory-missing", Signatories.Count == 0),
            ("body.logo-missing", LogoHash is null),
            ("body.mail-server-missing", Mail is null),
        };
        return missing.Where(m => m.Missing).Select(m => Refusal.Of(m.Code));
    }

    private static IEnumerable<Refusal> WhyNotIdentify(BodyIdentity identity)
    {
        if (string.IsNullOrWhiteSpace(identity.LegalName))
            yield return Refusal.Of("body.legal-name-missing");

        if (identity.LegalName.Length > NameMaxLength || identity.TradeName?.Length > NameMaxLength)
            yield return Refusal.Of("body.name-too-long", ("max", NameMaxLength));

        var siret = identity.Siret.Replace(" ", "", StringComparison.Ordinal);
        if (siret.Length > 0 && !Candidacies.Siret.IsValid(siret))
            yield return Refusal.Of("organisation.siret-invalid", ("siret", identity.Siret));

        if (identity.PublicAddress.Trim().Length > 0 && !IsWebAddress(identity.PublicAddress.Trim()))
            yield return Refusal.Of("body.public-address-invalid", ("address", identity.PublicAddress));
    }

    private static IEnumerable<Refusal> WhyNotMail(MailServer server)
    {
        if (string.IsNullOrWhiteSpace(server.Host) || server.Host.Any(char.IsWhiteSpace))
            yield return Refusal.Of("body.mail-host-invalid", ("host", server.Host));

        if (server.Port is < 1 or > 65535)
            yield return Refusal.Of("body.mail-port-invalid", ("port", server.Port));

        if (server.From.Count(c => c == '@') != 1 || server.From.Any(c => char.IsWhiteSpace(c) || char.IsControl(c)))
            yield return Refusal.Of("body.mail-sender-invalid", ("address", server.From));
    }

    private static bool IsWebAddress(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) && (address.Scheme is "https" or "http") && address.Query.Length == 0 && address.Fragment.Length == 0;

    private static string? Text(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}

/// <summary>Who the certifying body is was recorded.</summary>
public sealed record BodyIdentified(Id<CertifyingBody> CertifyingBody, BodyIdentity Identity) : Fact
{
    public override IEnumerable<Subject> Subjects => [Subject.Of(CertifyingBody)];
}

/// <summary>Those who sign for the certifying body were named.</summary>
public sealed record SignatoriesNamed(Id<CertifyingBody> CertifyingBody, IReadOnlyList<Signatory> Signatories) : Fact
{
    public override IEnumerable<Subject> Subjects => [Subject.Of(CertifyingBody)];
}

/// <summary>The logo was changed.</summary>
public sealed record LogoChanged(Id<CertifyingBody> CertifyingBody, string LogoHash) : Fact
{
    public override IEnumerable<Subject> Subjects => [Subject.Of(CertifyingBody)];
}

/// <summary>The mail server was set.</summary>
public sealed record MailServerSet(
    Id<CertifyingBody> CertifyingBody, string Host, int Port, MailSecurity Security, string? User, string From, bool Held) : Fact
{
    public override IEnumerable<Subject> Subjects => [Subject.Of(CertifyingBody)];
}
