using Acquis.Domain.Candidacies;
using Acquis.Domain.Progress;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Bench.Scenarios;

/// <summary>The same matrix for one user while 10,000, then 100,000 other candidates of other cohorts are in the database.</summary>
internal static class OthersScenario
{
    /// <summary>First digits of the ids of copies, which no id made from a clock of this century begins with.</summary>
    private const int FirstCopy = 0x70000000;

    public static async Task RunAsync(Bench bench)
    {
        var made = 0;
        foreach (var cohorts in (int[])[10, 100])
        {
            await AddAsync(bench.Stage, made + 1, cohorts);
            made = cohorts;
            await bench.MeasureAsync(1, new Load($"cohort matrix, 1,000 x 16, beside {cohorts * 1_000:N0} other candidates", MatrixScenario.Page(bench.Stage)));
        }
    }

    /// <summary>Copies the cohort with its people, candidacies and standings, under other ids.</summary>
    private static async Task AddAsync(Stage stage, int from, int to)
    {
        await using var db = stage.Open();
        db.Database.SetCommandTimeout(TimeSpan.FromMinutes(5));
        const string InCohort = "candidacy_id in (select id from candidacies where cohort_id = {0})";
        await CopyAsync(db, typeof(Cohort), "id = {0}", ["id"], stage.Filled.Cohort, from, to);
        await CopyAsync(db, typeof(Person), "id in (select person_id from candidacies where cohort_id = {0})", ["id"], stage.Filled.Cohort, from, to);
        await CopyAsync(db, typeof(Candidacy), "cohort_id = {0}", ["id", "cohort_id", "person_id"], stage.Filled.Cohort, from, to);
        await CopyAsync(db, typeof(Standing), InCohort, ["candidacy_id"], stage.Filled.Cohort, from, to);
        await db.Database.ExecuteSqlRawAsync("analyze");
    }

    private static async Task CopyAsync(DbContext db, Type entity, string which, string[] ids, Guid cohort, int from, int to)
    {
        var type = db.Model.FindEntityType(entity)!;
        var columns = type.GetProperties().Select(p => p.GetColumnName()).ToList();
        var lite = db.Database.ProviderName!.EndsWith("Sqlite", StringComparison.Ordinal);
        var numbers = lite
            ? $"(with recursive n(k) as (select {from} union all select k + 1 from n where k < {to}) select k from n) as n"
            : $"generate_series({from}, {to}) as n(k)";
        string Copied(string column) => !ids.Contains(column) ? $"x.{column}"
            : lite ? $"printf('%08X', {FirstCopy} + n.k) || substr(x.{column}, 9)"
            : $"(lpad(to_hex({FirstCopy} + n.k), 8, '0') || substr(x.{column}::text, 9))::uuid";
#pragma warning disable EF1002 // names come from the model, numbers from here
        await db.Database.ExecuteSqlRawAsync(
            $"insert into {type.GetTableName()} ({string.Join(", ", columns)}) select {string.Join(", ", columns.Select(Copied))} from (select * from {type.GetTableName()} where {which}) as x cross join {numbers}",
            cohort);
#pragma warning restore EF1002
    }
}
