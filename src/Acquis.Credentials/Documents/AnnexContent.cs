namespace Acquis.Credentials.Documents;

/// <summary>
/// Everything printed in a document that goes with a diploma, such as its supplement or an attestation: plain values, already in the language in
/// which it is printed. What a page shows and what is printed come from the same content.
/// </summary>
public sealed record AnnexContent
{
    /// <summary><c>fr</c> or <c>en</c>.</summary>
    public required string Language { get; init; }

    /// <summary>Legal name of the certifying body.</summary>
    public required string CertifierName { get; init; }

    /// <summary>Colour of the body's name, of headings and of rules, such as <c>#0b4a63</c>; null for the usual one.</summary>
    public string? Accent { get; init; }

    /// <summary>SHA-256 of the logo that stands above the title; null without. Whoever prints brings the picture.</summary>
    public string? Logo { get; init; }

    /// <summary>What the document is, such as « Supplément au certificat ».</summary>
    public required string Title { get; init; }

    /// <summary>Number of the document that it goes with: it has none of its own.</summary>
    public required string Number { get; init; }

    /// <summary>What it says first, in one sentence.</summary>
    public required string Statement { get; init; }

    /// <summary>The holder, the decision and so on, each a label and a value.</summary>
    public required IReadOnlyList<LabelledLine> Lines { get; init; }

    /// <summary>What the document is not.</summary>
    public required string Notice { get; init; }

    /// <summary>Its sections, numbered where there are any.</summary>
    public IReadOnlyList<AnnexSection> Sections { get; init; } = [];

    /// <summary>Date of issue, which the file bears too.</summary>
    public required DateOnly IssuedOn { get; init; }

    /// <summary>Place and date of issue, and who signs in what quality, a line each.</summary>
    public required IReadOnlyList<string> Signature { get; init; }

    /// <summary>What the address of the verification page is for.</summary>
    public required string VerificationNote { get; init; }

    /// <summary>Address of the verification page of the document that it goes with.</summary>
    public required string VerificationUrl { get; init; }

    /// <summary>Whether SPÉCIMEN is printed across each page.</summary>
    public bool Specimen { get; init; }
}

/// <summary>A section: paragraphs, then labelled lines, then tables.</summary>
public sealed record AnnexSection(string Title)
{
    public IReadOnlyList<string> Paragraphs { get; init; } = [];

    public IReadOnlyList<LabelledLine> Lines { get; init; } = [];

    public IReadOnlyList<PrintedTable> Tables { get; init; } = [];
}
