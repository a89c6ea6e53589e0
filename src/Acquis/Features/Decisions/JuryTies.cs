using Acquis.Data;
using Acquis.Domain;
using Acquis.Domain.Candidacies;
using Acquis.Domain.Decisions;
using Acquis.Domain.Juries;
using Acquis.Features.Juries;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Features.Decisions;

/// <summary>
/// Reads what stands between the jury of a deliberation and each candidate: ties, declared or derived, and statements of impartiality. A member is a juror
/// of the register by account or by name; one who is not in the register is held against the candidates all the same.
/// </summary>
public sealed class JuryTies(AcquisDb db, ConflictReader conflicts)
{
    /// <summary>The jury before each of these candidates of the deliberation.</summary>
    public async Task<IReadOnlyDictionary<Id<Candidacy>, CandidateJury>> ReadAsync(Deliberation deliberation, IReadOnlyList<Id<Candidacy>> ids, CancellationToken ct)
    {
        var rule = await db.JuryRuleForAsync(deliberation.CertificationId, deliberation.Candidacies, ct);
        var candidacies = await db.Candidacies.AsNoTracking().Where(c => ids.Contains(c.Id)).ToListAsync(ct);
        var seated = await SeatedAsync(deliberation, ct);
        var members = seated.ToDictionary(s => s.Juror.Id, s => s.Member);
        var found = await conflicts.FindAsync(candidacies, [.. seated.Select(s => s.Juror)], [], deliberation.Id, ct);
        var ties = found.Select(f => (f.Candidacy, Tie: new SeatTie(members[f.Juror].Id, members[f.Juror].Name, f.Kind, f.ByName, f.Reason))).ToLookup(f => f.Candidacy, f => f.Tie);
        var seasons = await SeasonsOfAsync(deliberation.CertificationId, candidacies, ct);
        var statements = await StatementsAsync([.. seasons.Values.Select(s => s.Id).Distinct()], members, ct);
        return candidacies.ToDictionary(c => c.Id, c => OfCandidate(rule, ties[c.Id], seasons.GetValueOrDefault(c.Id), statements, deliberation));
    }

    private static CandidateJury OfCandidate(
        JuryRule rule, IEnumerable<SeatTie> ties, Season? season, List<(Id<Season> Season, JuryMember Member, StatementState? State)> statements,
        Deliberation deliberation)
    {
        var own = statements.Where(s => s.Season == season?.Id).DistinctBy(s => s.Member.Id).ToList();
        var refused = own.Where(s => s.State is StatementState.Refused)
            .Select(s => new SeatTie(s.Member.Id, s.Member.Name, ConflictKind.Refused, ByName: false, Refusal.Of("conflict.refused")));
        var unsigned = own.Where(s => s.State is null or StatementState.Asked).Select(s => new UnsignedSeat(s.Member.Id, s.Member.Name, season!.Id, season.Name));
        // One member may be found twice, in the register and by their seat: what is certain in one of the two is certain.
        var told = ties.Concat(refused).GroupBy(t => (t.Member, t.Kind)).Select(g => g.First() with { ByName = g.All(t => t.ByName) });
        var undeclared = deliberation.Members.Where(m => m.IsPresent && m.DeclaredAt is null && !own.Exists(s => s.Member.Id == m.Id));
        return new(rule, [.. told], [.. unsigned]) { Undeclared = [.. undeclared.Select(m => new UndeclaredSeat(m.Id, m.Name))] };
    }

    /// <summary>The members who are present as jurors: those of the register who bear their account or their name, and themselves.</summary>
    private async Task<List<(JuryMember Member, Juror Juror)>> SeatedAsync(Deliberation deliberation, CancellationToken ct)
    {
        var present = deliberation.Members.Where(m => m.IsPresent).ToList();
        var (accounts, names) = (present.Select(m => m.AccountId).OfType<Guid>().ToList(), present.ConvertAll(m => Identity.Fold(m.Name)));
        var emails = await db.Users.Where(u => accounts.Contains(u.Id)).ToDictionaryAsync(u => u.Id, u => u.Email, ct);
        var register = await db.Jurors.AsNoTracking().Where(j => names.Contains(j.SortKey) || (j.AccountId != null && accounts.Contains(j.AccountId.Value))).ToListAsync(ct);
        return
        [
            .. present.SelectMany(m => register.Where(j => IsOf(j, m)).Select(j => (m, j))).DistinctBy(p => p.j.Id),
            .. present.Select(m => (m, Juror.Register(
                new Id<Juror>(m.Id.Value),
                new() { Name = Cut(m.Name), Quality = Cut(m.Quality), Email = m.AccountId is { } account ? emails.GetValueOrDefault(account) : null }, m.AccountId).Juror)),
        ];
    }

    private static bool IsOf(Juror juror, JuryMember member) =>
        juror.AccountId is { } own && member.AccountId is { } account ? own == account : juror.SortKey == Identity.Fold(member.Name);

    private static string Cut(string text) => text.Length > Juror.NameMaxLength ? text[..Juror.NameMaxLength] : text;

    /// <summary>The season in which each candidate defends: the last one that has them.</summary>
    private async Task<Dictionary<Id<Candidacy>, Season>> SeasonsOfAsync(Id<Domain.Frameworks.Certification> certification, List<Candidacy> candidacies, CancellationToken ct)
    {
        var seasons = await db.Seasons.AsNoTracking().Where(s => s.CertificationId == certification).OrderByDescending(s => s.StartsOn).ToListAsync(ct);
        return candidacies.Select(c => (c.Id, Season: seasons.Find(s => s.Cohorts.Contains(c.CohortId) || s.Candidacies.Contains(c.Id))))
            .Where(c => c.Season is not null).ToDictionary(c => c.Id, c => c.Season!);
    }

    /// <summary>Where the statement stands of each member who was called to one of these seasons; null where none was asked for.</summary>
    private async Task<List<(Id<Season> Season, JuryMember Member, StatementState? State)>> StatementsAsync(
        List<Id<Season>> seasons, Dictionary<Id<Juror>, JuryMember> members, CancellationToken ct)
    {
        var jurors = members.Keys.ToList();
        var rows = await (
            from answer in db.SeasonAnswers.AsNoTracking()
            where seasons.Contains(answer.SeasonId) && jurors.Contains(answer.JurorId) && answer.ReleasedAt == null
            select new
            {
                answer.SeasonId,
                answer.JurorId,
                State = db.ImpartialityStatements.Where(s => s.SeasonId == answer.SeasonId && s.JurorId == answer.JurorId && s.State != StatementState.Cancelled)
                    .Select(s => (StatementState?)s.State).FirstOrDefault(),
            }).ToListAsync(ct);
        return rows.ConvertAll(r => (r.SeasonId, members[r.JurorId], r.State));
    }
}
