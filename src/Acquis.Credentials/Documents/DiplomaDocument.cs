using System.Collections.Concurrent;
using System.Globalization;
using Acquis.Credentials.Layout;
using SkiaSharp;

namespace Acquis.Credentials.Documents;

/// <summary>The diploma, or the certificate of one bloc, as one A4 landscape page (parchemin, certificat de bloc).</summary>
public static class DiplomaDocument
{
    private const float Margin = 13.5f;
    private const float Band = 23f;
    private const float Left = 82f;
    private const float QrSide = 76f;

    // A tenth: black would leave nine tenths of the light of white paper.
    private const byte BackgroundAlpha = 26;

    private static readonly float Width = PdfFile.Landscape.Width;
    private static readonly float Height = PdfFile.Landscape.Height;

    private static readonly TextStyle Body = new(PrintFonts.Regular, 12.2f, Ink.Black, OldStyle: true);
    private static readonly TextStyle Italic = new(PrintFonts.Italic, 12.5f, Ink.Black, OldStyle: true);
    private static readonly TextStyle Caps = new(PrintFonts.Medium, 10.5f, Ink.Black, Tracking: 0.16f);
    private static readonly TextStyle Small = new(PrintFonts.Regular, 9.6f, Ink.Black);

    private static readonly SKPoint SealCentre = new(Width / 2, 499);
    private static readonly ConcurrentDictionary<SKColor, PdfOrnament> Engravings = [];

    /// <summary>The PDF of that content: the same bytes for the same content.</summary>
    /// <exception cref="DocumentRefusedException">An official mention is missing, a wording is forbidden, or a character cannot be printed.</exception>
    /// <exception cref="ArgumentException">The logo, the signature or the background is no image, or the accent no colour.</exception>
    public static byte[] Render(DiplomaContent content)
    {
        var defects = DiplomaMentions.Defects(content);
        if (defects.Count > 0)
        {
            throw new DocumentRefusedException(defects);
        }

        using var logo = Picture.Of(content.LogoPng, nameof(content.LogoPng));
        using var signature = Picture.Of(content.SignaturePng, nameof(content.SignaturePng));
        using var background = Picture.Of(content.Background, nameof(content.Background));
        var ink = Ink.Of(content.Accent);
        return PdfFile.Write(
            $"{Kind(content)} {content.Number} : {content.Block?.Title ?? content.Title}",
            content.CertifierName,
            content.DuplicateOf ?? content.IssuedOn!.Value,
            PdfFile.Landscape,
            [canvas => Draw(canvas, content, new(ink, logo, signature, background))],
            ornament: Engravings.GetOrAdd(ink, static color => new(PdfFile.Landscape, canvas => Engrave(canvas, color))));
    }

    private static void Engrave(SKCanvas canvas, SKColor ink)
    {
        Guilloche.Border(canvas, new SKRect(Margin, Margin, Width - Margin, Height - Margin), Band, ink);
        using var rule = Ink.Stroke(ink, 0.5f);
        Guilloche.Rosette(canvas, SealCentre, 34.5f, 42, 48, 4, ink);
        canvas.DrawCircle(SealCentre, 34, rule);
        Guilloche.Rosette(canvas, SealCentre, 11, 22.5f, 28, 4, ink);
        canvas.DrawCircle(SealCentre, 10.6f, rule);
    }

    private static void Draw(SKCanvas canvas, DiplomaContent content, Own own)
    {
        if (own.Background is { } background)
            Behind(canvas, background);

        var top = Margin + Band + 12;
        if (own.Logo is { } logo)
        {
            canvas.Fit(logo, new SKRect((Width / 2) - 90, top, (Width / 2) + 90, top + 40), centred: true);
            top += 42;
        }

        Column(content, own.Ink).Draw(canvas, top, 446);
        Signatory(canvas, content, own.Signature);
        Seal(canvas, content, own.Ink);
        Verification(canvas, content, own.Ink);
        if (content.Specimen)
        {
            canvas.SpecimenMark(Width, Height);
        }
    }

