namespace Acquis.Features.Shared;

/// <summary>One entry of the left rail.</summary>
/// <param name="TextKey">Key of its words.</param>
/// <param name="Href">Local address; the entry is current on it and below it.</param>
/// <param name="Count">How many things wait there, or null where nothing does.</param>
public sealed record RailEntry(string TextKey, string Href, string? Count = null)
{
    /// <summary>Other addresses on which, and below which, the entry is current: pages reached from it that stand elsewhere.</summary>
    public IReadOnlyList<string> Also { get; init; } = [];
}

/// <summary>What stands around every page for this request: who certifies, who is here and where they may go. Filled before a page is rendered.</summary>
public sealed class Shell
{
    /// <summary>Name of the certifying body; empty before its settings are filled in.</summary>
    public string Institution { get; set; } = "";

    /// <summary>Name of the person signed in, or null.</summary>
    public string? Person { get; set; }

    /// <summary>What the person is here for (service, promotion), already in their language.</summary>
    public string? Capacity { get; set; }

    /// <summary>Entries of the rail in their order, at most seven.</summary>
    public IReadOnlyList<RailEntry> Rail { get; set; } = [];

    /// <summary>The entry on which <paramref name="path"/> lies: the longest address that begins it, or null.</summary>
    public RailEntry? Current(string path) => Rail
        .SelectMany(e => e.Also.Prepend(e.Href), (entry, address) => (entry, address))
        .Where(x => path.Equals(x.address, StringComparison.OrdinalIgnoreCase)
            || (x.address != "/" && path.StartsWith(x.address + "/", StringComparison.OrdinalIgnoreCase)))
        .OrderByDescending(x => x.address.Length).Select(x => x.entry).FirstOrDefault();
}
