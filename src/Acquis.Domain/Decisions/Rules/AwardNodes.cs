using Acquis.Domain.Frameworks;

namespace Acquis.Domain.Decisions;

/// <summary>A compiled rule. <see cref="Read"/> and <see cref="Explain"/> always find the same state.</summary>
internal abstract class AwardNode
{
    /// <summary>The state alone, without garbage.</summary>
    public abstract RuleState Read(in Reading reading);

    /// <summary>The state with its reasons.</summary>
    public abstract RuleNode Explain(in Reading reading);
}

/// <summary>A part of an <see cref="AllNode"/>, and when it counts.</summary>
/// <param name="Option">Bit of the option it belongs to, which counts only when chosen; 0 for a part that always counts.</param>
/// <param name="Group">Bit of the group of options whose choice it stands for, while that choice is open; 0 otherwise.</param>
internal readonly record struct Part(AwardNode Node, ulong Option = 0, ulong Group = 0)
{
    public bool Counts(in Reading reading) =>
        (Option == 0 || (reading.Counted & Option) != 0) && (Group == 0 || (reading.UndecidedGroups & Group) != 0);
}

/// <summary>Every part that counts is met; never met over nothing.</summary>
internal sealed class AllNode(Part[] parts, string code, string codeOfNothing) : AwardNode
{
    public override RuleState Read(in Reading reading)
    {
        var (least, any) = (RuleState.Met, false);
        foreach (ref readonly var part in parts.AsSpan())
        {
            if (!part.Counts(in reading))
                continue;
            any = true;
            var state = part.Node.Read(in reading);
            if (state == RuleState.NotMet)
                return state;
            if (state < least)
                least = state;
        }

        return any ? least : RuleState.NotMet;
    }

    public override RuleNode Explain(in Reading reading)
    {
        var children = new List<RuleNode>(parts.Length);
        foreach (var part in parts)
        {
            if (part.Counts(in reading))
                children.Add(part.Node.Explain(in reading));
        }

        return children.Count == 0
            ? RuleNode.Leaf(RuleState.NotMet, codeOfNothing)
            : RuleNode.Branch(
                children.Min(c => c.State),
                code,
                children,
                ("met", children.Count(c => c.State == RuleState.Met)),
                ("total", children.Count));
    }
}

/// <summary>At least <paramref name="count"/> parts are met; known to fail only when too few can still be.</summary>
internal sealed class AtLeastNode(int count, AwardNode[] parts, string code) : AwardNode
{
    public override RuleState Read(in Reading reading)
    {
        var (met, open) = (0, 0);
        foreach (var part in parts)
        {
            var state = part.Read(in reading);
            if (state == RuleState.Met && ++met == count)
                return RuleState.Met;
            if (state == RuleState.Unknown)
                open++;
        }

        return met + open >= count ? RuleState.Unknown : RuleState.NotMet;
    }

    public override RuleNode Explain(in Reading reading)
    {
        var children = new RuleNode[parts.Length];
        for (var i = 0; i < parts.Length; i++)
            children[i] = parts[i].Explain(in reading);
        var met = children.Count(c => c.State == RuleState.Met);
        var open = children.Count(c => c.State == RuleState.Unknown);
        var state = met >= count ? RuleState.Met : met + open >= count ? RuleState.Unknown : RuleState.NotMet;
        return RuleNode.Branch(state, code, children, ("needed", count), ("met", met), ("total", children.Length));
    }
}

/// <summary>
/// Level of a competence. A competence of a bloc held stands at the threshold: who is exempted from a bloc is not asked for its levels.
/// </summary>
internal sealed class LevelNode(Layout layout, int index, int required) : AwardNode
{
    private readonly ulong block = 1UL << layout.BlockOf[index];
    private readonly bool heldSuffices = required <= layout.Framework.Scale.Threshold;

    public override RuleState Read(in Reading reading)
    {
        var level = reading.Level(index);
        if (level >= 0 && level >= required || heldSuffices && (reading.Held & block) != 0)
            return RuleState.Met;
        return level < 0 ? RuleState.Unknown : RuleState.NotMet;
    }

    public override RuleNode Explain(in Reading reading)
    {
        var level = reading.Level(index);
        var code = layout.Framework.Competences[index].Code;
        if (level >= 0 && level >= required)
            return Leaf(RuleState.Met, RuleCodes.LevelMet, ("level", Label(level)));
        if (heldSuffices && (reading.Held & block) != 0)
            return Leaf(RuleState.Met, RuleCodes.CompetenceHeld, ("block", layout.Framework.Blocks[layout.BlockOf[index]].Code));
        return level switch
        {
            >= 0 => Leaf(RuleState.NotMet, RuleCodes.LevelBelow, ("level", Label(level))),
            LevelMarks.ToBeAgreed => Leaf(RuleState.Unknown, RuleCodes.LevelToBeAgreed),
            LevelMarks.AwaitingSecond => Leaf(RuleState.Unknown, RuleCodes.LevelAwaitingSecond),
            _ => Leaf(RuleState.Unknown, RuleCodes.LevelNotAssessed),
        };

        RuleNode Leaf(RuleState state, string sentence, params (string, object?)[] more) =>
            RuleNode.Leaf(state, sentence, [("competence", code), ("required", Label(required)), .. more]);
    }

