using System.Diagnostics;
using Acquis.Domain.Decisions;
using Acquis.Domain.Frameworks;
using Acquis.Features.Frameworks;
using Acquis.Features.Rehearsals;

namespace Acquis.Bench.Scenarios;

/// <summary>The award engine on one core, over the first référentiel, with a promotion of mixed facts.</summary>
internal static class AwardScenario
{
    private const int Candidacies = 10_000;
    private const int Again = 20;

    public static Task RunAsync(Bench bench)
    {
        var framework = FrameworkYaml.Read(File.ReadAllText(Root.Path("frameworks/expert-isi.yaml")), "expert-isi.yaml");
        var modules = Enumerable.Range(1, 8).Select(i => new TrainingModule($"M{i}", new($"Module {i}"))).ToList();
        var engine = new AwardEngine(framework, modules);
        var facts = Promotion(framework, modules.Count);
        Evaluate(engine, facts);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var rates = Enumerable.Range(0, bench.Runs.Count).Select(_ => Evaluate(engine, facts)).ToList();
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        bench.Say("award engine, one core", Spread.Of(rates).Text("N0", " candidacies/s"), $"{allocated:N0} bytes allocated by {rates.Count * Again * Candidacies:N0} evaluations");
        return Task.CompletedTask;
    }

    private static double Evaluate(AwardEngine engine, CandidacyFacts[] facts)
    {
        var watch = Stopwatch.StartNew();
        var awarded = 0;
        for (var again = 0; again < Again; again++)
        {
            foreach (ref readonly var candidacy in facts.AsSpan())
            {
                awarded += engine.Evaluate(in candidacy).Certification is RuleState.Met ? 1 : 0;
            }
        }

        return awarded > 0 ? (double)Again * Candidacies / watch.Elapsed.TotalSeconds : throw new InvalidOperationException("Nobody was awarded: the facts are wrong.");
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
