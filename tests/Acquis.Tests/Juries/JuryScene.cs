using Acquis.Domain;
using Acquis.Domain.Juries;
using Acquis.Features.Journal;
using Acquis.Features.Juries;
using Acquis.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Acquis.Tests.Juries;

/// <summary>A scene with a room, jurors of the register and a season of two days in June 2027 to which they are called.</summary>
public sealed class JuryScene(TestProgram program, Scene scene)
{
    public Scene Scene { get; } = scene;

    public Id<Season> Season { get; private set; }

    public Id<Room> Room { get; private set; }

    /// <summary>Sets the scene, without any juror yet.</summary>
    public static async Task<JuryScene> SetAsync(TestProgram program)
    {
        var jury = new JuryScene(program, await Scene.SetAsync(program));
        var site = await jury.Scene.ActAsync<SiteService, Site>(s => s.OpenAsync("Campus Hautefeuille", "12 quai des Tanneurs", "Lille", default));
        jury.Room = (await jury.Scene.ActAsync<SiteService, Room>(s => s.OpenRoomAsync(site.Id, new() { Name = "B12", Features = [Domain.Juries.Room.Wheelchair] }, default))).Id;
        var season = await jury.Scene.ActAsync<SeasonService, Season>(s => s.OpenAsync(jury.Scene.Cohort.CertificationId, jury.Plan, default));
        jury.Season = season.Id;
        return jury;
    }

    public SeasonPlan Plan => new()
    {
        Name = "Soutenances de juin 2027",
        HalfDays = [.. HalfDayLines.Between(new(2027, 6, 14), new(2027, 6, 15), false, (new(8, 30), new(12, 30)), (new(13, 30), new(17, 30)))],
        Rooms = [Room],
        Cohorts = [Scene.Cohort.Id],
        AnswersUntil = new(2027, 6, 7),
    };

    /// <summary>Registers a juror, and calls them.</summary>
    public async Task<Id<Juror>> CallAsync(string name, bool outside = true, JurorProfile? profile = null)
    {
        var mailbox = name.Split(' ')[0].ToLowerInvariant();
        var juror = await Scene.ActAsync<JurorService, Juror>(s => s.RegisterAsync(
            (profile ?? new JurorProfile { Name = name, Quality = "Directrice des systèmes d’information", Email = $"{mailbox}@example.org" }) with { Name = name, IsOutside = outside }, default));
        await Scene.ActAsync<SeasonService, int>(s => s.CallAsync(Season, [juror.Id], default));
        return juror.Id;
    }

    /// <summary>Changes the season.</summary>
    public async Task ChangeAsync(Func<SeasonPlan, SeasonPlan> change)
    {
        var season = await program.ReadAsync(db => db.Seasons.AsNoTracking().SingleAsync(s => s.Id == Season));
        await Scene.ActAsync<SeasonService>(s => s.ChangeAsync(Season, season.Version, change(season.Plan), default));
    }

    /// <summary>Columns that differ from what the facts tell, as the journal's verification names them.</summary>
    public static async Task<List<string>> AlteredAsync(TestProgram program)
    {
        var report = await program.InScopeAsync(s => s.GetRequiredService<JournalVerifier>().VerifyAsync(default));
        return [.. report.Faults.Select(f => $"{f.Args["table"]}.{f.Args["column"]}").Order(StringComparer.Ordinal)];
    }

    /// <summary>What a juror answered.</summary>
    public Task<SeasonAnswer> AnswerOfAsync(Id<Juror> juror) =>
        program.ReadAsync(db => db.SeasonAnswers.AsNoTracking().SingleAsync(a => a.SeasonId == Season && a.JurorId == juror));
}
