using System.Net;
using System.Text.RegularExpressions;
using Acquis.Domain.Juries;
using Acquis.Features.Accounts;
using Acquis.Features.Juries;
using Acquis.Features.Juries.Planning;
using Acquis.Infrastructure;
using Acquis.Infrastructure.Mail;
using Acquis.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Tests.Juries;

/// <summary>A timetable is adopted: everybody is summoned, and after a change only those concerned are told.</summary>
public sealed partial class SummonsTests
{
    [Theory, BothDatabases]
    public async Task Everybody_is_summoned_once_by_a_mail_with_a_calendar_entry_and_a_link_to_what_holds(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        var scene = await TimetableScene.SetAsync(program);
        using var registrar = await program.SignedInAsync(Role.Registrar);
        using var candidate = program.Stranger();
        var proposed = await scene.SeekAsync(registrar);

        var asked = await registrar.OpenAsync($"/timetables/{proposed.Id}/adopt");
        var adopted = await asked.PressAsync("Arrêter et convoquer");
        var twice = await asked.PressAsync("Arrêter et convoquer");
        var mails = await MailsAsync(program);
        var nadia = mails.First(m => m.To == "Nadia@example.org");
        var anne = mails.FirstOrDefault(m => m.To == "anne@example.org") ?? mails.First(m => m.To == "denis@example.org");
        var page = await candidate.OpenAsync(LinkOf(nadia));
        var sitting = await candidate.OpenAsync(LinkOf(anne));
        var calendar = await candidate.OpenAsync(LinkOf(nadia).Replace("/summons?", "/summons/calendar?", StringComparison.Ordinal));
        var document = await candidate.OpenAsync(LinkOf(anne).Replace("/summons?", "/summons/document?", StringComparison.Ordinal));
        var forged = await candidate.OpenAsync(LinkOf(nadia)[..^4] + "AAAA");
        using var own = await program.SignedInAsync(nadia.PersonId, new Grant(Role.Candidate, null, null, null));
        var situation = await own.OpenAsync("/mine");

        Assert.Contains("4 candidats convoqués", asked.Text, StringComparison.Ordinal);
        Assert.Contains("sans avoir signé leur déclaration d’impartialité", asked.Text, StringComparison.Ordinal);
        Assert.Contains("Le planning est arrêté", adopted.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Conflict, twice.Status);
        Assert.Equal(4, mails.Count(m => m.Template == "season.mail.summons"));
        Assert.Equal(mails.Count - 4, mails.Count(m => m.Template == "season.mail.sitting"));
        Assert.Matches("(lundi 14|mardi 15) juin 2027 à .* h.*, salle B12, Campus Hautefeuille, 12 quai des Tanneurs, Lille", nadia.Body.Replace('\u00a0', ' '));
        Assert.Contains("METHOD:PUBLISH", nadia.Attachments[0].Text, StringComparison.Ordinal);
        Assert.Contains("SEQUENCE:0", nadia.Attachments[0].Text, StringComparison.Ordinal);
        Assert.Matches("DTSTART:2027061[45]T[0-9]{6}Z", nadia.Attachments[0].Text);
        Assert.Equal("Votre soutenance", page.Title);
        Assert.Contains("salle B12", page.Text, StringComparison.Ordinal);
        Assert.Contains("Candidats entendus", sitting.Text, StringComparison.Ordinal);
        Assert.Equal("text/calendar", calendar.MediaType);
        Assert.Equal(UidOf(nadia), UidIn(System.Text.Encoding.UTF8.GetString(calendar.Bytes)));
        Assert.Equal("application/pdf", document.MediaType);
        Assert.Matches("Vous soutenez (lundi 14|mardi 15) juin 2027 à [0-9]+ h.*Convocation", situation.Text);
        Assert.Equal(HttpStatusCode.NotFound, forged.Status);
    }

