using Acquis.Data;
using Acquis.Domain.Journal;
using Acquis.Infrastructure;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Features.Candidacies.Import;

/// <summary>Names of those who did something, as they are today.</summary>
public static class ActorNames
{
    /// <summary>The name of each actor.</summary>
    public static async Task<IReadOnlyDictionary<Actor, string>> NamesAsync(this AcquisDb db, IEnumerable<Actor?> actors, CancellationToken ct)
    {
        var all = actors.OfType<Actor>().Distinct().ToList();
        var ids = all.Where(a => a.Kind is ActorKind.Account).Select(a => a.Id).ToList();
        var names = ids.Count == 0 ? [] : await db.Users.AsNoTracking().Where(u => ids.Contains(u.Id)).ToDictionaryAsync(u => u.Id, u => u.DisplayName, ct);
        return all.ToDictionary(a => a, a => a.Kind is ActorKind.Program ? Texts.All["history.program"] : names.GetValueOrDefault(a.Id) ?? Texts.All["history.former-account"]);
    }
}
