using System.Net;
using Acquis.Domain;
using Acquis.Domain.Juries;
using Acquis.Features.Accounts;
using Acquis.Features.Juries.Planning;
using Acquis.Infrastructure;
using Acquis.Infrastructure.Mail;
using Acquis.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Acquis.Tests.Juries;

/// <summary>Whoever is summoned is reminded some days before, once, unless it was called off or stopped. Each moment is a program started anew on the same data.</summary>
public sealed class ReminderTests
{
    [Theory, BothDatabases]
    public async Task Everybody_is_reminded_once_for_each_of_the_days_before_and_who_was_called_off_is_not(Engine engine)
    {
        var (options, season, day) = await AdoptedAsync(engine, "Nadia Belkacem");

        var early = await RemindedAsync(options, day.AddDays(-7), hour: 3);
        var first = await RemindedAsync(options, day.AddDays(-7), hour: 7);
        var again = await RemindedAsync(options, day.AddDays(-7), hour: 9);
        var last = await RemindedAsync(options, day.AddDays(-1), hour: 12);
        var late = await RemindedAsync(options, day, hour: 12);
        await using var program = await At(options, day, 13);
        using var registrar = await program.SignedInAsync(Role.Registrar);
        var page = await registrar.OpenAsync($"/seasons/{season}/summonses");

        Assert.Empty(early);
        Assert.Equal((3, 3), (first.Count(m => m.Template == MailKinds.Reminder.Key), first.Count(m => m.Template == MailKinds.SittingReminder.Key)));
        Assert.DoesNotContain(first, m => m.To == "Nadia@example.org");
        Assert.Contains("/summons?link=", first[0].Body, StringComparison.Ordinal);
        Assert.Equal((first.Count, 2 * first.Count, 2 * first.Count), (again.Count, last.Count, late.Count));
        Assert.Contains("7 jours avant, 1 jour avant", page.Text, StringComparison.Ordinal);
        Assert.Contains("Annulée", page.Text, StringComparison.Ordinal);
        Assert.Empty(await JuryScene.AlteredAsync(program));
    }

    [Theory, BothDatabases]
    public async Task Reminders_are_stopped_and_resumed_by_hand_and_the_season_says_which_days(Engine engine)
    {
        var (options, season, day) = await AdoptedAsync(engine);
        await using var program = await At(options, day.AddDays(-8), 20);
        using var registrar = await program.SignedInAsync(Role.Registrar);
        using var other = await program.SignedInAsync(Role.Assessor);

        var stopped = await (await registrar.OpenAsync($"/seasons/{season}/summonses")).PressAsync("Arrêter les rappels");
        var none = await RemindedAsync(options, day.AddDays(-7), hour: 9);
        var resumed = await stopped.PressAsync("Reprendre les rappels");
        var twice = await stopped.PressAsync("Reprendre les rappels");
        var some = await RemindedAsync(options, day.AddDays(-7), hour: 10);
        var wrong = await (await registrar.OpenAsync($"/seasons/{season}/change")).PressAsync("Enregistrer", ("Form.RemindDays", "0, 90"));

        Assert.Contains("Les rappels sont arrêtés depuis", stopped.Text, StringComparison.Ordinal);
        Assert.Empty(none);
        Assert.Contains("Chacun est rappelé une fois", resumed.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, twice.Status);
        Assert.NotEmpty(some);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.Status);
        Assert.Contains("de 1 à 60 jours avant", wrong.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await other.OpenAsync($"/seasons/{season}/summonses")).Status);
        Assert.Empty(await JuryScene.AlteredAsync(program));
    }

    /// <summary>A season whose timetable is adopted on 1 June, with one candidate called off perhaps, and its day.</summary>
    private static async Task<(AcquisOptions Options, Id<Season> Season, DateOnly Day)> AdoptedAsync(Engine engine, string? calledOff = null)
    {
        var options = await TestDatabase.NewAsync(engine);
        await using var program = await TestProgram.StartAsync(options, keepsData: true);
        var scene = await TimetableScene.SetAsync(program);
        var act = scene.Jury.Scene;
        await act.ActAsync<TimetableService, TimetableRun>(t => t.SeekAsync(scene.Season, TimetableOrigin.Sought, null, 30, default));
        await scene.FinishAsync();
        var adopted = await scene.LastAsync();
        await act.ActAsync<AdoptionService, int>(a => a.AdoptAsync(adopted.Id, adopted.Version, default));
        if (calledOff is not null)
        {
            var copy = await act.ActAsync<TimetableService, SeasonTimetable>(t => t.CopyAsync(adopted.Id, default));
            var candidate = (await scene.CandidatesAsync())[calledOff];
            await act.ActAsync<TimetableService>(t => t.TakeOutAsync(copy.Id, copy.Version, candidate, default));
            copy = await scene.LastAsync();
            await act.ActAsync<AdoptionService, int>(a => a.AdoptAsync(copy.Id, copy.Version, default));
        }

        return (options, scene.Season, await program.ReadAsync(async db => (await db.Summons.AsNoTracking().ToListAsync()).Where(s => s.Holds).Min(s => s.Terms.Day)));
    }

    private static Task<TestProgram> At(AcquisOptions options, DateOnly day, int hour) => TestProgram.StartAsync(options, new(day, new(hour, 0), TimeSpan.Zero), keepsData: true);

    /// <summary>The reminders written so far, once a program that starts at that moment has reminded twice.</summary>
    private static async Task<List<OutboxMessage>> RemindedAsync(AcquisOptions options, DateOnly day, int hour)
    {
        await using var program = await At(options, day, hour);
        await program.InScopeAsync(s => s.GetRequiredService<ReminderService>().RemindDueAsync(default));
        Assert.Equal(0, await program.InScopeAsync(s => s.GetRequiredService<ReminderService>().RemindDueAsync(default)));
        return await program.ReadAsync(db => db.OutboxMessages.AsNoTracking()
            .Where(m => m.Template == MailKinds.Reminder.Key || m.Template == MailKinds.SittingReminder.Key).OrderBy(m => m.Id).ToListAsync());
    }
}
