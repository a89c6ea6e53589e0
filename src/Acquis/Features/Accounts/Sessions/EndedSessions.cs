using System.Collections.Concurrent;
using Acquis.Domain;

namespace Acquis.Features.Accounts.Sessions;

/// <summary>
/// Sessions that were ended on this node in the last minutes: their cookies stop at the next request, without a statement. Other nodes stop them
/// when they next revalidate, within <see cref="SessionValidator.Interval"/>; nothing is lost if this memory is.
/// </summary>
public sealed class EndedSessions(TimeProvider time)
{
    private readonly ConcurrentDictionary<Guid, DateTimeOffset> ended = [];

    public void Add(IEnumerable<Id<Session>> ids)
    {
        var now = time.GetUtcNow();
        foreach (var old in ended.Where(e => e.Value < now))
            ended.TryRemove(old);

        foreach (var id in ids)
            ended[id.Value] = now + (2 * SessionValidator.Interval);
    }

    public bool Has(Id<Session> id) => ended.ContainsKey(id.Value);
}
