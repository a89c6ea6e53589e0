using System.Net;
using System.Text;
using Acquis.Domain.Candidacies;
using Acquis.Features.Accounts;
using Acquis.Features.Candidacies;
using Acquis.Infrastructure.Sheets;
using Acquis.Tests.Support;

namespace Acquis.Tests.Progress;

public sealed class LongExportTests
{
    [Theory, BothDatabases]
    public async Task Observations_that_no_file_could_bring_back_are_exported_bloc_by_bloc_or_all_the_same(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        var scene = await Scene.SetAsync(program);
        var criteria = scene.Framework.Assessments.Sum(a => a.Criteria.Sum(g => g.Items.Count));
        var candidates = (SheetLimits.Rows / criteria) + 1;
        await scene.ActAsync<CandidacyService>(s => s.EnrolAsync(
            [.. Enumerable.Range(0, candidates - 1).Select(i => new Enrolment(
                scene.Cohort.Id,
                new Identity { FirstNames = ["Alix"], BirthName = $"Personne{i}", BirthDate = new(1990, 1 + (i % 12), 1 + (i % 28)), BirthPlace = new("100", "59350", "Lille"), Sex = Sex.F },
                null, AccessRoute.Apprenticeship, scene.Cohort.StartsOn))],
            default));
        using var registrar = await program.SignedInAsync(Role.Registrar);
        var matrix = $"/cohorts/{scene.Cohort.Id}/matrix";

        var warned = await registrar.OpenAsync($"{matrix}?handler=ObservationsCsv");
        var whole = await registrar.OpenAsync(warned.Document.QuerySelectorAll("a").Single(a => a.TextContent == "Télécharger quand même le fichier entier").GetAttribute("href")!);
        var bloc = await registrar.OpenAsync($"{matrix}?block=1&handler=ObservationsCsv");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, warned.Status);
        Assert.Contains("un fichier de plus de 50 000 ne se relit pas", warned.Text, StringComparison.Ordinal);
        Assert.EndsWith("matrix?handler=Csv", warned.Document.QuerySelectorAll("a[download]").Select(a => a.GetAttribute("href")!).First(h => h.EndsWith("=Csv", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.Equal((candidates * criteria) + 1, Lines(whole));
        Assert.InRange(Lines(bloc), candidates, SheetLimits.Rows);
    }

    private static int Lines(Page file) => Encoding.UTF8.GetString(file.Bytes).Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length;
}
