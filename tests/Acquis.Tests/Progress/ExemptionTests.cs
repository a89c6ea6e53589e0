using System.Net;
using Acquis.Domain.Candidacies;
using Acquis.Domain.Decisions;
using Acquis.Domain.Frameworks;
using Acquis.Domain.Progress;
using Acquis.Features.Accounts;
using Acquis.Features.Candidacies;
using Acquis.Features.Decisions;
using Acquis.Features.Journal;
using Acquis.Features.Progress;
using Acquis.Infrastructure;
using Acquis.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Acquis.Tests.Progress;

/// <summary>Blocs that a candidate brings along, from an exemption or from an earlier decision.</summary>
public sealed class ExemptionTests
{
    [Theory, BothDatabases]
    public async Task A_registrar_records_a_bloc_already_held_and_takes_it_back(Engine engine)
    {
        await using var scene = await ProgressScene.StartAsync(engine);
        using var registrar = await scene.Program.SignedInAsync(Role.Registrar);
        var address = $"/candidacies/{scene.Candidacy.Id}/blocks";
        var page = await registrar.OpenAsync(address);
        Assert.Contains("0 bloc acquis sur 4", page.Title);

        var refused = await page.PressAsync("Enregistrer un bloc déjà détenu", ("Block", "1"), ("Ground", "Correspondence"), ("On", "2026-09-01"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        var held = await page.PressAsync(
            "Enregistrer un bloc déjà détenu", ("Block", "1"), ("Ground", "Correspondence"), ("On", "2026-09-01"), ("Reference", "Attestation 12"));
        Assert.Contains("1 bloc acquis sur 4", held.Title);
        Assert.Contains("dispense accordée", held.Text);
        var candidate = await registrar.OpenAsync($"/candidacies/{scene.Candidacy.Id}");
        var standing = await scene.StandingAsync();
        Assert.Equal((char)('0' + (int)RuleState.Met), standing.Blocks[0]);
        Assert.DoesNotContain("C.1", standing.Gap);
        Assert.DoesNotContain("C.1 ", candidate.Document.QuerySelector("#missing")!.ParentElement!.TextContent, StringComparison.Ordinal);

        var back = await held.PressAsync("Retirer cette dispense", ("motive", "Attestation fausse"));
        Assert.Contains("0 bloc acquis sur 4", back.Title);
        Assert.Contains("Attestation fausse", back.Text);
        Assert.Contains("C.1", (await scene.StandingAsync()).Gap);
    }

    [Theory, BothDatabases]
    public async Task Only_the_registrar_records_an_exemption_and_an_auditor_reads_no_paper(Engine engine)
    {
        await using var scene = await ProgressScene.StartAsync(engine);
        using var registrar = await scene.Program.SignedInAsync(Role.Registrar);
        var address = $"/candidacies/{scene.Candidacy.Id}/blocks";
        var page = await registrar.OpenAsync(address);
        foreach (var role in new[] { Role.Trainer, Role.Assessor, Role.Auditor })
        {
            using var other = await scene.Program.SignedInAsync(role);
            var shown = await other.OpenAsync(address);
            Assert.Equal(HttpStatusCode.OK, shown.Status);
            Assert.DoesNotContain("Enregistrer un bloc", shown.Text);
        }

        using var trainer = await scene.Program.SignedInAsync(Role.Trainer);
        await Assert.ThrowsAsync<ForbiddenException>(() => scene.AsAsync(trainer, Role.Trainer, async services =>
        {
            await services.GetRequiredService<ExemptionService>().ExemptAsync(
                scene.Candidacy.Id, new("1", ExemptionGround.Correspondence, new(2026, 9, 1), "Attestation 12"), default);
            return 0;
        }));
        Assert.Equal(HttpStatusCode.NotFound, (await registrar.OpenAsync($"{address}/{Guid.NewGuid()}/file")).Status);
    }

    [Theory, BothDatabases]
    public async Task A_bloc_awarded_once_stands_in_the_next_candidacy_and_the_journal_explains_it(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        var scene = await Scene.SetAsync(program);
        await scene.ActAsync<ExemptionService>(s => s.ExemptAsync(
            scene.Candidacy, new("2", ExemptionGround.PriorExperience, new(2026, 1, 10), "Jury de VAE du 10 janvier"), default));
        await scene.FulfilAsync();
        var decision = await scene.DecideAsync();
        var person = await program.ReadAsync(db => db.People.AsNoTracking().SingleAsync());

        var next = await scene.ActAsync<CohortService, Cohort>(s => s.OpenAsync(
            new(scene.FrameworkVersion, scene.Cohort.CentreId, "ISI 2029", new(2027, 9, 1), new(2029, 6, 30)), default));
        var again = await scene.ActAsync<CandidacyService, Candidacy>(s => s.EnrolAsync(
            new Enrolment(next.Id, person.Identity, null, AccessRoute.InitialTraining, next.StartsOn, Person: person.Id), default));
        var standing = await StandingAsync(program, again);
        Assert.Equal(Verdict.Awarded, decision.Verdict);
        Assert.Equal(["1", "2", "3", "4"], Standing.EarlierOf(standing.Earlier).Select(e => e.Block));
        Assert.Equal(new string((char)('0' + (int)RuleState.Met), 4), standing.Blocks);

        await scene.ActAsync<CorrectionService>(s => s.SupersedeAsync(decision.Id, Verdict.Refused, [], "Fraude établie", "Décision entachée d’erreur", default));
        Assert.Empty((await StandingAsync(program, again)).Earlier);
        Assert.Empty((await program.InScopeAsync(s => s.GetRequiredService<JournalVerifier>().VerifyAsync(default))).Faults.Select(Texts.All.Of));
    }

    [Theory, BothDatabases]
    public async Task What_a_decision_awarded_is_no_earlier_award_for_the_one_that_replaces_it(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        var scene = await Scene.SetAsync(program);
        await scene.FulfilAsync();
        var decision = await scene.DecideAsync();
        await scene.RecordAsync(new() { Levels = [new(Lane.Jury, null, new("C.1", 0, Comment: "Fraude au passage."), new(new(2027, 6, 20)))] });

        var next = await scene.ActAsync<CorrectionService, Decision>(s =>
            s.SupersedeAsync(decision.Id, Verdict.Refused, [], "Fraude établie", "Décision entachée d’erreur", default));

        Assert.Equal(Verdict.PartlyAwarded, next.ProposedVerdict);
        Assert.DoesNotContain("1", next.ProposedBlocks);
    }

    private static Task<Standing> StandingAsync(TestProgram program, Candidacy candidacy) =>
        program.ReadAsync(db => db.Standings.AsNoTracking().SingleAsync(s => s.CandidacyId == candidacy.Id));
}