    private object Label(int level) => layout.Framework.Scale.Find(level) is { } found ? found.Label : level;
}

/// <summary>Proof of a competence. None recorded is not yet known: it may still come. A bloc held needs no new proof.</summary>
internal sealed class ProofNode(Layout layout, int index, ProofContext context) : AwardNode
{
    private readonly ulong block = 1UL << layout.BlockOf[index];
    private readonly Proofs flag = context == ProofContext.Company ? Proofs.Company : Proofs.Training;

    public override RuleState Read(in Reading reading) =>
        (reading.Proof(index) & flag) != 0 || (reading.Held & block) != 0 ? RuleState.Met : RuleState.Unknown;

    public override RuleNode Explain(in Reading reading)
    {
        var competence = ("competence", (object?)layout.Framework.Competences[index].Code);
        var company = flag == Proofs.Company;
        if ((reading.Proof(index) & flag) != 0)
            return RuleNode.Leaf(RuleState.Met, company ? RuleCodes.ProofCompanyMet : RuleCodes.ProofTrainingMet, competence);
        if ((reading.Held & block) != 0)
        {
            return RuleNode.Leaf(
                RuleState.Met, RuleCodes.ProofHeld, competence, ("block", layout.Framework.Blocks[layout.BlockOf[index]].Code));
        }

        return RuleNode.Leaf(
            RuleState.Unknown, company ? RuleCodes.ProofCompanyMissing : RuleCodes.ProofTrainingMissing, competence);
    }
}

/// <summary>A requirement: refused is not met, nothing recorded is not yet known.</summary>
internal sealed class RequirementNode(Requirement requirement, int index) : AwardNode
{
    public override RuleState Read(in Reading reading) => StateOf(reading.Requirement(index));

    public override RuleNode Explain(in Reading reading)
    {
        var found = reading.Requirement(index);
        var code = found switch
        {
            HandInState.Met => RuleCodes.RequirementMet,
            HandInState.Refused => RuleCodes.RequirementRefused,
            HandInState.HandedIn => RuleCodes.RequirementToJudge,
            _ => RuleCodes.RequirementMissing,
        };
        return RuleNode.Leaf(StateOf(found), code, ("requirement", requirement.Title), ("code", requirement.Code));
    }

    public static RuleState StateOf(HandInState state) => state switch
    {
        HandInState.Met => RuleState.Met,
        HandInState.Refused => RuleState.NotMet,
        _ => RuleState.Unknown,
    };
}

/// <summary>Report of one module; one that a rule names and the cohort doesn't have is not yet known.</summary>
/// <param name="module">The module, or null where the cohort names none of that code.</param>
internal sealed class ModuleNode(TrainingModule? module, string code, int index) : AwardNode
{
    public override RuleState Read(in Reading reading) =>
        module is null ? RuleState.Unknown : RequirementNode.StateOf(reading.Module(index));

    public override RuleNode Explain(in Reading reading)
    {
        if (module is null)
            return RuleNode.Leaf(RuleState.Unknown, RuleCodes.ModuleNotExpected, ("code", code));

        var found = reading.Module(index);
        var sentence = found switch
        {
            HandInState.Met => RuleCodes.ModuleMet,
            HandInState.Refused => RuleCodes.ModuleRefused,
            HandInState.HandedIn => RuleCodes.ModuleToJudge,
            _ => RuleCodes.ModuleMissing,
        };
        return RuleNode.Leaf(RequirementNode.StateOf(found), sentence, ("module", module.Title), ("code", code));
    }
}

/// <summary>An option is still to be chosen. It counts only while that is so.</summary>
internal sealed class OptionNode(Layout layout, int group) : AwardNode
{
    public override RuleState Read(in Reading reading) => RuleState.Unknown;

    public override RuleNode Explain(in Reading reading)
    {
        var name = layout.GroupNames[group];
        var options = string.Join(", ", layout.Framework.Blocks.Where(b => b.OptionGroup == name).Select(b => b.Code));
        return RuleNode.Leaf(RuleState.Unknown, RuleCodes.OptionNotChosen, ("group", name), ("options", options));
    }
}
