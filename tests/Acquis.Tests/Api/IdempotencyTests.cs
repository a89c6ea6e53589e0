using System.Net;
using Acquis.Data;
using Acquis.Features.Accounts;
using Acquis.Features.Accounts.Tokens;
using Acquis.Infrastructure.Idempotency;
using Acquis.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Acquis.Tests.Api;

/// <summary>A call with a key is done once, whatever happens to its answer (ADR 19).</summary>
public sealed class IdempotencyTests
{
    private const string Level = """{"lane":"trainer","competence":"C.1","level":2,"date":"2027-05-31"}""";

    [Theory, BothDatabases]
    public async Task The_same_call_with_the_same_key_is_done_once_and_answered_byte_for_byte(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        var address = await AddressAsync(program);
        var caller = await ApiCaller.MakeAsync(program, Role.Registrar, TokenScopes.WriteLevels);
        var colleague = await ApiCaller.MakeAsync(program, Role.Registrar, TokenScopes.WriteLevels);

        var first = await caller.CallAsync(HttpMethod.Post, address, Level, "\"a-1\"");
        var again = await caller.CallAsync(HttpMethod.Post, address, Level, "a-1");
        var other = await caller.CallAsync(HttpMethod.Post, address, Level.Replace("C.1", "C.2", StringComparison.Ordinal), "a-1");
        var malformed = await caller.CallAsync(HttpMethod.Post, address, Level, new string('k', 201));
        var theirs = await colleague.CallAsync(HttpMethod.Post, address, Level.Replace("C.1", "C.3", StringComparison.Ordinal), "a-1");

        Assert.Equal([HttpStatusCode.Created, HttpStatusCode.Created, HttpStatusCode.UnprocessableEntity, HttpStatusCode.BadRequest, HttpStatusCode.Created],
            [first.Status, again.Status, other.Status, malformed.Status, theirs.Status]);
        Assert.Equal((first.Text, first.Location), (again.Text, again.Location));
        Assert.NotEqual("", first.Text);
        Assert.Contains("urn:acquis:idempotency-key-reused", other.Text, StringComparison.Ordinal);
        Assert.Contains("urn:acquis:idempotency-key-malformed", malformed.Text, StringComparison.Ordinal);
        Assert.Equal(2, await RatingsAsync(program));
    }

    [Theory, BothDatabases]
    public async Task A_key_is_kept_across_a_restart_and_for_a_day(Engine engine)
    {
        var options = await TestDatabase.NewAsync(engine);
        string address, token;
        ApiAnswer first;
        await using (var before = await TestProgram.StartAsync(options, keepsData: true))
        {
            address = await AddressAsync(before);
            var caller = await ApiCaller.MakeAsync(before, Role.Registrar, TokenScopes.WriteLevels);
            (token, first) = (caller.Token, await caller.CallAsync(HttpMethod.Post, address, Level, "b-1"));
        }

        await using var program = await TestProgram.StartAsync(options);
        var later = new ApiCaller(program, token, default);
        var again = await later.CallAsync(HttpMethod.Post, address, Level, "b-1");
        program.Clock.Advance(KeptAnswer.Life + TimeSpan.FromMinutes(1));
        var anew = await later.CallAsync(HttpMethod.Post, address, Level, "b-1");

        Assert.Equal((HttpStatusCode.Created, first.Text), (again.Status, again.Text));
        Assert.Equal(HttpStatusCode.Created, anew.Status);
        Assert.NotEqual(first.Text, anew.Text);
        Assert.Equal(2, await RatingsAsync(program));
    }

    [Theory, BothDatabases]
    public async Task Answers_older_than_a_day_are_swept_and_younger_ones_stay(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        var address = await AddressAsync(program);
        var caller = await ApiCaller.MakeAsync(program, Role.Registrar, TokenScopes.WriteLevels);
        await caller.CallAsync(HttpMethod.Post, address, Level, "c-old");
        program.Clock.Advance(KeptAnswer.Life);
        await caller.CallAsync(HttpMethod.Post, address, Level, "c-young");

        await program.InScopeAsync(s => s.GetRequiredService<KeptAnswers>().SweepAsync(default));

        Assert.Equal(["c-young"], await program.ReadAsync(db => db.KeptAnswers.Select(a => a.IdempotencyKey).ToListAsync()));
    }

