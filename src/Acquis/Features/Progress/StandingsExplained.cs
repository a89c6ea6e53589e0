using System.Runtime.CompilerServices;
using Acquis.Data;
using Acquis.Domain;
using Acquis.Domain.Candidacies;
using Acquis.Domain.Decisions;
using Acquis.Domain.Progress;
using Acquis.Features.Frameworks;
using Acquis.Features.Journal;
using Acquis.Infrastructure;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Features.Progress;

/// <summary>Standings computed anew, without writing, from rows that <see cref="RatingsExplained"/> and <see cref="RecordsExplained"/> compare with their facts.</summary>
public sealed class StandingsExplained(FrameworkCatalogue frameworks) : IRowsExplainedByFacts
{
    private const int Page = 200;

    /// <inheritdoc />
    public async IAsyncEnumerable<Refusal> DifferencesAsync(AcquisDb db, [EnumeratorCancellation] CancellationToken ct)
    {
        var named = new ExplainedRows<Standing>(db, s => s.CandidacyId.Value, s => Subject.Of(s.CandidacyId));
        foreach (var cohort in await db.Cohorts.AsNoTracking().ToListAsync(ct))
        {
            var candidacies = await db.Candidacies.AsNoTracking().Where(c => c.CohortId == cohort.Id).OrderBy(c => c.Id).ToListAsync(ct);
            foreach (var some in candidacies.Chunk(Page))
            {
                var ids = some.Select(c => c.Id).ToList();
                var stored = await db.Standings.AsNoTracking().Where(s => ids.Contains(s.CandidacyId)).ToDictionaryAsync(s => s.CandidacyId, ct);
                var facts = await ProgressFacts.LoadAllAsync(db, some, ct);
                foreach (var candidacy in some.Where(c => stored.ContainsKey(c.Id)))
                {
                    var engine = AwardEngines.For(await frameworks.GetAsync(db, candidacy.FrameworkVersionId, ct), cohort);
                    foreach (var column in Differing(stored[candidacy.Id], facts.Of(candidacy.Id), engine, candidacy))
                    {
                        yield return named.Differs(candidacy.Id.Value, column);
                    }
                }
            }
        }
    }

    /// <summary>The award rules are read at the day on which the stored row was computed.</summary>
    private static IEnumerable<string> Differing(Standing stored, CandidateFacts facts, AwardEngine engine, Candidacy candidacy)
    {
        var computed = Standing.Begin(candidacy.Id, engine);
        facts.Into(computed, engine.Framework, engine);
        computed.Settle(engine, candidacy.Blocks, Dates.Civil(stored.ComputedAt), stored.ComputedAt);
        (string Column, object? Stored, object? Computed)[] compared =
        [
            (nameof(Standing.Cells), stored.Cells, computed.Cells),
            (nameof(Standing.ReleasedCells), stored.ReleasedCells, computed.ReleasedCells),
            (nameof(Standing.SelfCells), stored.SelfCells, computed.SelfCells),
            (nameof(Standing.CompanyCells), stored.CompanyCells, computed.CompanyCells),
            (nameof(Standing.TrainerCells), stored.TrainerCells, computed.TrainerCells),
            (nameof(Standing.Proofs), stored.Proofs, computed.Proofs),
            (nameof(Standing.Requirements), stored.Requirements, computed.Requirements),
            (nameof(Standing.Modules), ModulesOf(stored, engine), ModulesOf(computed, engine)),
            (nameof(Standing.Earlier), stored.Earlier, computed.Earlier),
            (nameof(Standing.Blocks), stored.Blocks, computed.Blocks),
            (nameof(Standing.Admission), stored.Admission, computed.Admission),
            (nameof(Standing.Certification), stored.Certification, computed.Certification),
            (nameof(Standing.Acquired), stored.Acquired, computed.Acquired),
            (nameof(Standing.Counted), stored.Counted, computed.Counted),
            (nameof(Standing.Gap), string.Join('\n', stored.Gap), string.Join('\n', computed.Gap)),
        ];
        return compared.Where(c => !Equals(c.Stored, c.Computed)).Select(c => c.Column);
    }

    /// <summary>Expected modules of which a report is recorded: a module without any may stand there or not.</summary>
    private static string ModulesOf(Standing standing, AwardEngine engine) => string.Join('\n', standing.Modules.Split('\n')
        .Where(m => !m.EndsWith($"={(int)HandInState.Missing}", StringComparison.Ordinal) && engine.Modules.Any(e => m.StartsWith($"{e.Code}=", StringComparison.Ordinal)))
        .Order(StringComparer.Ordinal));
}
