using Acquis.Domain;
using Acquis.Domain.Candidacies;
using Acquis.Domain.Juries;
using Acquis.Features.Juries;
using Acquis.Features.Juries.Planning;
using Acquis.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Acquis.Tests.Juries;

/// <summary>A season that can be planned: two rooms, four candidates, five jurors who gave every half-day, two of whom may chair.</summary>
public sealed class TimetableScene(TestProgram program, JuryScene jury)
{
    private readonly Dictionary<string, Id<Juror>> jurors = [];

    public JuryScene Jury => jury;

    public Id<Season> Season => jury.Season;

    public IReadOnlyDictionary<string, Id<Juror>> Jurors => jurors;

    /// <summary>Sets the scene.</summary>
    /// <param name="withChair">Whether anybody may chair.</param>
    public static async Task<TimetableScene> SetAsync(TestProgram program, bool withChair = true)
    {
        var jury = await JuryScene.SetAsync(program);
        var scene = new TimetableScene(program, jury);
        foreach (var (first, name) in new[] { ("Nadia", "Belkacem"), ("Théo", "Boucher"), ("Inès", "Carpentier") })
            await jury.Scene.EnrolAsync(first, name);

        var certification = jury.Scene.Cohort.CertificationId;
        foreach (var (name, chairs, outside) in new[] { ("Anne Deroubaix", true, true), ("Bruno Wattrelos", false, false), ("Chloé Lannoy", false, true), ("Denis Fauvel", true, true), ("Emma Lys", false, true) })
        {
            scene.jurors[name] = await jury.CallAsync(name, outside, new() { Name = name, Quality = "Architecte", Email = $"{name.Split(' ')[0].ToLowerInvariant()}@example.org", ChairFor = chairs && withChair ? [certification] : [] });
            await scene.AnswerAsync(name, JurorAvailability.Available);
        }

        return scene;
    }

    /// <summary>Has a juror give, or refuse, every half-day.</summary>
    public async Task AnswerAsync(string name, JurorAvailability availability)
    {
        var row = await jury.AnswerOfAsync(jurors[name]);
        await jury.Scene.ActAsync<AvailabilityService>(s =>
            s.AnswerForAsync(Season, row.Id, row.Version, new([.. jury.Plan.HalfDays.Select(h => new HalfDayAnswer(h.Id, availability))]), default));
    }

    /// <summary>Has the program do what was asked for in the background.</summary>
    public Task<bool> WorkAsync() => program.Services.GetRequiredService<TimetableWorker>().WorkAsync(default);

    /// <summary>Seeks a timetable from the season's page; its row.</summary>
    public async Task<SeasonTimetable> SeekAsync(Visitor registrar)
    {
        await (await registrar.OpenAsync($"/seasons/{Season}/timetables")).PressAsync("Lancer la recherche", ("Budget", "30"));
        await FinishAsync();
        return await LastAsync();
    }

    /// <summary>Has the program do all that was asked for.</summary>
    public async Task FinishAsync()
    {
        while (await WorkAsync())
        {
        }
    }

    /// <summary>The newest timetable.</summary>
    public Task<SeasonTimetable> LastAsync() =>
        program.ReadAsync(db => db.SeasonTimetables.AsNoTracking().Where(t => t.SeasonId == Season).OrderByDescending(t => t.Number).FirstAsync());

    /// <summary>The timetable held against its season.</summary>
    public Task<PlanningFile> OpenAsync(Id<SeasonTimetable> id) => jury.Scene.ActAsync<PlanningReader, PlanningFile>(r => r.OpenAsync(id, default));

    /// <summary>Adopts a timetable from its page.</summary>
    public static async Task<Page> AdoptAsync(Visitor registrar, Id<SeasonTimetable> id) =>
        await (await registrar.OpenAsync($"/timetables/{id}/adopt")).PressAsync("Arrêter et convoquer");

    /// <summary>The candidates by name.</summary>
    public async Task<IReadOnlyDictionary<string, Id<Candidacy>>> CandidatesAsync() => (await program.ReadAsync(db => (
        from candidacy in db.Candidacies
        join person in db.People on candidacy.PersonId equals person.Id
        select new { candidacy.Id, person }).ToListAsync())).ToDictionary(c => c.person.DisplayName, c => c.Id);
}
