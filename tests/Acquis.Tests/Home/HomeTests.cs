using System.Net;
using Acquis.Data;
using Acquis.Domain;
using Acquis.Domain.Candidacies;
using Acquis.Domain.Decisions;
using Acquis.Features.Accounts;
using Acquis.Features.Candidacies;
using Acquis.Features.Decisions;
using Acquis.Features.Diplomas;
using Acquis.Features.Juries;
using Acquis.Infrastructure;
using Acquis.Infrastructure.Mail;
using Acquis.Tests.Juries;
using Acquis.Tests.Messages;
using Acquis.Tests.Progress;
using Acquis.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Acquis.Tests.Home;

public sealed class HomeTests
{
    private const int MostStatements = 6;

    [Theory, BothDatabases]
    public async Task A_deliberation_asks_the_registrar_for_its_next_step_until_its_documents_are_issued(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        var scene = await Scene.SetAsync(program);
        await scene.FulfilAsync();
        using var registrar = await program.SignedInAsync(Role.Registrar);
        var steps = new List<string>();

        var deliberation = await PrepareAsync(program, scene, null, null);
        steps.Add(await WhatAsync(registrar));
        await scene.ActAsync<DeliberationService>(s => s.OpenAsync(deliberation, default));
        steps.Add(await WhatAsync(registrar));
        await PronounceAndCloseAsync(program, scene, deliberation);
        steps.Add(await WhatAsync(registrar));
        await SignAsync(program, scene, deliberation);
        steps.Add(await WhatAsync(registrar));
        await scene.ActAsync<PublicationService>(s => s.PublishAsync(deliberation, program.Clock.Now(), default));
        steps.Add(await WhatAsync(registrar));
        await scene.ActAsync<DiplomaService>(s => s.IssueAllAsync(deliberation, default));
        var after = await registrar.OpenAsync("/");

        Assert.Equal(
            ["Ouvrir la délibération", "Prononcer les décisions", "Recueillir les signatures", "Publier les résultats", "Délivrer les documents"], steps);
        Assert.Empty(Tasks(after, "Session de juin"));
        Assert.Contains("Rien ne vous attend aujourd’hui", after.Text, StringComparison.Ordinal);
        Assert.Contains("paraîtront ici dès qu’ils vous attendront", after.Text, StringComparison.Ordinal);

        static async Task<string> WhatAsync(Visitor registrar)
        {
            var act = Assert.Single(Tasks(await registrar.OpenAsync("/"), "Session de juin")).Act;
            return string.Join(' ', act.Split(' ').Take(3));
        }
    }

    [Theory, BothDatabases]
    public async Task The_chair_pronounces_each_member_present_signs_and_nobody_is_asked_for_what_is_another_s(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        var scene = await Scene.SetAsync(program);
        await scene.FulfilAsync();
        using var chair = await program.SignedInAsync(Role.JuryChair);
        using var member = await program.SignedInAsync(Role.JuryMember);
        var deliberation = await PrepareAsync(program, scene, chair, member);

        await scene.ActAsync<DeliberationService>(s => s.OpenAsync(deliberation, default));
        var (chairOpen, memberOpen) = (await chair.OpenAsync("/"), await member.OpenAsync("/"));
        await PronounceAndCloseAsync(program, scene, deliberation);
        var (chairClosed, memberClosed) = (await chair.OpenAsync("/"), await member.OpenAsync("/"));

        Assert.StartsWith("Prononcer les décisions", Assert.Single(Tasks(chairOpen, "Session de juin")).Act, StringComparison.Ordinal);
        Assert.Empty(Tasks(memberOpen, "Session de juin"));
        Assert.All([chairClosed, memberClosed], p => Assert.StartsWith("Signer le procès-verbal", Assert.Single(Tasks(p, "Session de juin")).Act, StringComparison.Ordinal));
    }

    [Theory, BothDatabases]
    public async Task An_assessor_is_asked_for_grids_not_opened_then_for_the_draft_and_a_trainer_for_levels(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        var scene = await Scene.SetAsync(program);
        using var assessor = await program.SignedInAsync(Role.Assessor);
        var other = await scene.ActAsync<CohortService, Cohort>(s => s.OpenAsync(
            new(scene.FrameworkVersion, scene.Cohort.CentreId, "Promotion 2029", new(2027, 9, 1), new(2029, 6, 30)), default));
        using var elsewhere = await program.SignedInAsync(null, new Grant(Role.Assessor, null, null, other.Id));
        using var trainer = await program.SignedInAsync(Role.Trainer);
        var assessment = scene.Framework.Assessments[0];
        var grid = $"/candidacies/{scene.Candidacy}/assessments/{assessment.Code}/grid";

        var before = await assessor.OpenAsync("/");
        await (await assessor.OpenAsync(grid)).PressAsync("Enregistrer le brouillon");
        var after = await assessor.OpenAsync("/");

        Assert.Equal($"/cohorts/{scene.Cohort.Id}", Assert.Single(Tasks(before, "Évaluer les candidats de ISI 2027")).Href);
        Assert.Contains("Jusqu’au 30 juin 2027", before.Text, StringComparison.Ordinal);
        Assert.Equal(grid, Assert.Single(Tasks(after, "Rendre la grille")).Href);
        Assert.Empty(Tasks(after, "Évaluer les candidats"));
        Assert.Empty(Tasks(await elsewhere.OpenAsync("/"), "ISI 2027"));
        Assert.Single(Tasks(await trainer.OpenAsync("/"), "Donner les niveaux de formation de ISI 2027"));
    }

