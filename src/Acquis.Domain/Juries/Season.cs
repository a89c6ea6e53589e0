using Acquis.Domain.Candidacies;
using Acquis.Domain.Frameworks;

namespace Acquis.Domain.Juries;

/// <summary>Session de soutenances: the candidates who defend, the half-days and rooms in which they are heard, and the jurors who are called.</summary>
public sealed class Season
{
    private Season()
    {
    }

    public Id<Season> Id { get; private set; }

    public Id<Certification> CertificationId { get; private set; }

    public string Name { get; private set; } = "";

    /// <inheritdoc cref="SeasonPlan.TimeZone"/>
    public string TimeZone { get; private set; } = "";

    /// <inheritdoc cref="SeasonPlan.GridMinutes"/>
    public int GridMinutes { get; private set; }

    /// <summary>Its half-days, by time.</summary>
    public IReadOnlyList<SeasonHalfDay> HalfDays { get; private set; } = [];

    public IReadOnlyList<Id<Room>> Rooms { get; private set; } = [];

    /// <inheritdoc cref="SeasonPlan.Cohorts"/>
    public IReadOnlyList<Id<Cohort>> Cohorts { get; private set; } = [];

    /// <inheritdoc cref="SeasonPlan.Candidacies"/>
    public IReadOnlyList<Id<Candidacy>> Candidacies { get; private set; } = [];

    public DefenceFormat Format { get; private set; } = new();

    /// <summary>Granted measures, of candidates who have any.</summary>
    public IReadOnlyList<CandidateNeeds> Needs { get; private set; } = [];

    /// <inheritdoc cref="SeasonPlan.AnswersUntil"/>
    public DateOnly AnswersUntil { get; private set; }

    /// <inheritdoc cref="SeasonPlan.RemindDays"/>
    public IReadOnlyList<int> RemindDays { get; private set; } = [];

    /// <summary>When somebody stopped the reminders of this season; null while they leave.</summary>
    public DateTimeOffset? RemindersStoppedAt { get; private set; }

    /// <summary>First and last day, so that seasons can be sorted and found.</summary>
    public DateOnly StartsOn { get; private set; }

    /// <inheritdoc cref="StartsOn"/>
    public DateOnly EndsOn { get; private set; }

    public int Version { get; private set; }

    /// <summary>What it is made of, as one value.</summary>
    public SeasonPlan Plan => new()
    {
        Name = Name,
        TimeZone = TimeZone,
        GridMinutes = GridMinutes,
        HalfDays = HalfDays,
        Rooms = Rooms,
        Cohorts = Cohorts,
        Candidacies = Candidacies,
        Format = Format,
        AnswersUntil = AnswersUntil,
        RemindDays = RemindDays,
    };

    /// <summary>Ouvre une session de soutenances.</summary>
    /// <exception cref="RefusedException">See <see cref="SeasonPlan.WhyNot"/>.</exception>
    public static (Season Season, SeasonOpened Fact) Open(Id<Season> id, Id<Certification> certification, SeasonPlan plan)
    {
        var season = new Season { Id = id, CertificationId = certification };
        season.Take(plan);
        return (season, new(id, certification, season.Plan));
    }

    /// <summary>Changes what it is made of. Answers are kept for half-days that stay as they are.</summary>
    /// <exception cref="RefusedException">See <see cref="SeasonPlan.WhyNot"/>.</exception>
    public SeasonChanged Change(SeasonPlan plan)
    {
        Take(plan);
        return new(Id, Plan);
    }

    /// <summary>Records the measures granted to a candidate, in place of those before.</summary>
    /// <exception cref="RefusedException">A half-day is not of this season.</exception>
    public NeedsGranted Grant(CandidateNeeds needs)
    {
        if (needs.Unavailable.FirstOrDefault(u => HalfDay(u) is null) is { } unknown)
        {
            throw new RefusedException("season.unknown-half-day", ("halfDay", unknown));
        }

        var others = Needs.Where(n => n.Candidacy != needs.Candidacy);
        Needs = [.. needs.IsEmpty ? others : others.Append(needs)];
        return new(Id, needs.Candidacy, needs);
    }

