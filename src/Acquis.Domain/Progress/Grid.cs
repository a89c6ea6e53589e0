using Acquis.Domain.Candidacies;
using Acquis.Domain.Frameworks;
using Acquis.Domain.Journal;

namespace Acquis.Domain.Progress;

/// <summary>Where a grid stands.</summary>
public enum GridState
{
    /// <summary>Saved as its assessor goes; nobody else reads it.</summary>
    Draft,

    /// <summary>Signed: it never changes again.</summary>
    Submitted,

    /// <summary>Its levels are shown to the candidate.</summary>
    Released,
}

/// <summary>What was seen of a criterion.</summary>
public enum Observation
{
    /// <summary>Satisfait.</summary>
    Met,

    /// <summary>Satisfait en partie.</summary>
    Partly,

    /// <summary>Non satisfait.</summary>
    NotMet,

    /// <summary>Non observé.</summary>
    NotObserved,
}

/// <summary>Observation of one criterion, with a note. Criteria inform the level; they never compute it.</summary>
public sealed record CriterionObservation(string Criterion, Observation? Observation, string? Note = null);

/// <summary>What a grid holds: observations, one judgement for each competence, an appreciation. Anything may still be missing in a draft.</summary>
public sealed record GridContent(
    IReadOnlyList<CriterionObservation> Observations, IReadOnlyList<Judgement> Judgements, string? Comment = null)
{
    public static readonly GridContent Empty = new([], []);

    /// <summary>The same with those observations in place of what stood of their criteria.</summary>
    public GridContent With(IReadOnlyCollection<CriterionObservation> entered) => this with
    {
        Observations = [.. Observations.ExceptBy(entered.Select(e => e.Criterion), o => o.Criterion).Concat(entered).OrderBy(o => o.Criterion, StringComparer.Ordinal)],
    };
}

/// <summary>
/// Grille d'évaluation: one assessor's sheet for one assessment and attempt of one candidacy. Its rank is given when it is signed, in the order of
/// signing, so that a grid that has become the first is one that can no longer change.
/// </summary>
public sealed class Grid
{
    private Grid()
    {
    }

    public Id<Grid> Id { get; private set; }

    public Id<Candidacy> CandidacyId { get; private set; }

    public string Assessment { get; private set; } = "";

    /// <summary>From 1.</summary>
    public int Attempt { get; private set; }

    /// <summary>The assessor.</summary>
    public Actor By { get; private set; }

    /// <summary>Who entered it from the assessor's paper; null where its assessor opened it, and from their own first save on.</summary>
    public Actor? EnteredBy { get; private set; }

    /// <summary>Given on signing; null in a draft.</summary>
    public RatingRank? Rank { get; private set; }

    public GridState State { get; private set; }

    public GridContent Content { get; private set; } = GridContent.Empty;

    public DateOnly Date { get; private set; }

    public string? Place { get; private set; }

    public string? Language { get; private set; }

    public string? Scenario { get; private set; }

    public DateTimeOffset OpenedAt { get; private set; }

    public DateTimeOffset SavedAt { get; private set; }

    public DateTimeOffset? SubmittedAt { get; private set; }

    public int Version { get; private set; }

    /// <summary>Opens a grid.</summary>
    /// <param name="by">The assessor.</param>
    /// <param name="others">Grids of the same candidacy, assessment and attempt.</param>
    /// <param name="enteredBy">Who opens it for the assessor, to <see cref="Enter"/> their paper; null where they open it themselves.</param>
    /// <exception cref="RefusedException">See <see cref="WhyNotOpen"/>.</exception>
    public static (Grid Grid, GridOpened Fact) Open(
        Id<Grid> id, Candidacy candidacy, Framework framework, string assessment, int attempt, Actor by, RatingContext context,
        IReadOnlyList<Grid> others, DateTimeOffset now, Actor? enteredBy = null)
    {
        Refusal.ThrowIfAny(WhyNotOpen(candidacy, framework, assessment, attempt, by, others));
        var grid = new Grid
        {
            Id = id,
            CandidacyId = candidacy.Id,
            Assessment = assessment,
            Attempt = attempt,
            By = by,
            EnteredBy = enteredBy,
            Date = context.Date,
            Place = Texts.OrNull(context.Place),
            Language = Texts.OrNull(context.Language),
            Scenario = Texts.OrNull(context.Scenario),
            OpenedAt = now,
            SavedAt = now,
        };
        return (grid, new(id, candidacy.Id, assessment, attempt, enteredBy is null ? null : by));
    }

    /// <summary>Why this person cannot open a grid there.</summary>
    public static IEnumerable<Refusal> WhyNotOpen(
        Candidacy candidacy, Framework framework, string assessment, int attempt, Actor by, IReadOnlyList<Grid> others)
    {
        if (candidacy.State is CandidacyState.Withdrawn)
        {
            yield return Refusal.Of("candidacy.already-withdrawn");
        }

        if (attempt < 1)
        {
            yield return Refusal.Of("rating.attempt-below-one");
        }

        if (framework.Assessments.All(a => a.Code != assessment))
        {
            yield return Refusal.Of("rating.unknown-assessment", ("assessment", assessment));
        }

        if (others.Any(g => g.By == by))
        {
            yield return Refusal.Of("grid.already-opened");
        }
        else if (others.Count >= framework.Confirmation.Assessors && !MayCallThird(framework, others))
        {
            yield return Refusal.Of("grid.enough-assessors", ("count", framework.Confirmation.Assessors));
        }
    }

