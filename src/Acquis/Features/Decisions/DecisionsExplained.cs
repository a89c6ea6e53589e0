using System.Runtime.CompilerServices;
using System.Text.Json;
using Acquis.Data;
using Acquis.Domain;
using Acquis.Domain.Decisions;
using Acquis.Domain.Frameworks;
using Acquis.Features.Frameworks;
using Acquis.Features.Journal;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Features.Decisions;

/// <summary>Decisions as their facts tell them; besides, the frozen facts have their hash and still give the proposal, and the motive has its hash.</summary>
public sealed class DecisionsExplained(FrameworkCatalogue frameworks) : IRowsExplainedByFacts
{
    private static readonly Type[] Facts =
    [
        typeof(DecisionFrozen), typeof(MemberRecused), typeof(TieSetAside), typeof(DecisionPronounced), typeof(DecisionSuperseded), typeof(ResultsPublished),
    ];

    /// <inheritdoc />
    public async IAsyncEnumerable<Refusal> DifferencesAsync(AcquisDb db, [EnumeratorCancellation] CancellationToken ct)
    {
        var rows = new ExplainedRows<Decision>(db, d => d.Id.Value, d => Subject.Of(d.Id));
        var versions = new Dictionary<Id<FrameworkVersion>, Framework>();
        foreach (var version in await db.Decisions.Select(d => d.FrameworkVersionId).Distinct().ToListAsync(ct))
        {
            versions[version] = await frameworks.GetAsync(db, version, ct);
        }

        await foreach (var told in ToldFacts.ReadAsync(db, Facts, ct))
        {
            Take(rows, told);
        }

        await foreach (var difference in rows.DifferencesAsync(d => Broken(d, versions[d.FrameworkVersionId]), ct))
        {
            yield return difference;
        }
    }

    private static void Take(ExplainedRows<Decision> rows, ToldFact told)
    {
        switch (told.Fact)
        {
            case DecisionFrozen f:
                rows.Born(
                    f.Decision.Value,
                    (nameof(Decision.DeliberationId), f.Deliberation), (nameof(Decision.CandidacyId), f.Candidacy), (nameof(Decision.FrozenAt), told.At),
                    (nameof(Decision.FactsHash), f.FactsHash), (nameof(Decision.ProposedVerdict), f.ProposedVerdict), (nameof(Decision.ProposedBlocks), f.ProposedBlocks),
                    (nameof(Decision.Verdict), Verdict.Pending), (nameof(Decision.Blocks), Array.Empty<string>()), (nameof(Decision.Basis), null),
                    (nameof(Decision.MotiveHash), null), (nameof(Decision.PronouncedAt), null), (nameof(Decision.PronouncedBy), null),
                    (nameof(Decision.PublishedAt), null), (nameof(Decision.SupersedesId), null), (nameof(Decision.SupersedeReason), null),
                    (nameof(Decision.SupersededById), null), (nameof(Decision.Invalidates), Array.Empty<string>()), (nameof(Decision.TieAnswers), Array.Empty<TieAnswer>()));
                break;
            case MemberRecused r:
                Answered(rows, r.Decision, new(r.Member, Leaves: true, r.Reason, r.Presides));
                break;
            case TieSetAside s:
                Answered(rows, s.Decision, new(s.Member, Leaves: false, s.Reason));
                break;
            case DecisionPronounced p:
                rows.Changed(
                    p.Decision.Value,
                    (nameof(Decision.Verdict), p.Verdict), (nameof(Decision.Blocks), p.Blocks), (nameof(Decision.Basis), p.Basis),
                    (nameof(Decision.MotiveHash), p.MotiveHash), (nameof(Decision.PronouncedAt), told.At), (nameof(Decision.PronouncedBy), p.Chair));
                break;
            case DecisionSuperseded s:
                Take(rows, told, s);
                break;
            case ResultsPublished r:
                foreach (var decision in r.Decisions.Where(d => rows.Value(d.Value, nameof(Decision.PublishedAt)) is null))
                {
                    rows.Changed(decision.Value, (nameof(Decision.PublishedAt), told.At));
                }

                break;
            default:
                Erased(rows, told);
                break;
        }
    }

