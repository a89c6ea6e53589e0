using System.Globalization;
using Acquis.Domain.Candidacies;
using Acquis.Domain.Decisions;
using Acquis.Domain.Frameworks;

namespace Acquis.Domain.Progress;

/// <summary>
/// Current picture of one candidacy, so that lists read one row instead of hundreds. Never a source: it is recomputed in the transaction of each
/// fact and can be rebuilt from the facts at any time. Cells are tokens (<see cref="Cell"/>) separated by one space, in the order of
/// <c>Framework.Competences</c>.
/// </summary>
public sealed class Standing
{
    private Standing()
    {
    }

    public Id<Candidacy> CandidacyId { get; private set; }

    /// <summary>Confirmed levels, everything submitted included.</summary>
    public string Cells { get; private set; } = "";

    /// <summary>Confirmed levels from what is released: what a candidate, a trainer and a centre may see.</summary>
    public string ReleasedCells { get; private set; } = "";

    /// <summary>Latest self-assessed levels.</summary>
    public string SelfCells { get; private set; } = "";

    /// <summary>Latest levels given in company.</summary>
    public string CompanyCells { get; private set; } = "";

    /// <summary>Latest levels given by trainers.</summary>
    public string TrainerCells { get; private set; } = "";

    /// <summary>One digit for each competence, the flags of <see cref="Decisions.Proofs"/>.</summary>
    public string Proofs { get; private set; } = "";

    /// <summary>One digit for each requirement, its <see cref="HandInState"/>.</summary>
    public string Requirements { get; private set; } = "";

    /// <summary>Reports of modules, <c>code=digit</c> separated by a line feed.</summary>
    public string Modules { get; private set; } = "";

    /// <summary>Blocs brought along, earlier awards and exemptions: <c>bloc day kind</c> separated by a line feed, in that order.</summary>
    public string Earlier { get; private set; } = "";

    /// <summary>One digit for each bloc, its <see cref="RuleState"/>.</summary>
    public string Blocks { get; private set; } = "";

    /// <summary>Admission to the defence; null where there is no such stage.</summary>
    public RuleState? Admission { get; private set; }

    public RuleState Certification { get; private set; }

    /// <summary>Competences at the threshold or above.</summary>
    public int Acquired { get; private set; }

    /// <summary>Competences of the certification that count for this candidacy.</summary>
    public int Counted { get; private set; }

    /// <summary>Codes of what is missing: competences, requirements, modules, blocs; in the rule's order, without repeats.</summary>
    public IReadOnlyList<string> Gap { get; private set; } = [];

    public DateTimeOffset ComputedAt { get; private set; }

    /// <summary>Begins with nothing recorded.</summary>
    public static Standing Begin(Id<Candidacy> candidacy, AwardEngine engine)
    {
        var framework = engine.Framework;
        var none = string.Join(' ', Enumerable.Repeat(Cell.None, framework.Competences.Count));
        return new()
        {
            CandidacyId = candidacy,
            Cells = none,
            ReleasedCells = none,
            SelfCells = none,
            CompanyCells = none,
            TrainerCells = none,
            Proofs = new('0', framework.Competences.Count),
            Requirements = new('0', framework.Requirements.Count),
        };
    }

    /// <summary>Takes the ratings of some competences.</summary>
    /// <param name="ratings">Every live rating of those competences.</param>
    /// <param name="competences">Codes of the competences that changed.</param>
    public void TakeRatings(Framework framework, IReadOnlyList<Rating> ratings, IReadOnlyCollection<string> competences)
    {
        var (cells, released) = (Cells.Split(' '), ReleasedCells.Split(' '));
        var (self, company, trainer) = (SelfCells.Split(' '), CompanyCells.Split(' '), TrainerCells.Split(' '));
        for (var i = 0; i < cells.Length; i++)
        {
            var code = framework.Competences[i].Code;
            if (!competences.Contains(code))
            {
                continue;
            }

            var own = ratings.Where(r => r.Competence == code).ToList();
            cells[i] = Cell.Of(Confirm(framework, code, own));
            released[i] = Cell.Of(Confirm(framework, code, own.Where(r => r.ReleasedAt is not null)));
            self[i] = Latest(own, Lane.Self);
            company[i] = Latest(own, Lane.Company);
            trainer[i] = Latest(own, Lane.Trainer);
        }

        (Cells, ReleasedCells) = (string.Join(' ', cells), string.Join(' ', released));
        (SelfCells, CompanyCells, TrainerCells) = (string.Join(' ', self), string.Join(' ', company), string.Join(' ', trainer));
    }

