using Acquis.Domain.Candidacies;

namespace Acquis.Domain.Juries;

/// <summary>Why a juror must not hear a candidate (conflit d'intérêts): D6412-6, and the rules of registered certifications (domain notes, section 1.6).</summary>
public enum ConflictKind
{
    /// <summary>They trained the candidate: recorded a trainer's level or a module's report.</summary>
    Trained,

    /// <summary>They assessed the candidate.</summary>
    Assessed,

    /// <summary>They are the candidate's tutor in the company.</summary>
    Tutored,

    SameCompany,

    SameGroup,

    /// <summary>They sat in an earlier jury of the same person.</summary>
    PastJury,

    /// <summary>A tie was declared.</summary>
    Declared,

    /// <summary>They refused to declare their impartiality for the whole season.</summary>
    Refused,

    /// <summary>They are the candidate: the same account or address, or a person of the same name born on the same day.</summary>
    Self,
}

/// <summary>What a conflict keeps a juror from.</summary>
public static class ConflictKinds
{
    /// <summary>
    /// Whether it keeps from deciding on the candidate: a professional or personal tie (D6412-6). The jury that assesses may be the one that decides, and
    /// an earlier jury may hear somebody again; a group may have thousands of employees (domain notes, sections 0 and 1.6).
    /// </summary>
    public static bool StopsDecision(this ConflictKind kind) => kind is not (ConflictKind.Assessed or ConflictKind.PastJury or ConflictKind.SameGroup);
}

/// <summary>Somebody who had to do with a candidate, as far as the data know them: by account, by name or by address.</summary>
/// <param name="Kind">What they had to do with the candidate.</param>
/// <param name="Where">Name of the earlier jury, or null.</param>
public sealed record TiedPerson(ConflictKind Kind, Guid? Account = null, string? Name = null, string? Email = null, string? Where = null);

/// <summary>A candidate with those who had to do with them.</summary>
/// <param name="Company">Host company (entreprise d'accueil), or null.</param>
public sealed record ConflictCandidate(Id<Candidacy> Candidacy, IReadOnlyList<TiedPerson> People, string? Company = null, string? CompanySiret = null);

/// <summary>A juror who must not hear a candidate, and why.</summary>
/// <param name="Reason">The sentence that says so.</param>
/// <param name="ByName">Whether it is told by a name alone, which somebody else may bear.</param>
public sealed record JurorConflict(Id<Candidacy> Candidacy, Id<Juror> Juror, ConflictKind Kind, Refusal Reason, bool ByName = false);

/// <summary>Derives conflicts of interest from what is known of candidates and jurors.</summary>
public static class Conflicts
{
    /// <summary>Every conflict between these candidates and these jurors, in their order, each kind once for a pair.</summary>
    /// <param name="ties">Declared ties; those that were lifted don't count.</param>
    /// <param name="refused">Jurors who refused to declare their impartiality.</param>
    public static IReadOnlyList<JurorConflict> Find(
        IReadOnlyList<ConflictCandidate> candidates, IReadOnlyList<Juror> jurors, IReadOnlyList<DeclaredTie> ties, IReadOnlyCollection<Id<Juror>> refused)
    {
        var index = new JurorIndex(jurors);
        var found = new List<JurorConflict>();
        foreach (var candidate in candidates)
        {
            var before = found.Count;
            foreach (var person in candidate.People)
            {
                found.AddRange(index.Of(person).Select(j => new JurorConflict(candidate.Candidacy, j.Juror, person.Kind, ReasonOf(person), j.ByName)));
            }

            found.AddRange(index.SameCompany(candidate).Select(j => new JurorConflict(
                candidate.Candidacy, j, ConflictKind.SameCompany, Refusal.Of("conflict.same-company", ("company", candidate.Company ?? candidate.CompanySiret)))));
            found.AddRange(index.SameGroup(candidate).Where(g => !found.Skip(before).Any(f => f.Juror == g.Juror && f.Kind is ConflictKind.SameCompany))
                .Select(g => new JurorConflict(candidate.Candidacy, g.Juror, ConflictKind.SameGroup, Refusal.Of("conflict.same-group", ("group", g.Group)))));
            found.AddRange(ties.Where(t => t.CandidacyId == candidate.Candidacy && !t.IsLifted && index.Knows(t.JurorId))
                .Select(t => new JurorConflict(candidate.Candidacy, t.JurorId, ConflictKind.Declared, Refusal.Of("conflict.declared", ("reason", t.Reason)))));
            found.AddRange(jurors.Where(j => refused.Contains(j.Id))
                .Select(j => new JurorConflict(candidate.Candidacy, j.Id, ConflictKind.Refused, Refusal.Of("conflict.refused"))));
        }

        return [.. found.GroupBy(f => (f.Candidacy, f.Juror, f.Kind)).Select(g => g.First() with { ByName = g.All(f => f.ByName) })];
    }

