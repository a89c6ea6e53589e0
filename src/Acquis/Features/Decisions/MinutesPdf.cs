using System.Globalization;
using Acquis.Credentials.Documents;
using Acquis.Domain.Decisions;
using Acquis.Infrastructure;

namespace Acquis.Features.Decisions;

/// <summary>Minutes as PDF: French, since they are the legal original.</summary>
internal static class MinutesPdf
{
    private static readonly CultureInfo French = CultureInfo.GetCultureInfo("fr-FR");

    public static byte[] Render(MinutesText m, Texts texts) => MinutesDocument.Render(new()
    {
        CertifierName = m.Institution,
        Number = m.Reference,
        // The day stays on one line.
        Lede = Say(
            texts, "minutes.pdf.lede", ("title", string.IsNullOrWhiteSpace(m.RncpCode) ? m.Title.Fr : $"{m.Title.Fr}, {m.RncpCode}"),
            ("on", Dates.Long(m.HeldOn, French).Replace(' ', '\u00a0'))),
        HeldOn = m.HeldOn,
        Words = Words(texts),
        Session =
        [
            new(Say(texts, "minutes.pdf.name"), m.Name),
            new(Say(texts, "minutes.pdf.meeting"), $"{Dates.Long(m.HeldOn, French)}{(m.Place.Length == 0 ? "" : $", {m.Place}")}"),
            new(Say(texts, "minutes.pdf.candidates"), m.Rows.Count.ToString(French)),
            new(Say(texts, "minutes.pdf.facts"), Say(texts, "minutes.pdf.frozen", ("at", m.FrozenAt))),
            new(Say(texts, "minutes.pdf.list"), Say(texts, "minutes.pdf.closed", ("at", m.ClosedAt))),
            new(Say(texts, "minutes.pdf.rule"), Say(texts, "minutes.pdf.rule-of", ("edition", m.Edition), ("hash", m.FrameworkHash[..16]))),
        ],
        Members = [.. m.Members.Select(member => Member(texts, member))],
        Quorum = Say(
            texts, "minutes.pdf.quorum", ("present", m.Members.Count(x => x.IsPresent)), ("all", m.Members.Count),
            ("count", m.Members.Count(x => x is { IsPresent: true, IsExternal: true }))),
        Results = [.. m.Rows.Select(r => Result(texts, r))],
        Observations = Observations(texts, m.Rows) is { Count: > 0 } said ? said : [Say(texts, "minutes.pdf.nothing")],
        FactsHash = m.FactsHash,
        Specimen = m.IsSpecimen,
    });

    private static MinutesWords Words(Texts texts) => new()
    {
        Title = Say(texts, "minutes.pdf.title"),
        Session = Say(texts, "minutes.session"),
        Jury = Say(texts, "minutes.pdf.jury"),
        Decisions = Say(texts, "minutes.decisions"),
        Observations = Say(texts, "minutes.pdf.observations"),
        Signatures = Say(texts, "minutes.pdf.signatures"),
        Member = Say(texts, "minutes.pdf.member"),
        Quality = Say(texts, "minutes.pdf.quality"),
        College = Say(texts, "minutes.pdf.college"),
        Presence = Say(texts, "minutes.pdf.presence"),
        Candidate = Say(texts, "minutes.pdf.candidate"),
        Proposal = Say(texts, "minutes.by-rule"),
        Decision = Say(texts, "minutes.verdict"),
        Blocks = Say(texts, "minutes.pdf.blocks"),
        Signature = Say(texts, "minutes.pdf.signature"),
        HashNote = Say(texts, "minutes.pdf.hash"),
    };

    private static Credentials.Documents.MinutesMember Member(Texts texts, MinutesMember m) => new(
        m.Name,
        m.IsChair ? Say(texts, "minutes.pdf.chair", ("quality", m.Quality)) : m.Quality,
        Say(texts, m.IsExternal ? "minutes.pdf.external" : "minutes.pdf.internal"),
        Say(texts, m.IsPresent ? "minutes.pdf.present" : "minutes.pdf.absent"),
        m.IsPresent,
        m.SignedAt is { } at ? Say(texts, m.SignedOnPaper ? "minutes.pdf.signed-on-paper" : "minutes.pdf.signed", ("at", at)) : null);

    private static MinutesResult Result(Texts texts, MinutesRow r) => new(
        r.Candidate, VerdictTexts.Say(texts, r.Proposed, r.ProposedBlocks, "fr"), VerdictTexts.Say(texts, r.Verdict, [], "fr"), string.Join(", ", r.Blocks),
        r.Motive is { } motive ? Say(texts, "minutes.pdf.departs", ("candidate", r.Candidate), ("motive", motive)) : null);

    private static List<string> Observations(Texts texts, IReadOnlyList<MinutesRow> rows) =>
    [
        .. rows.SelectMany(r => r.Recusals.Select(x => x.Presided is { } presided
            ? Say(texts, "minutes.pdf.left-presided", ("candidate", r.Candidate), ("member", x.Member), ("presided", presided))
            : Say(texts, "minutes.pdf.left", ("candidate", r.Candidate), ("member", x.Member)))),
    ];

    private static string Say(Texts texts, string key, params (string Name, object? Value)[] args) =>
        texts.Get("fr", key, args.ToDictionary(a => a.Name, a => a.Value));
}
