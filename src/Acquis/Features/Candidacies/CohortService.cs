using Acquis.Data;
using Acquis.Domain;
using Acquis.Domain.Candidacies;
using Acquis.Domain.Frameworks;
using Acquis.Features.Accounts;
using Acquis.Features.Frameworks;
using Acquis.Features.Progress;
using Acquis.Infrastructure;

namespace Acquis.Features.Candidacies;

/// <summary>What it takes to open a cohort.</summary>
public sealed record NewCohort(Id<FrameworkVersion> FrameworkVersion, Id<Centre> Centre, string Name, DateOnly StartsOn, DateOnly EndsOn);

/// <summary>Centres and cohorts.</summary>
public sealed class CohortService(
    AcquisDb db, CurrentActor actor, FrameworkCatalogue frameworks, StandingService standings, TimeProvider time)
{
    /// <summary>Opens a centre.</summary>
    /// <exception cref="RefusedException">See <see cref="Centre.Open"/>.</exception>
    public async Task<Centre> OpenCentreAsync(string name, string city, string? siret, bool isPartner, CancellationToken ct)
    {
        RequireUnlimited();
        var now = time.Now();
        var (centre, fact) = Centre.Open(Id<Centre>.New(now), name, city, siret, isPartner);
        db.Centres.Add(centre);
        db.Record(fact, actor.Actor, now);
        await db.SaveChangesAsync(ct);
        return centre;
    }

    /// <summary>Changes what is known of a centre.</summary>
    /// <exception cref="RefusedException">See <see cref="Centre.Change"/>.</exception>
    public async Task ChangeCentreAsync(Id<Centre> id, int version, string name, string city, string? siret, bool isPartner, CancellationToken ct)
    {
        RequireUnlimited();
        var centre = await db.Centres.SingleOrNotFoundAsync(c => c.Id == id, ct);
        centre.Version.ThrowIfStale(version);
        db.Record(centre.Change(name, city, siret, isPartner), actor.Actor, time.Now());
        await db.SaveChangesAsync(ct);
    }

    /// <summary>Opens a cohort.</summary>
    /// <exception cref="RefusedException">See <see cref="Cohort.Open"/>.</exception>
    /// <exception cref="ForbiddenException">Who asks is not the registrar of that certification at that centre.</exception>
    public async Task<Cohort> OpenAsync(NewCohort input, CancellationToken ct)
    {
        var now = time.Now();
        var version = await db.FrameworkVersions.SingleOrNotFoundAsync(v => v.Id == input.FrameworkVersion, ct);
        await db.Centres.SingleOrNotFoundAsync(c => c.Id == input.Centre, ct);
        var (cohort, fact) = Cohort.Open(Id<Cohort>.New(now), version, input.Centre, input.Name, input.StartsOn, input.EndsOn);
        actor.Require(cohort, Role.Registrar);
        db.Cohorts.Add(cohort);
        db.Record(fact, actor.Actor, now);
        await db.SaveChangesAsync(ct);
        return cohort;
    }

    /// <summary>Names the modules whose reports are expected of a cohort; what its candidates still lack is computed anew with it.</summary>
    /// <exception cref="RefusedException">The framework names its own modules, or see <see cref="Cohort.NameModules"/>.</exception>
    public async Task NameModulesAsync(Id<Cohort> id, int version, IReadOnlyList<TrainingModule> modules, CancellationToken ct)
    {
        var cohort = await db.FindVisibleAsync(id, actor, ct);
        actor.Require(cohort, Role.Registrar);
        cohort.Version.ThrowIfStale(version);
        var framework = await frameworks.GetAsync(db, cohort.FrameworkVersionId, ct);
        if (framework.Modules.Count > 0)
            throw new RefusedException("cohort.modules-of-the-framework", ("count", framework.Modules.Count));

        await using var write = db.Database.CurrentTransaction is null ? await db.BeginWriteAsync(ct) : null;
        db.Record(cohort.NameModules(modules), actor.Actor, time.Now());
        await standings.RecomputeWithinAsync(cohort, ct);
        await db.SaveChangesAsync(ct);
        if (write is not null)
            await write.CommitAsync(ct);
    }

    private void RequireUnlimited()
    {
        if (!actor.IsProgram && !actor.Grants.Any(g => g.Role is Role.Registrar && g.IsUnlimited))
            throw new ForbiddenException();
    }
}
