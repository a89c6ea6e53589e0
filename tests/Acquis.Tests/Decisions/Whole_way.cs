using System.Net;
using Acquis.Domain;
using Acquis.Domain.Decisions;
using Acquis.Domain.Diplomas;
using Acquis.Features.Decisions;
using Acquis.Features.Diplomas;
using Acquis.Infrastructure;
using Acquis.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Acquis.Tests.Decisions;

/// <summary>From a prepared deliberation to documents that anybody verifies.</summary>
public sealed class Whole_way
{
    [Theory]
    [BothDatabases]
    public async Task A_deliberation_goes_from_its_jury_to_verified_documents(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        var (deliberation, decisions) = await DecisionScene.ClosedAsync(program, candidates: 1);
        await DecisionScene.PublishAsync(program, deliberation);

        var file = await program.InScopeAsync(s => s.GetRequiredService<DecisionExport>().WriteAsync(decisions[0], default));
        Assert.Null(DecisionCheck.FirstDifference(file));
        Assert.DoesNotContain("Fontanel", file, StringComparison.Ordinal);

        var issued = await program.InScopeAsync(s => s.GetRequiredService<DiplomaService>().IssueAllAsync(deliberation, default));
        var diploma = Assert.Single(issued);
        Assert.Equal("2027-00001", diploma.Number);
        using var stranger = program.Stranger();
        var page = await stranger.OpenAsync($"/v/{ShortCode.Show(diploma.Code).ToLowerInvariant()}");
        Assert.Equal("Ce diplôme est authentique et en vigueur", page.Title);
        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Contains("Camille Fontanel", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("2003", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Saint-Étienne", page.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.OpenAsync("/v/0000-0000-0000-0000")).Status);
    }

    [Theory]
    [BothDatabases]
    public async Task A_closed_deliberation_is_not_closed_again_and_a_tampered_file_names_the_difference(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        var (deliberation, decisions) = await DecisionScene.ClosedAsync(program, candidates: 1);

        var again = await Assert.ThrowsAsync<RefusedException>(
            () => program.InScopeAsync(s => s.GetRequiredService<ClosingService>().CloseAsync(deliberation, null, default)));
        Assert.Equal("deliberation.already-closed", again.Refusals[0].Code);

        var file = await program.InScopeAsync(s => s.GetRequiredService<DecisionExport>().WriteAsync(decisions[0], default));
        var tampered = DecisionCheck.FirstDifference(file.Replace("\"basis\":\"byJury\"", "\"basis\":\"byRule\"", StringComparison.Ordinal));
        Assert.Equal("basis", tampered!.Args["place"]);
        Assert.Equal("verify.not-a-decision", DecisionCheck.FirstDifference("{}")!.Code);
    }

    [Theory]
    [BothDatabases]
    public async Task Twenty_documents_issued_at_once_are_numbered_without_gap_or_repeat(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        var (deliberation, decisions) = await DecisionScene.ClosedAsync(program, candidates: 20);
        await DecisionScene.PublishAsync(program, deliberation);

        await Task.WhenAll(decisions.Select(d => Task.Run(() => program.InScopeAsync(
            s => s.GetRequiredService<DiplomaService>().IssueAsync(new(d, DiplomaKind.Diploma), default)))));

        var serials = await program.ReadAsync(db => db.Diplomas.Select(d => d.Serial).OrderBy(s => s).ToListAsync());
        Assert.Equal(Enumerable.Range(1, 20), serials);
    }

    [Theory]
    [BothDatabases]
    public async Task Without_its_registration_nothing_is_issued_and_no_number_is_lost(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        var (deliberation, decisions) = await DecisionScene.ClosedAsync(program, candidates: 1, registered: false);
        await DecisionScene.PublishAsync(program, deliberation);

        var refused = await Assert.ThrowsAsync<RefusedException>(() => program.InScopeAsync(
            s => s.GetRequiredService<DiplomaService>().IssueAsync(new(decisions[0], DiplomaKind.Diploma), default)));

        Assert.Contains("document.registration-code-missing", refused.Refusals.Select(r => r.Code));
        Assert.Equal(0, await program.ReadAsync(db => db.Diplomas.CountAsync()));
    }
}
