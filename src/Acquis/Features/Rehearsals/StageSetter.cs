using Acquis.Data;
using Acquis.Domain;
using Acquis.Domain.Candidacies;
using Acquis.Domain.Frameworks;
using Acquis.Domain.Journal;
using Acquis.Features.Accounts;
using Acquis.Features.Candidacies;
using Acquis.Features.Frameworks;
using Acquis.Features.Settings;
using Acquis.Infrastructure;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Features.Rehearsals;

/// <summary>Sets the stage of a rehearsal: an invented certifying body, a specimen registration, the framework published, a cohort and its staff.</summary>
public sealed class StageSetter(
    AcquisDb db, SettingsService settings, FrameworkService frameworks, CohortService cohorts, AccountService accounts, AcquisOptions options, TimeProvider time)
{
    private static readonly (string Code, string Fr, string En)[] InventedModules =
    [
        ("M1", "Relation client et analyse du besoin", "Client relations and needs analysis"),
        ("M2", "Architecture des systèmes d’information", "Information systems architecture"),
        ("M3", "Gestion de projet", "Project management"),
        ("M4", "Droit du numérique et contrats", "Digital law and contracts"),
        ("M5", "Infrastructures et automatisation", "Infrastructures and automation"),
        ("M6", "Cybersécurité", "Cybersecurity"),
        ("M7", "Continuité d’activité", "Business continuity"),
        ("M8", "Anglais professionnel", "Professional English"),
    ];

    /// <summary>Sets the stage; what is there already is kept.</summary>
    /// <param name="daysLeft">Days from today to the end of the cohort.</param>
    public async Task<Stage> SetAsync(RehearsalPlan plan, string cohortName, CancellationToken ct, int daysLeft = 0)
    {
        await IdentifyBodyAsync(ct);
        var version = await FrameworkAsync(plan.Framework, ct);
        var cohort = await CohortAsync(plan.Framework, version, cohortName, daysLeft, ct);
        var chance = new Chance(plan.Seed).Fork(-2);
        var role = Identity.Fold(cohortName).ToLowerInvariant().Replace(' ', '-');
        return new(
            plan.Framework, version.Id, version.CertificationId, cohort,
            await PlayerAsync(chance, $"assesseur1.{role}", Role.Assessor, cohort, ct),
            await PlayerAsync(chance, $"assesseur2.{role}", Role.Assessor, cohort, ct),
            await PlayerAsync(chance, $"formation.{role}", Role.Trainer, cohort, ct),
            await PlayerAsync(chance, $"jury.{role}", Role.JuryChair, cohort, ct));
    }

    private async Task IdentifyBodyAsync(CancellationToken ct)
    {
        var body = await settings.GetAsync(ct);
        if (body.LegalName.Length > 0)
        {
            return;
        }

        await settings.IdentifyAsync(
            new("Association Institut Hautefeuille", "Institut Hautefeuille", "73282932000074", "12 quai des Tanneurs", "59000", "Lille", options.Url.TrimEnd('/')), null, ct);
        await using (var logo = typeof(StageSetter).Assembly.GetManifestResourceStream("hautefeuille.png")!)
        {
            await settings.TakeLogoAsync(logo, "hautefeuille.png", null, ct);
        }

        // Held: what a rehearsal writes to invented people must never leave.
        await settings.SetMailAsync(new("localhost", 25, MailSecurity.None, null, null, "certification@demonstration.example", Held: true), null, null, ct);
        await settings.NameSignatoriesAsync([new("Hélène Marsac-Prigent", new("Directrice générale", "Chief executive"))], null, ct);
    }

    /// <summary>The version of exactly that text, drafted and published where it is not yet; its registration is a specimen.</summary>
    private async Task<FrameworkVersion> FrameworkAsync(Framework framework, CancellationToken ct)
    {
        var hash = FrameworkJson.Identity(framework);
        var version = await db.FrameworkVersions.FirstOrDefaultAsync(v => v.Hash == hash, ct) ?? await frameworks.AddDraftAsync(framework, [], ct);
        if (version.State is FrameworkVersionState.Draft)
        {
            await frameworks.PublishAsync(version.Id, version.Version, ct);
        }

        var certification = await db.Certifications.SingleAsync(c => c.Id == version.CertificationId, ct);
        if (certification.Registration.RncpCode is null)
        {
            var today = Dates.Civil(time.Now());
            await frameworks.RegisterAsync(certification.Id, certification.Version, Specimen(today), ct);
        }

        return version;
    }

    private static Registration Specimen(DateOnly today) => new()
    {
        RncpCode = "RNCP99999",
        Level = 7,
        NsfCodes = ["326n"],
        DecidedOn = today.AddYears(-1),
        EndsOn = today.AddYears(2),
        LastDeliveryOn = today.AddYears(6),
        IsSpecimen = true,
    };

    private async Task<Cohort> CohortAsync(Framework framework, FrameworkVersion version, string name, int daysLeft, CancellationToken ct)
    {
        if (await db.Cohorts.FirstOrDefaultAsync(c => c.Name == name, ct) is { } found)
        {
            return found;
        }

        var centre = await db.Centres.OrderBy(c => c.Id).FirstOrDefaultAsync(ct) ?? await cohorts.OpenCentreAsync("Campus Hautefeuille", "Lille", null, isPartner: false, ct);
        var today = Dates.Civil(time.Now());
        var cohort = await cohorts.OpenAsync(new(version.Id, centre.Id, name, today.AddMonths(-20), today.AddDays(daysLeft)), ct);
        if (framework.Modules.Count == 0)
        {
            await cohorts.NameModulesAsync(cohort.Id, cohort.Version, [.. InventedModules.Select(m => new TrainingModule(m.Code, new(m.Fr, m.En)))], ct);
        }

        return cohort;
    }

    /// <summary>An account of the staff, limited to that cohort. Nobody signs in with it: its password is random and kept nowhere.</summary>
    private async Task<Player> PlayerAsync(Chance chance, string mailbox, Role role, Cohort cohort, CancellationToken ct)
    {
        var name = InventedPeople.Name(chance);
        var email = $"{mailbox}@example.org";
        var grant = new Grant(role, null, null, cohort.Id);
        var account = await db.Users.FirstOrDefaultAsync(u => u.Email == email, ct)
            ?? await accounts.CreateAsync(new(email, name, "fr", [grant], Password: Convert.ToHexString(System.Security.Cryptography.RandomNumberGenerator.GetBytes(24))), ct);
        return new(new(ActorKind.Account, account.Id), account.DisplayName, email, grant);
    }
}
