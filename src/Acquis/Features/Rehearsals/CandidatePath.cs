using Acquis.Domain.Frameworks;
using Acquis.Domain.Progress;

namespace Acquis.Features.Rehearsals;

/// <summary>The way of one synthetic candidate, invented from a seed before anything is recorded: levels by lane, what was handed in, the defence.</summary>
public sealed class CandidatePath
{
    private readonly Framework framework;
    private readonly Chance chance;
    private readonly DateOnly endsOn;

    private CandidatePath(Framework framework, Chance chance, DateOnly endsOn) => (this.framework, this.chance, this.endsOn) = (framework, chance, endsOn);

    /// <summary>Levels by competence of the two assessors; null where the candidate was absent.</summary>
    public IReadOnlyDictionary<string, (int? First, int? Second)> Assessed { get; private init; } = new Dictionary<string, (int?, int?)>();

    /// <summary>Whether everything asked for besides levels is there.</summary>
    public bool HandsAllIn { get; private init; }

    public bool DefendsWell { get; private init; }

    /// <summary>Invents a path. About nine in ten reach the certification's usual conditions.</summary>
    public static CandidatePath Invent(Framework framework, Chance chance, DateOnly endsOn)
    {
        var scale = framework.Scale;
        var weak = chance.Happens(0.12) ? chance.Pick(framework.Blocks).Competences : [];
        var levels = new Dictionary<string, (int?, int?)>();
        foreach (var competence in framework.Competences)
        {
            var first = weak.Any(c => c.Code == competence.Code) && chance.Happens(0.5)
                ? Below(scale, chance)
                : AtLeastThreshold(scale, chance);
            int? second = chance.Happens(0.12) ? Near(scale, first, chance) : first;
            levels[competence.Code] = chance.Happens(0.002) ? (null, null) : (first, second);
        }

        return new(framework, chance, endsOn) { Assessed = levels, HandsAllIn = chance.Happens(0.96), DefendsWell = chance.Happens(0.97) };
    }

    /// <summary>Levels that the candidate, the company and the trainers gave on the way, rising towards what was assessed.</summary>
    public IEnumerable<(Lane Lane, string Competence, int Level, DateOnly Date)> OnTheWay()
    {
        (Lane Lane, int Days)[] looks = [(Lane.Self, -300), (Lane.Trainer, -240), (Lane.Company, -180), (Lane.Self, -120), (Lane.Trainer, -70), (Lane.Company, -40), (Lane.Self, -20)];
        foreach (var (lane, days) in looks)
        {
            foreach (var competence in framework.Competences)
            {
                var reached = Assessed[competence.Code].First ?? framework.Scale.Bottom;
                var place = framework.Scale.Levels.ToList().FindIndex(l => l.Value == reached);
                var back = days < -200 ? 1 + chance.Next(2) : days < -60 ? chance.Next(2) : 0;
                yield return (lane, competence.Code, framework.Scale.Levels[Math.Max(0, place - back)].Value, endsOn.AddDays(days));
            }
        }
    }

    private static int AtLeastThreshold(MasteryScale scale, Chance chance)
    {
        var above = scale.Levels.Where(l => l.Value >= scale.Threshold).ToList();
        return chance.Happens(0.7) ? above[0].Value : chance.Pick(above).Value;
    }

    private static int Below(MasteryScale scale, Chance chance) =>
        chance.Pick(scale.Levels.Where(l => l.Value < scale.Threshold).ToList()).Value;

    /// <summary>One step up or down the scale, as two people differ.</summary>
    private static int Near(MasteryScale scale, int level, Chance chance)
    {
        var place = scale.Levels.ToList().FindIndex(l => l.Value == level) + (chance.Happens(0.6) ? 1 : -1);
        return scale.Levels[Math.Clamp(place, 0, scale.Levels.Count - 1)].Value;
    }
}
