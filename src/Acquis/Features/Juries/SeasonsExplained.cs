using System.Runtime.CompilerServices;
using Acquis.Data;
using Acquis.Domain;
using Acquis.Domain.Juries;
using Acquis.Features.Journal;

namespace Acquis.Features.Juries;

/// <summary>Seasons, answers, declared ties and statements of impartiality as their facts tell them.</summary>
public sealed class SeasonsExplained : IRowsExplainedByFacts
{
    private static readonly Type[] Facts =
    [
        typeof(SeasonOpened), typeof(SeasonChanged), typeof(RemindersStopped), typeof(RemindersResumed), typeof(JurorCalled), typeof(JurorReleased), typeof(AvailabilityAsked), typeof(AvailabilityLinkRenewed),
        typeof(AvailabilityAnswered), typeof(TieDeclared), typeof(TieLifted), typeof(StatementAsked), typeof(StatementSigned), typeof(StatementRefused), typeof(StatementCancelled),
    ];

    /// <inheritdoc />
    public async IAsyncEnumerable<Refusal> DifferencesAsync(AcquisDb db, [EnumeratorCancellation] CancellationToken ct)
    {
        var seasons = new ExplainedRows<Season>(db, s => s.Id.Value, s => Subject.Of(s.Id));
        var answers = new ExplainedRows<SeasonAnswer>(db, a => a.Id.Value, a => Subject.Of(a.JurorId));
        var ties = new ExplainedRows<DeclaredTie>(db, t => t.Id.Value, t => Subject.Of(t.JurorId));
        var statements = new ExplainedRows<ImpartialityStatement>(db, s => s.Id.Value, s => Subject.Of(s.JurorId));
        await foreach (var told in ToldFacts.ReadAsync(db, Facts, ct))
        {
            if (told.Fact is null)
            {
                Erased(seasons, told);
                Erased(answers, ties, statements, told);
                continue;
            }

            Take(seasons, answers, told);
            Take(ties, statements, told);
        }

        await foreach (var difference in seasons.DifferencesAsync(null, ct))
            yield return difference;

        await foreach (var difference in answers.DifferencesAsync(null, ct))
            yield return difference;

        await foreach (var difference in ties.DifferencesAsync(null, ct))
            yield return difference;

        await foreach (var difference in statements.DifferencesAsync(null, ct))
            yield return difference;
    }

    private static void Take(ExplainedRows<Season> seasons, ExplainedRows<SeasonAnswer> answers, ToldFact told)
    {
        switch (told.Fact)
        {
            case SeasonOpened o:
                seasons.Born(o.Season.Value, [.. Columns(o.Plan), (nameof(Season.CertificationId), o.Certification), (nameof(Season.RemindersStoppedAt), null)]);
                break;
            case SeasonChanged c:
                seasons.Changed(c.Season.Value, Columns(c.Plan));
                break;
            case RemindersStopped r:
                seasons.Changed(r.Season.Value, (nameof(Season.RemindersStoppedAt), told.At));
                break;
            case RemindersResumed r:
                seasons.Changed(r.Season.Value, (nameof(Season.RemindersStoppedAt), null));
                break;
            case JurorCalled c:
                answers.Born(
                    c.SeasonAnswer.Value,
                    (nameof(SeasonAnswer.SeasonId), c.Season), (nameof(SeasonAnswer.JurorId), c.Juror), (nameof(SeasonAnswer.Asked), 0), (nameof(SeasonAnswer.LinkNumber), 1),
                    (nameof(SeasonAnswer.HalfDays), Array.Empty<string>()), (nameof(SeasonAnswer.MostHalfDays), null), (nameof(SeasonAnswer.Remark), null),
                    (nameof(SeasonAnswer.AnsweredAt), null));
                answers.Changed(c.SeasonAnswer.Value, (nameof(SeasonAnswer.CalledAt), told.At), (nameof(SeasonAnswer.ReleasedAt), null));
                break;
            case JurorReleased r:
                answers.Changed(r.SeasonAnswer.Value, (nameof(SeasonAnswer.ReleasedAt), told.At));
                break;
            case AvailabilityAsked a:
                answers.Changed(a.SeasonAnswer.Value, (nameof(SeasonAnswer.Asked), a.Times));
                break;
            case AvailabilityLinkRenewed r:
                answers.Changed(r.SeasonAnswer.Value, (nameof(SeasonAnswer.LinkNumber), r.LinkNumber));
                break;
            case AvailabilityAnswered a:
                answers.Changed(
                    a.SeasonAnswer.Value,
                    (nameof(SeasonAnswer.HalfDays), a.HalfDays), (nameof(SeasonAnswer.MostHalfDays), a.MostHalfDays), (nameof(SeasonAnswer.Remark), a.Remark),
                    (nameof(SeasonAnswer.AnsweredAt), told.At));
                break;
            default:
                break;
        }
    }