    private static CentredColumn Column(DiplomaContent c, SKColor ink)
    {
        var name = new TextStyle(PrintFonts.Regular, 18f, ink, Tracking: 0.12f);
        var title = new TextStyle(PrintFonts.Regular, c.Block is null ? 35f : 27f, Ink.Black);
        var holder = new TextStyle(PrintFonts.Regular, 28f, ink);
        var column = new CentredColumn(Width / 2, Width - (2 * Left) - 10).Add(c.CertifierName.ToUpper(CultureInfo.GetCultureInfo("fr-FR")), name, 0);
        if (!string.IsNullOrWhiteSpace(c.CertifierTradeName) && c.CertifierTradeName != c.CertifierName)
        {
            column.Add(c.CertifierTradeName, Italic, 0);
        }

        column.Add(c.Block is null ? "CERTIFICATION PROFESSIONNELLE" : "CERTIFICAT DE COMPÉTENCES", Caps, 15);
        if (c.Block is null)
        {
            column.Add(c.Title, title, 8, 1.1f, narrower: 540);
        }
        else
        {
            BlockLines(column, c, title);
        }

        column
            .Add($"Niveau {c.NationalLevel} du cadre national des certifications professionnelles", Body, 9)
            .Add($"Niveau {c.EuropeanLevel} du cadre européen des certifications (CEC)", Body, 0)
            .Add("délivré" + (c.Block is null ? "e" : "") + " à", Italic.At(13.5f), 12)
            .Add($"{c.Holder.FirstNames} {c.Holder.BirthName}", holder, 0, 1.15f);
        if (!string.IsNullOrWhiteSpace(c.Holder.UsageName) && c.Holder.UsageName != c.Holder.BirthName)
        {
            column.Add($"nom d’usage\u00a0: {c.Holder.UsageName}", Italic, 1);
        }

        return column
            .Add($"{FrenchText.Born(c.Holder.Sex)} {FrenchText.Birth(c.Holder.Birth!)} à {c.Holder.BirthPlace}", Body, 3)
            .Add($"par décision du jury en date du {FrenchText.Long(c.AwardedOn!.Value)}", Body, 0)
            .Add(Registration(c), Body.At(11.4f), 12, 1.38f);
    }

    private static void BlockLines(CentredColumn column, DiplomaContent c, TextStyle title)
    {
        var block = c.Block!;
        column
            .Add($"Bloc {block.Number} : {block.Title}".Replace(" :", "\u00a0:", StringComparison.Ordinal), title, 6, 1.12f)
            .Add($"bloc de compétences de la certification professionnelle «\u00a0{c.Title}\u00a0»", Italic, 5)
            .Add(
                $"Ce certificat porte sur le seul bloc {block.Number}{(block.Code is null ? "" : $", {block.Code}")}. "
                + "Il est distinct du diplôme et n’emporte pas délivrance de la certification.",
                Body.At(11.4f), 2);
    }

    private static string Registration(DiplomaContent c)
    {
        var register = c.RegistrationCode.StartsWith("RNCP", StringComparison.Ordinal)
            ? "enregistrée au Répertoire national des certifications professionnelles (RNCP)"
            : "enregistrée au Répertoire spécifique (RS)";
        var codes = c.NsfCodes.Count == 1 ? "Code" : "Codes";
        return $"Certification {register} sous le numéro {c.RegistrationCode}, par décision du directeur général de France compétences "
            + $"en date du {FrenchText.Short(c.RegistrationDecision!.Value)}. {codes} NSF\u00a0: {FrenchText.And(c.NsfCodes)}.";
    }

    private static void Signatory(SKCanvas canvas, DiplomaContent c, SKImage? signature)
    {
        canvas.Text($"Fait à {c.IssuedAt}, le\u00a0{FrenchText.Long(c.IssuedOn!.Value)}", Body.At(11.6f), Left, 463);
        if (signature is not null)
        {
            canvas.Fit(signature, new SKRect(Left, 467, Left + 130, 501), centred: false);
        }

        canvas.Rule(Left, 504, Left + 190, 504, Ink.Black, 0.6f);
        var y = 518f;
        foreach (var line in LineBreaker.Lines($"{c.SignatoryName},\n{c.SignatoryQuality}", Body.At(11.4f), 215).Take(3))
        {
            canvas.Text(line, Body.At(11.4f), Left, y);
            y += 14.2f;
        }
    }

