using Acquis.Data;
using Acquis.Domain;
using Acquis.Domain.Candidacies;
using Acquis.Domain.Juries;
using Acquis.Features.Juries;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Features.Rehearsals;

/// <summary>A season of defences for a first look: a site with rooms, jurors of whom most have answered, the candidates of one promotion.</summary>
public sealed class InventedSeason(SiteService sites, JurorService jurors, SeasonService seasons, AvailabilityService availability, AcquisDb db)
{
    private const int Jurors = 14;

    private static readonly string[] Jobs =
    [
        "Directrice des systèmes d’information", "Architecte", "Responsable de la sécurité", "Cheffe de projet", "Responsable d’exploitation", "Consultante", "Responsable pédagogique",
    ];

    private static readonly string[] Employers = ["Messageries de l’Ouest", "Mutuelle Clairvoie", "Coopérative Halage", "Fonderies du Quai", "Observatoire des Marées"];

    private static readonly string[] Domains = ["architecture", "sécurité", "gestion de projet"];

    /// <summary>Opens the season three weeks after a day, and has most jurors answer.</summary>
    public async Task OpenAsync(Cohort cohort, DateOnly today, Chance chance, CancellationToken ct)
    {
        var site = await sites.OpenAsync("Campus Hautefeuille", "12 quai des Tanneurs", "Lille", ct);
        var rooms = new List<Id<Room>>();
        foreach (var (name, features) in ((string, string[])[])[("B12", [Room.Wheelchair, "screen"]), ("B14", ["screen"])])
        {
            rooms.Add((await sites.OpenRoomAsync(site.Id, new() { Name = name, Seats = 12, Features = features }, ct)).Id);
        }

        var monday = today.AddDays(21 + ((8 - (int)today.DayOfWeek) % 7));
        var season = await seasons.OpenAsync(cohort.CertificationId, new()
        {
            Name = "Soutenances, Promotion Grace Hopper",
            HalfDays = [.. HalfDayLines.Between(monday, monday.AddDays(1), weekends: false, (new(8, 30), new(12, 30)), (new(13, 30), new(17, 30)))],
            Rooms = rooms,
            Cohorts = [cohort.Id],
            Format = new() { Domains = ["architecture", "sécurité"] },
            AnswersUntil = today.AddDays(14),
        }, ct);
        var called = new List<Id<Juror>>();
        var taken = await CandidatesAsync(cohort, ct);
        for (var i = 0; i < Jurors; i++)
        {
            called.Add((await jurors.RegisterAsync(Profile(chance.Fork(i), i, cohort, taken), ct)).Id);
        }

        await seasons.CallAsync(season.Id, called, ct);
        await AnswerAsync(season, chance, ct);
    }

    private static JurorProfile Profile(Chance chance, int number, Cohort cohort, HashSet<string> taken) => new()
    {
        Name = FreeName(chance, taken),
        Quality = chance.Pick(Jobs),
        Email = $"jure.{number + 1}@example.org",
        Employer = number % 3 == 2 ? "Institut Hautefeuille" : chance.Pick(Employers),
        IsOutside = number % 3 != 2,
        ChairFor = number % 3 == 0 ? [cohort.CertificationId] : [],
        Domains = [.. Domains.Where(_ => chance.Happens(0.6))],
        Languages = chance.Happens(0.4) ? ["fr", "en"] : ["fr"],
        ExperienceYears = 3 + chance.Next(25),
        FeesClass = "B",
        Mandates = [new(cohort.CertificationId, cohort.StartsOn, null)],
    };

    /// <summary>Names of those who defend: an invented juror bears none of them, nor that of another juror.</summary>
    private async Task<HashSet<string>> CandidatesAsync(Cohort cohort, CancellationToken ct) =>
        [.. (await db.People.AsNoTracking().Where(p => db.Candidacies.Any(c => c.PersonId == p.Id && c.CohortId == cohort.Id)).ToListAsync(ct)).Select(p => p.DisplayName)];

    private static string FreeName(Chance chance, HashSet<string> taken)
    {
        for (; ; )
        {
            if (InventedPeople.Name(chance) is var name && taken.Add(name))
                return name;
        }
    }

    /// <summary>Five of six answer; each gives two half-days of three, one of four if need be.</summary>
    private async Task AnswerAsync(Season season, Chance chance, CancellationToken ct)
    {
        var rows = await db.SeasonAnswers.AsNoTracking().Where(a => a.SeasonId == season.Id).OrderBy(a => a.Id).ToListAsync(ct);
        foreach (var row in rows.Where((_, i) => i % 6 != 5))
        {
            var halfDays = season.HalfDays.Select(h => new HalfDayAnswer(
                h.Id, !chance.Happens(0.67) ? JurorAvailability.No : chance.Happens(0.25) ? JurorAvailability.Undesired : JurorAvailability.Available)).ToList();
            await availability.AnswerForAsync(season.Id, row.Id, row.Version, new(halfDays, chance.Happens(0.3) ? 2 : null), ct);
        }
    }
}

/// <summary>What the demonstration is made with.</summary>
public sealed record DemonstrationParts(StageSetter Stages, Rehearsal Rehearsal, InventedSeason Season);
