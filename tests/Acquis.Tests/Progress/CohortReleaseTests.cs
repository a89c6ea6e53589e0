using System.Net;
using Acquis.Domain;
using Acquis.Domain.Candidacies;
using Acquis.Domain.Frameworks;
using Acquis.Domain.Progress;
using Acquis.Features.Accounts;
using Acquis.Features.Journal;
using Acquis.Features.Progress;
using Acquis.Features.Progress.Mass;
using Acquis.Infrastructure;
using Acquis.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Acquis.Tests.Progress;

public sealed class CohortReleaseTests
{
    [Theory, BothDatabases]
    public async Task What_is_ready_is_released_to_all_at_once_and_who_waits_for_a_second_assessor_learns_nothing(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        var (scene, ready, waiting) = await TwoAsync(program);
        var assessment = scene.Framework.Assessments[0].Code;
        using var registrar = await program.SignedInAsync(Role.Registrar);

        var before = await registrar.OpenAsync(Address(scene));
        var after = await before.PressAsync($"Communiquer {assessment} à 1 candidat");
        var released = await program.ReadAsync(db => db.Standings.ToDictionaryAsync(s => s.CandidacyId, s => s.ReleasedCells.Split(' ')[0]));
        var report = await program.InScopeAsync(s => s.GetRequiredService<JournalVerifier>().VerifyAsync(default));

        Assert.Contains("En attente d’un évaluateur", before.Text, StringComparison.Ordinal);
        Assert.Contains($"1 candidat connaît ses niveaux de {assessment}", after.Text, StringComparison.Ordinal);
        Assert.DoesNotContain($"Communiquer {assessment}", after.Text, StringComparison.Ordinal);
        Assert.Equal(scene.Framework.Scale.Threshold, Cell.LevelOf(released[ready]));
        Assert.Equal(Cell.None, released[waiting]);
        Assert.Empty(report.Faults.Select(Texts.All.Of));
    }

    [Theory, BothDatabases]
    public async Task Nothing_is_released_twice_and_only_a_registrar_of_the_cohort_releases(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        var (scene, _, _) = await TwoAsync(program);
        var assessment = scene.Framework.Assessments[0].Code;
        using var registrar = await program.SignedInAsync(Role.Registrar);
        using var assessor = await program.SignedInAsync(Role.Assessor);
        var page = await registrar.OpenAsync(Address(scene));
        await scene.ActAsync<CohortReleaseService>(s => s.ReleaseAsync(scene.Cohort.Id, assessment, 1, default));

        var again = await page.PressAsync($"Communiquer {assessment} à 1 candidat");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, again.Status);
        Assert.Contains("Aucun niveau n’est à communiquer", again.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await assessor.OpenAsync(Address(scene))).Status);
    }

    private static string Address(Scene scene) => $"/cohorts/{scene.Cohort.Id}/releases";

    /// <summary>A candidate whom two assessors judged alike, and one whom only the first has judged.</summary>
    private static async Task<(Scene Scene, Id<Candidacy> Ready, Id<Candidacy> Waiting)> TwoAsync(TestProgram program)
    {
        var scene = await Scene.SetAsync(program);
        var ready = scene.Candidacy;
        var other = await scene.EnrolAsync("Camille", "Zola");
        await RecordAsync(scene, other, "Première évaluatrice");
        await RecordAsync(scene, ready, "Première évaluatrice");
        await RecordAsync(scene, ready, "Second évaluateur");
        return (scene, ready, other);
    }

    private static Task RecordAsync(Scene scene, Id<Candidacy> candidacy, string assessor) =>
        scene.ActAsync<ProgressService>(s => s.RecordManyAsync(candidacy, new() { Levels = [.. Levels(scene, assessor)] }, default));

    private static IEnumerable<LevelEntry> Levels(Scene scene, string assessor) =>
        from code in scene.Framework.Assessments[0].Competences
        select new LevelEntry(
            Lane.Assessor, scene.Framework.Assessments[0].Code, new(code, scene.Framework.Scale.Threshold, null, "Conforme"), new(new(2027, 5, 10), "Lille", "fr"), OnBehalfOf: assessor);
}
