using Acquis.Domain.Candidacies;
using Acquis.Domain.Decisions;
using Acquis.Domain.Frameworks;
using Acquis.Domain.Juries;

namespace Acquis.Domain.Tests.Decisions;

/// <summary>A deliberation of the first référentiel with one candidate, as far as a test needs it.</summary>
internal sealed class DeliberationScene
{
    public static readonly DateTimeOffset Now = new(2027, 6, 25, 7, 0, 0, TimeSpan.Zero);

    public static readonly SaltedText Motive = new("La soutenance a montré la compétence.", new('0', 32), new('a', 64));

    /// <summary>A jury without any tie.</summary>
    public static readonly CandidateJury Free = new(JuryRule.Default, [], []);

    private static readonly TrainingModule[] Modules = [new("M1", new("Réseaux"))];

    public DeliberationScene(bool modules = true)
    {
        Framework = TestFrameworks.First();
        (Version, _) = FrameworkVersion.Draft(New<FrameworkVersion>(), New<Certification>(), Framework, "{}", "h");
        Version.Publish(0, Now);
        (Cohort, _) = Cohort.Open(New<Cohort>(), Version, New<Centre>(), "Promotion 2027", new(2026, 9, 1), new(2027, 7, 1));
        if (modules)
            Cohort.NameModules(Modules);

        var identity = new Identity
        {
            BirthName = "Haddad",
            FirstNames = ["Karim"],
            BirthDate = new(2003, 3, 14),
            BirthPlace = new("100", "42218", "Saint-Étienne"),
            Sex = Sex.M,
        };
        (Person, _) = Person.Register(New<Person>(), identity, null);
        (Candidacy, _) = Candidacy.Enrol(New<Candidacy>(), Person, Cohort, Framework, AccessRoute.Apprenticeship, new(2026, 9, 1), null, null);
    }

    public Framework Framework { get; }

    public FrameworkVersion Version { get; }

    public Cohort Cohort { get; }

    public Person Person { get; }

    public Candidacy Candidacy { get; }

    public Deliberable Candidate => new(Candidacy, "Karim Haddad", Framework, Cohort, false, false);

    public static Id<T> New<T>() => Id<T>.New(Now);

    public static JurySeat Seat(string name, bool external, bool chair = false, bool present = true) =>
        new(New<JuryMember>(), name, "Architecte", external, chair, present, null);

    public Deliberation Prepared()
    {
        var (deliberation, _) = Deliberation.Prepare(New<Deliberation>(), Version, "Session de juin", "Lyon", new(2027, 6, 25), [Candidate]);
        deliberation.Compose([Seat("Isabelle", external: true, chair: true), Seat("Agnès", external: false)]);
        return deliberation;
    }

    public Deliberation Opened()
    {
        var deliberation = Prepared();
        deliberation.Open(JuryRule.Default, [Candidate], new Dictionary<Id<Candidacy>, CandidateJury> { [Candidacy.Id] = Free }, Now);
        return deliberation;
    }

    /// <summary>The candidate's decision, everything at its best but C.8 at <paramref name="level"/>.</summary>
    public Decision Frozen(Deliberation deliberation, int level = 2)
    {
        var engine = new AwardEngine(Framework, Modules);
        var recorded = new RecordedFacts
        {
            On = deliberation.HeldOn,
            Ratings =
            [
                .. Framework.Competences.Select(c => new FrozenRating(
                    New<Candidacy>().Value, c.Code, Lane.Assessor, "A", 1, Acquis.Domain.Progress.RatingRank.Single, c.Code == "C.8" ? level : 2, Now)),
            ],
            Proofs = Framework.Competences.ToDictionary(c => c.Code, _ => Proofs.Company | Proofs.Training),
            Requirements = Framework.Requirements.ToDictionary(r => r.Code, _ => HandInState.Met),
            Modules = new Dictionary<string, HandInState> { ["M1"] = HandInState.Met },
        };
        var facts = FrozenFacts.Freeze(engine, recorded);
        var record = new FrozenRecord(Recomputation.Propose(engine, facts), "{}", "h", "{}", "p");
        return Decision.Freeze(New<Decision>(), deliberation, Candidacy, Framework, record, Now).Decision;
    }

    public static string[] Codes(Action act) => [.. Assert.Throws<RefusedException>(act).Refusals.Select(r => r.Code)];
}
