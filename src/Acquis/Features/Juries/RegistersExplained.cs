using System.Runtime.CompilerServices;
using Acquis.Data;
using Acquis.Domain;
using Acquis.Domain.Candidacies;
using Acquis.Domain.Juries;
using Acquis.Features.Journal;

namespace Acquis.Features.Juries;

/// <summary>Jurors, sites, rooms and composition rules as their facts tell them.</summary>
public sealed class RegistersExplained : IRowsExplainedByFacts
{
    private static readonly Type[] Facts =
    [
        typeof(JurorRegistered), typeof(JurorChanged), typeof(JurorRetired), typeof(JurorReturned), typeof(SiteOpened), typeof(SiteChanged), typeof(RoomOpened),
        typeof(RoomChanged), typeof(CompositionRuleSet),
    ];

    /// <inheritdoc />
    public async IAsyncEnumerable<Refusal> DifferencesAsync(AcquisDb db, [EnumeratorCancellation] CancellationToken ct)
    {
        var jurors = new ExplainedRows<Juror>(db, j => j.Id.Value, j => Subject.Of(j.Id));
        var sites = new ExplainedRows<Site>(db, s => s.Id.Value, s => Subject.Of(s.Id));
        var rooms = new ExplainedRows<Room>(db, r => r.Id.Value, r => Subject.Of(r.Id));
        var rules = new ExplainedRows<CompositionRule>(db, r => r.Id.Value, r => Subject.Of(r.CertificationId));
        await foreach (var told in ToldFacts.ReadAsync(db, Facts, ct))
        {
            Take(jurors, told);
            Take(sites, rooms, rules, told);
        }

        await foreach (var difference in jurors.DifferencesAsync(j => j.SortKey == Identity.Fold(j.Name) ? [] : [nameof(Juror.SortKey)], ct))
            yield return difference;

        await foreach (var difference in sites.DifferencesAsync(null, ct))
            yield return difference;

        await foreach (var difference in rooms.DifferencesAsync(null, ct))
            yield return difference;

        await foreach (var difference in rules.DifferencesAsync(null, ct))
            yield return difference;
    }

    private static void Take(ExplainedRows<Juror> jurors, ToldFact told)
    {
        switch (told.Fact)
        {
            case JurorRegistered r:
                jurors.Born(r.Juror.Value, [.. Columns(r.Profile, r.Account), (nameof(Juror.RetiredAt), null)]);
                break;
            case JurorChanged c:
                jurors.Changed(c.Juror.Value, Columns(c.Profile, c.Account));
                break;
            case JurorRetired r:
                jurors.Changed(r.Juror.Value, (nameof(Juror.RetiredAt), told.At));
                break;
            case JurorReturned r:
                jurors.Changed(r.Juror.Value, (nameof(Juror.RetiredAt), null));
                break;
            case null when told.Action == Fact.ActionOf(typeof(JurorRegistered)):
                jurors.ErasedBirth(told);
                break;
            case null when told.Action == Fact.ActionOf(typeof(JurorChanged)):
                jurors.ErasedChange(told, [.. Columns(Nobody, null).Select(c => c.Column)]);
                break;
            case null when told.Action == Fact.ActionOf(typeof(JurorRetired)) || told.Action == Fact.ActionOf(typeof(JurorReturned)):
                jurors.ErasedChange(told, nameof(Juror.RetiredAt));
                break;
            default:
                break;
        }
    }

    private static void Take(ExplainedRows<Site> sites, ExplainedRows<Room> rooms, ExplainedRows<CompositionRule> rules, ToldFact told)
    {
        switch (told.Fact)
        {
            case SiteOpened o:
                sites.Born(o.Site.Value, (nameof(Site.Name), o.Name), (nameof(Site.Address), o.Address), (nameof(Site.City), o.City));
                break;
            case SiteChanged c:
                sites.Changed(c.Site.Value, (nameof(Site.Name), c.Name), (nameof(Site.Address), c.Address), (nameof(Site.City), c.City));
                break;
            case RoomOpened o:
                rooms.Born(o.Room.Value, [.. Columns(o.Plan), (nameof(Room.SiteId), o.Site)]);
                break;
            case RoomChanged c:
                rooms.Changed(c.Room.Value, Columns(c.Plan));
                break;
            case CompositionRuleSet s:
                rules.Born(s.CompositionRule.Value, (nameof(CompositionRule.CertificationId), s.Certification), (nameof(CompositionRule.Route), s.Route));
                rules.Changed(s.CompositionRule.Value, (nameof(CompositionRule.Rule), s.Rule));
                break;
            case null:
                Erased(sites, rooms, rules, told);
                break;
            default:
                break;
        }
    }

    private static void Erased(ExplainedRows<Site> sites, ExplainedRows<Room> rooms, ExplainedRows<CompositionRule> rules, ToldFact told)
    {
        if (told.Action == Fact.ActionOf(typeof(SiteOpened)))
            sites.ErasedBirth(told);
        else if (told.Action == Fact.ActionOf(typeof(SiteChanged)))
            sites.ErasedChange(told, nameof(Site.Name), nameof(Site.Address), nameof(Site.City));
        else if (told.Action == Fact.ActionOf(typeof(RoomOpened)))
            rooms.ErasedBirth(told);
        else if (told.Action == Fact.ActionOf(typeof(RoomChanged)))
            rooms.ErasedChange(told, [.. Columns(new RoomPlan { Name = "" }).Select(c => c.Column)]);
        else if (told.Action == Fact.ActionOf(typeof(CompositionRuleSet)))
        {
            rules.ErasedBirth(told);
            rules.ErasedChange(told, nameof(CompositionRule.Rule));
        }
    }

    private static JurorProfile Nobody { get; } = new() { Name = "", Quality = "" };

    private static (string Column, object? Value)[] Columns(RoomPlan plan) =>
    [
        (nameof(Room.Name), plan.Name.Trim()), (nameof(Room.Seats), plan.Seats), (nameof(Room.Closures), plan.Closures.OrderBy(c => c.From).ToList()),
        (nameof(Room.Features), plan.Features.Select(f => f.Trim()).Where(f => f.Length > 0).Distinct().ToList()),
    ];

    private static (string Column, object? Value)[] Columns(JurorProfile p, Guid? account) =>
    [
        (nameof(Juror.Name), p.Name), (nameof(Juror.Email), p.Email), (nameof(Juror.Quality), p.Quality), (nameof(Juror.Employer), p.Employer),
        (nameof(Juror.EmployerSiret), p.EmployerSiret), (nameof(Juror.Group), p.Group), (nameof(Juror.IsOutside), p.IsOutside), (nameof(Juror.ChairFor), p.ChairFor),
        (nameof(Juror.Domains), p.Domains), (nameof(Juror.Languages), p.Languages), (nameof(Juror.Sites), p.Sites), (nameof(Juror.FeesClass), p.FeesClass),
        (nameof(Juror.ExperienceYears), p.ExperienceYears), (nameof(Juror.Mandates), p.Mandates), (nameof(Juror.Sex), p.Sex), (nameof(Juror.MailLanguage), p.MailLanguage),
        (nameof(Juror.AccountId), account),
    ];
}