    private static void Take(ExplainedRows<DeclaredTie> ties, ExplainedRows<ImpartialityStatement> statements, ToldFact told)
    {
        switch (told.Fact)
        {
            case TieDeclared d:
                ties.Born(
                    d.DeclaredTie.Value, (nameof(DeclaredTie.JurorId), d.Juror), (nameof(DeclaredTie.CandidacyId), d.Candidacy), (nameof(DeclaredTie.Reason), d.Reason),
                    (nameof(DeclaredTie.DeclaredAt), told.At), (nameof(DeclaredTie.LiftedAt), null));
                break;
            case TieLifted l:
                ties.Changed(l.DeclaredTie.Value, (nameof(DeclaredTie.LiftedAt), told.At));
                break;
            case StatementAsked a:
                statements.Born(
                    a.ImpartialityStatement.Value, (nameof(ImpartialityStatement.SeasonId), a.Season), (nameof(ImpartialityStatement.JurorId), a.Juror),
                    (nameof(ImpartialityStatement.AskedAt), told.At), (nameof(ImpartialityStatement.State), StatementState.Asked),
                    (nameof(ImpartialityStatement.TextHash), ""), (nameof(ImpartialityStatement.Reason), null), (nameof(ImpartialityStatement.AnsweredAt), null));
                break;
            case StatementSigned s:
                statements.Changed(
                    s.ImpartialityStatement.Value, (nameof(ImpartialityStatement.State), StatementState.Signed), (nameof(ImpartialityStatement.TextHash), s.TextHash),
                    (nameof(ImpartialityStatement.AnsweredAt), told.At));
                break;
            case StatementRefused r:
                statements.Changed(
                    r.ImpartialityStatement.Value, (nameof(ImpartialityStatement.State), StatementState.Refused), (nameof(ImpartialityStatement.Reason), r.Reason),
                    (nameof(ImpartialityStatement.AnsweredAt), told.At));
                break;
            case StatementCancelled c:
                statements.Changed(c.ImpartialityStatement.Value, (nameof(ImpartialityStatement.State), StatementState.Cancelled), (nameof(ImpartialityStatement.Reason), c.Reason));
                break;
            default:
                break;
        }
    }

    private static void Erased(ExplainedRows<Season> seasons, ToldFact told)
    {
        if (told.Action == Fact.ActionOf(typeof(SeasonOpened)))
            seasons.ErasedBirth(told);
        else if (told.Action.StartsWith("reminders-", StringComparison.Ordinal))
            seasons.ErasedChange(told, nameof(Season.RemindersStoppedAt));
        else if (told.Action == Fact.ActionOf(typeof(SeasonChanged)))
            seasons.ErasedChange(told, [.. Columns(new() { Name = "", HalfDays = [new(default, default, default)] }).Select(c => c.Column)]);
    }

    /// <summary>What an erased fact of a juror may have said is not known any more.</summary>
    private static void Erased(ExplainedRows<SeasonAnswer> answers, ExplainedRows<DeclaredTie> ties, ExplainedRows<ImpartialityStatement> statements, ToldFact told)
    {
        if (told.Action == Fact.ActionOf(typeof(JurorCalled)))
            answers.ErasedBirth(told);
        else if (told.Action == Fact.ActionOf(typeof(TieDeclared)))
            ties.ErasedBirth(told);
        else if (told.Action == Fact.ActionOf(typeof(StatementAsked)))
            statements.ErasedBirth(told);
        else if (told.Action == Fact.ActionOf(typeof(TieLifted)))
            ties.ErasedChange(told, nameof(DeclaredTie.LiftedAt));
        else if (told.Action.StartsWith("statement-", StringComparison.Ordinal))
            statements.ErasedChange(
                told, nameof(ImpartialityStatement.State), nameof(ImpartialityStatement.TextHash), nameof(ImpartialityStatement.Reason), nameof(ImpartialityStatement.AnsweredAt));
        else if (told.Action.StartsWith("availability-", StringComparison.Ordinal) || told.Action == Fact.ActionOf(typeof(JurorReleased)))
            answers.ErasedChange(
                told, nameof(SeasonAnswer.CalledAt), nameof(SeasonAnswer.ReleasedAt), nameof(SeasonAnswer.Asked), nameof(SeasonAnswer.LinkNumber), nameof(SeasonAnswer.HalfDays),
                nameof(SeasonAnswer.MostHalfDays), nameof(SeasonAnswer.Remark), nameof(SeasonAnswer.AnsweredAt));
    }

    private static (string Column, object? Value)[] Columns(SeasonPlan p) =>
    [
        (nameof(Season.Name), p.Name), (nameof(Season.TimeZone), p.TimeZone), (nameof(Season.GridMinutes), p.GridMinutes), (nameof(Season.HalfDays), p.HalfDays),
        (nameof(Season.Rooms), p.Rooms), (nameof(Season.Cohorts), p.Cohorts), (nameof(Season.Candidacies), p.Candidacies), (nameof(Season.Format), p.Format),
        (nameof(Season.AnswersUntil), p.AnswersUntil), (nameof(Season.RemindDays), p.RemindDays), (nameof(Season.StartsOn), p.HalfDays[0].Day), (nameof(Season.EndsOn), p.HalfDays[^1].Day),
    ];
}
