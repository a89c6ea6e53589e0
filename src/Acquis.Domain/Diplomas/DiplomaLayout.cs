using System.Globalization;
using Acquis.Domain.Candidacies;
using Acquis.Domain.Frameworks;

namespace Acquis.Domain.Diplomas;

/// <summary>Where a layout stands.</summary>
public enum LayoutState
{
    Draft,

    /// <summary>For good: documents bear it.</summary>
    Published,
}

/// <summary>What a layout prints of a certifier's own. Pictures stand in the file store, by their SHA-256.</summary>
/// <param name="Accent">Colour of frame, names and seal, such as <c>#0b4a63</c>.</param>
/// <param name="Logo">Logo; null for that of the certifying body.</param>
/// <param name="Background">Picture printed pale behind the text, or null.</param>
/// <param name="Signature">Picture of the signature, or null where it is signed by hand.</param>
/// <param name="Signatory">Who signs; null for the first signatory of the certifying body.</param>
public sealed record LayoutTerms(string Accent, string? Logo = null, string? Background = null, string? Signature = null, Signatory? Signatory = null)
{
    /// <summary>The colour of a document without a layout of its own.</summary>
    public const string UsualAccent = "#0b4a63";

    /// <summary>Least contrast of the accent on white paper (WCAG 2.2, 1.4.3).</summary>
    public const double LeastContrast = 4.5;

    /// <summary>Why these terms cannot be: the accent is no colour or too pale, or the signatory is incomplete.</summary>
    public IEnumerable<Refusal> WhyNot()
    {
        if (ContrastOf(Accent) is not { } contrast)
            yield return Refusal.Of("layout.accent-invalid", ("accent", Accent));
        else if (contrast < LeastContrast)
            yield return Refusal.Of("layout.accent-pale", ("contrast", Math.Floor(contrast * 10) / 10), ("least", LeastContrast));

        if (Signatory is { } s && (string.IsNullOrWhiteSpace(s.Name) || string.IsNullOrWhiteSpace(s.Quality.Fr)))
            yield return Refusal.Of("body.signatory-incomplete");
    }

    /// <summary>Contrast of a colour on white, 1 to 21; null where the text is no colour.</summary>
    public static double? ContrastOf(string accent)
    {
        if (accent.Length != 7 || accent[0] != '#' || !int.TryParse(accent.AsSpan(1), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var rgb))
            return null;

        var luminance = (0.2126 * Linear(rgb >> 16 & 0xFF)) + (0.7152 * Linear(rgb >> 8 & 0xFF)) + (0.0722 * Linear(rgb & 0xFF));
        return 1.05 / (luminance + 0.05);
    }

    private static double Linear(int channel)
    {
        var value = channel / 255.0;
        return value <= 0.04045 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4);
    }
}

/// <summary>
/// Maquette: how the diplomas and bloc certificates of one certification look. A draft is tried; once published it never changes, and what is issued later bears the
/// latest published one.
/// </summary>
public sealed class DiplomaLayout
{
    private DiplomaLayout()
    {
    }

    public Id<DiplomaLayout> Id { get; private set; }

    public Id<Certification> CertificationId { get; private set; }

    /// <summary>Its place among the layouts of the certification, from 1.</summary>
    public int Number { get; private set; }

    public LayoutState State { get; private set; }

    public LayoutTerms Terms { get; private set; } = new(LayoutTerms.UsualAccent);

    public DateTimeOffset? PublishedAt { get; private set; }

    public int Version { get; private set; }

    /// <summary>Begins a draft.</summary>
    /// <param name="former">The layout before it, or null.</param>
    /// <exception cref="RefusedException">See <see cref="LayoutTerms.WhyNot"/>.</exception>
    public static (DiplomaLayout Layout, LayoutDrafted Fact) Draft(Id<DiplomaLayout> id, Id<Certification> certification, DiplomaLayout? former, LayoutTerms terms)
    {
        Refusal.ThrowIfAny(terms.WhyNot());
        var layout = new DiplomaLayout { Id = id, CertificationId = certification, Number = (former?.Number ?? 0) + 1, Terms = terms };
        return (layout, new(id, certification, layout.Number, terms));
    }

    /// <summary>Changes a draft.</summary>
    /// <exception cref="RefusedException">It is published; or see <see cref="LayoutTerms.WhyNot"/>.</exception>
    public LayoutChanged Change(LayoutTerms terms)
    {
        Refusal.ThrowIfAny(WhyPublished().Concat(terms.WhyNot()));
        Terms = terms;
        return new(Id, terms);
    }

    /// <summary>Publishes it, for good.</summary>
    /// <exception cref="RefusedException">It is published already.</exception>
    public LayoutPublished Publish(DateTimeOffset now)
    {
        Refusal.ThrowIfAny(WhyPublished());
        (State, PublishedAt) = (LayoutState.Published, now);
        return new(Id, CertificationId, Number);
    }

    private IEnumerable<Refusal> WhyPublished()
    {
        if (State is LayoutState.Published)
            yield return Refusal.Of("layout.published", ("number", Number));
    }
}

/// <summary>A layout of diplomas was begun.</summary>
public sealed record LayoutDrafted(Id<DiplomaLayout> Layout, Id<Certification> Certification, int Number, LayoutTerms Terms) : Fact
{
    public override IEnumerable<Subject> Subjects => [Subject.Of(Layout), Subject.Of(Certification)];
}

/// <summary>The draft of a layout was changed.</summary>
public sealed record LayoutChanged(Id<DiplomaLayout> Layout, LayoutTerms Terms) : Fact
{
    public override IEnumerable<Subject> Subjects => [Subject.Of(Layout)];
}

/// <summary>A layout was published: documents issued from now on bear it.</summary>
public sealed record LayoutPublished(Id<DiplomaLayout> Layout, Id<Certification> Certification, int Number) : Fact
{
    public override IEnumerable<Subject> Subjects => [Subject.Of(Layout), Subject.Of(Certification)];
}
