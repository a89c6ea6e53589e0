using System.Runtime.CompilerServices;
using Acquis.Data;
using Acquis.Domain;
using Acquis.Domain.Candidacies;
using Acquis.Features.Journal;

namespace Acquis.Features.Candidacies;

/// <summary>People and candidacies as their facts tell them; a merger changes both.</summary>
public sealed class PeopleExplained : IRowsExplainedByFacts
{
    private static readonly Type[] Facts =
    [
        typeof(PersonRegistered), typeof(PersonCorrected), typeof(PersonsMerged), typeof(CandidateEnrolled), typeof(HostCompanyChanged), typeof(CandidacyWithdrawn),
    ];

    /// <inheritdoc />
    public async IAsyncEnumerable<Refusal> DifferencesAsync(AcquisDb db, [EnumeratorCancellation] CancellationToken ct)
    {
        var people = new ExplainedRows<Person>(db, p => p.Id.Value, p => Subject.Of(p.Id));
        var candidacies = new ExplainedRows<Candidacy>(db, c => c.Id.Value, c => Subject.Of(c.Id));
        await foreach (var told in ToldFacts.ReadAsync(db, Facts, ct))
        {
            if (told.Fact is null)
                Erased(people, candidacies, told);
            else
                Take(people, candidacies, told);
        }

        await foreach (var difference in people.DifferencesAsync(OfItself, ct))
            yield return difference;

        await foreach (var difference in candidacies.DifferencesAsync(null, ct))
            yield return difference;
    }

    private static void Take(ExplainedRows<Person> people, ExplainedRows<Candidacy> candidacies, ToldFact told)
    {
        switch (told.Fact)
        {
            case PersonRegistered r:
                people.Born(r.Person.Value, [.. Columns(r.Identity, r.Email), (nameof(Person.MailLanguage), r.MailLanguage ?? Person.UsualMailLanguage), (nameof(Person.MergedIntoId), null)]);
                break;
            case PersonCorrected c:
                people.Changed(c.Person.Value, Columns(c.Identity, c.Email));
                if (c.MailLanguage is { } language)
                    people.Changed(c.Person.Value, (nameof(Person.MailLanguage), language));

                break;
            case PersonsMerged m:
                people.Changed(m.Absorbed.Value, (nameof(Person.MergedIntoId), m.Person));
                foreach (var candidacy in m.Candidacies)
                    candidacies.Changed(candidacy.Value, (nameof(Candidacy.PersonId), m.Person));
                break;
            case CandidateEnrolled e:
                candidacies.Born(
                    e.Candidacy.Value,
                    [
                        (nameof(Candidacy.PersonId), e.Person), (nameof(Candidacy.CohortId), e.Cohort), (nameof(Candidacy.FrameworkVersionId), e.FrameworkVersion),
                        (nameof(Candidacy.Route), e.Route), (nameof(Candidacy.EnteredOn), e.EnteredOn), (nameof(Candidacy.Blocks), e.Blocks),
                        (nameof(Candidacy.State), CandidacyState.Active), .. Columns(e.Company),
                    ]);
                break;
            case HostCompanyChanged h:
                candidacies.Changed(h.Candidacy.Value, Columns(h.Company));
                break;
            case CandidacyWithdrawn w:
                candidacies.Changed(w.Candidacy.Value, (nameof(Candidacy.State), CandidacyState.Withdrawn));
                break;
            default:
                break;
        }
    }

    private static void Erased(ExplainedRows<Person> people, ExplainedRows<Candidacy> candidacies, ToldFact told)
    {
        if (told.Action == Fact.ActionOf(typeof(PersonRegistered)))
            people.ErasedBirth(told);
        else if (told.Action == Fact.ActionOf(typeof(CandidateEnrolled)))
            candidacies.ErasedBirth(told);
        else if (told.Action == Fact.ActionOf(typeof(PersonCorrected)))
            people.ErasedChange(told, [nameof(Person.MailLanguage), .. Columns(Nobody, null).Select(c => c.Column)]);
        else if (told.Action == Fact.ActionOf(typeof(PersonsMerged)))
        {
            people.ErasedChange(told, nameof(Person.MergedIntoId));
            candidacies.ErasedChange(told, nameof(Candidacy.PersonId));
        }
        else
            candidacies.ErasedChange(told, [nameof(Candidacy.State), .. Columns(null).Select(c => c.Column)]);
    }

    private static Identity Nobody { get; } = new() { BirthName = "", FirstNames = [], BirthDate = default, BirthPlace = new("", null, null), Sex = default };

    // As Person keeps them: trimmed.
    private static (string Column, object? Value)[] Columns(Identity identity, string? email) =>
    [
        (nameof(Person.BirthName), identity.BirthName.Trim()), (nameof(Person.UsageName), identity.UsageName?.Trim()),
        (nameof(Person.FirstNames), identity.FirstNames.Select(n => n.Trim()).ToList()), (nameof(Person.Sex), identity.Sex),
        (nameof(Person.BirthYear), identity.BirthDate.Year), (nameof(Person.BirthMonth), identity.BirthDate.Month), (nameof(Person.BirthDay), identity.BirthDate.Day),
        (nameof(Person.BirthCountryCode), identity.BirthPlace.CountryCode), (nameof(Person.BirthInseeCode), identity.BirthPlace.InseeCode),
        (nameof(Person.BirthCity), identity.BirthPlace.City), (nameof(Person.Email), string.IsNullOrWhiteSpace(email) ? null : email.Trim()),
    ];

    private static (string Column, object? Value)[] Columns(HostCompany? company) =>
    [
        (nameof(Candidacy.CompanyName), company?.Name), (nameof(Candidacy.CompanySiret), company?.Siret),
        (nameof(Candidacy.TutorName), company?.TutorName), (nameof(Candidacy.TutorEmail), company?.TutorEmail),
    ];

    /// <summary>Columns by which people are found and that do not follow from the name or the date.</summary>
    private static IEnumerable<string> OfItself(Person person)
    {
        if (person.SortKey != person.Identity.SortKey)
            yield return nameof(Person.SortKey);

        if (person.BirthKey != person.Identity.BirthDate.Key)
            yield return nameof(Person.BirthKey);
    }
}