    /// <summary>Saves the draft.</summary>
    /// <returns><see cref="GridSaved"/>, or <see cref="GridTakenUp"/> at the first save of what was entered for the assessor.</returns>
    /// <exception cref="RefusedException">Somebody else's grid, signed already, or a level outside the scale.</exception>
    public Fact Save(Framework framework, Actor by, GridContent content, RatingContext context, DateTimeOffset now)
    {
        Refusal.ThrowIfAny(WhyNotSave(framework, by, content));
        Fact fact = EnteredBy is null ? new GridSaved(Id, CandidacyId) : new GridTakenUp(Id, CandidacyId);
        (Content, Date, SavedAt, EnteredBy) = (content, context.Date, now, null);
        (Place, Language, Scenario) = (Texts.OrNull(context.Place), Texts.OrNull(context.Language), Texts.OrNull(context.Scenario));
        return fact;
    }

    /// <summary>Enters what stands on the assessor's paper. It stays a draft: its assessor reads, completes and signs it.</summary>
    /// <param name="by">Who types it.</param>
    /// <param name="others">The other grids of the same assessment and attempt.</param>
    /// <exception cref="RefusedException">See <see cref="WhyNotEnter"/>.</exception>
    public GridEntered Enter(Framework framework, Actor by, GridContent content, IReadOnlyList<Grid> others, DateTimeOffset now)
    {
        Refusal.ThrowIfAny(WhyNotEnter(framework, by, content, others));
        (Content, SavedAt, EnteredBy) = (content, now, by);
        return new(Id, CandidacyId, By);
    }

    /// <summary>
    /// Why somebody cannot enter it for its assessor: it is signed, or begun by its assessor or by a colleague, and nobody else reads a draft; or whoever
    /// types assesses the same candidate there, and two assessors are blind to each other.
    /// </summary>
    public IEnumerable<Refusal> WhyNotEnter(Framework framework, Actor by, GridContent content, IReadOnlyList<Grid> others)
    {
        if (State is GridState.Draft && EnteredBy != by)
        {
            yield return Refusal.Of("grid.begun-by-another");
        }

        if (others.Any(g => g.Id != Id && g.By == by))
        {
            yield return Refusal.Of("grid.blind-to-the-other");
        }

        foreach (var refusal in WhyNotSave(framework, By, content))
        {
            yield return refusal;
        }
    }

    /// <summary>Why it cannot be saved so.</summary>
    public IEnumerable<Refusal> WhyNotSave(Framework framework, Actor by, GridContent content)
    {
        if (By != by)
        {
            yield return Refusal.Of("grid.not-yours");
        }

        if (State is not GridState.Draft)
        {
            yield return Refusal.Of("grid.already-submitted");
        }

        var assessment = framework.Assessments.First(a => a.Code == Assessment);
        foreach (var judgement in content.Judgements)
        {
            if (!assessment.Competences.Contains(judgement.Competence))
            {
                yield return Refusal.Of("rating.competence-not-assessed-there", ("competence", judgement.Competence), ("assessment", Assessment));
            }
            else if (judgement.Level is not null)
            {
                foreach (var refusal in judgement.WhyNot(framework))
                {
                    yield return refusal;
                }
            }
        }

        var criteria = assessment.Criteria.SelectMany(g => g.Items).Select(c => c.Code).ToHashSet();
        foreach (var unknown in content.Observations.Where(o => !criteria.Contains(o.Criterion)))
        {
            yield return Refusal.Of("grid.unknown-criterion", ("criterion", unknown.Criterion));
        }
    }

    /// <summary>Why it cannot be signed: each competence needs a level or the reason why there is none.</summary>
    /// <param name="others">The other grids of the same assessment and attempt.</param>
    public IEnumerable<Refusal> WhyNotSubmit(Framework framework, Actor by, IReadOnlyList<Grid> others)
    {
        foreach (var refusal in WhyNotSave(framework, by, Content))
        {
            yield return refusal;
        }

        var signed = Signed(others);
        foreach (var competence in signed.Count == 2 ? ToSettle(framework, signed) : framework.Assessments.First(a => a.Code == Assessment).Competences)
        {
            var judgement = Content.Judgements.FirstOrDefault(j => j.Competence == competence) ?? new(competence, null);
            foreach (var refusal in judgement.Level is null ? judgement.WhyNot(framework) : [])
            {
                yield return refusal;
            }
        }

        if (signed.Count == 2 && string.IsNullOrWhiteSpace(Content.Comment))
        {
            yield return Refusal.Of("rating.motive-missing");
        }
    }

