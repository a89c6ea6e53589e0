namespace Acquis.Credentials.Documents;

/// <summary>
/// Everything printed on a diploma (parchemin) or, where <see cref="Block"/> is given, on the certificate of one bloc: plain values taken from the
/// decision, never looked up here.
/// </summary>
public sealed record DiplomaContent
{
    /// <summary>Legal name of the certifying body (raison sociale).</summary>
    public required string CertifierName { get; init; }

    /// <summary>Its trade name, where it has one that differs (nom commercial).</summary>
    public string? CertifierTradeName { get; init; }

    /// <summary>Colour of frame, names and seal, such as <c>#0b4a63</c>; null for the usual one.</summary>
    public string? Accent { get; init; }

    /// <summary>A picture, PNG or JPEG, printed pale behind the text; null without.</summary>
    public byte[]? Background { get; init; }

    /// <summary>Its logo as PNG or JPEG bytes, printed above its name. Never a logo of the State.</summary>
    public byte[]? LogoPng { get; init; }

    /// <summary>The title exactly as registered (intitulé exact).</summary>
    public required string Title { get; init; }

    /// <summary>Registration, such as <c>RNCP12345</c> or <c>RS1234</c>.</summary>
    public required string RegistrationCode { get; init; }

    /// <summary>Date of the decision of the director general of France compétences that registered it.</summary>
    public DateOnly? RegistrationDecision { get; init; }

    /// <summary>Level in the national framework (decree 2019-14), 1 to 8.</summary>
    public int? NationalLevel { get; init; }

    /// <summary>Level in the European framework (CEC, EQF), 1 to 8.</summary>
    public int? EuropeanLevel { get; init; }

    /// <summary>Codes of specialty (NSF), such as 326n; at least one.</summary>
    public IReadOnlyList<string> NsfCodes { get; init; } = [];

    /// <summary>The one bloc that a bloc certificate is about; null for a diploma.</summary>
    public BlockMention? Block { get; init; }

    /// <summary>Who holds it.</summary>
    public required HolderMention Holder { get; init; }

    /// <summary>Date of the jury's decision.</summary>
    public DateOnly? AwardedOn { get; init; }

    /// <summary>Date of issue.</summary>
    public DateOnly? IssuedOn { get; init; }

    /// <summary>Place of issue, a town.</summary>
    public required string IssuedAt { get; init; }

    /// <summary>Name of the person who signs, head of the certifying body or mandated.</summary>
    public required string SignatoryName { get; init; }

    /// <summary>In what quality that person signs.</summary>
    public required string SignatoryQuality { get; init; }

    /// <summary>Image of the signature as PNG or JPEG bytes; null where it is signed by hand.</summary>
    public byte[]? SignaturePng { get; init; }

    /// <summary>Number of the document in the certifying body's register.</summary>
    public required string Number { get; init; }

    /// <summary>Short code that a person can type on the verification page.</summary>
    public required string ShortCode { get; init; }

    /// <summary>Address of the verification page of this document, in the QR code.</summary>
    public required string VerificationUrl { get; init; }

    /// <summary>Date of the duplicate, where this is one: same number, the date of the original stays.</summary>
    public DateOnly? DuplicateOf { get; init; }

    /// <summary>Whether SPÉCIMEN is printed across the page: demonstrations and rehearsals.</summary>
    public bool Specimen { get; init; }
}

/// <summary>One bloc of a certification.</summary>
/// <param name="Number">Its rank in the framework, from 1.</param>
/// <param name="Title">Its exact title.</param>
/// <param name="Code">Its registered code, such as RNCP12345BC02, where it has one.</param>
public sealed record BlockMention(int Number, string Title, string? Code = null);

/// <summary>The holder's identity, as on civil records; no civility.</summary>
/// <param name="BirthName">Birth name (nom de naissance).</param>
/// <param name="FirstNames">First names, in order.</param>
/// <param name="UsageName">Usage name, where it differs.</param>
/// <param name="Birth">Date of birth, of which day or month may be unknown.</param>
/// <param name="BirthPlace">Town and département, or town and country.</param>
/// <param name="Sex">"M" or "F" where known: « né » or « née »; otherwise « né(e) ».</param>
public sealed record HolderMention(
    string BirthName, string FirstNames, string? UsageName, PartialDate? Birth, string BirthPlace, string? Sex = null);

/// <summary>A date of birth as the civil records know it: a year, perhaps a month, perhaps a day.</summary>
public sealed record PartialDate(int Year, int? Month = null, int? Day = null);

/// <summary>Why a document cannot be issued.</summary>
/// <param name="Code">Stable code, such as <c>document.title-missing</c>.</param>
/// <param name="Detail">The wording or the characters at fault, where there are any.</param>
public sealed record DocumentDefect(string Code, string? Detail = null);

/// <summary>A document was asked for that may not be issued.</summary>
public sealed class DocumentRefusedException(IReadOnlyList<DocumentDefect> defects)
    : Exception(string.Join("; ", defects.Select(d => d.Detail is null ? d.Code : $"{d.Code} ({d.Detail})")))
{
    /// <summary>Every reason; at least one.</summary>
    public IReadOnlyList<DocumentDefect> Defects { get; } = defects;
}
