using System.Globalization;
using System.Security.Cryptography;
using Acquis.Credentials.Keys;
using Acquis.Credentials.Proofs;
using Acquis.Credentials.Status;
using Acquis.Data;
using Acquis.Domain;
using Acquis.Infrastructure;
using Microsoft.EntityFrameworkCore;
using Bits = Acquis.Credentials.Status.StatusList;
using StatusList = Acquis.Domain.Diplomas.StatusList;

namespace Acquis.Features.Diplomas;

/// <summary>The lists that say which credentials were revoked: gives bits, and signs a list anew when one is set. Always within the caller's transaction.</summary>
public sealed class StatusListService(AcquisDb db, CurrentActor actor, CredentialKeys keys)
{
    /// <summary>A list and random bits of it that no credential has.</summary>
    public async Task<(StatusList List, IReadOnlyList<int> Indices)> DrawAsync(int count, string address, DateTimeOffset now, CancellationToken ct)
    {
        var list = await db.StatusLists.OrderByDescending(l => l.Id).FirstOrDefaultAsync(l => l.Given < StatusList.Full, ct) ?? await OpenAsync(address, now, ct);
        var drawn = new HashSet<int>();
        while (drawn.Count < count)
        {
            while (drawn.Count < count)
                drawn.Add(RandomNumberGenerator.GetInt32(StatusList.Length));

            var wanted = drawn.ToList();
            drawn.ExceptWith(await db.Credentials.Where(c => c.StatusListId == list.Id && wanted.Contains(c.StatusIndex)).Select(c => c.StatusIndex).ToListAsync(ct));
        }

        list.Give(count);
        return (list, [.. drawn]);
    }

    /// <summary>Signs a list with the bits of every revoked credential, those of this transaction too. Its row must be locked.</summary>
    public async Task SignAsync(Id<StatusList> id, string address, IEnumerable<int> revokedNow, DateTimeOffset now, CancellationToken ct)
    {
        var list = await db.StatusLists.SingleAsync(l => l.Id == id, ct);
        var revoked = await db.Credentials.Where(c => c.StatusListId == id && c.RevokedAt != null).Select(c => c.StatusIndex).ToListAsync(ct);
        await SignAsync(list, address, [.. revoked, .. revokedNow], now, ct);
    }

    private async Task<StatusList> OpenAsync(string address, DateTimeOffset now, CancellationToken ct)
    {
        var year = Dates.Civil(now).Year;
        var prefix = year.ToString(CultureInfo.InvariantCulture) + "-";
        var list = StatusList.Open(Id<StatusList>.New(now), $"{prefix}{1 + await db.StatusLists.CountAsync(l => l.Name.StartsWith(prefix), ct)}");
        db.Add(list);
        await SignAsync(list, address, [], now, ct);
        return list;
    }

    private async Task SignAsync(StatusList list, string address, IReadOnlyCollection<int> revoked, DateTimeOffset now, CancellationToken ct)
    {
        var bits = Bits.Empty(StatusList.Length);
        foreach (var index in revoked)
            bits.Set(index);

        var (key, signer) = await keys.CurrentAsync(ct);
        var did = DidWeb.Of(new(address));
        var content = DataIntegrity.Sign(StatusListWriter.Write(AddressOf(address, list), did, now, bits), signer, did, now);
        db.Record(list.Sign(content, Convert.ToHexStringLower(SHA256.HashData(content)), key.Id, revoked.Distinct().Count(), now), actor.Actor, now);
    }

    /// <summary>Public address of a list.</summary>
    public static string AddressOf(string address, StatusList list) => $"{address}/status/{list.Name}";
}
