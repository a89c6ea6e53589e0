using Acquis.Domain.Frameworks;

namespace Acquis.Domain.Decisions;

/// <summary>The facts of one candidacy while they are read, with what follows from them before any rule. Lives on the stack.</summary>
internal ref struct Reading
{
    public ReadOnlySpan<sbyte> Levels;
    public ReadOnlySpan<Proofs> Proofs;
    public ReadOnlySpan<HandInState> Requirements;
    public ReadOnlySpan<HandInState> Modules;
    public ReadOnlySpan<EarlierBlock> Earlier;
    public DateOnly On;

    /// <summary>Blocs brought along and valid; of these, those exempted; and those brought along too old.</summary>
    public ulong Held, Exempted, Expired;

    /// <summary>Blocs the candidacy is for; and those the certification counts, options that are not chosen left out.</summary>
    public ulong Taken, Counted;

    /// <summary>Groups of options of which none is chosen, one bit each.</summary>
    public ulong UndecidedGroups;

    /// <summary>Blocs already read, in the order of their dependence.</summary>
    public ulong Acquired, Undecided;

    public readonly sbyte Level(int competence) =>
        (uint)competence < (uint)Levels.Length ? Levels[competence] : LevelMarks.NotAssessed;

    public readonly Proofs Proof(int competence) =>
        (uint)competence < (uint)Proofs.Length ? Proofs[competence] : Decisions.Proofs.None;

    public readonly HandInState Requirement(int index) =>
        (uint)index < (uint)Requirements.Length ? Requirements[index] : HandInState.Missing;

    public readonly HandInState Module(int index) => (uint)index < (uint)Modules.Length ? Modules[index] : HandInState.Missing;

    public readonly RuleState Block(ulong bit) =>
        (Acquired & bit) != 0 ? RuleState.Met : (Undecided & bit) != 0 ? RuleState.Unknown : RuleState.NotMet;
}

/// <summary>Positions and bits of a framework's parts, made once.</summary>
internal sealed class Layout
{
    public Layout(Framework framework, IReadOnlyList<TrainingModule> modules)
    {
        (Framework, Modules) = (framework, modules);
        BlockIndex = IndexOf(framework.Blocks.Select(b => b.Code));
        CompetenceIndex = IndexOf(framework.Competences.Select(c => c.Code));
        RequirementIndex = IndexOf(framework.Requirements.Select(r => r.Code));
        ModuleIndex = IndexOf(modules.Select(m => m.Code));
        BlockOf = [.. framework.Blocks.SelectMany((b, i) => b.Competences.Select(_ => i))];
        GroupNames = [.. framework.Blocks.Select(b => b.OptionGroup).OfType<string>().Distinct()];
        GroupMasks = [.. GroupNames.Select(g => Mask(i => framework.Blocks[i].OptionGroup == g))];
        Common = Mask(i => framework.Blocks[i].OptionGroup is null);
    }

    public Framework Framework { get; }

    public IReadOnlyList<TrainingModule> Modules { get; }

    public Dictionary<string, int> BlockIndex { get; }

    public Dictionary<string, int> CompetenceIndex { get; }

    public Dictionary<string, int> RequirementIndex { get; }

    public Dictionary<string, int> ModuleIndex { get; }

    /// <summary>Index of the bloc of each competence.</summary>
    public int[] BlockOf { get; }

    public string[] GroupNames { get; }

    /// <summary>The options of each group.</summary>
    public ulong[] GroupMasks { get; }

    /// <summary>Blocs everybody takes.</summary>
    public ulong Common { get; }

    public Reading Read(in CandidacyFacts facts)
    {
        var reading = new Reading
        {
            Levels = facts.Levels.Span,
            Proofs = facts.Proofs.Span,
            Requirements = facts.Requirements.Span,
            Modules = facts.Modules.Span,
            Earlier = facts.Earlier.Span,
            On = facts.On,
            Taken = facts.ChosenBlocks ?? Common,
            Counted = Common,
        };
        ReadEarlier(ref reading);
        for (var g = 0; g < GroupMasks.Length; g++)
        {
            var chosen = reading.Taken & GroupMasks[g];
            if (chosen == 0)
                chosen = reading.Held & GroupMasks[g];
            if (chosen == 0)
                reading.UndecidedGroups |= 1UL << g;
            reading.Counted |= chosen;
        }

        return reading;
    }

    /// <summary>
    /// Last day on which a bloc acquired that day is valid, or null for life. A period in years ends at midnight of the same day of the
    /// last
    /// year (Code de procédure civile, articles 641 and 642), so the anniversary is still in.
    /// </summary>
    public DateOnly? ValidUntil(in EarlierBlock earlier) =>
        earlier.Kind == EarlierKind.Exempted || Framework.Award.BlockValidityYears is not { } years ? null : earlier.On.AddYears(years);

    private void ReadEarlier(ref Reading reading)
    {
        foreach (ref readonly var earlier in reading.Earlier)
        {
            if (earlier.On > reading.On || !BlockIndex.TryGetValue(earlier.Block, out var block))
                continue;
            var bit = 1UL << block;
            if (ValidUntil(earlier) is { } until && until < reading.On)
                reading.Expired |= bit;
            else
                reading.Held |= bit;
            if (earlier.Kind == EarlierKind.Exempted)
                reading.Exempted |= bit;
        }
    }

    private ulong Mask(Func<int, bool> which)
    {
        var mask = 0UL;
        for (var i = 0; i < Math.Min(Framework.Blocks.Count, AwardEngine.MostBlocks); i++)
            mask |= which(i) ? 1UL << i : 0;
        return mask;
    }

    private static Dictionary<string, int> IndexOf(IEnumerable<string> codes)
    {
        var index = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (i, code) in codes.Index())
            index.TryAdd(code, i);
        return index;
    }
}
