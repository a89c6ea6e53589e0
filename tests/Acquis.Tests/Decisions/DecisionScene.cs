using Acquis.Data;
using Acquis.Domain;
using Acquis.Domain.Candidacies;
using Acquis.Domain.Decisions;
using Acquis.Domain.Diplomas;
using Acquis.Domain.Frameworks;
using Acquis.Domain.Journal;
using Acquis.Features.Accounts;
using Acquis.Features.Decisions;
using Acquis.Features.Diplomas;
using Acquis.Features.Frameworks;
using Acquis.Infrastructure;
using Acquis.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Acquis.Tests.Decisions;

/// <summary>Deliberations of the first certification, taken as far as a test needs.</summary>
internal static class DecisionScene
{
    /// <summary>The motive of every departure from the rule.</summary>
    public const string Motive = "Le jury tient les compétences pour acquises.";

    /// <summary>A deliberation that is closed, its candidates certified although nothing is recorded of them.</summary>
    public static async Task<(Id<Deliberation> Deliberation, List<Id<Decision>> Decisions)> ClosedAsync(
        TestProgram program, int candidates, bool registered = true)
    {
        var (deliberation, decisions) = await OpenAsync(program, candidates, registered);
        await program.InScopeAsync(async s =>
        {
            foreach (var decision in decisions)
                await s.GetRequiredService<DeliberationService>().PronounceAsync(decision, null, Verdict.Awarded, [], Motive, default);
            await s.GetRequiredService<ClosingService>().CloseAsync(deliberation, null, default);
        });
        return (deliberation, decisions);
    }

    /// <summary>A deliberation that is open, with the jury given or one without accounts.</summary>
    public static async Task<(Id<Deliberation> Deliberation, List<Id<Decision>> Decisions)> OpenAsync(
        TestProgram program, int candidates, bool registered = true, params SeatInput[] jury)
    {
        var now = program.Clock.Now();
        SeatInput[] seats = jury.Length > 0
            ? jury
            : [new("Isabelle Trémaux", "Directrice", true, true, true), new("Agnès Courtois", "Responsable", false, false, true)];
        return await program.InScopeAsync(async s =>
        {
            var db = s.GetRequiredService<AcquisDb>();
            var plan = await EnrolAsync(db, s.GetRequiredService<AcquisOptions>(), now, candidates, registered);
            var service = s.GetRequiredService<DeliberationService>();
            var deliberation = await service.PrepareAsync(plan, default);
            await service.ComposeJuryAsync(deliberation.Id, deliberation.Version, seats, default);
            await service.OpenAsync(deliberation.Id, default);
            return (deliberation.Id, await db.Decisions.OrderBy(d => d.Id).Select(d => d.Id).ToListAsync());
        });
    }

    /// <summary>Every member signs, then the results are published at that moment.</summary>
    public static Task PublishAsync(TestProgram program, Id<Deliberation> id, TimeSpan after = default) => program.InScopeAsync(async s =>
    {
        var members = await s.GetRequiredService<AcquisDb>().JuryMembers.Where(m => m.DeliberationId == id).Select(m => m.Id).ToListAsync();
        foreach (var member in members)
            await s.GetRequiredService<ClosingService>().SignAsync(id, member, default);
        await s.GetRequiredService<PublicationService>().PublishAsync(id, program.Clock.GetUtcNow() + after, default);
    });

    /// <summary>A published deliberation of one candidate, and the parchment issued on it.</summary>
    public static async Task<Diploma> IssuedAsync(TestProgram program)
    {
        var (deliberation, _) = await ClosedAsync(program, candidates: 1);
        await PublishAsync(program, deliberation);
        return Assert.Single(await program.InScopeAsync(s => s.GetRequiredService<DiplomaService>().IssueAllAsync(deliberation, default)));
    }

