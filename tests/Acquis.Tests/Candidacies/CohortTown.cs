using Acquis.Data;
using Acquis.Domain;
using Acquis.Domain.Candidacies;
using Acquis.Features.Accounts;
using Acquis.Features.Candidacies;
using Acquis.Features.Frameworks;
using Acquis.Infrastructure;
using Acquis.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Acquis.Tests.Candidacies;

/// <summary>A centre with one cohort on a published framework, made by the services themselves.</summary>
internal sealed record CohortTown(Centre Centre, Cohort Cohort)
{
    /// <summary>Opens a centre and a cohort of that name.</summary>
    public static Task<CohortTown> OpenAsync(TestProgram program, string name) => program.InScopeAsync(async services =>
    {
        var ct = TestContext.Current.CancellationToken;
        var cohorts = services.GetRequiredService<CohortService>();
        var frameworks = services.GetRequiredService<FrameworkService>();
        var db = services.GetRequiredService<AcquisDb>();
        var version = await db.FrameworkVersions.OrderBy(v => v.Id).FirstOrDefaultAsync(ct);
        if (version is null)
        {
            await using var file = File.OpenRead(Repository.Path("frameworks/expert-isi.yaml"));
            version = await frameworks.UploadAsync("expert-isi.yaml", file, ct);
            await frameworks.PublishAsync(version.Id, version.Version, ct);
        }

        var centre = await cohorts.OpenCentreAsync($"Centre {name}", "Nantes", null, true, ct);
        return new CohortTown(centre, await cohorts.OpenAsync(new(version.Id, centre.Id, name, new(2027, 1, 4), new(2027, 12, 17)), ct));
    });

    /// <summary>Enrols somebody of that name.</summary>
    public Task<Candidacy> EnrolAsync(TestProgram program, string birthName, string firstName) => program.InScopeAsync(services =>
        services.GetRequiredService<CandidacyService>().EnrolAsync(
            new Enrolment(
                Cohort.Id,
                new() { BirthName = birthName, FirstNames = [firstName], BirthDate = new(2001, 3, 9), BirthPlace = new("100", "44109", "Nantes"), Sex = Sex.F },
                null,
                AccessRoute.Apprenticeship,
                new(2027, 1, 4)),
            TestContext.Current.CancellationToken));

    /// <summary>A role held for this centre only.</summary>
    public Grant Limited(Role role) => new(role, null, Centre.Id, null);
}
