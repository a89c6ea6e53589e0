using Acquis.Domain;
using Acquis.Domain.Candidacies;
using Acquis.Domain.Juries;
using Acquis.Features.Accounts;
using Acquis.Features.Candidacies;
using Acquis.Features.Juries;
using Acquis.Tests.Support;

namespace Acquis.Tests.Juries;

/// <summary>Which candidates of other cohorts a season offers.</summary>
public sealed class SeasonCandidatesTests
{
    [Theory, BothDatabases]
    public async Task Who_already_holds_the_certification_is_not_offered_to_another_season(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        var jury = await JuryScene.SetAsync(program);
        await jury.Scene.FulfilAsync();
        var scene = jury.Scene;
        var other = await scene.ActAsync<CohortService, Cohort>(s => s.OpenAsync(
            new(scene.FrameworkVersion, scene.Cohort.CentreId, "Promotion 2029", new(2027, 9, 1), new(2029, 6, 30)), default));
        var season = await scene.ActAsync<SeasonService, Season>(s => s.OpenAsync(scene.Cohort.CertificationId, jury.Plan with { Cohorts = [other.Id] }, default));
        using var registrar = await program.SignedInAsync(Role.Registrar);

        var before = await registrar.OpenAsync($"/seasons/{season.Id}/candidates");
        await scene.DecideAsync();
        var after = await registrar.OpenAsync($"/seasons/{season.Id}/candidates");
        var refused = await Assert.ThrowsAsync<RefusedException>(() => scene.ActAsync<SeasonService>(s => s.ChooseAsync(season.Id, season.Version, [scene.Candidacy], default)));

        Assert.Contains("Élodie Vasseur-Lemoine", before.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Élodie Vasseur-Lemoine", after.Text, StringComparison.Ordinal);
        Assert.Equal(["season.candidate-certified"], refused.Refusals.Select(r => r.Code));
    }
}
