using Acquis.Features.Accounts;
using Acquis.Features.Diplomas;
using Acquis.Tests.Decisions;
using Acquis.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Acquis.Tests.Diplomas;

/// <summary>The documents of a whole deliberation: issued turn by turn, gone on with after a stop, each once.</summary>
public sealed class Issued_turn_by_turn
{
    private const int Candidates = 4;

    [Theory, BothDatabases]
    public async Task A_registrar_sees_how_far_it_is_and_goes_on_until_each_has_one(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        var path = await PublishedAsync(program);
        using var registrar = await program.SignedInAsync(Role.Registrar);
        var first = await registrar.OpenAsync(path);
        program.Clock.AutoAdvanceAmount = TimeSpan.FromSeconds(1);

        var page = await first.PressAsync("Délivrer les documents");
        var progress = page.Document.QuerySelector("progress")!;
        var turns = 1;
        for (; page.Path != "/diplomas" && turns < 20; turns++)
            page = await page.PressAsync("Continuer");

        Assert.InRange(int.Parse(progress.GetAttribute("value")!, System.Globalization.CultureInfo.InvariantCulture), 1, Candidates - 1);
        Assert.Equal($"{Candidates}", progress.GetAttribute("max"));
        Assert.InRange(turns, 2, Candidates);
        Assert.Contains("4 documents délivrés", page.Document.Body!.TextContent, StringComparison.Ordinal);
        await AssertEachHasOneAsync(program);
    }

    [Theory, BothDatabases]
    public async Task What_a_stop_left_is_issued_by_whoever_comes_next_and_two_at_once_give_no_number_twice(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        var path = await PublishedAsync(program);
        var deliberation = await program.ReadAsync(db => db.Deliberations.Select(d => d.Id).SingleAsync());
        var begun = await program.InScopeAsync(s => s.GetRequiredService<DiplomaService>().IssueForAsync(deliberation, TimeSpan.Zero, default));
        using var one = await program.SignedInAsync(Role.Registrar);
        using var other = await program.SignedInAsync(Role.Registrar);
        var (mine, theirs) = (await one.OpenAsync(path), await other.OpenAsync(path));

        await Task.WhenAll(mine.PressAsync("Délivrer les documents"), theirs.PressAsync("Délivrer les documents"));

        Assert.Single(begun);
        Assert.Contains("3 documents restent à délivrer", mine.Text, StringComparison.Ordinal);
        await program.InScopeAsync(s => s.GetRequiredService<DiplomaService>().IssueAllAsync(deliberation, default));
        await AssertEachHasOneAsync(program);
    }

    private static async Task<string> PublishedAsync(TestProgram program)
    {
        var (deliberation, _) = await DecisionScene.ClosedAsync(program, Candidates);
        await DecisionScene.PublishAsync(program, deliberation);
        return $"/deliberations/{deliberation}";
    }

    private static async Task AssertEachHasOneAsync(TestProgram program)
    {
        var issued = await program.ReadAsync(db => db.Diplomas.AsNoTracking().OrderBy(d => d.Serial).ToListAsync());
        Assert.Equal(Enumerable.Range(1, Candidates), issued.Select(d => d.Serial));
        Assert.Equal(Candidates, issued.Select(d => d.DecisionId).Distinct().Count());
        Assert.Equal(Candidates * 6, await program.ReadAsync(db => db.Credentials.CountAsync(c => c.RevokedAt == null)));
    }
}
