using Acquis.Data;
using Acquis.Domain;
using Acquis.Domain.Candidacies;
using Acquis.Domain.Decisions;
using Acquis.Domain.Frameworks;
using Acquis.Domain.Progress;
using Acquis.Features.Accounts;
using Acquis.Features.Decisions;
using Acquis.Features.Diplomas;
using Acquis.Features.Journal;
using Acquis.Features.Progress;
using Acquis.Infrastructure;
using Acquis.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Acquis.Tests.Journal;

/// <summary>Rows against the facts that explain them.</summary>
public sealed class ExplainedTests
{
    [Theory, BothDatabases]
    public async Task Levels_replaced_proofs_withdrawn_and_decisions_superseded_are_all_explained(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        var scene = await Scene.SetAsync(program);
        await scene.FulfilAsync();
        await ReplaceAndWithdrawAsync(program, scene);
        var decision = await scene.DecideAsync();
        var diploma = (await scene.IssueAsync(decision))[0];
        await scene.ActAsync<DiplomaService>(s => s.DuplicateAsync(diploma.Id, diploma.Version, "Perte déclarée", default));
        await scene.ActAsync<DiplomaService>(s => s.ReissueAsync(diploma.Id, "Nom corrigé", default));
        await scene.ActAsync<CorrectionService>(s => s.SupersedeAsync(decision.Id, Verdict.Deferred, [], "Fraude établie", "Décision entachée d’erreur", default));

        var report = await VerifyAsync(program);

        Assert.Equal(Verdict.Awarded, decision.Verdict);
        Assert.Empty(report.Faults.Select(Texts.All.Of));
    }

