using Acquis.Domain.Candidacies;
using Acquis.Domain.Frameworks;
using Acquis.Domain.Journal;

namespace Acquis.Domain.Progress;

/// <summary>Where, when and how a level was observed.</summary>
/// <param name="Date">Civil date of the assessment or period.</param>
/// <param name="Language">Language in which it was held ("fr", "en"), or null.</param>
/// <param name="Scenario">Scenario drawn or subject brought, or null.</param>
public sealed record RatingContext(DateOnly Date, string? Place = null, string? Language = null, string? Scenario = null);

/// <summary>What somebody says of one competence: a level of the scale, or why there is none.</summary>
/// <param name="Level">A value of the scale; null when it could not be assessed, which is not 0.</param>
/// <param name="NotAssessed">Why there is no level (absence, not observed); null with a level.</param>
public sealed record Judgement(string Competence, int? Level, string? NotAssessed = null, string? Comment = null)
{
    /// <summary>Why this judgement cannot be recorded against that framework.</summary>
    public IEnumerable<Refusal> WhyNot(Framework framework)
    {
        if (framework.Competences.All(c => c.Code != Competence))
        {
            yield return Refusal.Of("rating.unknown-competence", ("competence", Competence));
        }
        else if (Level is { } level && framework.Scale.Find(level) is null)
        {
            yield return Refusal.Of(
                "rating.level-outside-scale",
                ("competence", Competence), ("level", level), ("bottom", framework.Scale.Bottom), ("top", framework.Scale.Top));
        }
        else if (Level is null && string.IsNullOrWhiteSpace(NotAssessed))
        {
            yield return Refusal.Of("rating.neither-level-nor-reason", ("competence", Competence));
        }
    }
}

/// <summary>Where a rating comes from: its lane, assessment, attempt, place in a double assessment, and whose judgement it is.</summary>
/// <param name="Assessment">Code of the assessment, or null outside any.</param>
/// <param name="Attempt">From 1.</param>
/// <param name="By">Who recorded it.</param>
/// <param name="OnBehalfOf">Name of whose judgement it is, where somebody else recorded it; else null.</param>
public sealed record RatingSource(
    Lane Lane, string? Assessment, int Attempt, RatingRank Rank, Actor By, string? OnBehalfOf = null, Id<Grid>? Grid = null);

/// <summary>
/// Cotation: the level of one competence in one lane, once submitted. It never changes; it is released once, and superseded by another with a reason.
/// </summary>
public sealed class Rating
{
    private Rating()
    {
    }

    public Id<Rating> Id { get; private set; }

    public Id<Candidacy> CandidacyId { get; private set; }

    public Lane Lane { get; private set; }

    public string? Assessment { get; private set; }

    public int Attempt { get; private set; }

    public RatingRank Rank { get; private set; }

    public string Competence { get; private set; } = "";

    public int? Level { get; private set; }

    /// <summary>Why there is no level; null with one.</summary>
    public string? NotAssessed { get; private set; }

    /// <summary>Comment; for an agreement, a third rating or the jury's own level, its motive.</summary>
    public string? Comment { get; private set; }

    public DateOnly Date { get; private set; }

    public string? Place { get; private set; }

    public string? Language { get; private set; }

    public string? Scenario { get; private set; }

    public Actor By { get; private set; }

    public string? OnBehalfOf { get; private set; }

    public Id<Grid>? GridId { get; private set; }

    public DateTimeOffset At { get; private set; }

    /// <summary>Instant from which the candidate may see it; null while it is only submitted. Lanes other than assessor and jury are released at once.</summary>
    public DateTimeOffset? ReleasedAt { get; private set; }

    /// <summary>The rating that this one replaces, or null.</summary>
    public Id<Rating>? Supersedes { get; private set; }

    /// <summary>Why it replaces the other; null where it replaces none.</summary>
    public string? SupersedingReason { get; private set; }

    public int Version { get; private set; }

    /// <summary>Whether the lane counts for the certification, so that it waits for its release.</summary>
    public bool IsCertifying => Lane is Lane.Assessor or Lane.Jury;

    /// <summary>What confirming reads of it.</summary>
    public RatingView View => new(Id.Value, Lane, Assessment, Attempt, Rank, Level, At);