    /// <summary>Signs the grid: it never changes again, and each judgement becomes a rating.</summary>
    /// <param name="newId">Makes the id of a rating.</param>
    /// <exception cref="RefusedException">See <see cref="WhyNotSubmit"/>.</exception>
    public (IReadOnlyList<Rating> Ratings, IReadOnlyList<Fact> Facts) Submit(
        Candidacy candidacy, Framework framework, Actor by, IReadOnlyList<Grid> others, Func<Id<Rating>> newId, DateTimeOffset now)
    {
        Refusal.ThrowIfAny(WhyNotSubmit(framework, by, others));
        var signed = Signed(others);
        var rank = signed.Count switch
        {
            0 => framework.Confirmation.Assessors > 1 ? RatingRank.First : RatingRank.Single,
            1 => RatingRank.Second,
            _ => RatingRank.Third,
        };
        (State, Rank, SubmittedAt) = (GridState.Submitted, rank, now);
        var source = new RatingSource(Lane.Assessor, Assessment, Attempt, rank, By, Grid: Id);
        var context = new RatingContext(Date, Place, Language, Scenario);
        var asked = rank is RatingRank.Third ? ToSettle(framework, signed) : null;
        var recorded = Content.Judgements
            .Where(j => asked?.Contains(j.Competence) ?? true)
            .Select(j => rank is RatingRank.Third && string.IsNullOrWhiteSpace(j.Comment) ? j with { Comment = Content.Comment } : j)
            .Select(j => Rating.Record(newId(), candidacy, framework, source, j, context, now))
            .ToList();
        var ratings = recorded.ConvertAll(r => r.Rating);
        Fact[] facts = [new GridSubmitted(Id, CandidacyId, Assessment, Attempt, rank, Content), .. recorded.Select(r => r.Fact)];
        return (ratings, facts);
    }

    /// <summary>Marks the grid as released; its ratings are released with it.</summary>
    /// <exception cref="RefusedException">It is not signed, or already released.</exception>
    public void Release() => State = State switch
    {
        GridState.Submitted => GridState.Released,
        GridState.Draft => throw new RefusedException("grid.not-submitted"),
        _ => throw new RefusedException("rating.already-released"),
    };

    private List<Grid> Signed(IReadOnlyList<Grid> others) => [.. others.Where(g => g.Id != Id && g.State is not GridState.Draft)];

    private static bool MayCallThird(Framework framework, IReadOnlyList<Grid> others) =>
        others.Count == 2 && others.All(g => g.State is not GridState.Draft) && ToSettle(framework, others).Count > 0;

    /// <summary>Competences on which the two signed grids must be agreed by people: a third assessor rates these alone.</summary>
    private static List<string> ToSettle(Framework framework, IReadOnlyList<Grid> signed) =>
        [.. framework.Assessments.First(a => a.Code == signed[0].Assessment).Competences
            .Where(c => Confirmation.Confirm(framework.Confirmation, framework.Scale, [.. signed.SelectMany(g => g.Views(c))], []).State
                is ConfirmationState.ToBeAgreed)];

    private IEnumerable<RatingView> Views(string competence) => Content.Judgements
        .Where(j => j.Competence == competence)
        .Select(j => new RatingView(Id.Value, Lane.Assessor, Assessment, Attempt, Rank ?? RatingRank.Single, j.Level, SubmittedAt ?? SavedAt));
}

/// <summary>An assessor opened a grid, or somebody opened it for them.</summary>
/// <param name="Assessor">Whose grid it is, where somebody else opened it; else null.</param>
public sealed record GridOpened(Id<Grid> Grid, Id<Candidacy> Candidacy, string Assessment, int Attempt, Actor? Assessor = null) : Fact
{
    public override IEnumerable<Subject> Subjects => [Subject.Of(Grid)];
}

/// <summary>What stands on an assessor's paper was entered for them. What it holds is not told before it is signed.</summary>
/// <param name="Assessor">Whose grid it is.</param>
public sealed record GridEntered(Id<Grid> Grid, Id<Candidacy> Candidacy, Actor Assessor) : Fact
{
    public override IEnumerable<Subject> Subjects => [Subject.Of(Grid)];
}

/// <summary>An assessor saved for the first time a draft that was entered for them: from then on it is theirs alone.</summary>
public sealed record GridTakenUp(Id<Grid> Grid, Id<Candidacy> Candidacy) : Fact
{
    public override IEnumerable<Subject> Subjects => [Subject.Of(Grid)];
}

/// <summary>A draft was saved. What it holds is not told before it is signed.</summary>
public sealed record GridSaved(Id<Grid> Grid, Id<Candidacy> Candidacy) : Fact
{
    public override IEnumerable<Subject> Subjects => [Subject.Of(Grid)];
}

/// <summary>A grid was signed, with what it says.</summary>
public sealed record GridSubmitted(
    Id<Grid> Grid, Id<Candidacy> Candidacy, string Assessment, int Attempt, RatingRank Rank, GridContent Content) : Fact
{
    public override IEnumerable<Subject> Subjects => [Subject.Of(Grid), Subject.Of(Candidacy)];
}

/// <summary>A grid's levels were released to the candidate.</summary>
public sealed record GridReleased(Id<Grid> Grid, Id<Candidacy> Candidacy) : Fact
{
    public override IEnumerable<Subject> Subjects => [Subject.Of(Grid)];
}