    [Theory, BothDatabases]
    public async Task A_message_that_failed_or_is_in_doubt_waits_for_who_keeps_the_outbox_and_for_nobody_else(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        using var server = new MailCatcher { Towards = to => to.StartsWith("anne", StringComparison.Ordinal) ? Behaviour.Refuse : Behaviour.DropAfterText };
        await program.SetServerAsync(server);
        await program.WriteAsync("anne", "bruno");
        await program.SendAsync();
        using var administrator = await program.SignedInAsync(Role.Administrator);
        using var trainer = await program.SignedInAsync(Role.Trainer);

        var home = await administrator.OpenAsync("/");

        Assert.Equal("/messages?state=Failed", Assert.Single(Tasks(home, "Reprendre 1 message en échec")).Href);
        Assert.Equal("/messages?state=Doubtful", Assert.Single(Tasks(home, "Examiner 1 message douteux")).Href);
        Assert.Empty(Tasks(await trainer.OpenAsync("/"), "message"));
    }

    [Theory, BothDatabases]
    public async Task Every_task_leads_to_a_page_that_who_has_it_may_open_and_is_counted_in_the_rail(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        var scene = await Scene.SetAsync(program);
        await scene.RecordAsync(new() { Levels = [FirstLevel(scene)] });
        await PrepareAsync(program, scene, null, null);
        await program.WriteAsync("anne");
        await program.InScopeAsync(async services =>
        {
            var db = services.GetRequiredService<AcquisDb>();
            (await db.OutboxMessages.SingleAsync()).MarkRefused("550");
            await db.SaveChangesAsync();
        });

        foreach (var role in new[] { Role.Registrar, Role.Administrator, Role.Assessor, Role.Trainer })
        {
            using var visitor = await program.SignedInAsync(role);
            var home = await visitor.OpenAsync("/");
            var tasks = Tasks(home, "");

            Assert.NotEmpty(tasks);
            foreach (var task in tasks)
                Assert.Equal(HttpStatusCode.OK, (await visitor.OpenAsync(task.Href)).Status);

            Assert.Contains($"À faire {tasks.Count}", Words(home.Document.QuerySelector("nav")!.TextContent), StringComparison.Ordinal);
        }
    }

    [Theory, BothDatabases]
    public async Task The_home_of_each_role_takes_six_statements_at_most_whatever_the_number_of_candidates(Engine engine)
    {
        var sql = new SqlCounter();
        await using var program = await TestProgram.StartAsync(engine, builder =>
        {
            builder.Services.ConfigureDbContext<SqliteDb>(options => options.AddInterceptors(sql));
            builder.Services.ConfigureDbContext<PostgresDb>(options => options.AddInterceptors(sql));
        });
        var scene = await Scene.SetAsync(program);
        for (var i = 0; i < 8; i++)
            await scene.EnrolAsync($"Anne{(char)('a' + i)}", "Delaunoy");

        foreach (var role in new[] { Role.Registrar, Role.Administrator, Role.Assessor, Role.Trainer, Role.JuryChair, Role.JuryMember, Role.Centre, Role.Auditor })
        {
            using var visitor = await program.SignedInAsync(role);
            await visitor.OpenAsync("/");
            sql.Reset();

            Assert.Equal(HttpStatusCode.OK, (await visitor.OpenAsync("/")).Status);
            Assert.InRange(sql.Count, 0, MostStatements);
        }
    }

