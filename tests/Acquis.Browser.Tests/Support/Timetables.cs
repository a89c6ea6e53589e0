using System.Text.RegularExpressions;
using Acquis.Domain;
using Acquis.Domain.Juries;
using Acquis.Features.Juries.Planning;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;

namespace Acquis.Browser.Tests.Support;

/// <summary>Timetables of the demonstration's season, as a registrar has them sought and adopts them.</summary>
public static partial class Timetables
{
    private static readonly SemaphoreSlim Seeking = new(1, 1);

    /// <summary>Has a timetable sought in the background where none was, and waits for it. Returns it, with the addresses of its pages.</summary>
    public static async Task<(Id<SeasonTimetable> Timetable, string[] Paths)> SeekAsync(RunningProgram program)
    {
        var season = await program.ReadAsync(db => db.Seasons.OrderBy(s => s.Id).Select(s => s.Id).FirstAsync());
        await Seeking.WaitAsync();
        try
        {
            if (!await program.ReadAsync(db => db.SeasonTimetables.AnyAsync()))
                await SeekAsync(program, season);
        }
        finally
        {
            Seeking.Release();
        }

        var timetable = await program.ReadAsync(db => db.SeasonTimetables.AsNoTracking().FirstAsync(t => t.Origin == TimetableOrigin.Sought));
        var session = PlanningReader.Read(timetable).Sessions[0];
        var (board, seat) = ($"/timetables/{timetable.Id}", $"/timetables/{timetable.Id}/session?room={session.Room}&halfDay={session.HalfDay}");
        return (timetable.Id,
        [
            $"/seasons/{season}/timetables", board, $"{board}?by=juror", $"{board}?candidate={session.Events[0].Event}", seat, $"{seat}&leaves={session.Panel![0]}", $"{board}/adopt",
            $"/seasons/{season}/timetables/compare?a={timetable.Id}&b={timetable.Id}",
        ]);
    }

    /// <summary>A copy of the timetable that was sought, for a test that changes it.</summary>
    public static async Task<string> CopyAsync(RunningProgram program)
    {
        var (sought, _) = await SeekAsync(program);
        await using var registrar = await program.SignedInAsync("certification");
        await registrar.OpenAsync($"/timetables/{sought}");
        await registrar.SendAsync(() => registrar.Page.GetByRole(AriaRole.Button, new() { NameRegex = Copy() }).ClickAsync());
        return new Uri(registrar.Page.Url).AbsolutePath;
    }

    private static async Task SeekAsync(RunningProgram program, Id<Season> season)
    {
        await using var registrar = await program.SignedInAsync("certification");
        await registrar.OpenAsync($"/seasons/{season}/timetables");
        await registrar.Page.Locator("#Budget").SelectOptionAsync("30");
        await registrar.Page.GetByRole(AriaRole.Button, new() { Name = "Lancer la recherche" }).ClickAsync();
        var found = registrar.Page.GetByRole(AriaRole.Link, new() { Name = "Planning n°" }).First;
        await found.WaitForAsync(new() { Timeout = 120_000 });
    }

    /// <summary>Adopts a timetable. Returns the addresses of a candidate's and a juror's summons, from their mails.</summary>
    public static async Task<string[]> AdoptAsync(RunningProgram program, Id<SeasonTimetable> timetable)
    {
        await using var registrar = await program.SignedInAsync("certification");
        await registrar.OpenAsync($"/timetables/{timetable}/adopt");
        await registrar.Page.GetByRole(AriaRole.Button, new() { Name = "Arrêter et convoquer" }).ClickAsync();
        await registrar.Page.WaitForURLAsync($"**/timetables/{timetable}");
        var mails = await program.ReadAsync(db => db.OutboxMessages.AsNoTracking().Where(m => m.Template == "season.mail.summons" || m.Template == "season.mail.sitting").ToListAsync());
        return [.. mails.GroupBy(m => m.Template).Select(g => Link().Match(g.First().Body).Value)];
    }

    [GeneratedRegex("^(En faire une copie|Le copier pour)")]
    private static partial Regex Copy();

    [GeneratedRegex("/summons\\?link=[A-Za-z0-9_-]+")]
    private static partial Regex Link();
}
