using System.Runtime.CompilerServices;
using Acquis.Data;
using Acquis.Domain;
using Acquis.Domain.Candidacies;
using Acquis.Features.Journal;

namespace Acquis.Features.Candidacies;

/// <summary>Centres and cohorts as their facts tell them.</summary>
public sealed class CohortsExplained : IRowsExplainedByFacts
{
    private static readonly Type[] Facts = [typeof(CentreOpened), typeof(CentreChanged), typeof(CohortOpened), typeof(CohortModulesNamed)];

    /// <inheritdoc />
    public async IAsyncEnumerable<Refusal> DifferencesAsync(AcquisDb db, [EnumeratorCancellation] CancellationToken ct)
    {
        var centres = new ExplainedRows<Centre>(db, c => c.Id.Value, c => Subject.Of(c.Id));
        var cohorts = new ExplainedRows<Cohort>(db, c => c.Id.Value, c => Subject.Of(c.Id));
        await foreach (var told in ToldFacts.ReadAsync(db, Facts, ct))
            Take(centres, cohorts, told);

        await foreach (var difference in centres.DifferencesAsync(null, ct))
            yield return difference;

        await foreach (var difference in cohorts.DifferencesAsync(null, ct))
            yield return difference;
    }

    private static void Take(ExplainedRows<Centre> centres, ExplainedRows<Cohort> cohorts, ToldFact told)
    {
        switch (told.Fact)
        {
            case CentreOpened o:
                centres.Born(o.Centre.Value, Columns(o.Name, o.City, o.Siret, o.IsPartner));
                break;
            case CentreChanged c:
                centres.Changed(c.Centre.Value, Columns(c.Name, c.City, c.Siret, c.IsPartner));
                break;
            case CohortOpened o:
                cohorts.Born(
                    o.Cohort.Value,
                    (nameof(Cohort.CertificationId), o.Certification), (nameof(Cohort.FrameworkVersionId), o.FrameworkVersion), (nameof(Cohort.CentreId), o.Centre),
                    (nameof(Cohort.Name), o.Name), (nameof(Cohort.StartsOn), o.StartsOn), (nameof(Cohort.EndsOn), o.EndsOn), (nameof(Cohort.Modules), Array.Empty<string>()));
                break;
            case CohortModulesNamed m:
                cohorts.Changed(m.Cohort.Value, (nameof(Cohort.Modules), m.Modules));
                break;
            default:
                Erased(centres, cohorts, told);
                break;
        }
    }

    private static void Erased(ExplainedRows<Centre> centres, ExplainedRows<Cohort> cohorts, ToldFact told)
    {
        if (told.Action == Fact.ActionOf(typeof(CentreOpened)))
            centres.ErasedBirth(told);
        else if (told.Action == Fact.ActionOf(typeof(CohortOpened)))
            cohorts.ErasedBirth(told);
        else if (told.Action == Fact.ActionOf(typeof(CentreChanged)))
            centres.ErasedChange(told, nameof(Centre.Name), nameof(Centre.City), nameof(Centre.Siret), nameof(Centre.IsPartner));
        else
            cohorts.ErasedChange(told, nameof(Cohort.Modules));
    }

    private static (string Column, object? Value)[] Columns(string name, string city, string? siret, bool isPartner) =>
        [(nameof(Centre.Name), name.Trim()), (nameof(Centre.City), city.Trim()), (nameof(Centre.Siret), siret), (nameof(Centre.IsPartner), isPartner)];
}
