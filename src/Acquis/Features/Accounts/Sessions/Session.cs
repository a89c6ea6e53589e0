using System.Net;
using System.Net.Sockets;
using Acquis.Domain;

namespace Acquis.Features.Accounts.Sessions;

/// <summary>A session: one browser that somebody signed in with. The cookie names it; without this row the cookie opens nothing.</summary>
/// <param name="Device">Browser and system in two words, as <see cref="Places.DeviceOf"/> reads them.</param>
/// <param name="Network">Network of the address, never the whole address (<see cref="Places.NetworkOf"/>).</param>
/// <param name="StartedAt">When it was signed in, UTC.</param>
/// <param name="SeenAt">When it was last revalidated, UTC: true to a minute.</param>
public sealed record Session(Id<Session> Id, Guid AccountId, string Device, string Network, DateTimeOffset StartedAt, DateTimeOffset SeenAt);

/// <summary>What a request tells of where it comes from, cut down to what its owner needs to recognise it.</summary>
public static class Places
{
    private static readonly (string Mark, string Name)[] Browsers =
        [("Edg/", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari")];

    private static readonly (string Mark, string Name)[] Systems =
        [("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"), ("Mac OS X", "macOS"), ("Linux", "Linux")];

    /// <summary>Such as <c>Firefox, Linux</c>; a dash for a program that does not say.</summary>
    public static string DeviceOf(string? userAgent)
    {
        var agent = userAgent ?? "";
        var words = new[] { Browsers.FirstOrDefault(b => Has(b.Mark)).Name, Systems.FirstOrDefault(s => Has(s.Mark)).Name }.OfType<string>().ToList();
        return words.Count == 0 ? "–" : string.Join(", ", words);

        bool Has(string mark) => agent.Contains(mark, StringComparison.Ordinal);
    }

    /// <summary>The first 24 bits of an IPv4 address, the first 48 of an IPv6 one: which line, not which machine.</summary>
    public static string NetworkOf(IPAddress? address)
    {
        if (address is null)
            return "–";

        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        var bytes = plain.GetAddressBytes();
        var kept = plain.AddressFamily is AddressFamily.InterNetwork ? 3 : 6;
        Array.Clear(bytes, kept, bytes.Length - kept);
        return $"{new IPAddress(bytes)}/{kept * 8}";
    }
}
