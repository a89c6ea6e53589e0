using Acquis.Browser.Tests.Support;
using Acquis.Domain.Decisions;
using Acquis.Domain.Diplomas;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;

namespace Acquis.Browser.Tests;

/// <summary>Takes the pictures of the documentation anew, from the demonstration: <c>make screenshots</c>. Not run with the tests.</summary>
public sealed class ScreenshotsTests(RunningProgram program)
{
    private const long MostBytes = 250_000;
    private const long MostOfAnImport = 150_000;

    [Fact(Explicit = true)]
    public async Task Pictures_are_taken_of_the_main_pages()
    {
        var underWay = await program.ReadAsync(db => db.Cohorts.Where(c => c.Name == "Promotion Grace Hopper").Select(c => c.Id).SingleAsync());
        var candidate = await program.ReadAsync(db => db.Candidacies.Where(c => c.CohortId == underWay).OrderBy(c => c.Id).Skip(1).Select(c => c.Id).FirstAsync());
        var nearly = await program.ReadAsync(db => db.Candidacies
            .Where(c => c.CohortId == underWay && db.Set<Domain.Progress.Standing>().Any(s => s.CandidacyId == c.Id && s.Acquired > 0 && s.Acquired < s.Counted))
            .OrderBy(c => c.Id).Select(c => c.Id).FirstAsync());
        var decision = await program.ReadAsync(db => db.Decisions.Where(d => d.Verdict == Verdict.PartlyAwarded).OrderBy(d => d.Id).Select(d => new { d.Id, d.DeliberationId }).FirstAsync());
        var diploma = await program.ReadAsync(db => db.Diplomas.Where(d => d.Kind == DiplomaKind.Diploma).OrderBy(d => d.Id).Select(d => new { d.Id, d.Code }).FirstAsync());

        await SendSomeAsync();
        await TakeAsync("home", "certification", "/");
        await TakeAsync("outbox", "certification", "/messages");
        await TakeAsync("matrix", "certification", $"/cohorts/{underWay}/matrix");
        await TakeAsync("grid", "evaluation", $"/candidacies/{candidate}/assessments/{await AssessmentAsync()}/grid");
        await TakeAsync("cohort-grid", "evaluation", await EnteredAsync($"/cohorts/{underWay}/assessments/{await AssessmentAsync(widest: true)}/grid"));
        await TakeAsync("deliberation", "certification", $"/deliberations/{decision.DeliberationId}?decision={decision.Id}");
        await TakeAsync("diploma", "certification", $"/diplomas/{diploma.Id}");
        await TakeAsync("verify", null, $"/v/{diploma.Code}");
        await TakeAsync("candidate", "certification", $"/candidacies/{nearly}");
        await TakeAsync("candidate-phone", "certification", $"/candidacies/{nearly}", width: 390);
    }

    [Fact(Explicit = true)]
    public async Task Pictures_are_taken_of_an_import_of_ten_thousand_candidates_with_37_bad_rows()
    {
        var preview = await Imports.SendAsync(program, 10_000, 37);

        await TakeAsync("import-preview", "certification", preview, most: MostOfAnImport, height: 760);
        await TakeAsync("duplicates", "certification", $"{preview}/doubts", most: MostOfAnImport);
    }

    private Task<string> AssessmentAsync(bool widest = false) => program.ReadAsync(async db =>
    {
        var version = await db.FrameworkVersions.AsNoTracking().OrderBy(v => v.Id).FirstAsync();
        return widest
            ? Features.Frameworks.FrameworkJson.FromJson(version.Json).Assessments.MaxBy(a => a.Competences.Count)!.Code
            : Demonstrated.FirstAssessment(version).Code;
    });

    /// <summary>Enters levels for two thirds of the cohort by keyboard, and returns the address of the grid.</summary>
    private async Task<string> EnteredAsync(string path)
    {
        await using var visitor = await program.SignedInAsync("evaluation");
        await visitor.OpenAsync(path);
        var cells = visitor.Page.Locator(".cell-field");
        var count = await cells.CountAsync() * 2 / 3;
        await cells.First.FocusAsync();
        for (var i = 0; i < count; i++)
        {
            await visitor.Page.Keyboard.PressAsync(i % 13 == 5 ? "1" : i % 3 == 0 ? "3" : i % 29 == 28 ? "a" : "2");
        }

        await Assertions.Expect(visitor.Page.Locator("[data-draft-state]")).ToContainTextAsync("Brouillon enregistré");
        return path;
    }

    /// <summary>The demonstration sends nothing: here is what its messages look like once most of them have left.</summary>
    private Task<bool> SendSomeAsync() => program.ReadAsync(async db =>
    {
        var messages = await db.OutboxMessages.OrderByDescending(m => m.Id).ToListAsync();
        foreach (var (message, i) in messages.Select((m, i) => (m, i)))
        {
            var at = message.CreatedAt.AddMinutes(1);
            if (i == 2)
                message.MarkDoubtful("outbox.note.interrupted");
            else if (i == 5)
                message.MarkRefused("550 5.1.1 no such mailbox");
            else if (i == 7)
                message.Stop(null);
            else if (i > 1)
                message.MarkSent(at);

            if (i == 9)
                message.Bounce("Boîte pleine");
        }

        await db.SaveChangesAsync();
        return true;
    });

    private async Task TakeAsync(string name, string? mailbox, string path, int width = 1280, long most = MostBytes, int height = 900)
    {
        var seat = new Seat(Width: width, Height: width > 600 ? height : 844);
        await using var visitor = mailbox is null ? await program.StrangerAsync(seat) : await program.SignedInAsync(mailbox, seat);
        Assert.Equal(200, await visitor.OpenAsync(path));
        await visitor.Page.EvaluateAsync("document.fonts.ready");
        var file = Path.Combine(Pictures(), $"{name}.png");
        var bytes = await visitor.Page.ScreenshotAsync(new() { Path = file, FullPage = false, Animations = ScreenshotAnimations.Disabled });
        Assert.True(bytes.Length < most, $"{file} has {bytes.Length} bytes.");
    }

    private static string Pictures()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Acquis.slnx")))
        {
            folder = folder.Parent ?? throw new DirectoryNotFoundException("Acquis.slnx stands in no folder above.");
        }

        return Directory.CreateDirectory(Path.Combine(folder.FullName, "docs", "screenshots")).FullName;
    }
}