    [Theory, BothDatabases]
    public async Task A_level_a_verdict_and_a_diploma_changed_by_hand_are_each_named_and_the_command_ends_with_1(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        var scene = await Scene.SetAsync(program);
        await scene.FulfilAsync();
        var decision = await scene.DecideAsync();
        var diploma = (await scene.IssueAsync(decision))[0];
        var rating = await program.ReadAsync(db => db.Ratings.AsNoTracking().OrderBy(r => r.Id).FirstAsync());
        var before = await CommandAsync(program);

        await ByHandAsync(program, $"update ratings set level = 0 where id = '{Stored(engine, rating.Id.Value)}'");
        await ByHandAsync(program, $"update decisions set verdict = 'Deferred' where id = '{Stored(engine, decision.Id.Value)}'");
        await ByHandAsync(program, $"update diplomas set state = 'Revoked' where id = '{Stored(engine, diploma.Id.Value)}'");
        var after = await CommandAsync(program);

        Assert.Equal(0, before.Exit);
        Assert.DoesNotContain("La ligne", before.Error, StringComparison.Ordinal);
        Assert.Equal(1, after.Exit);
        Assert.Contains($"La ligne {rating.Id} de ratings n’est pas celle que ses faits racontent (level).", after.Error, StringComparison.Ordinal);
        Assert.Contains($"La ligne {decision.Id} de decisions n’est pas celle que ses faits racontent (verdict).", after.Error, StringComparison.Ordinal);
        Assert.Contains($"La ligne {diploma.Id} de diplomas n’est pas celle que ses faits racontent (state).", after.Error, StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task A_standing_and_frozen_facts_changed_by_hand_and_a_pdf_that_was_touched_are_named(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        var scene = await Scene.SetAsync(program);
        await scene.FulfilAsync();
        var decision = await scene.DecideAsync();
        var diploma = (await scene.IssueAsync(decision))[0];

        await ByHandAsync(program, $"update standings set acquired = acquired - 1 where candidacy_id = '{Stored(engine, scene.Candidacy.Value)}'");
        await ByHandAsync(program, $"update decisions set facts_json = replace(facts_json, '2027', '2026') where id = '{Stored(engine, decision.Id.Value)}'");
        await File.AppendAllTextAsync(Path.Combine(program.Options.FilesFolder, diploma.PdfFile[..2], diploma.PdfFile), "x");
        var report = await VerifyAsync(program);

        Assert.Equal(
            [$"decisions.facts_json {decision.Id}", $"diplomas.pdf_file {diploma.Id}", $"standings.acquired {scene.Candidacy}"],
            report.Faults.Select(f => $"{f.Args["table"]}.{f.Args["column"]} {f.Args["row"]}").Order(StringComparer.Ordinal));
    }

    [Theory, BothDatabases]
    public async Task A_row_without_a_fact_and_a_fact_without_its_row_are_named_while_an_erased_fact_excuses_its_row(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        var scene = await Scene.SetAsync(program);
        await scene.RecordAsync(new() { Levels = [Self(scene, 0), Self(scene, 1), Self(scene, 2)] });
        var ratings = await program.ReadAsync(db => db.Ratings.AsNoTracking().OrderBy(r => r.Id).ToListAsync());

        await program.ReadAsync(db => db.FactPayloads.Where(p => p.Json.Contains(ratings[0].Id.ToString())).ExecuteDeleteAsync());
        var erased = await VerifyAsync(program);
        await ByHandAsync(program, $"delete from ratings where id = '{Stored(engine, ratings[1].Id.Value)}'");
        await ByHandAsync(program, $"update ratings set id = '{Stored(engine, Guid.Empty)}' where id = '{Stored(engine, ratings[2].Id.Value)}'");
        var broken = (await VerifyAsync(program)).Faults.Where(f => Equals(f.Args["table"], "ratings")).Select(f => $"{f.Code} {f.Args["row"]}").ToList();

        Assert.Empty(erased.Faults.Select(Texts.All.Of));
        Assert.Equal(1, erased.Erased);
        Assert.Contains($"journal.row-missing {ratings[1].Id}", broken);
        Assert.Contains($"journal.row-missing {ratings[2].Id}", broken);
        Assert.Single(broken, line => line.StartsWith("journal.row-without-fact", StringComparison.Ordinal));
    }

    [Theory, BothDatabases]
    public async Task People_cohorts_frameworks_settings_deliberations_and_juries_changed_by_hand_are_each_named(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        var scene = await Scene.SetAsync(program);
        await scene.FulfilAsync();
        var decision = await scene.DecideAsync();
        var (person, member) = await program.ReadAsync(async db => (
            await db.Candidacies.Where(c => c.Id == scene.Candidacy).Select(c => c.PersonId).SingleAsync(),
            await db.JuryMembers.Where(m => m.DeliberationId == decision.DeliberationId && !m.IsChair).Select(m => m.Id).FirstAsync()));
        var before = await VerifyAsync(program);
        (string Table, string Column, string Value, Guid Row)[] altered =
        [
            ("people", "birth_name", "'Autrement'", person.Value),
            ("people", "mail_language", "'en'", person.Value),
            ("candidacies", "route", "'PriorExperience'", scene.Candidacy.Value),
            ("cohorts", "name", "'Autre promotion'", scene.Cohort.Id.Value),
            ("centres", "city", "'Ailleurs'", scene.Cohort.CentreId.Value),
            ("certifications", "code", "'autre'", scene.Cohort.CertificationId.Value),
            ("framework_versions", "edition", "'2099'", scene.FrameworkVersion.Value),
            ("certifying_body", "siret", "'00000000000000'", CertifyingBody.TheOne.Value),
            ("deliberations", "place", "'Ailleurs'", decision.DeliberationId.Value),
            ("jury_members", "name", "'Quelqu’un d’autre'", member.Value),
        ];

        foreach (var (table, column, value, row) in altered)
            Assert.Equal(1, await ByHandAsync(program, $"update {table} set {column} = {value} where id = '{Stored(engine, row)}'"));
        var after = await VerifyAsync(program);

        Assert.Empty(before.Faults.Select(Texts.All.Of));
        var named = after.Faults.Select(f => $"{f.Args["table"]}.{f.Args.GetValueOrDefault("column")} {f.Args["row"]}").ToList();
        Assert.All(altered, a => Assert.Contains($"{a.Table}.{a.Column} {a.Row}", named));
    }

    [Theory, BothDatabases]
    public async Task People_registered_when_no_language_was_asked_are_explained_as_written_to_in_French(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        var scene = await Scene.SetAsync(program);
        var person = await program.ReadAsync(async db =>
        {
            var known = (await db.People.AsNoTracking().SingleAsync()).Identity with { BirthName = "Ancienne" };
            var (old, _) = Person.Register(Id<Person>.New(program.Clock.Now()), known, null);
            db.Add(old);
            db.Record(new PersonRegistered(old.Id, known, null), Domain.Journal.Actor.Program, program.Clock.Now());
            db.Record(new PersonCorrected(old.Id, known, null, "Relue"), Domain.Journal.Actor.Program, program.Clock.Now());
            await db.SaveChangesAsync();
            return old.Id;
        });
        var before = await VerifyAsync(program);

        await ByHandAsync(program, $"update people set mail_language = 'en' where id = '{Stored(engine, person.Value)}'");
        var after = await VerifyAsync(program);

        Assert.Empty(before.Faults.Select(Texts.All.Of));
        Assert.Equal([$"people.mail_language {person}"], after.Faults.Select(f => $"{f.Args["table"]}.{f.Args["column"]} {f.Args["row"]}"));
    }

    [Theory, BothDatabases]
    public async Task A_role_that_nobody_gave_and_an_account_opened_again_by_hand_are_named(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        var id = await program.InScopeAsync(async s => (await s.GetRequiredService<AccountService>().CreateAsync(
            new("intrus@example.org", "Quelqu’un", "fr", [new(Role.Assessor, null, null, null)], "quatre chevaux verts sautillent"), default)).Id);
        await program.InScopeAsync(s => s.GetRequiredService<AccountService>().SetDisabledAsync(id, true, default));
        var before = await VerifyAsync(program);

        await ByHandAsync(program, $"update role_grants set role = 'Registrar' where account_id = '{Stored(engine, id)}'");
        await ByHandAsync(program, $"update accounts set disabled_at = null where id = '{Stored(engine, id)}'");
        var after = await VerifyAsync(program);

        Assert.Empty(before.Faults.Select(Texts.All.Of));
        Assert.Equal(["accounts.disabled_at", "role_grants.role"], after.Faults.Select(f => $"{f.Args["table"]}.{f.Args["column"]}").Order(StringComparer.Ordinal));
    }

    private static LevelEntry Self(Scene scene, int index) =>
        new(Lane.Self, null, new(scene.Framework.Competences[index].Code, scene.Framework.Scale.Threshold), new(new(2027, 5, 2)));

    private static async Task ReplaceAndWithdrawAsync(TestProgram program, Scene scene)
    {
        var own = (await scene.RecordAsync(new() { Levels = [Self(scene, 0)] }))[0];
        await scene.RecordAsync(new() { Levels = [Self(scene, 0) with { Supersedes = own.Id, Reason = "Erreur de saisie" }] });
        await scene.RecordAsync(new() { Proofs = [new(scene.Framework.Competences[0].Code, ProofContext.Company, new(2027, 5, 3))] });
        var proof = await program.ReadAsync(db => db.ProofRecords.AsNoTracking().OrderByDescending(p => p.At).FirstAsync());
        await scene.ActAsync<ProgressService>(s => s.WithdrawProofAsync(scene.Candidacy, proof.Id, "Saisie deux fois", default));
    }

    private static Task<JournalReport> VerifyAsync(TestProgram program) =>
        program.InScopeAsync(s => s.GetRequiredService<JournalVerifier>().VerifyAsync(default));

    private static Task<int> ByHandAsync(TestProgram program, string sql) => program.ReadAsync(db => db.Database.ExecuteSqlRawAsync(sql));

    /// <summary>Runs <c>acquis journal verify</c> on the program's data.</summary>
    private static async Task<(int Exit, string Error)> CommandAsync(TestProgram program)
    {
        var (former, error) = (Console.Error, new StringWriter());
        Console.SetError(TextWriter.Synchronized(error));
        try
        {
            string[] args = ["journal", "verify", "--lang", "fr", "--data", program.Options.DataFolder];
            return (await CommandLine.RunAsync(program.Options.Postgres is { } server ? [.. args, "--postgres", server] : args), error.ToString());
        }
        finally
        {
            Console.SetError(former);
        }
    }

    private static string Stored(Engine engine, Guid id) => engine is Engine.Sqlite ? id.ToString().ToUpperInvariant() : id.ToString();
}