    private static Refusal ReasonOf(TiedPerson person) => person.Kind switch
    {
        ConflictKind.Trained => Refusal.Of("conflict.trained"),
        ConflictKind.Assessed => Refusal.Of("conflict.assessed"),
        ConflictKind.Tutored => Refusal.Of("conflict.tutored"),
        ConflictKind.Self => Refusal.Of("conflict.self"),
        _ => Refusal.Of("conflict.past-jury", ("jury", person.Where)),
    };

    /// <summary>Jurors by what can tell them: a thousand candidates meet hundreds of jurors.</summary>
    private sealed class JurorIndex
    {
        private readonly ILookup<Guid, Id<Juror>> accounts;
        private readonly ILookup<string, Id<Juror>> names;
        private readonly ILookup<string, Id<Juror>> addresses;
        private readonly ILookup<string, Juror> companies;
        private readonly ILookup<string, Juror> groups;
        private readonly HashSet<Id<Juror>> ids;

        public JurorIndex(IReadOnlyList<Juror> jurors)
        {
            ids = [.. jurors.Select(j => j.Id)];
            accounts = jurors.Where(j => j.AccountId is not null).ToLookup(j => j.AccountId!.Value, j => j.Id);
            names = jurors.ToLookup(j => j.SortKey, j => j.Id);
            addresses = jurors.Where(j => j.Email is not null).ToLookup(j => Identity.Fold(j.Email!), j => j.Id);
            companies = jurors.SelectMany(j => KeysOf(j.Employer, j.EmployerSiret), (j, key) => (j, key)).ToLookup(x => x.key, x => x.j);
            groups = jurors.Where(j => j.Group is not null).ToLookup(j => Identity.Fold(j.Group!));
        }

        public bool Knows(Id<Juror> juror) => ids.Contains(juror);

        public IEnumerable<(Id<Juror> Juror, bool ByName)> Of(TiedPerson person)
        {
            var sure = (person.Account is { } account ? accounts[account] : []).Concat(person.Email is { Length: > 0 } email ? addresses[Identity.Fold(email)] : []).ToHashSet();
            var named = person.Name is { Length: > 0 } name ? names[Identity.Fold(name)] : [];
            return sure.Select(j => (j, false)).Concat(named.Where(j => !sure.Contains(j)).Distinct().Select(j => (j, true)));
        }

        public IEnumerable<Id<Juror>> SameCompany(ConflictCandidate candidate) =>
            KeysOf(candidate.Company, candidate.CompanySiret).SelectMany(key => companies[key]).Select(j => j.Id).Distinct();

        /// <summary>Jurors of the group that the candidate's company belongs to: its own name, or what another juror of that company says of it.</summary>
        public IEnumerable<(Id<Juror> Juror, string Group)> SameGroup(ConflictCandidate candidate)
        {
            var keys = KeysOf(candidate.Company, candidate.CompanySiret).ToList();
            var names = keys.SelectMany(key => companies[key]).Select(j => j.Group).OfType<string>().Select(Identity.Fold);
            var own = candidate.Company is { Length: > 0 } company ? new[] { Identity.Fold(company) } : [];
            return names.Concat(own).Distinct().SelectMany(g => groups[g]).Select(j => (j.Id, j.Group!)).Distinct();
        }

        /// <summary>What tells one company: the nine digits of its SIREN, and its name.</summary>
        private static IEnumerable<string> KeysOf(string? name, string? siret)
        {
            if (siret is { Length: 14 })
            {
                yield return siret[..9];
            }

            if (!string.IsNullOrWhiteSpace(name))
            {
                yield return Identity.Fold(name);
            }
        }
    }
}
