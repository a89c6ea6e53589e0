using Acquis.Domain;
using Acquis.Infrastructure.Calendars;

namespace Acquis.Tests.Juries;

/// <summary>Busy spans read from an iCalendar text.</summary>
public sealed class BusyCalendarTests
{
    private static readonly TimeZoneInfo Paris = TimeZoneInfo.FindSystemTimeZoneById("Europe/Paris");

    private static BusyTimes Read(string lines) => BusyCalendar.Read(
        $"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{lines.ReplaceLineEndings("\r\n")}\r\nEND:VCALENDAR\r\n", Paris, new(2027, 6, 14), new(2027, 6, 21));

    private static BusyTimes Event(string lines) => Read($"BEGIN:VEVENT\n{lines}\nEND:VEVENT");

    private static BusySpan Span(int day, int from, int to) => new(new(2027, 6, day, from, 0, 0), new(2027, 6, day, to, 0, 0));

    [Theory]
    [InlineData("DTSTART:20270614T070000Z\nDTEND:20270614T090000Z")]
    [InlineData("DTSTART;TZID=Europe/Paris:20270614T090000\nDURATION:PT2H")]
    [InlineData("DTSTART;TZID=\"Romance Standard Time\":20270614T090000\nDTEND;TZID=\"Romance Standard Time\":20270614T110000")]
    [InlineData("DTSTART;TZID=Nulle/Part:20270614T090000\nDTEND:20270614T110000")]
    [InlineData("SUMMARY:Un titre\n  en deux lignes\nDTSTART;TZID=Europe/London:20270614T080000\nDTEND;TZID=Europe/\n Paris:20270614T110000")]
    public void An_event_is_read_in_the_zone_of_the_season(string lines) => Assert.Equal([Span(14, 9, 11)], Event(lines).Spans);

    [Theory]
    [InlineData("DTSTART:20270614T070000Z\nDTEND:20270614T090000Z\nSTATUS:CANCELLED")]
    [InlineData("DTSTART:20270614T070000Z\nDTEND:20270614T090000Z\nTRANSP:TRANSPARENT")]
    [InlineData("DTSTART:20270614T070000Z\nDTEND:20270614T070000Z")]
    [InlineData("DTSTART:20270814T070000Z\nDTEND:20270814T090000Z")]
    [InlineData("BEGIN:VALARM\nDTSTART:20270614T070000Z\nEND:VALARM\nDTSTART:20270513T070000Z\nDTEND:20270513T080000Z")]
    public void What_takes_no_time_in_the_season_is_left_out(string lines)
    {
        var read = Event(lines);

        Assert.Equal((0, 0), (read.Spans.Count, read.Unread));
    }

    [Fact]
    public void A_day_off_is_busy_from_midnight_to_midnight() =>
        Assert.Equal([new BusySpan(new(2027, 6, 15), new(2027, 6, 17))], Event("DTSTART;VALUE=DATE:20270615\nDTEND;VALUE=DATE:20270617").Spans);

    [Fact]
    public void An_event_that_comes_back_is_followed_across_the_change_of_clocks() =>
        Assert.Equal(
            [Span(15, 9, 10), Span(17, 9, 10)],
            Event("DTSTART;TZID=Europe/Paris:20270105T090000\nDTEND;TZID=Europe/Paris:20270105T100000\nRRULE:FREQ=WEEKLY;BYDAY=TU,TH").Spans);

    [Fact]
    public void Each_second_week_counts_and_exceptions_do_not_take_place()
    {
        Assert.Empty(Event("DTSTART:20270607T070000Z\nDTEND:20270607T080000Z\nRRULE:FREQ=WEEKLY;INTERVAL=2").Spans);
        Assert.Single(Event("DTSTART:20270531T070000Z\nDTEND:20270531T080000Z\nRRULE:FREQ=WEEKLY;INTERVAL=2").Spans);
        Assert.Equal(
            [14, 16], Event("DTSTART:20270614T070000Z\nDTEND:20270614T080000Z\nRRULE:FREQ=DAILY;COUNT=3\nEXDATE:20270615T070000Z").Spans.Select(s => s.Start.Day));
        Assert.Equal([14, 15], Event("DTSTART:20270601T070000Z\nDTEND:20270601T080000Z\nRRULE:FREQ=DAILY;UNTIL=20270615").Spans.Select(s => s.Start.Day));
    }

    [Theory]
    [InlineData("DTSTART:20270601T070000Z\nDTEND:20270601T080000Z\nRRULE:FREQ=MONTHLY;BYDAY=2MO")]
    [InlineData("DTSTART:20270601T070000Z\nDTEND:20270601T080000Z\nRRULE:FREQ=SECONDLY")]
    [InlineData("DTSTART:20270601T070000Z\nDTEND:20270601T080000Z\nRRULE:FREQ=DAILY;INTERVAL=0")]
    [InlineData("DTSTART:demain\nDTEND:20270601T080000Z")]
    [InlineData("DTSTART:20270601T070000Z\nDURATION:P1Y1")]
    [InlineData("SUMMARY:Sans date")]
    public void What_is_not_understood_is_counted_and_never_guessed(string lines)
    {
        var read = Event(lines);

        Assert.Equal((0, 1), (read.Spans.Count, read.Unread));
    }

    [Fact]
    public void Free_busy_periods_are_read_too() =>
        Assert.Equal(
            [Span(14, 9, 11), Span(15, 9, 10)],
            Read("BEGIN:VFREEBUSY\nFREEBUSY;FBTYPE=BUSY:20270614T070000Z/20270614T090000Z,20270615T070000Z/PT1H\nFREEBUSY;FBTYPE=FREE:20270616T070000Z/PT1H\nEND:VFREEBUSY").Spans);

    [Theory]
    [InlineData("")]
    [InlineData("Mon agenda")]
    [InlineData("BEGIN:VCARD\nEND:VCARD")]
    [InlineData("<script>alert(1)</script>")]
    public void What_is_no_calendar_is_refused(string text) =>
        Assert.Equal("calendar.unreadable", Assert.Throws<RefusedException>(() => BusyCalendar.Read(text, Paris, new(2027, 6, 14), new(2027, 6, 21))).Refusals[0].Code);

    [Fact]
    public void A_calendar_that_is_too_large_is_refused() =>
        Assert.Equal("calendar.too-large", Assert.Throws<RefusedException>(
            () => BusyCalendar.Read(new('x', BusyCalendar.MaxLength + 1), Paris, new(2027, 6, 14), new(2027, 6, 21))).Refusals[0].Code);

    [Theory]
    [InlineData("END:VEVENT\nEND:VEVENT\nBEGIN:VEVENT")]
    [InlineData("BEGIN:VEVENT\nBEGIN:VEVENT\nBEGIN:VEVENT")]
    [InlineData(" \n\t\n;;;:::\n:\nDTSTART")]
    public void Broken_calendars_give_nothing_and_do_not_fail(string lines) => Assert.Empty(Read(lines).Spans);
}
