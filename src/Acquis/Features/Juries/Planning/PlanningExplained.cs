using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using Acquis.Data;
using Acquis.Domain;
using Acquis.Domain.Juries;
using Acquis.Features.Journal;

namespace Acquis.Features.Juries.Planning;

/// <summary>Timetables and summonses as their facts tell them. A timetable's text is held to the hash that its facts name.</summary>
public sealed class PlanningExplained : IRowsExplainedByFacts
{
    private static readonly Type[] Facts =
    [
        typeof(TimetableProposed), typeof(TimetableChanged), typeof(TimetableHeld), typeof(TimetableAdopted), typeof(TimetableDiscarded), typeof(SummonsSent),
        typeof(SummonsReminded), typeof(SummonsCancelled),
    ];

    /// <inheritdoc />
    public async IAsyncEnumerable<Refusal> DifferencesAsync(AcquisDb db, [EnumeratorCancellation] CancellationToken ct)
    {
        var timetables = new ExplainedRows<SeasonTimetable>(db, t => t.Id.Value, t => Subject.Of(t.SeasonId));
        var summonses = new ExplainedRows<Summons>(db, s => s.Id.Value, s => s.CandidacyId is { } c ? Subject.Of(c) : Subject.Of(s.JurorId!.Value));
        await foreach (var told in ToldFacts.ReadAsync(db, Facts, ct))
        {
            if (told.Fact is null)
                Erased(timetables, summonses, told);
            else
                Take(timetables, summonses, told);
        }

        await foreach (var difference in timetables.DifferencesAsync(OwnFaults, ct))
            yield return difference;

        await foreach (var difference in summonses.DifferencesAsync(null, ct))
            yield return difference;
    }

    private static IEnumerable<string> OwnFaults(SeasonTimetable timetable)
    {
        if (Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(timetable.Plan))) != timetable.PlanHash)
            yield return nameof(SeasonTimetable.Plan);
    }

    private static void Take(ExplainedRows<SeasonTimetable> timetables, ExplainedRows<Summons> summonses, ToldFact told)
    {
        switch (told.Fact)
        {
            case TimetableProposed p:
                timetables.Born(
                    p.SeasonTimetable.Value, (nameof(SeasonTimetable.SeasonId), p.Season), (nameof(SeasonTimetable.Number), p.Number), (nameof(SeasonTimetable.Origin), p.Origin),
                    (nameof(SeasonTimetable.FromNumber), p.From), (nameof(SeasonTimetable.PlanHash), p.PlanHash), (nameof(SeasonTimetable.Placed), p.Placed),
                    (nameof(SeasonTimetable.Unplaced), p.Unplaced), (nameof(SeasonTimetable.Holds), p.Holds), (nameof(SeasonTimetable.State), TimetableState.Proposed),
                    (nameof(SeasonTimetable.MadeAt), told.At), (nameof(SeasonTimetable.AdoptedAt), null));
                break;
            case TimetableChanged c:
                timetables.Changed(
                    c.SeasonTimetable.Value, (nameof(SeasonTimetable.PlanHash), c.PlanHash), (nameof(SeasonTimetable.Placed), c.Placed), (nameof(SeasonTimetable.Unplaced), c.Unplaced));
                break;
            case TimetableHeld h:
                timetables.Changed(h.SeasonTimetable.Value, (nameof(SeasonTimetable.Holds), h.Holds));
                break;
            case TimetableAdopted a:
                timetables.Changed(a.SeasonTimetable.Value, (nameof(SeasonTimetable.State), TimetableState.Adopted), (nameof(SeasonTimetable.AdoptedAt), told.At));
                if (a.Replaced is { } replaced)
                    timetables.Changed(replaced.Value, (nameof(SeasonTimetable.State), TimetableState.Replaced));

                break;
            case TimetableDiscarded d:
                timetables.Changed(d.SeasonTimetable.Value, (nameof(SeasonTimetable.State), TimetableState.Discarded));
                break;
            case SummonsSent s:
                summonses.Born(
                    s.Summons.Value, (nameof(Summons.SeasonId), s.Season), (nameof(Summons.CandidacyId), s.Candidacy), (nameof(Summons.JurorId), s.Juror));
                summonses.Changed(
                    s.Summons.Value, (nameof(Summons.Terms), s.Terms), (nameof(Summons.Sequence), s.Sequence), (nameof(Summons.SentAt), told.At), (nameof(Summons.CancelledAt), null),
                    (nameof(Summons.Reminded), Array.Empty<int>()));
                break;
            case SummonsReminded s:
                summonses.Changed(s.Summons.Value, (nameof(Summons.Reminded), s.Reminded));
                break;
            case SummonsCancelled s:
                summonses.Changed(s.Summons.Value, (nameof(Summons.Sequence), s.Sequence), (nameof(Summons.CancelledAt), told.At));
                break;
            default:
                break;
        }
    }

    /// <summary>What an erased fact of a person may have said is not known any more.</summary>
    private static void Erased(ExplainedRows<SeasonTimetable> timetables, ExplainedRows<Summons> summonses, ToldFact told)
    {
        if (told.Action == Fact.ActionOf(typeof(SummonsSent)))
        {
            summonses.ErasedBirth(told);
            summonses.ErasedChange(told, nameof(Summons.Terms), nameof(Summons.Sequence), nameof(Summons.SentAt), nameof(Summons.CancelledAt), nameof(Summons.Reminded));
        }
        else if (told.Action == Fact.ActionOf(typeof(SummonsReminded)))
        {
            summonses.ErasedChange(told, nameof(Summons.Reminded));
        }
        else if (told.Action == Fact.ActionOf(typeof(SummonsCancelled)))
        {
            summonses.ErasedChange(told, nameof(Summons.Sequence), nameof(Summons.CancelledAt));
        }
        else if (told.Action == Fact.ActionOf(typeof(TimetableProposed)))
        {
            timetables.ErasedBirth(told);
        }
        else
        {
            timetables.ErasedChange(
                told, nameof(SeasonTimetable.PlanHash), nameof(SeasonTimetable.Placed), nameof(SeasonTimetable.Unplaced), nameof(SeasonTimetable.Holds), nameof(SeasonTimetable.State),
                nameof(SeasonTimetable.AdoptedAt));
        }
    }
}
