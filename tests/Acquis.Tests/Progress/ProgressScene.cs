using System.Data.Common;
using Acquis.Data;
using Acquis.Domain;
using Acquis.Domain.Candidacies;
using Acquis.Domain.Frameworks;
using Acquis.Domain.Progress;
using Acquis.Features.Accounts;
using Acquis.Features.Candidacies;
using Acquis.Features.Frameworks;
using Acquis.Features.Progress;
using Acquis.Infrastructure;
using Acquis.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace Acquis.Tests.Progress;

/// <summary>The program with the first framework published, one cohort and one candidate.</summary>
internal sealed class ProgressScene(TestProgram program, Cohort cohort, Candidacy candidacy, Person person, SqlCounter sql) : IAsyncDisposable
{
    public TestProgram Program => program;

    public Cohort Cohort => cohort;

    public Candidacy Candidacy => candidacy;

    public SqlCounter Sql => sql;

    public DateOnly Today { get; } = new(2027, 6, 1);

    public static async Task<ProgressScene> StartAsync(Engine engine)
    {
        var sql = new SqlCounter();
        var program = await TestProgram.StartAsync(engine, builder =>
        {
            builder.Services.ConfigureDbContext<SqliteDb>(options => options.AddInterceptors(sql));
            builder.Services.ConfigureDbContext<PostgresDb>(options => options.AddInterceptors(sql));
        });
        return await program.InScopeAsync(async services =>
        {
            var db = services.GetRequiredService<AcquisDb>();
            var framework = FrameworkYaml.Open(Path.Combine(Repository(), "frameworks", "expert-isi.yaml")).Framework;
            var now = program.Clock.Now();
            var (certification, _) = Certification.Create(Id<Certification>.New(now), framework.Code, framework.Title);
            var (json, hash) = FrameworkCatalogue.Identify(framework);
            var (version, _) = FrameworkVersion.Draft(Id<FrameworkVersion>.New(now), certification.Id, framework, json, hash);
            version.Publish(0, now);
            var (centre, _) = Centre.Open(Id<Centre>.New(now), "Centre", "Lyon", null, false);
            var (cohort, _) = Cohort.Open(Id<Cohort>.New(now), version, centre.Id, "ISI", new(2025, 10, 1), new(2027, 9, 30));
            cohort.NameModules([new("M1", new("Module un"))]);
            db.AddRange(certification, version, centre, cohort);
            await db.SaveChangesAsync();
            var candidacy = await services.GetRequiredService<CandidacyService>().EnrolAsync(
                new Enrolment(cohort.Id, Someone("=Fontanel", "Camille"), null, AccessRoute.InitialTraining, new(2025, 10, 1)), default);
            var person = await db.People.SingleAsync();
            return new ProgressScene(program, cohort, candidacy, person, sql);
        });
    }

    public Task<Visitor> CandidateAsync() => program.SignedInAsync(person.Id, new Grant(Role.Candidate, null, null, null));

    /// <summary>Does something as an account with that role.</summary>
    public Task<T> AsAsync<T>(Visitor visitor, Role role, Func<IServiceProvider, Task<T>> act) => program.InScopeAsync(services =>
    {
        services.GetRequiredService<CurrentActor>().Become(new System.Security.Claims.ClaimsPrincipal(new System.Security.Claims.ClaimsIdentity(
        [
            new(System.Security.Claims.ClaimTypes.NameIdentifier, visitor.AccountId.ToString()),
            new(CurrentActor.GrantClaim, new Grant(role, null, null, null).ToString()),
        ])));
        return act(services);
    });

    public Task<Id<Rating>> RateAsync(Visitor visitor, Role role, string assessment, string competence, int? level, string? absent = null) =>
        AsAsync(visitor, role, services => services.GetRequiredService<ProgressService>().RecordLevelAsync(
            candidacy.Id, new(Lane.Assessor, assessment, new(competence, level, absent), new(Today)), default));

    public Task<Standing> StandingAsync() => program.ReadAsync(db => db.Standings.AsNoTracking().SingleAsync(s => s.CandidacyId == candidacy.Id));

    public ValueTask DisposeAsync() => program.DisposeAsync();

    private static Identity Someone(string name, string first) => new()
    {
        BirthName = name,
        FirstNames = [first],
        BirthDate = new(2001, 5, 4),
        BirthPlace = new(BirthPlace.France, "69381", "Lyon"),
        Sex = Sex.F,
    };

    private static string Repository()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Acquis.slnx")))
        {
            folder = Path.GetDirectoryName(folder)!;
        }

        return folder;
    }
}

/// <summary>Counts round trips to the database: commands, and commits of transactions.</summary>
internal sealed class SqlCounter : DbCommandInterceptor
{
    private int count;

    public int Count => Volatile.Read(ref count);

    public void Reset() => Volatile.Write(ref count, 0);

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        Interlocked.Increment(ref count);
        return base.ReaderExecutingAsync(command, eventData, result, cancellationToken);
    }

    public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        Interlocked.Increment(ref count);
        return base.NonQueryExecutingAsync(command, eventData, result, cancellationToken);
    }
}