    /// <summary>One registrar asks for the revocation, another agrees a second later.</summary>
    public static async Task RevokeAsync(TestProgram program, Diploma diploma, string motive)
    {
        await ActAsync(async service => await service.AskAsync(diploma.Id, await VersionAsync(), motive, default));
        program.Clock.Advance(TimeSpan.FromSeconds(1));
        await ActAsync(async service => await service.AgreeAsync(diploma.Id, await VersionAsync(), default));

        Task<int> VersionAsync() => program.ReadAsync(db => db.Diplomas.Where(d => d.Id == diploma.Id).Select(d => d.Version).SingleAsync());

        Task ActAsync(Func<RevocationService, Task> act) => program.InScopeAsync(async s =>
        {
            using (s.GetRequiredService<CurrentActor>().As(new(ActorKind.Account, Guid.NewGuid()), new Grant(Role.Registrar, null, null, null)))
                await act(s.GetRequiredService<RevocationService>());
        });
    }

    private static async Task<DeliberationPlan> EnrolAsync(AcquisDb db, AcquisOptions options, DateTimeOffset now, int candidates, bool registered)
    {
        var framework = FrameworkYaml.Open(Repository.Path("frameworks/expert-isi.yaml")).Framework;
        var (json, hash) = FrameworkCatalogue.Identify(framework);
        var (certification, created) = Certification.Create(Id<Certification>.New(now), framework.Code, framework.Title);
        Tell(created);
        if (registered)
        {
            Tell(certification.Register(new()
            {
                RncpCode = "RNCP90016",
                Level = 7,
                NsfCodes = ["326n"],
                DecidedOn = new(2025, 12, 18),
                EndsOn = new(2028, 12, 18),
                IsSpecimen = true,
            }));
        }

        var (version, drafted) = FrameworkVersion.Draft(Id<FrameworkVersion>.New(now), certification.Id, framework, json, hash);
        Tell(drafted);
        Tell(version.Publish(0, now));
        var (centre, centreOpened) = Centre.Open(Id<Centre>.New(now), "Centre", "Lyon", null, false);
        Tell(centreOpened);
        var (cohort, cohortOpened) = Cohort.Open(Id<Cohort>.New(now), version, centre.Id, "ISI 2027", new(2026, 9, 1), new(2027, 7, 1));
        Tell(cohortOpened);
        Tell(cohort.NameModules([new("M1", new("Réseaux"))]));
        var body = await db.CertifyingBodies.SingleOrDefaultAsync();
        if (body is null)
            db.Add(body = CertifyingBody.Unnamed());
        Tell(body.Identify(new("Institut Hautefeuille", null, "73282932000074", "1 rue des Lilas", "69001", "Lyon", "https://certification.example")));
        Tell(body.NameSignatories([new("Étienne Valcourt", new("président"))]));
        Tell(body.SetMail(new("localhost", 25, MailSecurity.None, null, null, "jury@example.org", Held: true)));
        Tell(body.TakeLogo(await LogoAsync(db, options)));
        db.AddRange(certification, version, centre, cohort);
        var ids = new List<Id<Candidacy>>();
        for (var i = 0; i < candidates; i++)
        {
            var identity = new Identity
            {
                BirthName = "Fontanel",
                FirstNames = ["Camille"],
                BirthDate = new(2003, 3, 14),
                BirthPlace = new("100", "42218", "Saint-Étienne"),
                Sex = Sex.F,
            };
            var (person, personRegistered) = Person.Register(Id<Person>.New(now), identity, $"candidate{i}@example.org");
            var (candidacy, enrolled) = Candidacy.Enrol(Id<Candidacy>.New(now), person, cohort, framework, AccessRoute.Apprenticeship, new(2026, 9, 1), null, null);
            db.AddRange(person, candidacy);
            Tell(personRegistered);
            Tell(enrolled);
            ids.Add(candidacy.Id);
        }

        await db.SaveChangesAsync();
        return new(version.Id, "Session de juin 2027", "Lyon", new(2027, 6, 1), ids);

        void Tell(Fact fact) => db.Record(fact, Actor.Program, now);
    }

    /// <summary>The smallest PNG, put into the store beside the program.</summary>
    private static async Task<string> LogoAsync(AcquisDb db, AcquisOptions options)
    {
        var png = Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");
        var hash = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(png));
        var folder = options.FilesFolder;
        Directory.CreateDirectory(Path.Combine(folder, hash[..2]));
        await File.WriteAllBytesAsync(Path.Combine(folder, hash[..2], hash), png);
        db.Add(new Acquis.Infrastructure.Files.StoredFile { Hash = hash, Size = png.Length, MediaType = "image/png", References = 1 });
        return hash;
    }
}
