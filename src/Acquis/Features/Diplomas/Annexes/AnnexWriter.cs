using System.Globalization;
using Acquis.Credentials.Documents;
using Acquis.Domain;
using Acquis.Domain.Diplomas;
using Acquis.Domain.Frameworks;
using Acquis.Features.Decisions;
using Acquis.Infrastructure;

namespace Acquis.Features.Diplomas.Annexes;

/// <summary>Writes what a document that goes with a diploma says, in one language, from what the diploma and its decision froze.</summary>
/// <param name="on">Date of issue.</param>
internal sealed class AnnexWriter(Texts texts, DiplomaSource source, Diploma diploma, string language, DateOnly on)
{
    private readonly FrozenMentions m = FrozenMentions.Read(diploma);
    private readonly CultureInfo culture = CultureInfo.GetCultureInfo(language == "en" ? "en-GB" : "fr-FR");
    private readonly Dictionary<string, int?> levels = source.Decision.Facts().Levels.ToDictionary(l => l.Competence, l => l.Level);

    /// <summary>The content of that document.</summary>
    public AnnexContent Write(AnnexKind kind) => kind is AnnexKind.Supplement ? Supplement() : Attestation();

    // The sections follow those of the Europass certificate supplement, which itself names no holder and is published for a certification.
    private AnnexContent Supplement() => Base(Say("annex.supplement"), Say("annex.supplement.notice")) with
    {
        Statement = Say("annex.supplement.statement", ("holder", m.Holder), ("title", m.Title.Fr)),
        Lines = [.. Holder(), .. Issued()],
        Sections = [Title(), Translation(), Skills(), Activities(), Basis(), Route()],
    };

    private AnnexContent Attestation()
    {
        var isTitle = m.Kind is DiplomaKind.Diploma;
        var blocks = source.Framework.Blocks.Where(b => source.Decision.Blocks.Contains(b.Code)).ToList();
        return Base(Say(isTitle ? "annex.attestation" : "annex.results"), Say(isTitle ? "annex.attestation.notice" : "annex.results.notice", ("number", m.Number))) with
        {
            Statement = isTitle
                ? Say("annex.attestation.statement", ("certifier", m.LegalName), ("holder", m.Holder), ("title", In(m.Title)), ("on", m.DecidedOn))
                : Say("annex.results.statement", ("certifier", m.LegalName), ("holder", m.Holder), ("title", In(m.Title)), ("on", m.DecidedOn), ("count", blocks.Count)),
            Lines =
            [
                .. Holder(),
                new(Say("annex.verdict"), Say(VerdictTexts.Key(source.Decision.Verdict))),
                .. blocks.Select(b => new LabelledLine(Say("diploma.block", ("code", b.Code)), In(b.Title))),
                new(Say("diploma.registration"), Registration()),
                new(Say("annex.level"), Say("diploma.level", ("level", m.Level))),
                .. Issued(),
            ],
        };
    }

    private AnnexContent Base(string title, string notice) => new()
    {
        Language = language,
        CertifierName = m.LegalName,
        Accent = m.Layout?.Accent,
        Logo = m.Layout?.Logo,
        Title = title,
        Number = m.Number,
        Statement = "",
        Lines = [],
        Notice = notice,
        IssuedOn = on,
        Signature = [Say("annex.done-at", ("place", m.IssuedAt), ("on", on)), m.Signatory.Name, In(m.Signatory.Quality)],
        VerificationNote = Say("annex.verification", ("number", m.Number)),
        VerificationUrl = m.VerifyAddress,
        Specimen = m.IsSpecimen,
    };

    private IEnumerable<LabelledLine> Holder()
    {
        yield return new(Say("diplomas.holder"), m.Holder);
        yield return new(Say("diploma.born"), Say("diploma.born-at", ("date", m.Birth?.ToString()), ("place", m.BirthPlace)));
    }

