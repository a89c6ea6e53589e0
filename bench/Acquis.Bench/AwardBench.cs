using System.Diagnostics;
using Acquis.Domain.Decisions;
using Acquis.Domain.Frameworks;
using Acquis.Features.Frameworks;
using Acquis.Features.Rehearsals;

namespace Acquis.Bench;

/// <summary>The award engine on one core, over the first référentiel, with a promotion of mixed facts.</summary>
internal static class AwardBench
{
    private const int Candidacies = 10_000;
    private const int Rounds = 7;

    public static void Run()
    {
        var framework = FrameworkYaml.Read(File.ReadAllText(Root.Path("frameworks/expert-isi.yaml")), "expert-isi.yaml");
        var modules = Enumerable.Range(1, 8).Select(i => new TrainingModule($"M{i}", new($"Module {i}"))).ToList();
        var engine = new AwardEngine(framework, modules);
        var facts = Promotion(framework, modules.Count);
        var rates = new List<double>();
        long allocated = 0;
        for (var round = 0; round <= Rounds; round++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            var watch = Stopwatch.StartNew();
            var awarded = 0;
            for (var again = 0; again < 20; again++)
            {
                foreach (ref readonly var candidacy in facts.AsSpan())
                {
                    awarded += engine.Evaluate(in candidacy).Certification is RuleState.Met ? 1 : 0;
                }
            }

            rates.Add(20.0 * Candidacies / watch.Elapsed.TotalSeconds);
            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            if (awarded == 0)
            {
                throw new InvalidOperationException("Nobody was awarded: the facts are wrong.");
            }
        }

        rates.RemoveAt(0);
        rates.Sort();
        Console.WriteLine($"award engine, one core: {rates[Rounds / 2]:N0} candidacies/s (min {rates[0]:N0}, max {rates[^1]:N0}); {allocated:N0} bytes allocated by {20 * Candidacies:N0} evaluations");
    }

    private static CandidacyFacts[] Promotion(Framework framework, int modules)
    {
        var chance = new Chance(1);
        return [.. Enumerable.Range(0, Candidacies).Select(_ => new CandidacyFacts
        {
            Levels = framework.Competences.Select(_ => (sbyte)(chance.Happens(0.97) ? 2 + chance.Next(2) : chance.Next(3) - 1)).ToArray(),
            Proofs = framework.Competences.Select(_ => Proofs.Company | Proofs.Training).ToArray(),
            Requirements = framework.Requirements.Select(_ => chance.Happens(0.98) ? HandInState.Met : HandInState.HandedIn).ToArray(),
            Modules = Enumerable.Range(0, modules).Select(_ => HandInState.Met).ToArray(),
            On = new(2027, 6, 30),
        })];
    }
}
