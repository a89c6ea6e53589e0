using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Acquis.Domain.Candidacies;
using Acquis.Domain.Decisions;
using Acquis.Domain.Frameworks;

namespace Acquis.Features.Progress;

/// <summary>Award rules compiled once for each framework and set of expected modules.</summary>
public static class AwardEngines
{
    private static readonly ConditionalWeakTable<Framework, ConcurrentDictionary<string, AwardEngine>> Compiled = [];

    /// <summary>The rules for candidates of that cohort.</summary>
    public static AwardEngine For(Framework framework, Cohort cohort)
    {
        var modules = framework.Modules.Count > 0 ? framework.Modules : cohort.Modules;
        var key = string.Join('\n', modules.Select(m => $"{m.Code}\t{m.Title.Fr}\t{m.Title.En}"));
        return Compiled.GetValue(framework, _ => new()).GetOrAdd(key, _ => new(framework, modules));
    }
}
