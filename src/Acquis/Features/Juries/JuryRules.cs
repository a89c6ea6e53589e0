using Acquis.Data;
using Acquis.Domain;
using Acquis.Domain.Candidacies;
using Acquis.Domain.Frameworks;
using Acquis.Domain.Juries;
using Acquis.Features.Accounts;
using Acquis.Infrastructure;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Features.Juries;

/// <summary>The composition rules of a certification: read for candidates of several routes, set by its registrar.</summary>
public sealed class JuryRules(AcquisDb db, CurrentActor actor, TimeProvider time)
{
    /// <summary>Sets the rule of a certification for an access route, or for all without a rule of their own.</summary>
    /// <exception cref="RefusedException">See <see cref="JuryRule.WhyNot"/>.</exception>
    /// <exception cref="ForbiddenException">Who asks is not the registrar of that certification.</exception>
    public async Task SetAsync(Id<Certification> certification, AccessRoute? route, JuryRule rule, CancellationToken ct)
    {
        if (!actor.Holds(certification, Role.Registrar))
            throw new ForbiddenException();

        await using var write = await db.BeginWriteAsync(ct);
        await db.LockAsync("certifications", "id", certification.Value, ct);
        await db.Certifications.SingleOrNotFoundAsync(c => c.Id == certification, ct);
        var now = time.Now();
        if (await db.CompositionRules.SingleOrDefaultAsync(r => r.CertificationId == certification && r.Route == route, ct) is { } standing)
        {
            db.Record(standing.Change(rule), actor.Actor, now);
        }
        else
        {
            var (added, fact) = CompositionRule.Set(Id<CompositionRule>.New(now), certification, route, rule);
            db.CompositionRules.Add(added);
            db.Record(fact, actor.Actor, now);
        }

        await db.SaveChangesAsync(ct);
        await write.CommitAsync(ct);
    }
}

/// <summary>Reads composition rules.</summary>
public static class JuryRuleReading
{
    /// <summary>The rule for these candidates of a certification: the strictest of their routes.</summary>
    public static async Task<JuryRule> JuryRuleForAsync(this AcquisDb db, Id<Certification> certification, IReadOnlyCollection<Id<Candidacy>> candidacies, CancellationToken ct)
    {
        var rules = await db.CompositionRules.AsNoTracking().Where(r => r.CertificationId == certification).ToListAsync(ct);
        return rules.Count == 0 ? JuryRule.Default
            : CompositionRule.For(rules, await db.Candidacies.Where(c => candidacies.Contains(c.Id)).Select(c => c.Route).Distinct().ToListAsync(ct));
    }
}
