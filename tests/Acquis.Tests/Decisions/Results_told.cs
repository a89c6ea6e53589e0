using Acquis.Domain;
using Acquis.Domain.Candidacies;
using Acquis.Domain.Decisions;
using Acquis.Domain.Frameworks;
using Acquis.Domain.Progress;
using Acquis.Features.Accounts;
using Acquis.Features.Decisions;
using Acquis.Features.Journal;
using Acquis.Features.Progress;
using Acquis.Infrastructure;
using Acquis.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Acquis.Tests.Decisions;

/// <summary>What a candidate and the others learn of a result, and when.</summary>
public sealed class Results_told
{
    [Theory, BothDatabases]
    public async Task A_partial_award_is_told_with_its_blocs_on_the_page_and_in_the_message(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        var (scene, candidate) = await LastBlocMissedAsync(program);
        using var _ = candidate;
        using var registrar = await program.SignedInAsync(Role.Registrar);
        using var assessor = await program.SignedInAsync(Role.Assessor);
        var page = $"/candidacies/{scene.Candidacy}";

        var before = await candidate.OpenAsync(page);
        var decision = await scene.DecideAsync();
        var (own, run, other) = (await candidate.OpenAsync(page), await registrar.OpenAsync(page), await assessor.OpenAsync(page));
        var mail = await program.ReadAsync(db => db.OutboxMessages.AsNoTracking().SingleAsync());

        Assert.DoesNotContain("Le jury a délibéré", before.Text, StringComparison.Ordinal);
        Assert.Contains("Le jury a délibéré le 1er juin 2027. Sa décision pour vous : Validation partielle : blocs 1, 2, 3.", Plain(own), StringComparison.Ordinal);
        Assert.Contains("Décision du jury du 1er juin 2027 : Validation partielle : blocs 1, 2, 3.", Plain(run), StringComparison.Ordinal);
        Assert.Contains(run.Document.QuerySelectorAll("main .notice a"), a => a.GetAttribute("href") == $"/decisions/{decision.Id}");
        Assert.DoesNotContain(own.Document.QuerySelectorAll("a").Concat(other.Document.QuerySelectorAll("a")), a => a.GetAttribute("href")!.StartsWith("/decisions/", StringComparison.Ordinal));
        Assert.Contains("Validation partielle : blocs 1, 2, 3.", mail.Body.Replace('\u00a0', ' '), StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task The_jurys_own_level_is_released_with_the_result_and_not_before(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        var (scene, candidate) = await LastBlocMissedAsync(program);
        using var _ = candidate;
        var page = $"/candidacies/{scene.Candidacy}/competences/C.16";

        var before = await candidate.OpenAsync(page);
        await scene.DecideAsync();
        var after = await candidate.OpenAsync(page);
        var released = (await program.ReadAsync(db => db.Standings.AsNoTracking().SingleAsync())).ReleasedCells.Split(' ')[^1];
        var report = await program.InScopeAsync(s => s.GetRequiredService<JournalVerifier>().VerifyAsync(default));

        Assert.DoesNotContain("Hésite sur le plan de continuité.", before.Text, StringComparison.Ordinal);
        Assert.Contains("Hésite sur le plan de continuité.", after.Text, StringComparison.Ordinal);
        Assert.Equal(1, Cell.LevelOf(released));
        Assert.Empty(report.Faults.Select(Texts.All.Of));
    }

    [Theory, BothDatabases]
    public async Task The_level_that_a_later_decision_stands_on_is_released_with_it(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        var (scene, candidate) = await LastBlocMissedAsync(program);
        using var _ = candidate;
        var page = $"/candidacies/{scene.Candidacy}/competences/C.16";
        var decision = await scene.DecideAsync();
        await scene.RecordAsync(new() { Levels = [new(Lane.Jury, null, new("C.16", 2, Comment: "Défend son plan de continuité."), new(new(2027, 6, 8)))] });

        var before = await candidate.OpenAsync(page);
        await scene.ActAsync<CorrectionService>(s => s.SupersedeAsync(decision.Id, Verdict.Awarded, [], null, "Le jury a entendu le candidat à nouveau", default));
        var after = await candidate.OpenAsync(page);
        var report = await program.InScopeAsync(s => s.GetRequiredService<JournalVerifier>().VerifyAsync(default));

        Assert.DoesNotContain("Défend son plan de continuité.", before.Text, StringComparison.Ordinal);
        Assert.Contains("Défend son plan de continuité.", after.Text, StringComparison.Ordinal);
        Assert.Empty(report.Faults.Select(Texts.All.Of));
    }

    [Theory, BothDatabases]
    public async Task Whoever_was_awarded_the_certification_reads_it_first(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        var scene = await Scene.SetAsync(program);
        await scene.FulfilAsync();
        using var candidate = await CandidateAsync(program, scene.Candidacy);
        var page = $"/candidacies/{scene.Candidacy}";

        var before = await candidate.OpenAsync(page);
        await scene.DecideAsync();
        var after = await candidate.OpenAsync(page);

        Assert.Equal("Vous remplissez toutes les conditions", before.Title);
        Assert.Equal("Vous avez obtenu la certification", after.Title);
        Assert.Contains("Le jury en a décidé le 1er juin 2027.", Plain(after), StringComparison.Ordinal);
    }

    /// <summary>A candidate who meets every condition, save that the jury gives 1 where the assessors gave enough.</summary>
    private static async Task<(Scene Scene, Visitor Candidate)> LastBlocMissedAsync(TestProgram program)
    {
        var scene = await Scene.SetAsync(program);
        await scene.FulfilAsync();
        await scene.RecordAsync(new() { Levels = [new(Lane.Jury, null, new("C.16", 1, Comment: "Hésite sur le plan de continuité."), new(new(2027, 6, 1)))] });
        return (scene, await CandidateAsync(program, scene.Candidacy));
    }

    private static async Task<Visitor> CandidateAsync(TestProgram program, Id<Candidacy> candidacy)
    {
        var person = await program.ReadAsync(db => db.Candidacies.Where(c => c.Id == candidacy).Select(c => c.PersonId).SingleAsync());
        return await program.SignedInAsync(person, new Grant(Role.Candidate, null, null, null));
    }

    private static string Plain(Page page) => page.Text.Replace('\u00a0', ' ');
}
