using Acquis.Data;
using Acquis.Domain;
using Acquis.Domain.Candidacies;
using Acquis.Features.Accounts;
using Acquis.Features.Frameworks;
using Acquis.Features.Journal;
using Acquis.Infrastructure;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Features.Rehearsals;

/// <summary>
/// What an empty data folder is filled with for a first look: one promotion that has been certified, one on its way to its assessments, and an
/// account for each part. Everything in it is invented and every document is a specimen.
/// </summary>
public sealed class Demonstration(AcquisDb db, DemonstrationParts parts, AccountService accounts, JournalSequencer journal, Texts texts, AcquisOptions options)
{
    /// <summary>Password of the demonstration's accounts. It exists nowhere else.</summary>
    public const string Password = "hautefeuille-17-tanneurs";

    private const ulong Seed = 7;

    /// <summary>Days that the promotion under way has left: its two assessments are behind it, its dossiers before it.</summary>
    private const int DaysLeft = 20;

    private static readonly (string Mailbox, string Name, Role[] Roles)[] Staff =
    [
        ("administration", "Solène Aubépin", [Role.Administrator]),
        ("certification", "Camille Lagrèze", [Role.Registrar]),
        ("evaluation", "Rémi Garrigue", [Role.Assessor]),
        ("formation", "Aïcha Delaunoy", [Role.Trainer]),
        ("jury", "Hélène Salaün", [Role.JuryChair, Role.JuryMember]),
        ("audit", "Joël Kerbrat", [Role.Auditor]),
    ];

    /// <summary>Fills an empty database, then prints the address and the accounts; with one that is not empty it does nothing but print.</summary>
    public async Task PrepareAsync(CancellationToken ct)
    {
        if (!await db.Facts.AnyAsync(ct))
        {
            Console.WriteLine(texts["demonstration.preparing"]);
            await FillAsync(ct);
        }

        if (!await db.Users.AnyAsync(u => u.Email == Address(Staff[0].Mailbox), ct))
        {
            return;
        }

        Console.WriteLine(texts["demonstration.ready", ("url", options.Url)]);
        Console.WriteLine(texts["demonstration.accounts", ("password", Password)]);
        foreach (var (mailbox, name, roles) in Staff)
        {
            Console.WriteLine($"  {Address(mailbox),-32} {name} ({string.Join(", ", roles.Select(r => texts[$"role.{r}"]))})");
        }

        Console.WriteLine($"  {Address("candidat"),-32} {texts["role.Candidate"]}");
    }

    private static string Address(string mailbox) => $"{mailbox}@demonstration.example";

    private async Task FillAsync(CancellationToken ct)
    {
        var framework = FrameworkYaml.Read(Shipped("expert-isi.yaml"), "expert-isi.yaml");
        await CertifiedPromotionAsync(new(framework, 24, Seed), ct);
        var candidate = await PromotionUnderWayAsync(new(framework, 18, Seed + 1), ct);
        foreach (var (mailbox, name, roles) in Staff)
        {
            await accounts.CreateAsync(new(Address(mailbox), name, "fr", [.. roles.Select(r => new Grant(r, null, null, null))], Password), ct);
        }

        var person = await db.Candidacies.Where(c => c.Id == candidate).Join(db.People, c => c.PersonId, p => p.Id, (_, p) => p).AsNoTracking().SingleAsync(ct);
        await accounts.CreateAsync(new(Address("candidat"), person.DisplayName, "fr", [new(Role.Candidate, null, null, null)], Password, person.Id), ct);
        await journal.NumberAsync(ct);
    }

    private async Task CertifiedPromotionAsync(RehearsalPlan plan, CancellationToken ct)
    {
        var stage = await parts.Stages.SetAsync(plan, "Promotion Ada Lovelace", ct);
        await parts.Rehearsal.RunAsync(stage, plan, _ => { }, ct);
    }

    /// <summary>Half of this promotion has been assessed, and not all assessors have agreed yet; nobody has handed anything in. Returns one of the assessed.</summary>
    private async Task<Id<Candidacy>> PromotionUnderWayAsync(RehearsalPlan plan, CancellationToken ct)
    {
        var stage = await parts.Stages.SetAsync(plan, "Promotion Grace Hopper", ct, DaysLeft);
        var promotion = await parts.Rehearsal.EnrolAsync(stage, plan, ct);
        foreach (var (candidate, i) in promotion.Select((c, i) => (c, i)))
        {
            await parts.Rehearsal.OnTheWayAsync(stage, candidate, ct);
            if (i % 2 == 0)
            {
                await parts.Rehearsal.AssessAsync(stage, candidate, ct, agree: i % 4 == 0);
            }
        }

        await parts.Season.OpenAsync(stage.Cohort, stage.Cohort.EndsOn, new Chance(plan.Seed).Fork(-3), ct);
        return promotion[0].Candidacy;
    }

    private static string Shipped(string name)
    {
        using var stream = typeof(Demonstration).Assembly.GetManifestResourceStream($"frameworks/{name}")
            ?? throw new InvalidOperationException($"The program was built without frameworks/{name}.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
