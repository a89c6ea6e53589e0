using Acquis.Domain.Juries;
using Acquis.Infrastructure.Calendars;

namespace Acquis.Features.Juries;

/// <summary>The half-days of a season as a juror fills them in.</summary>
public sealed class OfferForm
{
    public List<OfferRow> Rows { get; set; } = [];

    public int? MostHalfDays { get; set; }

    public string? Remark { get; set; }

    /// <summary>The form as it was answered; half-days that nobody spoke of stand empty.</summary>
    public static OfferForm Of(Season season, SeasonAnswer answer) => new()
    {
        Rows = [.. season.HalfDays.Select(h => new OfferRow { HalfDay = h.Id, Availability = answer.Of(h) })],
        MostHalfDays = answer.MostHalfDays,
        Remark = answer.Remark,
    };

    /// <summary>What was typed, as one value.</summary>
    public JurorReply ToReply() =>
        new([.. Rows.Where(r => r.Availability is not null).Select(r => new HalfDayAnswer(r.HalfDay ?? "", r.Availability!.Value))], MostHalfDays, Remark);

    /// <summary>Keeps what was ticked, in the order of the season: the form may be older than the season.</summary>
    public void Follow(Season season)
    {
        var typed = Rows.Where(r => r.HalfDay is not null).DistinctBy(r => r.HalfDay).ToDictionary(r => r.HalfDay!);
        Rows = [.. season.HalfDays.Select(h => typed.GetValueOrDefault(h.Id) ?? new() { HalfDay = h.Id })];
    }

    /// <summary>Ticks every half-day that stands empty.</summary>
    public void Fill(JurorAvailability availability)
    {
        foreach (var row in Rows)
        {
            row.Availability ??= availability;
        }
    }

    /// <summary>Proposes no for each half-day in which a calendar says that they are taken, with the hours; nothing is said of any other.</summary>
    public void Propose(Season season, BusyTimes busy)
    {
        foreach (var row in Rows)
        {
            if (season.HalfDay(row.HalfDay ?? "") is not { } halfDay)
                continue;

            row.Busy = [.. busy.Spans.Where(s => s.Start < halfDay.End && halfDay.Start < s.End).Select(s => Within(s, halfDay))];
            if (row.Busy.Count > 0)
                row.Availability = JurorAvailability.No;
        }
    }

    private static BusySpan Within(BusySpan span, SeasonHalfDay halfDay) =>
        new(span.Start < halfDay.Start ? halfDay.Start : span.Start, span.End > halfDay.End ? halfDay.End : span.End);
}

/// <summary>One half-day of the form.</summary>
public sealed class OfferRow
{
    public string? HalfDay { get; set; }

    public JurorAvailability? Availability { get; set; }

    /// <summary>Hours that the juror's calendar says are taken; shown, never kept.</summary>
    [Microsoft.AspNetCore.Mvc.ModelBinding.BindNever]
    public IReadOnlyList<BusySpan> Busy { get; set; } = [];
}
