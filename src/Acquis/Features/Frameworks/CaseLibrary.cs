using Acquis.Credentials.Case;
using Acquis.Credentials.OpenBadges;
using Acquis.Data;
using Acquis.Domain.Candidacies;
using Acquis.Domain.Frameworks;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Features.Frameworks;

/// <summary>Published frameworks as other systems read them.</summary>
public sealed class CaseLibrary(AcquisDb db, FrameworkCatalogue frameworks)
{
    /// <summary>The package of each version that was published, in the order of publication; none while the body has no public address.</summary>
    public async Task<IReadOnlyList<CasePackage>> ListAsync(CancellationToken ct)
    {
        var body = await db.CertifyingBodies.AsNoTracking().SingleOrDefaultAsync(ct);
        if (body is null || body.PublicAddress.Length == 0)
            return [];

        var versions = await (
            from version in db.FrameworkVersions.AsNoTracking()
            join certification in db.Certifications on version.CertificationId equals certification.Id
            where version.State != FrameworkVersionState.Draft
            orderby version.Id
            select new { version.Id, version.State, version.PublishedAt, certification.Registration }).ToListAsync(ct);
        var packages = new List<CasePackage>();
        foreach (var version in versions)
            packages.Add(new(Of(body, version.Registration, await frameworks.GetAsync(db, version.Id, ct), version.State is FrameworkVersionState.Published, version.PublishedAt!.Value)));

        return packages;
    }

    private static CaseFramework Of(CertifyingBody body, Registration registration, Framework framework, bool inForce, DateTimeOffset publishedAt) => new()
    {
        Address = body.PublicAddress,
        Publisher = body.TradeName ?? body.LegalName,
        Code = framework.Code,
        Edition = framework.Edition,
        Title = framework.Title.Fr,
        Level = registration.Level,
        OfficialSource = registration.RncpCode is { } code ? Registers.AddressOf(code) : null,
        IsInForce = inForce,
        PublishedAt = publishedAt,
        Blocks = [.. framework.Blocks.Index().Select(b => new CaseBlock(
            b.Item.Code, b.Item.Title.Fr, registration.RncpCode is { } rncp ? Registers.BlockCode(rncp, b.Index + 1) : null,
            [.. b.Item.Competences.Select(c => new CaseCompetence(c.Code, c.Name?.Fr, c.Text.Fr))]))],
        Scale = new([.. framework.Scale.Levels.Select(l => new ScaleStep(l.Value, l.Label.Fr, l.Descriptor?.Fr ?? l.Label.Fr))], framework.Scale.Threshold),
    };
}
