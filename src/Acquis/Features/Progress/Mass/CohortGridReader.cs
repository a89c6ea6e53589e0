using Acquis.Data;
using Acquis.Domain;
using Acquis.Domain.Candidacies;
using Acquis.Domain.Frameworks;
using Acquis.Domain.Progress;
using Acquis.Features.Accounts;
using Acquis.Features.Candidacies;
using Acquis.Features.Frameworks;
using Acquis.Infrastructure;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Features.Progress.Mass;

/// <summary>Reads the grids of the assessor who asks for a whole cohort. Nobody else's grid is ever shown, nor whether it says the same.</summary>
public sealed class CohortGridReader(AcquisDb db, CurrentActor actor, FrameworkCatalogue frameworks)
{
    /// <summary>The cohort, its framework and the assessment, for an assessor of the cohort.</summary>
    /// <exception cref="NotFoundException">There is none, or it is not for who asks.</exception>
    /// <exception cref="ForbiddenException">Who asks is no assessor of the cohort.</exception>
    public async Task<(Cohort Cohort, Framework Framework, Assessment Assessment)> FindAsync(Id<Cohort> id, string code, CancellationToken ct)
    {
        var cohort = await db.FindVisibleAsync(id, actor, ct);
        actor.Require(cohort, Role.Assessor);
        var framework = await frameworks.GetAsync(db, cohort.FrameworkVersionId, ct);
        var assessment = framework.Assessments.FirstOrDefault(a => a.Code.Equals(code, StringComparison.OrdinalIgnoreCase)) ?? throw new NotFoundException();
        return (cohort, framework, assessment);
    }

    /// <summary>The grid of a cohort, by name; four queries however many candidates there are.</summary>
    /// <exception cref="NotFoundException">There is no such cohort or assessment, or it is not for who asks.</exception>
    /// <exception cref="ForbiddenException">Who asks is no assessor of the cohort.</exception>
    public async Task<CohortGrid> ReadAsync(Id<Cohort> id, string code, int attempt, CancellationToken ct)
    {
        var (cohort, framework, assessment) = await FindAsync(id, code, ct);
        var found = await (
            from c in db.Candidacies.AsNoTracking()
            where c.CohortId == id && c.FrameworkVersionId == cohort.FrameworkVersionId && c.State == CandidacyState.Active
            join p in db.People.AsNoTracking() on c.PersonId equals p.Id
            orderby p.SortKey, c.Id
            select new { Candidacy = c, Person = p }).ToListAsync(ct);
        var grids = (await db.Grids.AsNoTracking()
            .Where(g => g.Assessment == assessment.Code && g.Attempt == attempt && db.Candidacies.Any(c => c.Id == g.CandidacyId && c.CohortId == id))
            .ToListAsync(ct)).ToLookup(g => g.CandidacyId);
        var rows = found.Where(f => IsAssessedIn(framework, assessment, f.Candidacy)).Select(f => Row(framework, assessment, attempt, f.Candidacy, f.Person, [.. grids[f.Candidacy.Id]]));
        return new(cohort, framework, assessment, attempt, CompetencesOf(framework, assessment), [.. rows]);
    }

    /// <summary>The competences of an assessment, in the framework's order: the columns of its grid.</summary>
    public static IReadOnlyList<Competence> CompetencesOf(Framework framework, Assessment assessment) =>
        [.. framework.Competences.Where(c => assessment.Competences.Contains(c.Code))];

    private CohortGridRow Row(Framework framework, Assessment assessment, int attempt, Candidacy candidacy, Person person, List<Grid> grids)
    {
        var own = grids.Find(g => g.By == actor.Actor);
        Refusal[] why = own is null ? [.. Grid.WhyNotOpen(candidacy, framework, assessment.Code, attempt, actor.Actor, grids)] : [];
        var done = own is { State: GridState.Draft } && !own.WhyNotSubmit(framework, actor.Actor, grids).Any();
        return new(candidacy.Id, person.DisplayName, own, why, done);
    }

    /// <summary>Whether a candidate of chosen blocs takes that assessment.</summary>
    internal static bool IsAssessedIn(Framework framework, Assessment assessment, Candidacy candidacy) => candidacy.Blocks is not { } chosen
        || framework.Blocks.Any(b => chosen.Contains(b.Code) && b.Competences.Any(c => assessment.Competences.Contains(c.Code)));
}
