using Acquis.Data;
using Acquis.Domain;
using Acquis.Domain.Candidacies;
using Acquis.Domain.Frameworks;
using Acquis.Domain.Juries;
using Acquis.Features.Candidacies;
using Acquis.Features.Shared.Tags;
using Acquis.Infrastructure;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Features.Juries;

/// <summary>A season as typed.</summary>
public sealed class SeasonForm
{
    public string? Name { get; set; }

    public List<string> Cohorts { get; set; } = [];

    /// <summary>Half-days, one a line.</summary>
    public string? HalfDays { get; set; }

    public List<string> Rooms { get; set; } = [];

    public SeasonJury Jury { get; set; }

    public int? JurySize { get; set; } = 3;

    public int? Minutes { get; set; } = 60;

    public int? ExtendedMinutes { get; set; } = 80;

    public int? TurnoverMinutes { get; set; } = 0;

    public int? GridMinutes { get; set; } = 5;

    public string Language { get; set; } = "fr";

    /// <summary>Domains of which each jury has somebody, separated by commas.</summary>
    public string? Domains { get; set; }

    public string? TimeZone { get; set; } = "Europe/Paris";

    public DateOnly? AnswersUntil { get; set; }

    /// <summary>Days before at which whoever is summoned is reminded, separated by commas.</summary>
    public string? RemindDays { get; set; } = "7, 1";

    [BindNever]
    public IReadOnlyList<Choice> AllCohorts { get; private set; } = [];

    [BindNever]
    public IReadOnlyList<Choice> AllRooms { get; private set; } = [];

    /// <summary>The form of a season that stands.</summary>
    public static SeasonForm Of(Season season) => new()
    {
        Name = season.Name,
        Cohorts = [.. season.Cohorts.Select(c => c.ToString())],
        HalfDays = HalfDayLines.Write(season.HalfDays),
        Rooms = [.. season.Rooms.Select(r => r.ToString())],
        Jury = season.Format.Jury,
        JurySize = season.Format.JurySize,
        Minutes = season.Format.Minutes,
        ExtendedMinutes = season.Format.ExtendedMinutes,
        TurnoverMinutes = season.Format.TurnoverMinutes,
        GridMinutes = season.GridMinutes,
        Language = season.Format.Language,
        Domains = string.Join(", ", season.Format.Domains),
        TimeZone = season.TimeZone,
        AnswersUntil = season.AnswersUntil,
        RemindDays = string.Join(", ", season.RemindDays),
    };

    /// <summary>Reads what can be chosen: cohorts of that certification which who asks sees, and every room.</summary>
    public async Task LoadAsync(AcquisDb db, CurrentActor actor, Id<Certification> certification, CancellationToken ct)
    {
        var cohorts = await db.Cohorts.AsNoTracking().VisibleTo(actor).Where(c => c.CertificationId == certification).OrderByDescending(c => c.EndsOn).ThenBy(c => c.Name).ToListAsync(ct);
        AllCohorts = [.. cohorts.Select(c => new Choice(c.Id.ToString(), c.Name))];
        AllRooms = await JuryChoices.RoomsAsync(db, ct);
    }

    /// <summary>What was typed, as one value; whether it is valid is for the domain to say.</summary>
    /// <param name="candidacies">Candidates chosen besides the cohorts.</param>
    /// <exception cref="RefusedException">A line of the half-days cannot be read.</exception>
    public SeasonPlan ToPlan(IReadOnlyList<Id<Candidacy>> candidacies, IReadOnlyList<SeasonHalfDay>? halfDays = null) => new()
    {
        Name = Name ?? "",
        TimeZone = TimeZone?.Trim() ?? "",
        GridMinutes = GridMinutes ?? 0,
        HalfDays = halfDays ?? HalfDayLines.Read(HalfDays),
        Rooms = [.. Rooms.Select(r => Id<Room>.Parse(r))],
        Cohorts = [.. Cohorts.Select(c => Id<Cohort>.Parse(c))],
        Candidacies = candidacies,
        AnswersUntil = AnswersUntil ?? default,
        RemindDays = [.. (RemindDays ?? "").Split([',', ';', ' '], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(d => int.TryParse(d, System.Globalization.CultureInfo.InvariantCulture, out var days) ? days : 0)],
        Format = new()
        {
            Minutes = Minutes ?? 0,
            ExtendedMinutes = ExtendedMinutes ?? 0,
            TurnoverMinutes = TurnoverMinutes ?? 0,
            Jury = Jury,
            JurySize = JurySize ?? 0,
            Language = Language,
            Domains = [.. (Domains ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Distinct()],
        },
    };
}
