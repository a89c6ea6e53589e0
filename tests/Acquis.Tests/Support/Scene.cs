using Acquis.Data;
using Acquis.Domain;
using Acquis.Domain.Candidacies;
using Acquis.Domain.Decisions;
using Acquis.Domain.Diplomas;
using Acquis.Domain.Frameworks;
using Acquis.Domain.Progress;
using Acquis.Features.Candidacies;
using Acquis.Features.Decisions;
using Acquis.Features.Diplomas;
using Acquis.Features.Frameworks;
using Acquis.Features.Progress;
using Acquis.Features.Settings;
using Acquis.Infrastructure;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Acquis.Tests.Support;

/// <summary>
/// A certifying body with its settings, the first référentiel published, a cohort with its modules and a candidate enrolled. Everything goes through
/// the services that people use, as the program; a few milliseconds pass between two acts.
/// </summary>
public sealed class Scene
{
    private static readonly byte[] Logo = Convert.FromBase64String(
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    private readonly TestProgram program;

    private Scene(TestProgram program, Framework framework, Id<FrameworkVersion> version) =>
        (this.program, Framework, FrameworkVersion) = (program, framework, version);

    public Framework Framework { get; }

    public Id<FrameworkVersion> FrameworkVersion { get; }

    public Cohort Cohort { get; private set; } = null!;

    /// <summary>The candidate who was enrolled last.</summary>
    public Id<Candidacy> Candidacy { get; private set; }

    /// <summary>Sets the scene, with one candidate who has nothing recorded yet.</summary>
    public static async Task<Scene> SetAsync(TestProgram program)
    {
        var file = Repository.Path("frameworks/expert-isi.yaml");
        var framework = FrameworkYaml.Read(await File.ReadAllTextAsync(file), file);
        var version = await program.InScopeAsync(services => PublishAsync(services, framework));
        var scene = new Scene(program, framework, version);
        await program.InScopeAsync(IdentifyBodyAsync);
        await program.InScopeAsync(scene.OpenCohortAsync);
        await scene.EnrolAsync("Élodie", "Vasseur-Lemoine");
        return scene;
    }

    /// <summary>Enrols a candidate for the whole certification.</summary>
    public async Task<Id<Candidacy>> EnrolAsync(string firstName, string birthName)
    {
        var identity = new Identity
        {
            FirstNames = [firstName],
            BirthName = birthName,
            BirthDate = new(1999, 4, 2),
            BirthPlace = new("100", "59350", "Lille"),
            Sex = Sex.F,
        };
        var company = new HostCompany("Ateliers Hautefeuille", null, "Paul Marchal", null);
        var candidacy = await ActAsync<CandidacyService, Candidacy>(s =>
            s.EnrolAsync(new Enrolment(Cohort.Id, identity, $"{firstName}@example.org", AccessRoute.Apprenticeship, Cohort.StartsOn, null, company), default));
        return Candidacy = candidacy.Id;
    }

    /// <summary>Records everything that an award asks for: levels by two assessors, released; requirements, modules and proofs; the defence.</summary>
    public async Task FulfilAsync()
    {
        foreach (var assessor in new[] { "Premier assesseur", "Seconde assesseuse" })
        {
            await RecordAsync(new() { Levels = [.. Levels(assessor)], Release = assessor.StartsWith('S') });
        }

        await RecordAsync(new() { Requirements = [.. Validated()], Proofs = [.. Proofs()] });
        await RecordAsync(new() { Defences = [.. Defences()] });
    }

    /// <summary>Records some things of the candidate.</summary>
    public Task<IReadOnlyList<Rating>> RecordAsync(ProgressEntries entries) =>
        ActAsync<ProgressService, IReadOnlyList<Rating>>(s => s.RecordManyAsync(Candidacy, entries, default));

    /// <summary>Deliberates the candidate as the rule proposes, closes, signs and publishes.</summary>
    public async Task<Decision> DecideAsync()
    {
        var deliberation = await ActAsync<DeliberationService, Deliberation>(s =>
            s.PrepareAsync(new(FrameworkVersion, "Session de juin", "Lille", Dates.Civil(program.Clock.Now()), [Candidacy]), default));
        await ActAsync<DeliberationService>(s => s.ComposeJuryAsync(
            deliberation.Id, deliberation.Version,
            [
                new("Anne Deroubaix", "Directrice des systèmes d’information", IsExternal: true, IsChair: true, IsPresent: true),
                new("Étienne Wattrelos", "Responsable pédagogique", IsExternal: false, IsChair: false, IsPresent: true),
            ],
            default));
        await ActAsync<DeliberationService>(s => s.OpenAsync(deliberation.Id, default));
        var frozen = await program.ReadAsync(db => db.Decisions.AsNoTracking().SingleAsync(d => d.DeliberationId == deliberation.Id));
        await ActAsync<DeliberationService>(s => s.PronounceAsync(frozen.Id, null, frozen.ProposedVerdict, frozen.ProposedBlocks, null, default));
        await ActAsync<ClosingService>(s => s.CloseAsync(deliberation.Id, null, default));
        foreach (var member in await program.ReadAsync(db => db.JuryMembers.AsNoTracking().Where(m => m.DeliberationId == deliberation.Id).ToListAsync()))
        {
            await ActAsync<ClosingService>(s => s.SignAsync(deliberation.Id, member.Id, default));
        }

        await ActAsync<PublicationService>(s => s.PublishAsync(deliberation.Id, program.Clock.Now(), default));
        return await program.ReadAsync(db => db.Decisions.AsNoTracking().SingleAsync(d => d.Id == frozen.Id));
    }

    /// <summary>Issues every document that the decision gives.</summary>
    public Task<IReadOnlyList<Diploma>> IssueAsync(Decision decision) =>
        ActAsync<DiplomaService, IReadOnlyList<Diploma>>(s => s.IssueAllAsync(decision.DeliberationId, default));

    /// <summary>Has a service do something, a little later than the act before.</summary>
    public Task ActAsync<T>(Func<T, Task> act)
        where T : notnull => ActAsync<T, bool>(async service =>
    {
        await act(service);
        return true;
    });

    /// <summary>Has a service do something, a little later than the act before.</summary>
    public Task<TResult> ActAsync<T, TResult>(Func<T, Task<TResult>> act)
        where T : notnull
    {
        program.Clock.Advance(TimeSpan.FromMilliseconds(5));
        return program.InScopeAsync(services => act(services.GetRequiredService<T>()));
    }

    private static async Task<Id<FrameworkVersion>> PublishAsync(IServiceProvider services, Framework framework)
    {
        var frameworks = services.GetRequiredService<FrameworkService>();
        var version = await frameworks.AddDraftAsync(framework, [], default);
        await frameworks.PublishAsync(version.Id, version.Version, default);
        var certification = await services.GetRequiredService<AcquisDb>().Certifications.SingleAsync(c => c.Id == version.CertificationId);
        var registration = new Registration
        {
            RncpCode = "RNCP99999",
            Level = 7,
            NsfCodes = ["326n"],
            DecidedOn = new(2025, 1, 15),
            EndsOn = new(2030, 1, 15),
            LastDeliveryOn = new(2034, 1, 15),
            IsSpecimen = true,
        };
        await frameworks.RegisterAsync(certification.Id, certification.Version, registration, default);
        return version.Id;
    }

    private static async Task IdentifyBodyAsync(IServiceProvider services)
    {
        var settings = services.GetRequiredService<SettingsService>();
        await settings.IdentifyAsync(
            new("Association Institut Hautefeuille", "Institut Hautefeuille", "73282932000074", "12 quai des Tanneurs", "59000", "Lille", "https://acquis.example.org"), null, default);
        await settings.NameSignatoriesAsync([new("Hélène Marsac-Prigent", new("Directrice générale", "Chief executive"))], null, default);
        await settings.SetMailAsync(new("localhost", 25, MailSecurity.None, null, null, "certification@example.org", Held: true), null, null, default);
        using var logo = new MemoryStream(Logo);
        await settings.TakeLogoAsync(logo, "logo.png", null, default);
    }

    private async Task OpenCohortAsync(IServiceProvider services)
    {
        var cohorts = services.GetRequiredService<CohortService>();
        var centre = await cohorts.OpenCentreAsync("Campus Hautefeuille", "Lille", null, isPartner: false, default);
        Cohort = await cohorts.OpenAsync(new(FrameworkVersion, centre.Id, "ISI 2027", new(2025, 9, 1), new(2027, 6, 30)), default);
        await cohorts.NameModulesAsync(
            Cohort.Id, Cohort.Version, [new("M1", new("Relation client", "Client relations")), new("M2", new("Architecture", "Architecture"))], default);
    }

    private IEnumerable<LevelEntry> Levels(string assessor) =>
        from assessment in Framework.Assessments
        from competence in assessment.Competences
        select new LevelEntry(
            Lane.Assessor, assessment.Code, new(competence, Framework.Scale.Threshold, null, "Conforme"), new(new(2027, 5, 10), "Lille", "fr"), OnBehalfOf: assessor);

    private IEnumerable<RequirementStep> Validated() =>
        from requirement in Framework.Requirements
        where requirement.Kind is not RequirementKind.Defence
        from module in requirement.Kind is RequirementKind.PerModule ? (string?[])["M1", "M2"] : [null]
        select new RequirementStep(requirement.Code, module, RequirementState.Validated, new(2027, 5, 20));

    private IEnumerable<ProofStep> Proofs() =>
        from competence in Framework.Competences
        from context in Enum.GetValues<ProofContext>()
        select new ProofStep(competence.Code, context, new(2027, 4, 1), "Dossier");

    private IEnumerable<DefenceStep> Defences() => Framework.Requirements.Where(r => r.Kind is RequirementKind.Defence).Select(r => new DefenceStep(
        r.Code, [.. r.Criteria.SelectMany(g => g.Items).Select(c => new CriterionObservation(c.Code, Observation.Met))], "Réponses précises.", true, new(2027, 5, 28), "Lille"));
}