    [Theory, BothDatabases]
    public async Task A_refusal_is_answered_alike_and_changes_nothing(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        var address = await AddressAsync(program);
        var caller = await ApiCaller.MakeAsync(program, Role.Registrar, TokenScopes.WriteLevels);
        var beyond = Level.Replace(":2,", ":9,", StringComparison.Ordinal);

        var refused = await caller.CallAsync(HttpMethod.Post, address, beyond, "d-1");
        var again = await caller.CallAsync(HttpMethod.Post, address, beyond, "d-1");
        var mended = await caller.CallAsync(HttpMethod.Post, address, Level, "d-2");

        Assert.Equal([HttpStatusCode.Conflict, HttpStatusCode.Conflict, HttpStatusCode.Created], [refused.Status, again.Status, mended.Status]);
        Assert.Contains("refusals", refused.Text, StringComparison.Ordinal);
        Assert.Equal(refused.Text, again.Text);
        Assert.Equal(1, await RatingsAsync(program));
    }

    [Theory, BothDatabases]
    public async Task Of_the_same_call_sent_eight_times_at_once_one_is_done(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        var address = await AddressAsync(program);
        var caller = await ApiCaller.MakeAsync(program, Role.Registrar, TokenScopes.WriteLevels);

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => caller.CallAsync(HttpMethod.Post, address, Level, "e-1"))));

        Assert.All(answers, a => Assert.True(a.Status is HttpStatusCode.Created || a.Text.Contains("urn:acquis:idempotency-in-progress", StringComparison.Ordinal), a.Text));
        Assert.Single(answers.Where(a => a.Status is HttpStatusCode.Created).Select(a => a.Text).Distinct());
        Assert.Equal(1, await RatingsAsync(program));
    }

    [Theory, BothDatabases]
    public async Task A_call_that_is_still_being_done_is_said_to_be(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        var address = await AddressAsync(program);
        var caller = await ApiCaller.MakeAsync(program, Role.Registrar, TokenScopes.WriteLevels);
        var calls = program.Services.GetRequiredService<CallsInProgress>();

        Assert.True(calls.TryBegin(caller.Owner, "f-1"));
        var meanwhile = await caller.CallAsync(HttpMethod.Post, address, Level, "f-1");
        calls.End(caller.Owner, "f-1");
        var after = await caller.CallAsync(HttpMethod.Post, address, Level, "f-1");

        Assert.Equal([HttpStatusCode.Conflict, HttpStatusCode.Created], [meanwhile.Status, after.Status]);
        Assert.Contains("urn:acquis:idempotency-in-progress", meanwhile.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_call_that_another_node_is_doing_is_said_to_be()
    {
        await using var program = await TestProgram.StartAsync(Engine.Postgres);
        var address = await AddressAsync(program);
        var caller = await ApiCaller.MakeAsync(program, Role.Registrar, TokenScopes.WriteLevels);
        ApiAnswer meanwhile = null!;
        await program.InScopeAsync(async services =>
        {
            var node = services.GetRequiredService<AcquisDb>();
            await using var write = await node.BeginWriteAsync(default);
            Assert.True(await node.TryLockAsync(KeptAnswers.LockOf(caller.Owner, "g-1"), default));
            meanwhile = await caller.CallAsync(HttpMethod.Post, address, Level, "g-1");
        });
        var after = await caller.CallAsync(HttpMethod.Post, address, Level, "g-1");

        Assert.Equal([HttpStatusCode.Conflict, HttpStatusCode.Created], [meanwhile.Status, after.Status]);
        Assert.Equal(1, await RatingsAsync(program));
    }

    private static async Task<string> AddressAsync(TestProgram program) => $"/api/v1/candidacies/{(await Scene.SetAsync(program)).Candidacy}/levels";

    private static Task<int> RatingsAsync(TestProgram program) => program.ReadAsync(db => db.Ratings.CountAsync());
}
