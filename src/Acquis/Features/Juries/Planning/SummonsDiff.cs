using Acquis.Domain;
using Acquis.Domain.Candidacies;
using Acquis.Domain.Juries;
using Acquis.Timetabling;
using Juror = Acquis.Domain.Juries.Juror;

namespace Acquis.Features.Juries.Planning;

/// <summary>Something that somebody must be told: a summons that is new, changed or called off.</summary>
/// <param name="Standing">The summons that they have, or had; null where there never was one.</param>
/// <param name="Terms">What they are summoned to; null: to nothing any more.</param>
public sealed record SummonsDue(Summons? Standing, Id<Candidacy>? Candidacy, Id<Juror>? Juror, SummonsTerms? Terms);

/// <summary>Compares a timetable with the summons that people have: only those concerned are told.</summary>
public static class SummonsDiff
{
    /// <summary>Everybody who must be told something, candidates first.</summary>
    /// <param name="standing">Every summons of the season, those called off too.</param>
    public static IReadOnlyList<SummonsDue> Of(PlanningFile file, IReadOnlyList<Summons> standing)
    {
        var candidates = standing.Where(s => s.CandidacyId is not null).ToDictionary(s => s.CandidacyId!.Value);
        var jurors = standing.Where(s => s.JurorId is not null).ToDictionary(s => (s.JurorId!.Value, s.Terms.HalfDay));
        var due = new List<SummonsDue>();
        foreach (var (candidacy, terms) in OfCandidates(file))
            due.Add(new(candidates.GetValueOrDefault(candidacy), candidacy, null, terms));

        foreach (var (juror, terms) in OfJurors(file))
            due.Add(new(jurors.GetValueOrDefault((juror, terms.HalfDay)), null, juror, terms));

        var kept = due.Select(d => d.Standing).OfType<Summons>().ToHashSet();
        due.RemoveAll(d => d.Standing is { Holds: true } held && held.Terms.SameAs(d.Terms!));
        due.AddRange(standing.Where(s => s.Holds && !kept.Contains(s)).Select(s => new SummonsDue(s, s.CandidacyId, s.JurorId, null)));
        return [.. due.OrderBy(d => d.Candidacy is null)];
    }

    private static IEnumerable<(Id<Candidacy>, SummonsTerms)> OfCandidates(PlanningFile file) =>
        from session in file.Plan.Sessions
        from placed in session.Events
        select (Candidate(placed.Event), new SummonsTerms(
            RoomOf(session), session.HalfDay, placed.Start, placed.Start.AddMinutes(PlanEditor.MinutesOf(file.Problem, placed.Event)), Chairs: false, [], []));

    /// <summary>A juror sits in one room for a half-day where one panel hears it; where each candidate has a jury, from their first to their last.</summary>
    private static IEnumerable<(Id<Juror>, SummonsTerms)> OfJurors(PlanningFile file) =>
        from session in file.Plan.Sessions
        from placed in session.Events
        from juror in session.Panel ?? placed.Panel ?? []
        group (session, placed) by (juror, session.HalfDay) into sitting
        let first = sitting.OrderBy(s => s.placed.Start).ToList()
        select (Sitter(sitting.Key.juror), new SummonsTerms(
            RoomOf(first[0].session), sitting.Key.HalfDay, first[0].placed.Start,
            first[^1].placed.Start.AddMinutes(PlanEditor.MinutesOf(file.Problem, first[^1].placed.Event)),
            first.Exists(s => (s.session.Chair ?? s.placed.Chair) == sitting.Key.juror),
            [.. first.Select(s => new Hearing(Candidate(s.placed.Event), s.placed.Start))],
            [.. first.SelectMany(s => s.session.Panel ?? s.placed.Panel ?? []).Distinct().Order(StringComparer.Ordinal).Select(Sitter)]));

    private static Id<Domain.Juries.Room> RoomOf(Session session) => new(Guid.Parse(session.Room));

    private static Id<Candidacy> Candidate(string id) => new(Guid.Parse(id));

    private static Id<Juror> Sitter(string id) => new(Guid.Parse(id));
}