    /// <summary>Takes the proofs of one competence.</summary>
    public void TakeProofs(Framework framework, string competence, IEnumerable<ProofRecord> live)
    {
        var flags = live.Where(p => p.Competence == competence).Aggregate(
            Decisions.Proofs.None,
            (all, p) => all | (p.Context is ProofContext.Company ? Decisions.Proofs.Company : Decisions.Proofs.Training));
        var index = IndexOf(framework.Competences, c => c.Code == competence);
        Proofs = Put(Proofs, index, (int)flags);
    }

    /// <summary>Takes the state of a requirement, or of one module's report.</summary>
    public void TakeRequirement(Framework framework, string requirement, string? module, HandInState state)
    {
        if (module is not null)
        {
            var states = ModuleStates();
            states[module] = state;
            Modules = string.Join('\n', states.OrderBy(m => m.Key, StringComparer.Ordinal).Select(m => $"{m.Key}={(int)m.Value}"));
            return;
        }

        Requirements = Put(Requirements, IndexOf(framework.Requirements, r => r.Code == requirement), (int)state);
    }

    /// <summary>Takes the blocs brought along; those that the framework does not have are left out.</summary>
    public void TakeEarlier(Framework framework, IEnumerable<EarlierBlock> earlier) => Earlier = string.Join('\n', earlier
        .Where(e => framework.Blocks.Any(b => b.Code == e.Block))
        .Distinct()
        .OrderBy(e => e.Block, StringComparer.Ordinal).ThenBy(e => e.On).ThenBy(e => e.Kind)
        .Select(e => string.Create(CultureInfo.InvariantCulture, $"{e.Block} {e.On:yyyy-MM-dd} {(int)e.Kind}")));

    /// <summary>The blocs that <see cref="Earlier"/> stands for.</summary>
    public static IReadOnlyList<EarlierBlock> EarlierOf(string lines) => lines.Length == 0 ? [] : [.. lines.Split('\n').Select(line =>
    {
        var parts = line.Split(' ');
        return new EarlierBlock(
            string.Join(' ', parts[..^2]), DateOnly.ParseExact(parts[^2], "yyyy-MM-dd", CultureInfo.InvariantCulture), (EarlierKind)(parts[^1][0] - '0'));
    })];

    /// <summary>Applies the award rules to what was taken.</summary>
    /// <param name="chosen">Chosen blocs, or null for the whole certification.</param>
    public void Settle(AwardEngine engine, IReadOnlyList<string>? chosen, DateOnly on, DateTimeOffset now)
    {
        var facts = Facts(engine, chosen, on);
        var outcome = engine.Evaluate(facts);
        Blocks = string.Concat(engine.Framework.Blocks.Select((_, i) => (char)('0' + (int)outcome.Block(i))));
        (Admission, Certification) = (outcome.Admission, outcome.Certification);
        (Acquired, Counted) = (outcome.CompetencesAcquired, outcome.CompetencesCounted);
        Gap = outcome.Certification is RuleState.Met ? [] : [.. engine.Explain(facts).Gap.Select(CodeOf).Distinct()];
        ComputedAt = now;
    }

    /// <summary>What the award rules read.</summary>
    public CandidacyFacts Facts(AwardEngine engine, IReadOnlyList<string>? chosen, DateOnly on)
    {
        var modules = ModuleStates();
        return new()
        {
            Levels = Cells.Split(' ').Select(Cell.EntryOf).ToArray(),
            Proofs = Proofs.Select(c => (Decisions.Proofs)(c - '0')).ToArray(),
            Requirements = Requirements.Select(c => (HandInState)(c - '0')).ToArray(),
            Modules = engine.Modules.Select(m => modules.GetValueOrDefault(m.Code)).ToArray(),
            Earlier = EarlierOf(Earlier).ToArray(),
            ChosenBlocks = chosen is null ? null : engine.MaskOf(chosen),
            On = on,
        };
    }

