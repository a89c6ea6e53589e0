using Acquis.Domain;
using Acquis.Domain.Candidacies;
using Acquis.Domain.Juries;
using Acquis.Features.Juries;
using Acquis.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Tests.Juries;

/// <summary>Registers, seasons, answers, ties and statements against the facts that explain them.</summary>
public sealed class JuriesExplainedTests
{
    [Theory, BothDatabases]
    public async Task Everything_that_registers_and_seasons_hold_follows_from_its_facts_and_what_was_changed_by_hand_is_named(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        var jury = await JuryScene.SetAsync(program);
        var anne = await jury.CallAsync("Anne Deroubaix", profile: new() { Name = "", Quality = "Directrice", Domains = ["sécurité"], Mandates = [new(jury.Scene.Cohort.CertificationId, new(2027, 1, 1), null)] });
        var jean = await jury.CallAsync("Jean Wattrelos");
        await ActAsync(jury, anne, jean);
        var before = await JuryScene.AlteredAsync(program);

        await program.ReadAsync(db => db.Database.ExecuteSqlRawAsync("update season_answers set most_half_days = 9; update jurors set is_outside = not is_outside where name = 'Anne Deroubaix';"));
        var after = await JuryScene.AlteredAsync(program);

        Assert.Empty(before);
        Assert.Equal(["jurors.is_outside", "season_answers.most_half_days", "season_answers.most_half_days"], after);
    }

    private static async Task ActAsync(JuryScene jury, Id<Juror> anne, Id<Juror> jean)
    {
        var (first, second) = (await jury.AnswerOfAsync(anne), await jury.AnswerOfAsync(jean));
        await jury.Scene.ActAsync<AvailabilityService>(s =>
            s.AnswerForAsync(jury.Season, first.Id, first.Version, new([new(jury.Plan.HalfDays[0].Id, JurorAvailability.Undesired)], 1, " Le matin "), default));
        await jury.Scene.ActAsync<SeasonLetters, int>(s => s.AskAsync(jury.Season, null, default));
        await jury.Scene.ActAsync<SeasonLetters>(s => s.RenewAsync(jury.Season, second.Id, default));
        await jury.Scene.ActAsync<StatementLetters, int>(s => s.AskAsync(jury.Season, default));
        await jury.Scene.ActAsync<StatementService>(s => s.CancelAsync(jury.Season, jean, "Erreur", default));
        await jury.Scene.ActAsync<TieService>(s => s.DeclareAsync(jury.Season, anne, jury.Scene.Candidacy, "Cousine", default));
        await jury.Scene.ActAsync<SeasonService>(s => s.ReleaseAsync(jury.Season, second.Id, default));
        await jury.Scene.ActAsync<JurorService>(s => s.RetireAsync(jean, 0, "Départ", default));
        await jury.Scene.ActAsync<JuryRules>(r => r.SetAsync(jury.Scene.Cohort.CertificationId, AccessRoute.PriorExperience, new() { LeastMembers = 3 }, default));
        await jury.Scene.ActAsync<JuryRules>(r => r.SetAsync(jury.Scene.Cohort.CertificationId, AccessRoute.PriorExperience, new() { LeastMembers = 4 }, default));
        await jury.ChangeAsync(p => p with { AnswersUntil = new(2027, 6, 8) });
    }
}
