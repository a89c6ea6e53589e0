namespace Acquis.Features.Shared;

/// <summary>A date as it is typed in three fields; a birth date may lack its day or its month.</summary>
public sealed class DateParts
{
    public int? Day { get; set; }

    public int? Month { get; set; }

    public int? Year { get; set; }

    public bool IsEmpty => Day is null && Month is null && Year is null;

    /// <summary>The parts of a date.</summary>
    public static DateParts Of(DateOnly date) => new() { Day = date.Day, Month = date.Month, Year = date.Year };

    /// <summary>The date, or null when a part is missing or the calendar has no such day.</summary>
    public DateOnly? ToDate() =>
        this is { Day: { } day, Month: { } month, Year: { } year }
        && year is >= 1 and <= 9999 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month)
            ? new DateOnly(year, month, day)
            : null;
}
