using System.Security.Cryptography;
using Acquis.Credentials.Signatures;
using Acquis.Data;
using Acquis.Domain;
using Acquis.Domain.Candidacies;
using Acquis.Domain.Journal;
using Acquis.Features.Journal;
using Acquis.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Acquis.Tests.Journal;

public sealed class JournalTests
{
    [Theory, BothDatabases]
    public async Task A_journal_whose_facts_are_whole_holds_and_says_how_many_wait(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        await OpenCentresAsync(program, 3);
        await NumberAsync(program);
        await OpenCentresAsync(program, 2);

        var report = await VerifyAsync(program);

        Assert.True(report.Holds, string.Join("; ", report.Faults));
        Assert.Equal((3, 2, 0), (report.Numbered, report.Unnumbered, report.Erased));
    }

    [Theory, BothDatabases]
    public async Task A_byte_changed_by_hand_in_a_fact_is_named(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        await OpenCentresAsync(program, 5);
        await NumberAsync(program);
        var third = await program.ReadAsync(db => db.Leaves.SingleAsync(l => l.Number == 2));

        await ByHandAsync(program, engine, "facts", $"update facts set actor = 'account:00000000-0000-0000-0000-000000000001' where id = '{Stored(engine, third.FactId)}'");
        var report = await VerifyAsync(program);

        var fault = Assert.Single(report.Faults);
        Assert.Equal("journal.fact-altered", fault.Code);
        Assert.Equal(third.FactId.ToString(), fault.Args["fact"]);
    }

    [Theory, BothDatabases]
    public async Task A_changed_payload_is_named_and_an_erased_one_is_not_called_altered(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        await OpenCentresAsync(program, 3);
        await NumberAsync(program);
        var ids = await program.ReadAsync(db => db.Facts.OrderBy(f => f.Id).Select(f => f.Id).ToListAsync());
        await program.ReadAsync(db => db.FactPayloads.Where(p => p.FactId == ids[0]).ExecuteDeleteAsync());

        var erased = await VerifyAsync(program);
        await ByHandAsync(program, engine, "fact_payloads", $"update fact_payloads set json = replace(json, 'Centre', 'Centra') where fact_id = '{Stored(engine, ids[1])}'");
        var altered = await VerifyAsync(program);

        Assert.True(erased.Holds);
        Assert.Equal(1, erased.Erased);
        Assert.Equal(["journal.payload-altered"], altered.Faults.Select(f => f.Code));
        Assert.Equal(ids[1].ToString(), altered.Faults[0].Args["fact"]);
    }

    [Theory, BothDatabases]
    public async Task A_database_put_back_to_an_earlier_day_is_found_out_and_signs_nothing_more(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        await OpenCentresAsync(program, 2);
        await NumberAsync(program);
        await OpenCentresAsync(program, 2);
        await NumberAsync(program);
        foreach (var table in new[] { "leaves where number > 1", "checkpoints where size > 2" })
        {
            await ByHandAsync(program, engine, table.Split(' ')[0], $"delete from {table}");
        }

        var report = await VerifyAsync(program);
        await OpenCentresAsync(program, 1);

        Assert.Contains(report.Faults, f => f.Code == "journal.behind-its-head");
        await Assert.ThrowsAsync<JournalBrokenException>(() => NumberAsync(program));
    }

    [Theory, BothDatabases]
    public async Task The_proof_of_a_fact_is_checked_without_the_database_and_fails_when_it_is_touched(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        await OpenCentresAsync(program, 7);
        await NumberAsync(program);
        var fact = await program.ReadAsync(db => db.Leaves.Where(l => l.Number == 4).Select(l => l.FactId).SingleAsync());
        var key = program.Services.GetRequiredService<JournalKeys>().Signer.Verifier;

        var proof = await program.InScopeAsync(s => s.GetRequiredService<JournalProofs>().OfAsync(fact, default));
        var entry = System.Text.Encoding.UTF8.GetString(JournalProofs.Check(proof, key).Entry);
        var parsed = TlogProof.Parse(proof);
        var touched = (parsed with { Index = 3 }).Format();

        Assert.Contains(fact.ToString(), entry, StringComparison.Ordinal);
        Assert.Throws<CryptographicException>(() => JournalProofs.Check(touched, key));
        using var other = new SeedSigner(key.Name, new byte[32]);
        Assert.Throws<CryptographicException>(() => JournalProofs.Check(proof, other.Verifier));
    }

    [Theory, BothDatabases]
    public async Task Two_nodes_that_number_at_the_same_time_give_each_fact_one_number(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        await OpenCentresAsync(program, 40);

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => NumberAsync(program)));
        var report = await VerifyAsync(program);

        Assert.True(report.Holds, string.Join("; ", report.Faults));
        Assert.Equal(40, report.Numbered);
    }

    private static Task<int> NumberAsync(TestProgram program) =>
        program.InScopeAsync(s => s.GetRequiredService<JournalSequencer>().NumberAsync(default));

    private static Task<JournalReport> VerifyAsync(TestProgram program) =>
        program.InScopeAsync(s => s.GetRequiredService<JournalVerifier>().VerifyAsync(default));

    private static Task OpenCentresAsync(TestProgram program, int count) => program.InScopeAsync(async services =>
    {
        var db = services.GetRequiredService<AcquisDb>();
        for (var i = 0; i < count; i++)
        {
            var (centre, fact) = Centre.Open(Id<Centre>.New(program.Clock.Now()), $"Centre {i}", "Lille", siret: null, isPartner: false);
            db.Centres.Add(centre);
            db.Record(fact, Actor.Program, program.Clock.Now());
        }

        await db.SaveChangesAsync();
    });

    /// <summary>Somebody with the database's own tools, who first takes the triggers away.</summary>
    private static async Task ByHandAsync(TestProgram program, Engine engine, string table, string sql)
    {
        string[] disarm = engine is Engine.Sqlite
            ? [$"drop trigger if exists {table}_no_update", $"drop trigger if exists {table}_no_delete"]
            : [$"drop trigger append_only on {table}"];
        foreach (var statement in disarm.Append(sql))
        {
            await program.ReadAsync(db => db.Database.ExecuteSqlRawAsync(statement));
        }
    }

    private static string Stored(Engine engine, Guid id) => engine is Engine.Sqlite ? id.ToString().ToUpperInvariant() : id.ToString();
}
