using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Acquis.Data;
using Acquis.Domain;
using Acquis.Domain.Frameworks;
using Acquis.Infrastructure;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Features.Frameworks;

/// <summary>
/// Parsed frameworks by version. The text of a published or retired version never changes, so that each node may keep its own copy; a draft is
/// read anew each time.
/// </summary>
public sealed class FrameworkCatalogue
{
    private readonly ConcurrentDictionary<Id<FrameworkVersion>, Framework> published = new();

    /// <summary>The framework of a version.</summary>
    /// <exception cref="NotFoundException">There is no such version.</exception>
    public async Task<Framework> GetAsync(AcquisDb db, Id<FrameworkVersion> id, CancellationToken ct)
    {
        if (published.TryGetValue(id, out var known))
            return known;

        var version = await db.FrameworkVersions.AsNoTracking().SingleOrNotFoundAsync(v => v.Id == id, ct);
        var framework = FrameworkJson.FromJson(version.Json);
        return version.State is FrameworkVersionState.Draft ? framework : published.GetOrAdd(id, framework);
    }

    /// <summary>Canonical JSON (RFC 8785) of a framework and its SHA-256 in hexadecimal, which is a version's identity.</summary>
    public static (string Json, string Hash) Identify(Framework framework)
    {
        var canonical = FrameworkJson.Canonical(framework);
        return (Encoding.UTF8.GetString(canonical), Convert.ToHexStringLower(SHA256.HashData(canonical)));
    }
}
