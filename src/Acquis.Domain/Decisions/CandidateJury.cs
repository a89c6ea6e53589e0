using Acquis.Domain.Juries;

namespace Acquis.Domain.Decisions;

/// <summary>A tie (lien) of a member of the jury with a candidate, as the data tell it or as it was declared.</summary>
/// <param name="Name">The member.</param>
/// <param name="ByName">Whether they are known by their name alone: it may be somebody else who bears it.</param>
public sealed record SeatTie(Id<JuryMember> Member, string Name, ConflictKind Kind, bool ByName, Refusal Reason);

/// <summary>What was done about a tie for one candidate: the member left the room (déport), or the tie was found to be none.</summary>
/// <param name="Leaves">Whether they left; otherwise it was found that somebody else bears the name.</param>
/// <param name="Presides">Who presides for this candidate where it is the chair who left; null otherwise.</param>
public sealed record TieAnswer(Id<JuryMember> Member, bool Leaves, string Reason, Id<JuryMember>? Presides = null);

/// <summary>A member who was called to the candidate's season and has not signed their statement of impartiality there.</summary>
/// <param name="Name">The member.</param>
/// <param name="SeasonName">The season whose page asks for the statement.</param>
public sealed record UnsignedSeat(Id<JuryMember> Member, string Name, Id<Season> Season, string SeasonName);

/// <summary>A member who was not called to the candidate's season, and has not declared their impartiality for the deliberation either.</summary>
/// <param name="Name">The member.</param>
public sealed record UndeclaredSeat(Id<JuryMember> Member, string Name);

/// <summary>
/// The jury before one candidate: the rule that it must meet, its ties with the candidate, the statements that are missing. A tie of a professional or
/// personal kind keeps a member from deciding (D6412-6, and the rules of registered certifications: domain notes, sections 0 and 1.6); having assessed
/// the candidate, having sat on an earlier jury and belonging to the same group are said and keep nobody away.
/// </summary>
public sealed record CandidateJury(JuryRule Rule, IReadOnlyList<SeatTie> Ties, IReadOnlyList<UnsignedSeat> Unsigned)
{
    /// <summary>
    /// Members of whom nobody has a statement of impartiality. It is said and keeps nobody away: the law asks that there be no tie (D6412-6), not that it be
    /// declared in writing, and who was called to a season was asked for it there.
    /// </summary>
    public IReadOnlyList<UndeclaredSeat> Undeclared { get; init; } = [];

    /// <summary>The ties that keep a member from deciding, of those who are present.</summary>
    public IEnumerable<SeatTie> Stopping => Ties.Where(t => t.Kind.StopsDecision());

    /// <summary>What was done about a tie; null for nothing. That somebody else bears the name answers a tie told by it, never one that became certain since.</summary>
    public static TieAnswer? AnswerTo(SeatTie tie, IReadOnlyList<TieAnswer> answers) => answers.FirstOrDefault(a => a.Member == tie.Member && (a.Leaves || tie.ByName));

    /// <summary>Why that jury cannot decide on the candidate: a tie is not answered, a statement is missing, or who remains does not meet the rule.</summary>
    public IEnumerable<Refusal> WhyNotDecide(IReadOnlyList<JurySeat> seats, IReadOnlyList<TieAnswer> answers)
    {
        foreach (var tie in Stopping.Where(t => AnswerTo(t, answers) is null))
        {
            yield return Refusal.Of(tie.ByName ? "jury.tie-by-name" : "jury.tie-stands", ("name", tie.Name), ("reason", tie.Reason));
        }

        var gone = answers.Where(a => a.Leaves).Select(a => a.Member).ToHashSet();
        foreach (var unsigned in Unsigned.Where(u => !gone.Contains(u.Member)))
        {
            yield return Refusal.Of("jury.statement-missing", ("name", unsigned.Name), ("season", unsigned.SeasonName));
        }

        foreach (var indicator in Rule.Check(Remaining(seats, gone, answers.Select(a => a.Presides).FirstOrDefault(p => p is not null))).Where(i => !i.IsMet))
        {
            yield return indicator.Reason;
        }
    }

    /// <summary>Why a deliberation with that jury cannot open: were those with a tie to leave the room, the others would not meet the rule.</summary>
    /// <param name="candidate">Name of the candidate.</param>
    public IEnumerable<Refusal> WhyNotOpen(IReadOnlyList<JurySeat> seats, string candidate)
    {
        var tied = Stopping.Where(t => !t.ByName).DistinctBy(t => t.Member).ToList();
        var gone = tied.Select(t => t.Member).ToHashSet();
        var chair = seats.Where(s => s.IsPresent && !gone.Contains(s.Id)).OrderByDescending(s => s.IsChair).ThenByDescending(s => s.IsExternal).FirstOrDefault()?.Id;
        if (tied.Count > 0 && Rule.Check(Remaining(seats, gone, chair)).Any(i => !i.IsMet))
        {
            yield return Refusal.Of("jury.unlawful-without", ("names", tied.ConvertAll(t => t.Name).ToArray()), ("candidate", candidate), ("reason", tied[0].Reason));
        }
    }

    private static List<JurySeat> Remaining(IReadOnlyList<JurySeat> seats, HashSet<Id<JuryMember>> gone, Id<JuryMember>? chair) =>
    [
        .. seats.Select(s => gone.Contains(s.Id) ? s with { IsPresent = false, IsChair = false } : s with { IsChair = chair is null ? s.IsChair : s.Id == chair }),
    ];
}