    private static void Seal(SKCanvas canvas, DiplomaContent c, SKColor ink)
    {
        var letters = new TextStyle(PrintFonts.Medium, 7.2f, ink, Tracking: 0.16f);
        var text = c.CertifierName.ToUpper(CultureInfo.GetCultureInfo("fr-FR")) + " · ";
        var round = 2 * MathF.PI * 25.6f;
        if (letters.WidthOf(text) > round)
        {
            letters = letters.At(Math.Max(3.5f, 7.2f * round / letters.WidthOf(text)));
        }

        // Letters are spread so that the name closes the circle.
        var spread = letters with { Tracking = 0.16f + ((round - letters.WidthOf(text)) / (text.Length * letters.Size)) };
        spread.Shape(text).DrawOnCircle(canvas, SealCentre, 25.6f, 0);
        var initials = string.Concat(c.CertifierName.Split(' ', '-').Where(w => w.Length > 0 && char.IsUpper(w[0])).Take(3).Select(w => w[0]));
        if (initials.Length > 0)
        {
            new TextStyle(PrintFonts.Medium, initials.Length > 2 ? 8f : 10f, ink).Shape(initials)
                .DrawOnCircle(canvas, new SKPoint(SealCentre.X, SealCentre.Y + 1000 + 3.3f), 1000, 0);
        }
    }

    private static void Verification(SKCanvas canvas, DiplomaContent c, SKColor ink)
    {
        var right = Width - Left;
        QrSquare.Draw(canvas, c.VerificationUrl, right - QrSide, 459, QrSide);
        var x = right - QrSide - 13;
        var y = 466f;
        void Line(string text, TextStyle style, float leading)
        {
            var fitted = style.WidthOf(text) > 186 ? style.At(style.Size * 186 / style.WidthOf(text)) : style;
            canvas.Text(text, fitted, x, y, 1);
            y += leading;
        }

        Line($"{Kind(c)} n°", Small.At(10.2f), 16);
        Line(c.Number, Small.At(13.5f) with { Tracking = 0.03f }, 15);
        if (c.DuplicateOf is { } day)
        {
            Line($"DUPLICATA délivré le {FrenchText.Long(day)}", Small with { Face = PrintFonts.Medium, Color = ink }, 14);
        }

        Line("Authenticité et validité\u00a0:", Small, 13);
        Line(WithoutScheme(c.VerificationUrl), Small, 13);
        Line(c.ShortCode, Small with { Tracking = 0.05f }, 13);
    }

    private static string Kind(DiplomaContent c) => c.Block is null ? "Diplôme" : "Certificat de bloc";

    private static string WithoutScheme(string url)
    {
        var at = url.IndexOf("://", StringComparison.Ordinal);
        return at < 0 ? url : url[(at + 3)..];
    }

    /// <summary>Fills the frame with a picture, so pale that the text on it keeps its contrast.</summary>
    private static void Behind(SKCanvas canvas, SKImage image)
    {
        var frame = new SKRect(Margin + Band, Margin + Band, Width - Margin - Band, Height - Margin - Band);
        var scale = Math.Max(frame.Width / image.Width, frame.Height / image.Height);
        var (w, h) = (image.Width * scale, image.Height * scale);
        using var paint = new SKPaint { Color = SKColors.White.WithAlpha(BackgroundAlpha) };
        canvas.Save();
        canvas.ClipRect(frame);
        canvas.DrawImage(image, SKRect.Create(frame.MidX - (w / 2), frame.MidY - (h / 2), w, h), new SKSamplingOptions(SKCubicResampler.Mitchell), paint);
        canvas.Restore();
    }

    /// <summary>What is the certifier's own on the page.</summary>
    private sealed record Own(SKColor Ink, SKImage? Logo, SKImage? Signature, SKImage? Background);
}
