using Acquis.Credentials.Checking;
using Acquis.Domain;
using Acquis.Domain.Decisions;
using Acquis.Domain.Diplomas;
using Acquis.Features.Diplomas;
using Acquis.Features.Diplomas.Sealing;
using Acquis.Infrastructure;
using Acquis.Infrastructure.Files;
using Acquis.Tests.Decisions;
using Acquis.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Acquis.Tests.Diplomas;

/// <summary>Documents sealed with the timestamp of a server: it vouches for the instant, or nothing is issued.</summary>
public sealed class Timestamped_documents
{
    [Theory, BothDatabases]
    public async Task A_document_bears_the_timestamp_of_the_server_that_the_operator_names(Engine engine)
    {
        await using var authority = await TimestampAuthority.StartAsync();
        await using var program = await StartAsync(engine, authority);

        var diploma = await DecisionScene.IssuedAsync(program);

        var seal = await SealAsync(program, diploma.PdfFile);
        Assert.Equal(program.Clock.GetUtcNow(), seal.TimestampedAt!.Value, TimeSpan.FromMinutes(1));
        Assert.All(authority.Asked, type => Assert.Equal("application/timestamp-query", type));
    }

    [Theory, BothDatabases]
    public async Task A_document_is_sealed_without_timestamp_where_no_server_is_named(Engine engine)
    {
        await using var program = await StartAsync(engine, null);

        var diploma = await DecisionScene.IssuedAsync(program);

        Assert.Null((await SealAsync(program, diploma.PdfFile)).TimestampedAt);
    }

    [Theory]
    [InlineData(Authority.Hangs)]
    [InlineData(Authority.Fails)]
    [InlineData(Authority.Rejects)]
    [InlineData(Authority.AnswersRubbish)]
    [InlineData(Authority.AnswersAnotherNonce)]
    [InlineData(Authority.AnswersAnotherHash)]
    [InlineData(Authority.AnswersTooMuch)]
    public async Task Nothing_is_issued_while_the_server_does_not_answer_as_it_should_and_the_number_stays_free(Authority behaviour)
    {
        await using var authority = await TimestampAuthority.StartAsync();
        await using var program = await StartAsync(Engine.Sqlite, authority);
        var deliberation = await PublishedAsync(program);
        authority.Behaviour = behaviour;

        var refused = await Assert.ThrowsAsync<RefusedException>(() => IssueAsync(program, deliberation));

        Assert.Equal("seal-key.no-timestamp", Assert.Single(refused.Refusals).Code);
        Assert.Contains("le document n’est pas délivré", Texts.All.Of(refused.Refusals[0]), StringComparison.Ordinal);
        await AssertNothingIsIssuedThenAsync(program, deliberation, authority);
    }

    [Fact]
    public async Task Nothing_is_issued_while_nobody_listens_at_the_address()
    {
        await using var authority = await TimestampAuthority.StartAsync();
        await using var program = await StartAsync(Engine.Sqlite, authority);
        var deliberation = await PublishedAsync(program);
        await authority.DisposeAsync();

        var refused = await Assert.ThrowsAsync<RefusedException>(() => IssueAsync(program, deliberation));

        Assert.Equal("seal-key.no-timestamp", Assert.Single(refused.Refusals).Code);
        Assert.Equal(0, await program.ReadAsync(db => db.Diplomas.CountAsync()));
    }

    // What was refused left no trace: once the server answers again, the first number of the year is given.
    private static async Task AssertNothingIsIssuedThenAsync(TestProgram program, Id<Deliberation> deliberation, TimestampAuthority authority)
    {
        Assert.Equal(0, await program.ReadAsync(db => db.Diplomas.CountAsync()));
        Assert.Equal(0, await program.ReadAsync(db => db.Credentials.CountAsync()));
        authority.Behaviour = Authority.Answers;
        var diploma = Assert.Single(await IssueAsync(program, deliberation));
        Assert.Equal("2027-00001", diploma.Number);
        Assert.NotNull((await SealAsync(program, diploma.PdfFile)).TimestampedAt);
    }

    private static async Task<TestProgram> StartAsync(Engine engine, TimestampAuthority? authority)
    {
        var program = await TestProgram.StartAsync(
            (await TestDatabase.NewAsync(engine)) with { TimestampServer = authority?.Address },
            configure: builder => builder.Services.Replace(
                ServiceDescriptor.Singleton(s => new TimestampClient(s.GetRequiredService<AcquisOptions>(), TimeSpan.FromSeconds(5)))));
        authority?.Clock = program.Clock;
        return program;
    }

    private static async Task<Id<Deliberation>> PublishedAsync(TestProgram program)
    {
        var (deliberation, _) = await DecisionScene.ClosedAsync(program, candidates: 1);
        await DecisionScene.PublishAsync(program, deliberation);
        return deliberation;
    }

    private static Task<IReadOnlyList<Diploma>> IssueAsync(TestProgram program, Id<Deliberation> deliberation) =>
        program.InScopeAsync(s => s.GetRequiredService<DiplomaService>().IssueAllAsync(deliberation, default));

    private static Task<SealSummary> SealAsync(TestProgram program, string hash) => program.InScopeAsync(async s =>
    {
        var pdf = await File.ReadAllBytesAsync(s.GetRequiredService<FileStore>().PathOf(hash), TestContext.Current.CancellationToken);
        var (report, _) = await s.GetRequiredService<CredentialVerification>().CheckAsync(pdf, brought: null, default);
        Assert.False(report.IsRefused);
        return report.Seal!;
    });
}