    [Theory, BothDatabases]
    public async Task A_season_asks_its_planner_for_answers_then_a_timetable_then_to_mend_it_and_tells_a_juror_when_they_sit(Engine engine)
    {
        var sql = new SqlCounter();
        await using var program = await TestProgram.StartAsync(engine, builder =>
        {
            builder.Services.ConfigureDbContext<SqliteDb>(options => options.AddInterceptors(sql));
            builder.Services.ConfigureDbContext<PostgresDb>(options => options.AddInterceptors(sql));
        });
        var scene = await TimetableScene.SetAsync(program);
        var late = await scene.Jury.CallAsync("Fanny Lys");
        using var registrar = await program.SignedInAsync(Role.Registrar);
        using var chair = await program.SignedInAsync(Role.JuryChair);

        var before = await registrar.OpenAsync("/");
        await scene.Jury.Scene.ActAsync<SeasonService>(async s => await s.ReleaseAsync(scene.Season, (await scene.Jury.AnswerOfAsync(late)).Id, default));
        await TimetableScene.AdoptAsync(registrar, (await scene.SeekAsync(registrar)).Id);
        var adopted = await registrar.OpenAsync("/");
        await scene.Jury.Scene.EnrolAsync("Zoé", "Tardive");
        var sits = (await program.ReadAsync(db => db.Summons.AsNoTracking().Where(s => s.JurorId != null).ToListAsync()))[0].JurorId!.Value;
        await scene.Jury.Scene.ActAsync<SeasonService>(async s => await s.ReleaseAsync(scene.Season, (await scene.Jury.AnswerOfAsync(sits)).Id, default));
        await program.ReadAsync(db => db.Jurors.Where(j => j.Id == sits).ExecuteUpdateAsync(u => u.SetProperty(j => j.AccountId, chair.AccountId)));
        sql.Reset();
        var mend = await registrar.OpenAsync("/");
        var statements = sql.Count;
        var sitting = Assert.Single(Tasks(await chair.OpenAsync("/"), " jury "));

        Assert.Equal($"/seasons/{scene.Season}", Assert.Single(Tasks(before, "Recueillir les disponibilités")).Href);
        Assert.Contains("5 sur 6", before.Text, StringComparison.Ordinal);
        Assert.Single(Tasks(before, "Arrêter le planning"));
        Assert.Empty(Tasks(adopted, "Arrêter le planning"));
        Assert.Empty(Tasks(adopted, "Revoir le planning"));
        Assert.Contains("3 jurés", adopted.Text, StringComparison.Ordinal);
        Assert.Equal($"/seasons/{scene.Season}/timetables", Assert.Single(Tasks(mend, "Revoir le planning arrêté")).Href);
        Assert.Contains("départs : 1, sans place : 1", mend.Text.Replace('\u00a0', ' '), StringComparison.Ordinal);
        Assert.InRange(statements, 1, MostStatements);
        Assert.Matches("(Siéger au|Présider le) jury (lundi 14|mardi 15) juin 2027 à", sitting.Act.Replace('\u00a0', ' '));
        Assert.Equal(HttpStatusCode.OK, (await chair.OpenAsync(sitting.Href)).Status);
    }

    /// <summary>The tasks of the first page whose words hold these.</summary>
    private static List<(string Act, string Href)> Tasks(Page home, string words) =>
        [.. home.Document.QuerySelectorAll("section[data-waiting] li > a")
            .Select(a => (Words(a.TextContent), a.GetAttribute("href")!)).Where(t => t.Item1.Contains(words, StringComparison.Ordinal))];

    private static string Words(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static Features.Progress.LevelEntry FirstLevel(Scene scene) => new(
        Domain.Frameworks.Lane.Assessor, scene.Framework.Assessments[0].Code, new(scene.Framework.Assessments[0].Competences[0], scene.Framework.Scale.Threshold, null, "Conforme"),
        new(new(2027, 5, 10), "Lille", "fr"), OnBehalfOf: "Premier assesseur");

    private static async Task<Id<Deliberation>> PrepareAsync(TestProgram program, Scene scene, Visitor? chair, Visitor? member)
    {
        var deliberation = await scene.ActAsync<DeliberationService, Deliberation>(s =>
            s.PrepareAsync(new(scene.FrameworkVersion, "Session de juin", "Lille", Dates.Civil(program.Clock.Now()), [scene.Candidacy]), default));
        var (first, second) = (await AddressAsync(program, chair), await AddressAsync(program, member));
        await scene.ActAsync<DeliberationService>(s => s.ComposeJuryAsync(
            deliberation.Id, deliberation.Version,
            [
                new("Anne Deroubaix", "Directrice des systèmes d’information", IsExternal: true, IsChair: true, IsPresent: true, first),
                new("Étienne Wattrelos", "Responsable pédagogique", IsExternal: false, IsChair: false, IsPresent: true, second),
            ],
            default));
        return deliberation.Id;
    }

    private static Task<string?> AddressAsync(TestProgram program, Visitor? visitor) => program.ReadAsync(async db =>
        visitor is null ? null : await db.Users.Where(u => u.Id == visitor.AccountId).Select(u => u.Email).SingleAsync());

    private static async Task PronounceAndCloseAsync(TestProgram program, Scene scene, Id<Deliberation> deliberation)
    {
        var frozen = await program.ReadAsync(db => db.Decisions.AsNoTracking().SingleAsync(d => d.DeliberationId == deliberation));
        await scene.ActAsync<DeliberationService>(s => s.PronounceAsync(frozen.Id, null, frozen.ProposedVerdict, frozen.ProposedBlocks, null, default));
        await scene.ActAsync<ClosingService>(s => s.CloseAsync(deliberation, null, default));
    }

    private static async Task SignAsync(TestProgram program, Scene scene, Id<Deliberation> deliberation)
    {
        foreach (var id in await program.ReadAsync(db => db.JuryMembers.Where(m => m.DeliberationId == deliberation).Select(m => m.Id).ToListAsync()))
            await scene.ActAsync<ClosingService>(s => s.SignAsync(deliberation, id, default));
    }
}