    /// <summary>The last answer for a member takes the place of those before.</summary>
    private static void Answered(ExplainedRows<Decision> rows, Id<Decision> decision, TieAnswer answer)
    {
        var before = rows.Value(decision.Value, nameof(Decision.TieAnswers)) as IReadOnlyList<TieAnswer> ?? [];
        rows.Changed(decision.Value, (nameof(Decision.TieAnswers), (IReadOnlyList<TieAnswer>)[.. before.Where(a => a.Member != answer.Member), answer]));
    }

    private static void Take(ExplainedRows<Decision> rows, ToldFact told, DecisionSuperseded s)
    {
        rows.Changed(s.Decision.Value, (nameof(Decision.SupersededById), s.By));
        rows.Changed(
            s.By.Value,
            (nameof(Decision.Verdict), s.Verdict), (nameof(Decision.Blocks), s.Blocks), (nameof(Decision.Basis), s.Basis), (nameof(Decision.MotiveHash), s.MotiveHash),
            (nameof(Decision.PronouncedAt), told.At), (nameof(Decision.PronouncedBy), s.Chair), (nameof(Decision.SupersedesId), s.Decision),
            (nameof(Decision.SupersedeReason), s.Reason), (nameof(Decision.Invalidates), s.Invalidated),
            (nameof(Decision.TieAnswers), rows.Value(s.Decision.Value, nameof(Decision.TieAnswers)) ?? Array.Empty<TieAnswer>()));
        if (rows.Value(s.Decision.Value, nameof(Decision.PublishedAt)) is not null)
        {
            rows.Changed(s.By.Value, (nameof(Decision.PublishedAt), told.At));
        }
    }

    private static void Erased(ExplainedRows<Decision> rows, ToldFact told)
    {
        if (told.Action == Fact.ActionOf(typeof(DecisionFrozen)))
        {
            rows.ErasedBirth(told);
        }
        else
        {
            rows.ErasedChange(
                told,
                nameof(Decision.Verdict), nameof(Decision.Blocks), nameof(Decision.Basis), nameof(Decision.MotiveHash), nameof(Decision.PronouncedAt),
                nameof(Decision.PronouncedBy), nameof(Decision.PublishedAt), nameof(Decision.SupersedesId), nameof(Decision.SupersedeReason),
                nameof(Decision.SupersededById), nameof(Decision.Invalidates), nameof(Decision.TieAnswers));
        }
    }

    /// <summary>Columns that do not follow from the frozen facts and the framework, or have not their hash.</summary>
    private static IEnumerable<string> Broken(Decision decision, Framework framework)
    {
        if (DecisionRecords.HashOf(decision.FactsJson) != decision.FactsHash)
        {
            yield return nameof(Decision.FactsJson);
        }
        else if (Proposed(decision, framework) is var (verdict, blocks, json))
        {
            if (json != decision.ProposalJson)
                yield return nameof(Decision.ProposalJson);
            if (verdict != decision.ProposedVerdict)
                yield return nameof(Decision.ProposedVerdict);
            if (!blocks.SequenceEqual(decision.ProposedBlocks))
                yield return nameof(Decision.ProposedBlocks);
        }
        else
        {
            yield return nameof(Decision.FactsJson);
        }

        if (decision.Motive is { } motive && (decision.MotiveSalt is null || DecisionRecords.HashOf(decision.MotiveSalt, motive) != decision.MotiveHash))
        {
            yield return nameof(Decision.Motive);
        }
    }

    /// <summary>The proposal computed again; null where the frozen facts cannot be read by this framework.</summary>
    private static (Verdict Verdict, IReadOnlyList<string> Blocks, string Json)? Proposed(Decision decision, Framework framework)
    {
        try
        {
            var facts = decision.Facts();
            var engine = new AwardEngine(framework, [.. facts.ExpectedModules.Select(m => new TrainingModule(m, new(m)))]);
            var proposal = Recomputation.Propose(engine, facts);
            return (proposal.Verdict, proposal.Blocks, DecisionRecords.Canonical(proposal));
        }
        catch (Exception e) when (e is JsonException or RefusedException or ArgumentException or InvalidOperationException)
        {
            return null;
        }
    }
}
