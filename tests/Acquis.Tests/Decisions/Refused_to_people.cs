using System.Net;
using Acquis.Domain;
using Acquis.Domain.Decisions;
using Acquis.Features.Accounts;
using Acquis.Features.Decisions;
using Acquis.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Acquis.Tests.Decisions;

/// <summary>What a deliberation refuses to those who sit in it, and what they read then.</summary>
public sealed class Refused_to_people
{
    private const string Pronounce = "Prononcer la décision";

    [Theory]
    [BothDatabases]
    public async Task Only_the_chair_pronounces(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        var (chair, member, page) = await AtTableAsync(program);
        var seen = await member.OpenAsync(page.Path);
        Assert.DoesNotContain(Pronounce, seen.Text, StringComparison.Ordinal);
        var form = page.Form(Pronounce);

        var answer = await member.SendAsync(HttpMethod.Post, form.GetAttribute("action")!, new FormUrlEncodedContent(
        [
            new("__RequestVerificationToken", seen.Document.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!),
            new("Input.Version", "0"), new("Input.Verdict", "Refused"),
        ]));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Contains("Seule la présidence du jury prononce : Isabelle Trémaux", answer.Text, StringComparison.Ordinal);
        Assert.Equal(Verdict.Pending, await program.ReadAsync(db => db.Decisions.Select(d => d.Verdict).SingleAsync()));
        chair.Dispose();
        member.Dispose();
    }

    [Theory]
    [BothDatabases]
    public async Task A_departure_says_why_and_a_second_page_comes_too_late(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        var (chair, member, page) = await AtTableAsync(program);
        using var _ = member;
        using var __ = chair;

        var silent = await page.PressAsync(Pronounce, ("Input.Verdict", nameof(Verdict.Awarded)));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, silent.Status);
        Assert.Contains("Le jury s’écarte de la règle : donnez-en le motif", silent.Text, StringComparison.Ordinal);

        var said = await page.PressAsync(Pronounce, ("Input.Verdict", nameof(Verdict.Awarded)), ("Input.Motive", DecisionScene.Motive));
        Assert.Equal(HttpStatusCode.OK, said.Status);
        Assert.Contains("1 décision prononcée sur 1", said.Text, StringComparison.Ordinal);
        Assert.Contains("Fontanel Camille", said.Document.QuerySelector("main table")!.TextContent, StringComparison.Ordinal);

        var late = await page.PressAsync(Pronounce, ("Input.Verdict", nameof(Verdict.Refused)), ("Input.Motive", "Autre avis."));
        Assert.Equal(HttpStatusCode.Conflict, late.Status);
        Assert.Equal(Verdict.Awarded, await program.ReadAsync(db => db.Decisions.Select(d => d.Verdict).SingleAsync()));
    }

    [Theory]
    [BothDatabases]
    public async Task Results_are_published_at_the_chosen_moment_and_each_candidate_is_written_to(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        var (deliberation, _) = await DecisionScene.ClosedAsync(program, candidates: 2);
        await DecisionScene.PublishAsync(program, deliberation, TimeSpan.FromHours(3));
        Task<int> Due() => program.InScopeAsync(s => s.GetRequiredService<PublicationService>().PublishDueAsync(default));

        program.Clock.SetUtcNow(program.Clock.GetUtcNow() + TimeSpan.FromHours(2));
        Assert.Equal(0, await Due());
        Assert.Equal(0, await program.ReadAsync(db => db.OutboxMessages.CountAsync()));

        var before = program.Clock.GetUtcNow();
        program.Clock.SetUtcNow(before + TimeSpan.FromHours(1));
        await Due();

        Assert.Equal(DeliberationState.Published, await program.ReadAsync(db => db.Deliberations.Select(d => d.State).SingleAsync()));
        var to = await program.ReadAsync(db => db.OutboxMessages.Select(m => m.To).OrderBy(m => m).ToListAsync());
        Assert.Equal(["candidate0@example.org", "candidate1@example.org"], to);
        Assert.Equal(0, await Due());
    }

    [Theory]
    [BothDatabases]
    public async Task A_tampered_file_ends_the_command_with_1_and_the_first_difference(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        var (_, decisions) = await DecisionScene.ClosedAsync(program, candidates: 1);
        var json = await program.InScopeAsync(s => s.GetRequiredService<DecisionExport>().WriteAsync(decisions[0], default));
        var file = Path.Combine(program.Options.DataFolder, "decision.json");

        await File.WriteAllTextAsync(file, json);
        Assert.Equal(0, DecisionCommands.Verify(file, null, TextWriter.Null));

        await File.WriteAllTextAsync(file, json.Replace("\"verdict\":\"awarded\"", "\"verdict\":\"refused\"", StringComparison.Ordinal));
        var output = new StringWriter();
        Assert.Equal(1, DecisionCommands.Verify(file, null, output));
        Assert.Contains("Première différence, à", output.ToString(), StringComparison.Ordinal);
    }

    /// <summary>The chair and a member at an open deliberation of one candidate, and the page as the chair sees it.</summary>
    private static async Task<(Visitor Chair, Visitor Member, Page Page)> AtTableAsync(TestProgram program)
    {
        var chair = await program.SignedInAsync(Role.JuryChair);
        var member = await program.SignedInAsync(Role.JuryMember);
        var (deliberation, _) = await DecisionScene.OpenAsync(
            program, candidates: 1, jury:
            [
                new("Isabelle Trémaux", "Directrice", true, true, true, "account1@example.org"),
                new("Agnès Courtois", "Responsable", false, false, true, "account2@example.org"),
            ]);
        return (chair, member, await chair.OpenAsync($"/deliberations/{deliberation}"));
    }
}
