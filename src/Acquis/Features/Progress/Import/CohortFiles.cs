using Acquis.Data;
using Acquis.Domain;
using Acquis.Domain.Candidacies;
using Acquis.Domain.Progress;
using Acquis.Features.Accounts;
using Acquis.Features.Candidacies;
using Acquis.Features.Progress.Observations;
using Acquis.Infrastructure;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Features.Progress.Import;

/// <summary>Takes a file about the candidates of a cohort to where it belongs: levels or observations, told apart by what its columns say.</summary>
public sealed class CohortFiles(AcquisDb db, CurrentActor actor, LevelImportService levels, ObservationImportService observations)
{
    /// <summary>The cohort, what who asks may import into it, and the files read in before that they may see, newest first.</summary>
    /// <exception cref="NotFoundException">There is no such cohort, or it is not for who asks.</exception>
    /// <exception cref="ForbiddenException">Who asks is neither registrar, trainer nor assessor of the cohort.</exception>
    public async Task<(Cohort Cohort, IReadOnlyList<LevelFile> Kinds, IReadOnlyList<LevelImport> Earlier)> ListAsync(Id<Cohort> id, int most, CancellationToken ct)
    {
        var cohort = await db.FindVisibleAsync(id, actor, ct);
        var kinds = KindsFor(cohort);
        var me = actor.Actor;
        var earlier = await db.LevelImports.AsNoTracking()
            .Where(i => i.CohortId == id && kinds.Contains(i.Kind) && (i.Kind == LevelFile.Levels || i.PreviewedBy == me)).OrderByDescending(i => i.Id).Take(most).ToListAsync(ct);
        return (cohort, kinds, earlier);
    }

    /// <summary>Reads a file and keeps it to be looked at; nothing is recorded.</summary>
    /// <exception cref="RefusedException">The file is no table, too large, names nobody, or holds what who asks may not import.</exception>
    /// <exception cref="ForbiddenException">Who asks is neither registrar, trainer nor assessor of the cohort.</exception>
    public async Task<LevelImport> PreviewAsync(Id<Cohort> id, string name, Stream content, CancellationToken ct)
    {
        var kinds = KindsFor(await db.FindVisibleAsync(id, actor, ct));
        var file = await NamedRows.ReadAsync(content, name, ct);
        // Who may import one kind alone learns from its own rules why the other is not for them.
        var kind = kinds is [var only] ? only : file.HoldObservations ? LevelFile.Observations : LevelFile.Levels;
        return kind is LevelFile.Observations ? await observations.PreviewAsync(id, file, ct) : await levels.PreviewAsync(id, file, ct);
    }

    private IReadOnlyList<LevelFile> KindsFor(Cohort cohort)
    {
        actor.Require(cohort, Role.Registrar, Role.Trainer, Role.Assessor);
        return actor.Holds(cohort, Role.Registrar) || (actor.Holds(cohort, Role.Trainer) && actor.Holds(cohort, Role.Assessor))
            ? [LevelFile.Levels, LevelFile.Observations]
            : [actor.Holds(cohort, Role.Trainer) ? LevelFile.Levels : LevelFile.Observations];
    }
}