    private IEnumerable<LabelledLine> Issued()
    {
        yield return new(Say("diploma.jury"), Dates.Long(m.DecidedOn, culture));
        yield return new(Say(DiplomaTexts.Kind(m.Kind)), Say("annex.number-on", ("number", m.Number), ("on", m.IssuedOn)));
    }

    private AnnexSection Title() => new(Say("annex.section.title")) { Paragraphs = [m.Title.Fr, Say("annex.in-french")] };

    private AnnexSection Translation() => new(Say("annex.section.translation"))
    {
        Paragraphs = [string.IsNullOrWhiteSpace(m.Title.En) ? Say("annex.no-translation") : m.Title.En, Say("annex.no-legal-status")],
    };

    private AnnexSection Skills()
    {
        PrintedColumn[] columns = [new(Say("annex.code"), 0.09f), new(Say("annex.competence"), 0.68f), new(Say("annex.reached"), 0.23f)];
        return new(Say("annex.section.skills"))
        {
            Paragraphs = [Say("annex.skills.lede")],
            Tables =
            [
                .. source.Framework.Blocks.Where(b => source.Decision.Blocks.Contains(b.Code)).Select(b => new PrintedTable(
                    Say("annex.block", ("code", b.Code), ("title", In(b.Title))), columns,
                    [.. b.Competences.Select(c => (IReadOnlyList<string>)[c.Code, In(c.Text), Level(c.Code)])])),
            ],
        };
    }

    private AnnexSection Activities() => new(Say("annex.section.activities"))
    {
        Lines = [.. source.Framework.Blocks.Where(b => source.Decision.Blocks.Contains(b.Code) && b.Activities.Count > 0).Select(b => new LabelledLine(
            Say("diploma.block", ("code", b.Code)), string.Join("\u00a0; ", b.Activities.Select(a => In(a.Title)))))],
        Paragraphs = m.RncpCode is { } code ? [Say("annex.occupations", ("code", code))] : [],
    };

    private AnnexSection Basis()
    {
        var scale = source.Framework.Scale;
        return new(Say("annex.section.basis"))
        {
            Lines =
            [
                new(Say("annex.body"), Say("annex.body-siret", ("name", m.LegalName), ("siret", m.Siret))),
                .. m.CoCertifiers.Select(name => new LabelledLine(Say("annex.co-certifier"), name)),
                new(Say("annex.authority"), Say("annex.authority-name")),
                new(Say("diploma.registration"), Registration()),
                new(Say("annex.level"), Say("diploma.level", ("level", m.Level))),
                new(Say("diploma.nsf"), string.Join(", ", m.NsfCodes)),
                new(Say("annex.pass"), Say("annex.pass-from", ("value", scale.Threshold), ("label", scale.Find(scale.Threshold)?.Label))),
                new(Say("annex.law"), Say("annex.law-text")),
            ],
            Tables =
            [
                new(
                    Say("annex.scale"), [new(Say("annex.value"), 0.09f), new(Say("annex.name"), 0.24f), new(Say("annex.meaning"), 0.67f)],
                    [.. scale.Levels.Select(l => (IReadOnlyList<string>)[l.Value.ToString(culture), In(l.Label), l.Descriptor is { } d ? In(d) : ""])]),
            ],
        };
    }

    private AnnexSection Route() => new(Say("annex.section.route"))
    {
        Lines = [new(Say("annex.route"), Say($"route.{source.Candidacy.Route}"))],
        Paragraphs = [Say("annex.routes")],
    };

    private string Registration() => m.RncpCode is not { } code ? ""
        : m.RegisteredOn is { } registered ? Say("annex.registered", ("code", code), ("on", registered))
        : code;

    private string Level(string competence) => levels.GetValueOrDefault(competence) is not { } value ? Say("annex.not-assessed")
        : source.Framework.Scale.Find(value) is { } level ? $"{value}, {In(level.Label)}"
        : value.ToString(culture);

    private string In(Bilingual text) => text.In(language);

    private string Say(string key, params (string Name, object? Value)[] args) => texts.Get(language, key, args.ToDictionary(a => a.Name, a => a.Value));
}
