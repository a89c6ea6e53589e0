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

namespace Acquis.Features.Progress.Matrix;

/// <summary>What the matrix shows: whose levels, which rows, in which order.</summary>
/// <param name="Lane">Lane shown; assessors' are the confirmed levels.</param>
/// <param name="Block">Code of the only bloc shown, or null.</param>
/// <param name="Only">Rows shown: <c>below</c> the threshold, <c>differ</c>, <c>none</c> (not assessed), or null for all.</param>
/// <param name="Sort"><c>name</c>, <c>acquired</c>, with a minus sign for descending.</param>
public sealed record MatrixQuery(Lane Lane, string? Name, string? Block, string? Only, string? Sort)
{
    /// <summary>The choices of rows.</summary>
    public static readonly IReadOnlyList<string> Choices = ["below", "differ", "none"];

    /// <summary>The orders.</summary>
    public static readonly IReadOnlyList<string> Orders = ["name", "-name", "acquired", "-acquired"];
}

/// <summary>One candidate of the matrix.</summary>
/// <param name="Family">Family name in use, or the pseudonym.</param>
/// <param name="Cells">A token for each competence (<see cref="Cell"/>).</param>
/// <param name="Acquired">How many of the competences shown are at the threshold or above.</param>
public sealed record MatrixRow(Id<Candidacy> Id, string Family, string Given, string? Company, string[] Cells, int Acquired);

/// <summary>The matrix of a cohort.</summary>
/// <param name="All">Every row, before the filter.</param>
public sealed record CohortMatrix(Cohort Cohort, Framework Framework, IReadOnlyList<MatrixRow> All, IReadOnlyList<MatrixRow> Rows);

/// <summary>Reads the matrix from standings: one row for each candidate, one query for all of them.</summary>
public sealed class MatrixReader(AcquisDb db, CurrentActor actor, FrameworkCatalogue frameworks, ProgressReader progress)
{
    /// <exception cref="NotFoundException">There is no such cohort, or it is not for who asks.</exception>
    public async Task<CohortMatrix> ReadAsync(Id<Cohort> id, MatrixQuery query, CancellationToken ct)
    {
        var cohort = await db.FindVisibleAsync(id, actor, ct);
        var framework = await frameworks.GetAsync(db, cohort.FrameworkVersionId, ct);
        var rows = await RowsAsync(cohort, framework, query.Lane, [.. MatrixColumns.Of(framework, query.Block).Select(c => c.Index)], ct);
        return new(cohort, framework, rows, Choose(framework, rows, query));
    }

    private async Task<List<MatrixRow>> RowsAsync(Cohort cohort, Framework framework, Lane lane, int[] shown, CancellationToken ct)
    {
        var (names, submitted) = (actor.SeesNames(cohort), progress.SeesSubmitted(cohort));
        var blind = submitted && lane is Lane.Assessor && actor.Holds(cohort, Role.Assessor) && actor.AccountId is not null
            ? (await db.Grids.AsNoTracking().Where(g => g.By == actor.Actor && g.State == GridState.Draft).Select(g => g.CandidacyId).ToListAsync(ct)).ToHashSet()
            : [];
        var found = await Query(cohort.Id, lane).ToListAsync(ct);
        var none = Enumerable.Repeat(Cell.None, framework.Competences.Count).ToArray();
        var rows = new List<MatrixRow>(found.Count);
        foreach (var f in found)
        {
            var tokens = lane is Lane.Assessor && (!submitted || blind.Contains(f.Id)) ? f.Released : f.Cells;
            var cells = tokens is null ? none : tokens.Split(' ');
            var acquired = shown.Count(i => Cell.LevelOf(cells[i]) >= framework.Scale.Threshold);
            rows.Add(names
                ? new(f.Id, f.UsageName ?? f.BirthName, f.FirstNames[0], f.CompanyName, cells, acquired)
                : new(f.Id, CandidacyAccess.Pseudonym(f.Id), "", null, cells, acquired));
        }

        return names ? rows : [.. rows.OrderBy(r => r.Family, StringComparer.Ordinal)];
    }

    private IQueryable<Found> Query(Id<Cohort> cohort, Lane lane) =>
        from c in db.Candidacies.AsNoTracking()
        where c.CohortId == cohort && c.State == CandidacyState.Active
        join p in db.People on c.PersonId equals p.Id
        join s in db.Standings on c.Id equals s.CandidacyId into standings
        from s in standings.DefaultIfEmpty()
        orderby p.SortKey, c.Id
        select new Found
        {
            Id = c.Id,
            BirthName = p.BirthName,
            UsageName = p.UsageName,
            FirstNames = p.FirstNames,
            CompanyName = c.CompanyName,
            Cells = lane == Lane.Self ? s.SelfCells : lane == Lane.Company ? s.CompanyCells : lane == Lane.Trainer ? s.TrainerCells : s.Cells,
            Released = s.ReleasedCells,
        };

    private static List<MatrixRow> Choose(Framework framework, List<MatrixRow> rows, MatrixQuery query)
    {
        var shown = MatrixColumns.Of(framework, query.Block).Select(c => c.Index).ToArray();
        var chosen = rows.AsEnumerable();
        if (!string.IsNullOrWhiteSpace(query.Name))
        {
            var part = Identity.Fold(query.Name);
            chosen = chosen.Where(r => Identity.Fold($"{r.Family} {r.Given} {r.Company}").Contains(part, StringComparison.Ordinal));
        }

        chosen = query.Only switch
        {
            "below" => chosen.Where(r => Array.Exists(shown, i => Cell.LevelOf(r.Cells[i]) < framework.Scale.Threshold)),
            "differ" => chosen.Where(r => Array.Exists(shown, i => Cell.PairOf(r.Cells[i]) is not null)),
            "none" => chosen.Where(r => Array.Exists(shown, i => r.Cells[i] is Cell.None or Cell.AwaitingSecond)),
            _ => chosen,
        };
        return [.. query.Sort switch
        {
            "-name" => chosen.Reverse(),
            "acquired" => chosen.OrderBy(r => r.Acquired),
            "-acquired" => chosen.OrderByDescending(r => r.Acquired),
            _ => chosen,
        }];
    }

    private sealed class Found
    {
        public required Id<Candidacy> Id { get; init; }

        public required string BirthName { get; init; }

        public required string? UsageName { get; init; }

        public required IReadOnlyList<string> FirstNames { get; init; }

        public required string? CompanyName { get; init; }

        public required string? Cells { get; init; }

        public required string? Released { get; init; }
    }
}

/// <summary>A competence as a column.</summary>
/// <param name="Index">Index of the competence in the framework.</param>
/// <param name="Starts">Whether it is the first of its bloc.</param>
public sealed record MatrixColumn(int Index, Competence Competence, Block Block, bool Starts);

/// <summary>Columns of the matrix.</summary>
public static class MatrixColumns
{
    /// <summary>The competences of one bloc, or of all.</summary>
    public static IReadOnlyList<MatrixColumn> Of(Framework framework, string? block)
    {
        var columns = new List<MatrixColumn>();
        var index = 0;
        foreach (var b in framework.Blocks)
        {
            for (var i = 0; i < b.Competences.Count; i++, index++)
            {
                if (block is null || b.Code == block)
                    columns.Add(new(index, b.Competences[i], b, i == 0));
            }
        }

        return columns;
    }
}
