using System.Net;
using System.Text.RegularExpressions;
using Acquis.Domain;
using Acquis.Domain.Juries;
using Acquis.Features.Accounts;
using Acquis.Features.Juries;
using Acquis.Infrastructure.Mail;
using Acquis.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Tests.Juries;

/// <summary>Availability asked by mail, answered from a signed link without an account.</summary>
public sealed partial class AvailabilityTests
{
    [Theory, BothDatabases]
    public async Task A_juror_answers_from_the_link_in_the_mail_and_changes_the_answer(Engine engine)
    {
        await using var called = await CalledJuror.SetAsync(engine);

        var asked = await (await called.Registrar.OpenAsync($"/seasons/{called.Jury.Season}")).PressAsync("Demander à 1 juré");
        var link = await LinkAsync(called.Program);
        var form = await called.Juror.OpenAsync(link);
        var sent = await form.PressAsync("Envoyer ma réponse", ("Form.Rows[0].Availability", "Available"), ("Form.Rows[1].Availability", "No"), ("Form.MostHalfDays", "2"), ("Form.Remark", "Plutôt le matin"));
        var again = await (await called.Juror.OpenAsync(link)).PressAsync("Envoyer ma réponse", ("Form.Rows[1].Availability", "Undesired"));
        var answer = await called.AnswerAsync();
        var season = await called.Registrar.OpenAsync($"/seasons/{called.Jury.Season}");
        var history = await called.Registrar.OpenAsync($"/history/season/{called.Jury.Season}");

        Assert.Contains("1 message part.", asked.Text, StringComparison.Ordinal);
        Assert.Contains("Quand pouvez-vous siéger, Anne Deroubaix ?", form.Title, StringComparison.Ordinal);
        Assert.Contains("Votre réponse est enregistrée.", sent.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, again.Status);
        Assert.Equal([JurorAvailability.Available, JurorAvailability.Undesired], answer.HalfDays.Select(h => h.Availability));
        Assert.Equal((2, "Plutôt le matin"), (answer.MostHalfDays, answer.Remark));
        Assert.Contains("A répondu", season.Text, StringComparison.Ordinal);
        Assert.Contains("Le juré a dit quand il peut siéger", history.Text, StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task A_calendar_proposes_no_where_it_is_busy_and_nothing_is_saved_before_it_is_sent(Engine engine)
    {
        await using var called = await CalledJuror.SetAsync(engine);
        var link = await called.SignAsync();
        const string Calendar = "BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:Rendez-vous privé\nDTSTART;TZID=Europe/Paris:20270614T090000\nDTEND;TZID=Europe/Paris:20270614T100000\nEND:VEVENT\n"
            + "BEGIN:VEVENT\nDTSTART:20270601T070000Z\nDTEND:20270601T080000Z\nRRULE:FREQ=MONTHLY\nEND:VEVENT\nEND:VCALENDAR";

        var filled = await (await called.Juror.OpenAsync(link)).PressAsync("Lire l’agenda", ("Calendar", Calendar), ("Form.Rows[2].Availability", "Available"));
        var before = await called.AnswerAsync();
        var wrong = await (await called.Juror.OpenAsync(link)).PressAsync("Lire l’agenda", ("Calendar", "Lundi : occupé"));
        var all = await filled.PressAsync("Si besoin");
        await all.PressAsync("Envoyer ma réponse");
        var after = await called.AnswerAsync();

        Assert.Contains("Votre agenda vous dit occupé sur 1 demi-journée", filled.Text, StringComparison.Ordinal);
        Assert.Contains("1 rendez-vous n’a pas été compris", filled.Text, StringComparison.Ordinal);
        Assert.Contains("Votre agenda : occupé de 9 h à 10 h", filled.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Rendez-vous privé", filled.Document.QuerySelector("main")!.QuerySelector("section")!.TextContent, StringComparison.Ordinal);
        Assert.Null(before.AnsweredAt);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.Status);
        Assert.Contains("Ce n’est pas un agenda .ics", wrong.Text, StringComparison.Ordinal);
        Assert.Equal(
            [JurorAvailability.No, JurorAvailability.Undesired, JurorAvailability.Available, JurorAvailability.Undesired], after.HalfDays.Select(h => h.Availability));
    }

    [Theory, BothDatabases]
    public async Task A_forged_stale_released_or_outlived_link_says_what_it_is(Engine engine)
    {
        await using var called = await CalledJuror.SetAsync(engine);
        var link = await called.SignAsync();
        var answer = await called.AnswerAsync();

        var forged = await called.Juror.OpenAsync(link[..^3] + "AAA");
        var none = await called.Juror.OpenAsync("/availability");
        await (await called.Registrar.OpenAsync($"/seasons/{called.Jury.Season}/answers/{answer.Id}")).PressAsync("Changer le lien");
        var stale = await called.Juror.OpenAsync(link);
        var renewed = await called.SignAsync();
        var open = await called.Juror.OpenAsync(renewed);
        await (await called.Registrar.OpenAsync($"/seasons/{called.Jury.Season}")).PressAsync("Libérer");
        var released = await called.Juror.OpenAsync(renewed);
        var refused = await open.PressAsync("Envoyer ma réponse", ("Form.Rows[0].Availability", "Available"));
        await called.Jury.Scene.ActAsync<SeasonService, int>(s => s.CallAsync(called.Jury.Season, [called.Anne], default));
        var yesterday = new DateOnly(2027, 5, 31);
        await called.Jury.ChangeAsync(p => p with { HalfDays = [new(yesterday, new(8, 30), new(12, 30))], AnswersUntil = yesterday.AddDays(-1) });
        var over = await called.Juror.OpenAsync(renewed);

        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (forged.Status, none.Status));
        Assert.Contains("n’a jamais été donné", forged.Text, StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.Gone, HttpStatusCode.OK), (stale.Status, open.Status));
        Assert.Contains("remplacé par un autre", stale.Text, StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.Gone, HttpStatusCode.Gone), (released.Status, refused.Status));
        Assert.Contains("Vous n’êtes plus attendu", released.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Gone, over.Status);
        Assert.Contains("a pris fin le 31 mai 2027", over.Text, StringComparison.Ordinal);
        Assert.Null((await called.AnswerAsync()).AnsweredAt);
    }

    [Theory, BothDatabases]
    public async Task After_the_deadline_the_answer_is_read_and_only_the_registrar_writes(Engine engine)
    {
        await using var called = await CalledJuror.SetAsync(engine);
        var link = await called.SignAsync();
        var early = await called.Juror.OpenAsync(link);
        await early.PressAsync("Envoyer ma réponse", ("Form.Rows[0].Availability", "Available"));
        await called.Jury.ChangeAsync(p => p with { AnswersUntil = new(2027, 5, 31) });

        var late = await early.PressAsync("Envoyer ma réponse", ("Form.Rows[0].Availability", "No"));
        var shown = await called.Juror.OpenAsync(link);
        var asked = await called.Registrar.OpenAsync($"/seasons/{called.Jury.Season}");
        var written = await (await called.Registrar.OpenAsync($"/seasons/{called.Jury.Season}/answers/{(await called.AnswerAsync()).Id}")).PressAsync("Enregistrer", ("Form.Rows[1].Availability", "Undesired"));
        var answer = await called.AnswerAsync();

        Assert.Equal(HttpStatusCode.UnprocessableEntity, late.Status);
        Assert.Contains("Les réponses étaient attendues jusqu’au 31 mai 2027", shown.Text, StringComparison.Ordinal);
        Assert.Null(shown.Document.QuerySelector("main form"));
        Assert.Contains("1 réponse sur 1 jurés", asked.Text, StringComparison.Ordinal);
        Assert.Contains("La réponse est enregistrée.", written.Text, StringComparison.Ordinal);
        Assert.Equal([JurorAvailability.Available, JurorAvailability.Undesired], answer.HalfDays.Select(h => h.Availability));
    }

    [Theory, BothDatabases]
    public async Task Only_those_who_have_not_answered_are_reminded_and_both_links_work(Engine engine)
    {
        await using var called = await CalledJuror.SetAsync(engine);
        await called.Jury.CallAsync("Jean Wattrelos");
        await called.Jury.CallAsync("Sans Adresse", profile: new() { Name = "", Quality = "Architecte" });
        await (await called.Registrar.OpenAsync($"/seasons/{called.Jury.Season}")).PressAsync("Demander à 2 jurés");
        var link = await LinkAsync(called.Program, "anne@example.org");
        await (await called.Juror.OpenAsync(await called.SignAsync())).PressAsync("Envoyer ma réponse", ("Form.Rows[0].Availability", "Available"));

        var reminded = await (await called.Registrar.OpenAsync($"/seasons/{called.Jury.Season}")).PressAsync("Relancer 1 juré");
        var messages = await called.Program.ReadAsync(db => db.OutboxMessages.AsNoTracking().OrderBy(m => m.Id).Select(m => new { m.To, m.Template }).ToListAsync());

        Assert.Contains("1 juré n’a pas d’adresse", reminded.Text, StringComparison.Ordinal);
        Assert.Equal(["anne@example.org", "jean@example.org", "jean@example.org"], messages.Select(m => m.To).Order());
        Assert.Equal("season.mail.again", messages[^1].Template);
        Assert.Equal(HttpStatusCode.OK, (await called.Juror.OpenAsync(link)).Status);
    }

    private static async Task<string> LinkAsync(TestProgram program, string? to = null)
    {
        var body = await program.ReadAsync(db => db.OutboxMessages.Where(m => to == null || m.To == to).OrderByDescending(m => m.Id).Select(m => m.Body).FirstAsync());
        return Link().Match(body).Value;
    }

    [GeneratedRegex("/availability\\?link=[A-Za-z0-9_-]+")]
    private static partial Regex Link();

    /// <summary>A season to which one juror is called, its registrar, and the juror at a browser.</summary>
    private sealed record CalledJuror(TestProgram Program, JuryScene Jury, Id<Juror> Anne, Visitor Registrar, Visitor Juror) : IAsyncDisposable
    {
        public static async Task<CalledJuror> SetAsync(Engine engine)
        {
            var program = await TestProgram.StartAsync(engine);
            var jury = await JuryScene.SetAsync(program);
            return new(program, jury, await jury.CallAsync("Anne Deroubaix"), await program.SignedInAsync(Role.Registrar), program.Stranger());
        }

        public Task<SeasonAnswer> AnswerAsync() => Jury.AnswerOfAsync(Anne);

        /// <summary>The link that the juror's next mail would hold.</summary>
        public async Task<string> SignAsync()
        {
            var answer = await AnswerAsync();
            return $"/availability?link={await Jury.Scene.ActAsync<SeasonLinks, string>(l => Task.FromResult(l.Sign(answer)))}";
        }

        /// <inheritdoc />
        public async ValueTask DisposeAsync()
        {
            Registrar.Dispose();
            Juror.Dispose();
            await Program.DisposeAsync();
        }
    }
}
