namespace Acquis.Domain.Decisions;

/// <summary>A bloc: held, or else by its own rule when the candidacy is for it.</summary>
internal sealed class BlockNode(Layout layout, int index) : AwardNode
{
    public int Index => index;

    public ulong Bit { get; } = 1UL << index;

    /// <summary>The bloc's own rule; given once it is compiled, since blocs may name each other.</summary>
    public AwardNode Own { get; set; } = null!;

    /// <summary>Indices of the blocs its own rule reads.</summary>
    public SortedSet<int> Needs { get; } = [];

    /// <summary>Finds the bloc's state; every bloc it needs has been found before.</summary>
    public RuleState Find(in Reading reading)
    {
        if ((reading.Held & Bit) != 0)
            return RuleState.Met;
        return (reading.Taken & Bit) == 0 ? RuleState.Unknown : Own.Read(in reading);
    }

    public override RuleState Read(in Reading reading) => reading.Block(Bit);

    public override RuleNode Explain(in Reading reading)
    {
        var block = layout.Framework.Blocks[index];
        if ((reading.Held & Bit) != 0)
            return ExplainHeld(in reading);
        if ((reading.Taken & Bit) == 0)
            return RuleNode.Leaf(RuleState.Unknown, RuleCodes.BlockNotTaken, ("block", block.Code), ("title", block.Title));

        var own = Own.Explain(in reading);
        if (own.State != RuleState.Met && (reading.Expired & Bit) != 0)
            return ExplainExpired(in reading, own);
        var code = own.State switch
        {
            RuleState.Met => RuleCodes.BlockAcquired,
            RuleState.NotMet => RuleCodes.BlockNotAcquired,
            _ => RuleCodes.BlockUndecided,
        };
        return RuleNode.Branch(own.State, code, [own], ("block", block.Code), ("title", block.Title));
    }

    private RuleNode ExplainHeld(in Reading reading)
    {
        var block = layout.Framework.Blocks[index];
        var exempted = (reading.Exempted & Bit) != 0;
        var earlier = Latest(in reading, exempted ? EarlierKind.Exempted : EarlierKind.Acquired);
        (string, object?)[] args = [("block", block.Code), ("title", block.Title), ("on", earlier.On)];
        if (exempted)
            return RuleNode.Leaf(RuleState.Met, RuleCodes.BlockExempted, args);
        return layout.ValidUntil(earlier) is { } until
            ? RuleNode.Leaf(RuleState.Met, RuleCodes.BlockKeptUntil, [.. args, ("until", until)])
            : RuleNode.Leaf(RuleState.Met, RuleCodes.BlockKept, args);
    }

    private RuleNode ExplainExpired(in Reading reading, RuleNode own)
    {
        var block = layout.Framework.Blocks[index];
        var earlier = Latest(in reading, EarlierKind.Acquired);
        return RuleNode.Branch(
            own.State,
            RuleCodes.BlockExpired,
            [own],
            ("block", block.Code),
            ("title", block.Title),
            ("on", earlier.On),
            ("until", layout.ValidUntil(earlier)));
    }

    private EarlierBlock Latest(in Reading reading, EarlierKind kind)
    {
        var latest = default(EarlierBlock);
        foreach (var earlier in reading.Earlier)
        {
            if (earlier.Block == layout.Framework.Blocks[index].Code && earlier.Kind == kind && earlier.On <= reading.On
                && earlier.On >= latest.On)
                latest = earlier;
        }

        return latest;
    }
}