    /// <summary>Stops the reminders of its summonses.</summary>
    /// <exception cref="RefusedException">They are stopped already.</exception>
    public RemindersStopped StopReminders(DateTimeOffset now)
    {
        if (RemindersStoppedAt is { } at)
        {
            throw new RefusedException("season.reminders-stopped-already", ("at", at));
        }

        RemindersStoppedAt = now;
        return new(Id);
    }

    /// <summary>Lets the reminders leave again; those whose day has passed meanwhile are not made up for one by one.</summary>
    /// <exception cref="RefusedException">They are not stopped.</exception>
    public RemindersResumed ResumeReminders()
    {
        if (RemindersStoppedAt is null)
        {
            throw new RefusedException("season.reminders-not-stopped");
        }

        RemindersStoppedAt = null;
        return new(Id);
    }

    /// <summary>What is granted to a candidate; null for who has nothing.</summary>
    public CandidateNeeds? NeedsOf(Id<Candidacy> candidacy) => Needs.FirstOrDefault(n => n.Candidacy == candidacy);

    /// <summary>The half-day of that id, or null.</summary>
    public SeasonHalfDay? HalfDay(string id) => HalfDays.FirstOrDefault(h => h.Id == id);

    /// <summary>What the season asks for and a juror does not have; nothing of it forbids to call them.</summary>
    public IEnumerable<Refusal> Doubts(Juror juror)
    {
        if (!HalfDays.Any(h => juror.IsMandated(CertificationId, h.Day)))
        {
            yield return Refusal.Of("season.juror-without-mandate");
        }

        if (!juror.Languages.Contains(Format.Language))
        {
            yield return Refusal.Of("season.juror-without-language");
        }

        if (Format.Domains.Count > 0 && !Format.Domains.Intersect(juror.Domains).Any())
        {
            yield return Refusal.Of("season.juror-without-domain");
        }

        if (juror.Email is null)
        {
            yield return Refusal.Of("season.juror-without-address");
        }
    }

    /// <summary>The civil date of an instant where the season is held.</summary>
    public DateOnly CivilDate(DateTimeOffset instant) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, TimeZoneInfo.FindSystemTimeZoneById(TimeZone)).DateTime);

    private void Take(SeasonPlan plan)
    {
        Refusal.ThrowIfAny(plan.WhyNot());
        (Name, TimeZone, GridMinutes) = (plan.Name.Trim(), plan.TimeZone, plan.GridMinutes);
        HalfDays = [.. plan.HalfDays.OrderBy(h => h.Start)];
        (StartsOn, EndsOn) = (HalfDays[0].Day, HalfDays[^1].Day);
        Rooms = [.. plan.Rooms.Distinct()];
        Cohorts = [.. plan.Cohorts.Distinct()];
        Candidacies = [.. plan.Candidacies.Distinct()];
        (Format, AnswersUntil) = (plan.Format, plan.AnswersUntil);
        RemindDays = [.. plan.RemindDays.Distinct().OrderDescending()];
    }
}

/// <summary>A season of defences was opened.</summary>
public sealed record SeasonOpened(Id<Season> Season, Id<Certification> Certification, SeasonPlan Plan) : Fact
{
    public override IEnumerable<Subject> Subjects => [Subject.Of(Season)];
}

/// <summary>What a season is made of was changed.</summary>
public sealed record SeasonChanged(Id<Season> Season, SeasonPlan Plan) : Fact
{
    public override IEnumerable<Subject> Subjects => [Subject.Of(Season)];
}

/// <summary>Somebody stopped the reminders of a season's summonses.</summary>
public sealed record RemindersStopped(Id<Season> Season) : Fact
{
    public override IEnumerable<Subject> Subjects => [Subject.Of(Season)];
}

/// <summary>The reminders of a season's summonses leave again.</summary>
public sealed record RemindersResumed(Id<Season> Season) : Fact
{
    public override IEnumerable<Subject> Subjects => [Subject.Of(Season)];
}

/// <summary>Measures were granted to a candidate of a season.</summary>
public sealed record NeedsGranted(Id<Season> Season, Id<Candidacy> Candidacy, CandidateNeeds Needs) : Fact
{
    public override IEnumerable<Subject> Subjects => [Subject.Of(Season), Subject.Of(Candidacy)];
}