    /// <summary>Confirms the level of one competence from ratings of a candidacy (of any competences).</summary>
    public static ConfirmedLevel Confirm(Framework framework, string competence, IEnumerable<Rating> ratings) => Confirmation.Confirm(
        framework.Confirmation,
        framework.Scale,
        [.. ratings.Where(r => r.Competence == competence).Select(r => r.View)],
        [.. framework.Assessments.Where(a => a.Competences.Contains(competence)).Select(a => a.Code)]);

    private Dictionary<string, HandInState> ModuleStates() =>
        Modules.Length == 0 ? [] : Modules.Split('\n').Select(m => m.Split('=')).ToDictionary(m => m[0], m => (HandInState)(m[1][0] - '0'));

    private static string Latest(List<Rating> ratings, Lane lane) =>
        ratings.Where(r => r.Lane == lane && r.Level is not null).MaxBy(r => (r.Date, r.At, r.Id)) is { } last ? Cell.Of(last.Level!.Value) : Cell.None;

    private static string Put(string digits, int index, int value) => string.Concat(digits.AsSpan(0, index), $"{value}", digits.AsSpan(index + 1));

    private static string CodeOf(RuleNode node)
    {
        foreach (var name in (ReadOnlySpan<string>)["competence", "code", "block", "group"])
        {
            if (node.Args.TryGetValue(name, out var value) && value is string code)
            {
                return code;
            }
        }

        return node.Code;
    }

    private static int IndexOf<T>(IReadOnlyList<T> list, Predicate<T> which)
    {
        for (var i = 0; i < list.Count; i++)
        {
            if (which(list[i]))
            {
                return i;
            }
        }

        throw new ArgumentOutOfRangeException(nameof(which));
    }
}

/// <summary>
/// A confirmed level as a token of a few characters: the level; <c>1≠2</c> to be agreed; <c>w</c> awaiting the second assessor; <c>-</c> not assessed.
/// </summary>
public static class Cell
{
    public const string None = "-";

    public const string AwaitingSecond = "w";

    private const char Differ = '≠';

    public static string Of(ConfirmedLevel level) => level.State switch
    {
        ConfirmationState.Confirmed => Of(level.Level!.Value),
        ConfirmationState.ToBeAgreed => FormattableString.Invariant($"{level.First}{Differ}{level.Second}"),
        ConfirmationState.AwaitingSecond => AwaitingSecond,
        _ => None,
    };

    public static string Of(int level) => level.ToString(CultureInfo.InvariantCulture);

    /// <summary>The entry of <see cref="CandidacyFacts.Levels"/> that the token stands for.</summary>
    public static sbyte EntryOf(string token) => LevelOf(token) is { } level ? (sbyte)level : token switch
    {
        None => LevelMarks.NotAssessed,
        AwaitingSecond => LevelMarks.AwaitingSecond,
        _ => LevelMarks.ToBeAgreed,
    };

    /// <summary>The confirmed level of the token, or null.</summary>
    public static int? LevelOf(string token) =>
        int.TryParse(token, NumberStyles.None, CultureInfo.InvariantCulture, out var level) ? level : null;

    /// <summary>The two levels of a token to be agreed, or null.</summary>
    public static (int First, int Second)? PairOf(string token) =>
        token.Split(Differ) is [var a, var b] && LevelOf(a) is { } first && LevelOf(b) is { } second ? (first, second) : null;
}

/// <summary>Which ratings stand: those that no other supersedes.</summary>
public static class LiveRatings
{
    public static IReadOnlyList<Rating> Live(this IEnumerable<Rating> ratings)
    {
        var all = ratings.ToList();
        var gone = all.Where(r => r.Supersedes is not null).Select(r => r.Supersedes!.Value).ToHashSet();
        return gone.Count == 0 ? all : [.. all.Where(r => !gone.Contains(r.Id))];
    }
}
