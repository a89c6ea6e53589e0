using System.Runtime.CompilerServices;
using Acquis.Data;
using Acquis.Domain;
using Acquis.Domain.Decisions;
using Acquis.Domain.Juries;
using Acquis.Features.Journal;

namespace Acquis.Features.Decisions;

/// <summary>Deliberations and their juries as their facts tell them.</summary>
public sealed class DeliberationsExplained : IRowsExplainedByFacts
{
    private static readonly Type[] Facts =
    [
        typeof(DeliberationPrepared), typeof(JuryComposed), typeof(SubstituteJoined), typeof(DeliberationOpened), typeof(DeliberationClosed), typeof(MinutesSigned), typeof(MinutesCompleted), typeof(ImpartialityDeclared),
        typeof(PublicationScheduled), typeof(ResultsPublished),
    ];

    /// <summary>More seats than a jury has: an erased composition no longer says how many it had.</summary>
    private const int MostSeats = 1_000;

    /// <inheritdoc />
    public async IAsyncEnumerable<Refusal> DifferencesAsync(AcquisDb db, [EnumeratorCancellation] CancellationToken ct)
    {
        var deliberations = new ExplainedRows<Deliberation>(db, d => d.Id.Value, d => Subject.Of(d.Id));
        var members = new ExplainedRows<JuryMember>(db, m => m.Id.Value, m => Subject.Of(m.DeliberationId));
        var juries = new Dictionary<Id<Deliberation>, JuryComposed>();
        var declared = new List<(ImpartialityDeclared Fact, DateTimeOffset At)>();
        await foreach (var told in ToldFacts.ReadAsync(db, Facts, ct))
        {
            Take(deliberations, told);
            if (told.Fact is JuryComposed composed)
                juries[composed.Deliberation] = composed;
            else if (told.Fact is SubstituteJoined joined)
                Seat(members, joined.Deliberation, joined.Seat);
            else if (told.Fact is ImpartialityDeclared declaration)
                declared.Add((declaration, told.At));
            else if (told.Fact is MinutesSigned signed)
                members.Changed(signed.Member.Value, (nameof(JuryMember.SignedAt), told.At), (nameof(JuryMember.SignedOnPaper), signed.OnPaper));
            else if (told.Fact is null && told.Action == Fact.ActionOf(typeof(JuryComposed)))
                members.ErasedBirth(told, MostSeats);
            else if (told.Fact is null && told.Action == Fact.ActionOf(typeof(SubstituteJoined)))
                members.ErasedBirth(told);
            else if (told.Fact is null && told.Action == Fact.ActionOf(typeof(MinutesSigned)))
                members.ErasedChange(told, nameof(JuryMember.SignedAt), nameof(JuryMember.SignedOnPaper));
            else if (told.Fact is null && told.Action == Fact.ActionOf(typeof(ImpartialityDeclared)))
                members.ErasedChange(told, nameof(JuryMember.DeclaredAt), nameof(JuryMember.DeclarationHash));
        }

        // Each composition replaces the one before: the rows are those of the last.
        foreach (var (deliberation, seat) in juries.Values.SelectMany(j => j.Seats.Select(s => (j.Deliberation, s))))
            Seat(members, deliberation, seat);

        // Who declared for a jury that was composed anew since has no row any more.
        foreach (var (fact, at) in declared.Where(d => members.Value(d.Fact.Member.Value, nameof(JuryMember.Name)) is not null))
            members.Changed(fact.Member.Value, (nameof(JuryMember.DeclaredAt), at), (nameof(JuryMember.DeclarationHash), fact.TextHash ?? ""));

        await foreach (var difference in deliberations.DifferencesAsync(null, ct))
            yield return difference;

        await foreach (var difference in members.DifferencesAsync(null, ct))
            yield return difference;
    }