    [Theory, BothDatabases]
    public async Task After_a_change_only_those_concerned_are_told_under_the_same_calendar_entry(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        var scene = await TimetableScene.SetAsync(program);
        using var registrar = await program.SignedInAsync(Role.Registrar);
        using var stranger = program.Stranger();
        var proposed = await scene.SeekAsync(registrar);
        await TimetableScene.AdoptAsync(registrar, proposed.Id);
        var first = await MailsAsync(program);
        var nadia = (await scene.CandidatesAsync())["Nadia Belkacem"];
        var frozen = await (await registrar.OpenAsync($"/timetables/{proposed.Id}")).PressAsync("Le copier pour le modifier à la main");
        var copy = await scene.LastAsync();
        await (await registrar.OpenAsync($"/timetables/{copy.Id}?candidate={nadia}")).PressAsync("Lui retirer sa place");

        var asked = await registrar.OpenAsync($"/timetables/{copy.Id}/adopt");
        await asked.PressAsync("Arrêter et convoquer");
        var told = (await MailsAsync(program)).Skip(first.Count).ToList();
        var off = told.Single(m => m.Template == "season.mail.summons-off");
        var jurors = told.Where(m => m.Template == "season.mail.sitting-changed").ToList();
        var page = await stranger.OpenAsync(LinkOf(first.First(m => m.To == "Nadia@example.org")));
        var replaced = await program.ReadAsync(db => db.SeasonTimetables.AsNoTracking().SingleAsync(t => t.Id == proposed.Id));

        Assert.Contains("La copie porte le n° 2.", frozen.Text, StringComparison.Ordinal);
        Assert.Contains("1 candidat décommandé", asked.Text, StringComparison.Ordinal);
        Assert.Equal("Nadia@example.org", off.To);
        Assert.Contains("METHOD:CANCEL", off.Attachments[0].Text, StringComparison.Ordinal);
        Assert.Contains("SEQUENCE:1", off.Attachments[0].Text, StringComparison.Ordinal);
        Assert.Equal(UidOf(first.First(m => m.To == "Nadia@example.org")), UidOf(off));
        Assert.Equal(told.Count - 1, jurors.Count);
        Assert.Equal(3, jurors.Count);
        Assert.All(jurors, j => Assert.Equal(UidOf(first.First(m => m.To == j.To)), UidOf(j)));
        Assert.Equal("Vous n’êtes plus convoqué", page.Title);
        Assert.Equal(TimetableState.Replaced, replaced.State);
    }

    [Theory, BothDatabases]
    public async Task A_timetable_that_today_breaks_a_rule_is_not_adopted(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        var scene = await TimetableScene.SetAsync(program);
        using var registrar = await program.SignedInAsync(Role.Registrar);
        var proposed = await scene.SeekAsync(registrar);
        var before = await registrar.OpenAsync($"/timetables/{proposed.Id}/adopt");
        var sits = PlanEditor.Members((await scene.OpenAsync(proposed.Id)).Plan.Sessions[0]).First();
        await scene.AnswerAsync(scene.Jurors.First(j => j.Value.ToString() == sits).Key, JurorAvailability.No);

        var refused = await before.PressAsync("Arrêter et convoquer");
        var shown = await registrar.OpenAsync($"/timetables/{proposed.Id}");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Matches("Ce planning enfreint [0-9]+ règles? aujourd’hui", refused.Text);
        Assert.Contains("est absent pendant", shown.Text, StringComparison.Ordinal);
        Assert.Empty(await MailsAsync(program));
    }

    [Theory, BothDatabases]
    public async Task Timetables_and_summonses_follow_from_their_facts_and_what_was_changed_by_hand_is_named(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        var scene = await TimetableScene.SetAsync(program);
        using var registrar = await program.SignedInAsync(Role.Registrar);
        var proposed = await scene.SeekAsync(registrar);
        await (await registrar.OpenAsync($"/timetables/{proposed.Id}?candidate={(await scene.CandidatesAsync())["Nadia Belkacem"]}")).PressAsync("Lui retirer sa place");
        await TimetableScene.AdoptAsync(registrar, proposed.Id);
        var before = await JuryScene.AlteredAsync(program);

        await program.ReadAsync(db => db.Database.ExecuteSqlRawAsync("update season_timetables set plan = plan || ' '; update summons set sequence = 7;"));
        var after = await JuryScene.AlteredAsync(program);

        Assert.Empty(before);
        Assert.Equal(["season_timetables.plan", "summons.sequence"], after.Distinct().Order(StringComparer.Ordinal));
    }

    private static Task<List<OutboxMessage>> MailsAsync(TestProgram program) => program.ReadAsync(db => db.OutboxMessages.AsNoTracking().OrderBy(m => m.Id).ToListAsync());

    private static string LinkOf(OutboxMessage mail) => Link().Match(mail.Body).Value;

    private static string UidOf(OutboxMessage mail) => UidIn(mail.Attachments[0].Text);

    private static string UidIn(string calendar) => Uid().Match(calendar.Replace("\r\n ", "", StringComparison.Ordinal)).Value;

    [GeneratedRegex("/summons\\?link=[A-Za-z0-9_-]+")]
    private static partial Regex Link();

    [GeneratedRegex("UID:[0-9a-f-]+@[a-z.]+")]
    private static partial Regex Uid();
}
