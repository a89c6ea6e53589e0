using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using Acquis.Data;
using Acquis.Domain;
using Acquis.Domain.Frameworks;
using Acquis.Features.Journal;

namespace Acquis.Features.Frameworks;

/// <summary>Certifications and the versions of their frameworks as their facts tell them; besides, each text has its hash.</summary>
public sealed class FrameworksExplained : IRowsExplainedByFacts
{
    private static readonly Type[] Facts =
        [typeof(CertificationCreated), typeof(CertificationRegistered), typeof(FrameworkDrafted), typeof(FrameworkRevised), typeof(FrameworkPublished), typeof(FrameworkRetired)];

    /// <inheritdoc />
    public async IAsyncEnumerable<Refusal> DifferencesAsync(AcquisDb db, [EnumeratorCancellation] CancellationToken ct)
    {
        var certifications = new ExplainedRows<Certification>(db, c => c.Id.Value, c => Subject.Of(c.Id));
        var versions = new ExplainedRows<FrameworkVersion>(db, v => v.Id.Value, v => Subject.Of(v.Id));
        await foreach (var told in ToldFacts.ReadAsync(db, Facts, ct))
        {
            if (told.Fact is CertificationCreated c)
                certifications.Born(c.Certification.Value, (nameof(Certification.Code), c.Code), (nameof(Certification.Title), c.Title), (nameof(Certification.Registration), new Registration()));
            else if (told.Fact is CertificationRegistered r)
                certifications.Changed(r.Certification.Value, (nameof(Certification.Registration), r.Registration));
            else if (told.Fact is null)
                Erased(certifications, versions, told);
            else
                Take(versions, told);
        }

        await foreach (var difference in certifications.DifferencesAsync(null, ct))
            yield return difference;

        await foreach (var difference in versions.DifferencesAsync(v => HashOf(v.Json) == v.Hash ? [] : [nameof(FrameworkVersion.Json)], ct))
            yield return difference;
    }

    private static void Take(ExplainedRows<FrameworkVersion> rows, ToldFact told)
    {
        switch (told.Fact)
        {
            case FrameworkDrafted d:
                rows.Born(
                    d.FrameworkVersion.Value,
                    (nameof(FrameworkVersion.CertificationId), d.Certification), (nameof(FrameworkVersion.Edition), d.Edition), (nameof(FrameworkVersion.Hash), d.Hash),
                    (nameof(FrameworkVersion.State), FrameworkVersionState.Draft), (nameof(FrameworkVersion.PublishedAt), null));
                break;
            case FrameworkRevised r:
                rows.Changed(r.FrameworkVersion.Value, (nameof(FrameworkVersion.Edition), r.Edition), (nameof(FrameworkVersion.Hash), r.Hash));
                break;
            case FrameworkPublished p:
                // What is published is what the last revision was: the facts of one millisecond have no order, this one is the last word on the text.
                rows.Changed(
                    p.FrameworkVersion.Value,
                    (nameof(FrameworkVersion.Hash), p.Hash), (nameof(FrameworkVersion.State), FrameworkVersionState.Published), (nameof(FrameworkVersion.PublishedAt), told.At));
                break;
            case FrameworkRetired r:
                rows.Changed(r.FrameworkVersion.Value, (nameof(FrameworkVersion.State), FrameworkVersionState.Retired));
                break;
            default:
                break;
        }
    }

    private static void Erased(ExplainedRows<Certification> certifications, ExplainedRows<FrameworkVersion> versions, ToldFact told)
    {
        if (told.Action == Fact.ActionOf(typeof(CertificationCreated)))
            certifications.ErasedBirth(told);
        else if (told.Action == Fact.ActionOf(typeof(CertificationRegistered)))
            certifications.ErasedChange(told, nameof(Certification.Registration));
        else if (told.Action == Fact.ActionOf(typeof(FrameworkDrafted)))
            versions.ErasedBirth(told);
        else
            versions.ErasedChange(told, nameof(FrameworkVersion.Edition), nameof(FrameworkVersion.Hash), nameof(FrameworkVersion.State), nameof(FrameworkVersion.PublishedAt));
    }

    private static string HashOf(string json) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(json)));
}