    private static void Seat(ExplainedRows<JuryMember> rows, Id<Deliberation> deliberation, JurySeat seat) => rows.Born(
        seat.Id.Value,
        (nameof(JuryMember.DeliberationId), deliberation), (nameof(JuryMember.Name), seat.Name.Trim()), (nameof(JuryMember.Quality), seat.Quality.Trim()),
        (nameof(JuryMember.IsExternal), seat.IsExternal), (nameof(JuryMember.IsChair), seat.IsChair), (nameof(JuryMember.IsPresent), seat.IsPresent),
        (nameof(JuryMember.AccountId), seat.AccountId), (nameof(JuryMember.SignedAt), null), (nameof(JuryMember.SignedOnPaper), false),
        (nameof(JuryMember.DeclaredAt), null), (nameof(JuryMember.DeclarationHash), ""));

    private static void Take(ExplainedRows<Deliberation> rows, ToldFact told)
    {
        switch (told.Fact)
        {
            case DeliberationPrepared p:
                rows.Born(
                    p.Deliberation.Value,
                    (nameof(Deliberation.FrameworkVersionId), p.FrameworkVersion), (nameof(Deliberation.Name), p.Name), (nameof(Deliberation.Place), p.Place),
                    (nameof(Deliberation.HeldOn), p.HeldOn), (nameof(Deliberation.Candidacies), p.Candidacies), (nameof(Deliberation.State), DeliberationState.Prepared),
                    (nameof(Deliberation.OpenedAt), null), (nameof(Deliberation.ClosedAt), null), (nameof(Deliberation.MinutesFile), ""),
                    (nameof(Deliberation.SignedMinutesFile), ""), (nameof(Deliberation.PublishAt), null), (nameof(Deliberation.PublishedAt), null));
                break;
            case DeliberationOpened o:
                Reach(rows, o.Deliberation, DeliberationState.Open);
                rows.Changed(o.Deliberation.Value, (nameof(Deliberation.OpenedAt), told.At));
                break;
            case DeliberationClosed c:
                Reach(rows, c.Deliberation, DeliberationState.Closed);
                rows.Changed(c.Deliberation.Value, (nameof(Deliberation.ClosedAt), told.At), (nameof(Deliberation.MinutesFile), c.MinutesFile));
                break;
            case MinutesCompleted m:
                rows.Changed(m.Deliberation.Value, (nameof(Deliberation.SignedMinutesFile), m.SignedMinutesFile));
                break;
            case PublicationScheduled s:
                rows.Changed(s.Deliberation.Value, (nameof(Deliberation.PublishAt), s.PublishAt));
                break;
            case ResultsPublished r:
                Reach(rows, r.Deliberation, DeliberationState.Published);
                rows.Changed(r.Deliberation.Value, (nameof(Deliberation.PublishedAt), told.At));
                break;
            case JuryComposed or SubstituteJoined or MinutesSigned or ImpartialityDeclared:
                break;
            default:
                Erased(rows, told);
                break;
        }
    }

    private static void Erased(ExplainedRows<Deliberation> rows, ToldFact told)
    {
        if (told.Action == Fact.ActionOf(typeof(DeliberationPrepared)))
            rows.ErasedBirth(told);
        else
            rows.ErasedChange(
                told,
                nameof(Deliberation.State), nameof(Deliberation.OpenedAt), nameof(Deliberation.ClosedAt), nameof(Deliberation.MinutesFile),
                nameof(Deliberation.SignedMinutesFile), nameof(Deliberation.PublishAt), nameof(Deliberation.PublishedAt));
    }

    // Facts of one millisecond have no order; the states have, and none is left backwards.
    private static void Reach(ExplainedRows<Deliberation> rows, Id<Deliberation> deliberation, DeliberationState state)
    {
        if (rows.Value(deliberation.Value, nameof(Deliberation.State)) is not DeliberationState known || known < state)
            rows.Changed(deliberation.Value, (nameof(Deliberation.State), state));
    }
}