    /// <summary>Records a level.</summary>
    /// <param name="supersedes">The rating that it replaces, with the reason; null where it replaces none.</param>
    /// <exception cref="RefusedException">See <see cref="WhyNotRecord"/>.</exception>
    public static (Rating Rating, LevelRecorded Fact) Record(
        Id<Rating> id, Candidacy candidacy, Framework framework, RatingSource source, Judgement judgement, RatingContext context, DateTimeOffset now,
        (Rating Former, string Reason)? supersedes = null)
    {
        Refusal.ThrowIfAny(WhyNotRecord(candidacy, framework, source, judgement, supersedes));
        var rating = new Rating
        {
            Id = id,
            CandidacyId = candidacy.Id,
            Lane = source.Lane,
            Assessment = source.Assessment,
            Attempt = source.Attempt,
            Rank = source.Rank,
            Competence = judgement.Competence,
            Level = judgement.Level,
            NotAssessed = judgement.Level is null ? judgement.NotAssessed!.Trim() : null,
            Comment = Texts.OrNull(judgement.Comment),
            Date = context.Date,
            Place = Texts.OrNull(context.Place),
            Language = Texts.OrNull(context.Language),
            Scenario = Texts.OrNull(context.Scenario),
            By = source.By,
            OnBehalfOf = Texts.OrNull(source.OnBehalfOf),
            GridId = source.Grid,
            At = now,
            ReleasedAt = source.Lane is Lane.Assessor or Lane.Jury ? null : now,
            Supersedes = supersedes?.Former.Id,
            SupersedingReason = supersedes?.Reason.Trim(),
        };
        return (rating, LevelRecorded.Of(rating));
    }

    /// <summary>Why such a level cannot be recorded, first what concerns the candidacy.</summary>
    public static IEnumerable<Refusal> WhyNotRecord(
        Candidacy candidacy, Framework framework, RatingSource source, Judgement judgement, (Rating Former, string Reason)? supersedes = null)
    {
        if (candidacy.State is CandidacyState.Withdrawn)
        {
            yield return Refusal.Of("candidacy.already-withdrawn");
        }

        if (source.Attempt < 1)
        {
            yield return Refusal.Of("rating.attempt-below-one");
        }

        foreach (var refusal in judgement.WhyNot(framework).Concat(WhyNotFrom(framework, source, judgement)))
        {
            yield return refusal;
        }

        if (supersedes is var (former, reason) && (string.IsNullOrWhiteSpace(reason) || former.Competence != judgement.Competence || former.Lane != source.Lane))
        {
            yield return Refusal.Of(string.IsNullOrWhiteSpace(reason) ? "rating.superseded-without-reason" : "rating.supersedes-another-matter");
        }
    }

    /// <summary>Shows the level to the candidate from now on.</summary>
    /// <exception cref="RefusedException">It is already released.</exception>
    public void Release(DateTimeOffset now) =>
        ReleasedAt = ReleasedAt is null ? now : throw new RefusedException("rating.already-released");

    private static IEnumerable<Refusal> WhyNotFrom(Framework framework, RatingSource source, Judgement judgement)
    {
        var assessment = framework.Assessments.FirstOrDefault(a => a.Code == source.Assessment);
        if (source.Assessment is not null && assessment is null)
        {
            yield return Refusal.Of("rating.unknown-assessment", ("assessment", source.Assessment));
        }
        else if (assessment is not null && !assessment.Competences.Contains(judgement.Competence))
        {
            yield return Refusal.Of("rating.competence-not-assessed-there", ("competence", judgement.Competence), ("assessment", source.Assessment));
        }
        else if (source.Lane is Lane.Assessor && assessment is null)
        {
            yield return Refusal.Of("rating.assessment-missing");
        }

        var needsMotive = source.Lane is Lane.Jury || source.Rank is RatingRank.Agreed or RatingRank.Third;
        if (needsMotive && string.IsNullOrWhiteSpace(judgement.Comment))
        {
            yield return Refusal.Of("rating.motive-missing");
        }
    }
}

/// <summary>Small helps for texts typed by people.</summary>
internal static class Texts
{
    public static string? OrNull(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}

/// <summary>A level was recorded for a competence in a lane.</summary>
public sealed record LevelRecorded(
    Id<Rating> Rating, Id<Candidacy> Candidacy, Lane Lane, string? Assessment, int Attempt, RatingRank Rank, string Competence, int? Level,
    string? NotAssessed, string? Comment, DateOnly Date, string? Place, string? Language, string? Scenario, string? OnBehalfOf, Id<Grid>? Grid,
    Id<Rating>? Supersedes, string? SupersedingReason) : Fact
{
    public override IEnumerable<Subject> Subjects => [Subject.Of(Candidacy)];

    internal static LevelRecorded Of(Rating r) => new(
        r.Id, r.CandidacyId, r.Lane, r.Assessment, r.Attempt, r.Rank, r.Competence, r.Level, r.NotAssessed, r.Comment, r.Date, r.Place, r.Language,
        r.Scenario, r.OnBehalfOf, r.GridId, r.Supersedes, r.SupersedingReason);
}

/// <summary>Certifying levels were released: the candidate may see them.</summary>
public sealed record LevelsReleased(Id<Candidacy> Candidacy, IReadOnlyList<Id<Rating>> Ratings) : Fact
{
    public override IEnumerable<Subject> Subjects => [Subject.Of(Candidacy)];
}
