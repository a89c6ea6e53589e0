using Acquis.Data;
using Acquis.Domain;
using Acquis.Domain.Journal;
using Acquis.Domain.Juries;
using Acquis.Infrastructure;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Features.Juries;

/// <summary>What a link opens.</summary>
/// <param name="WhyNot">Why it opens nothing any more; empty where it does.</param>
public sealed record OpenedLink(Season Season, Juror Juror, SeasonAnswer Answer, IReadOnlyList<Refusal> WhyNot);

/// <summary>Availability of jurors: answered by the signed link, or written down by whoever plans.</summary>
public sealed class AvailabilityService(AcquisDb db, SeasonLinks links, CurrentActor actor, TimeProvider time)
{
    /// <summary>What a link opens; null for a link that was never given out.</summary>
    public async Task<OpenedLink?> OpenAsync(string? link, CancellationToken ct)
    {
        if (links.Read(link) is not var (id, number) || await db.SeasonAnswers.SingleOrDefaultAsync(a => a.Id == id, ct) is not { } answer)
            return null;

        var season = await db.Seasons.AsNoTracking().SingleAsync(s => s.Id == answer.SeasonId, ct);
        var juror = await db.Jurors.AsNoTracking().SingleAsync(j => j.Id == answer.JurorId, ct);
        return new(season, juror, answer, [.. WhyNot(season, answer, number)]);
    }

    /// <summary>The bearer of a link answers.</summary>
    /// <exception cref="NotFoundException">The link was never given out.</exception>
    /// <exception cref="RefusedException">It opens nothing any more, or see <see cref="SeasonAnswer.Answer"/>.</exception>
    public async Task AnswerAsync(string? link, JurorReply reply, CancellationToken ct)
    {
        var opened = await OpenAsync(link, ct) ?? throw new NotFoundException();
        Refusal.ThrowIfAny(opened.WhyNot);
        var now = time.Now();
        db.Record(opened.Answer.Answer(opened.Season, reply, onBehalf: false, now), new(ActorKind.Link, opened.Answer.Id.Value), now);
        await db.SaveChangesAsync(ct);
    }

    /// <summary>Whoever plans writes down what a juror said otherwise.</summary>
    /// <exception cref="RefusedException">See <see cref="SeasonAnswer.Answer"/>.</exception>
    public async Task AnswerForAsync(Id<Season> id, Id<SeasonAnswer> answer, int version, JurorReply reply, CancellationToken ct)
    {
        var season = await db.FindVisibleAsync(id, actor, ct);
        var row = await db.SeasonAnswers.SingleOrNotFoundAsync(a => a.Id == answer && a.SeasonId == id, ct);
        row.Version.ThrowIfStale(version);
        var now = time.Now();
        db.Record(row.Answer(season, reply, onBehalf: true, now), actor.Actor, now);
        await db.SaveChangesAsync(ct);
    }

    private IEnumerable<Refusal> WhyNot(Season season, SeasonAnswer answer, int number)
    {
        if (number != answer.LinkNumber)
            yield return Refusal.Of("season-link.renewed");
        else if (answer.IsReleased)
            yield return Refusal.Of("season-link.released", ("season", season.Name));
        else if (season.CivilDate(time.GetUtcNow()) > season.EndsOn)
            yield return Refusal.Of("season-link.over", ("season", season.Name), ("date", season.EndsOn));
    }
}
