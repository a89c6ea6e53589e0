using System.Security.Cryptography;
using System.Text;
using Acquis.Credentials.OpenBadges;

namespace Acquis.Credentials.Case;

/// <summary>A framework (référentiel) as it is published for other systems.</summary>
public sealed record CaseFramework
{
    /// <summary>Public address of the certifier, without a slash at the end.</summary>
    public required string Address { get; init; }

    /// <summary>Name of the certifier.</summary>
    public required string Publisher { get; init; }

    /// <summary>Short stable name of the framework; with <see cref="Edition"/> it makes every identifier.</summary>
    public required string Code { get; init; }

    public required string Edition { get; init; }

    public required string Title { get; init; }

    /// <summary>Level of the European framework, or null.</summary>
    public required int? Level { get; init; }

    /// <summary>Public page of its registration, or null.</summary>
    public required string? OfficialSource { get; init; }

    /// <summary>Whether it is in force; otherwise it is retired.</summary>
    public required bool IsInForce { get; init; }

    public required DateTimeOffset PublishedAt { get; init; }

    public required IReadOnlyList<CaseBlock> Blocks { get; init; }

    public required MasteryScale Scale { get; init; }

    internal Guid DocumentId => CaseIds.Of(Address, Code, Edition, "document");

    internal Guid Id(string name) => CaseIds.Of(Address, Code, Edition, name);
}

/// <summary>A bloc of competences.</summary>
/// <param name="RegisteredCode">Code of the register, or null.</param>
public sealed record CaseBlock(string Code, string Name, string? RegisteredCode, IReadOnlyList<CaseCompetence> Competences);

/// <summary>A competence.</summary>
/// <param name="Statement">Its full text.</param>
public sealed record CaseCompetence(string Code, string? Name, string Statement);

/// <summary>Identifiers of CASE: version 5 UUIDs of what they stand for, so that publishing a framework again changes none.</summary>
public static class CaseIds
{
    private static readonly Guid UrlNamespace = Guid.Parse("6ba7b811-9dad-11d1-80b4-00c04fd430c8");

    /// <summary>Address of a competence in its published framework.</summary>
    public static string CompetenceAddress(string address, string code, string edition, string competence) =>
        $"{address}{CasePackage.Root}/CFItems/{Of(address, code, edition, $"competence {competence}")}";

    internal static Guid Of(string address, string code, string edition, string name)
    {
        // RFC 9562, section 5.5: SHA-1 of namespace and name is what version 5 is; nothing is protected by it.
#pragma warning disable CA5350
        var hash = SHA1.HashData([.. UrlNamespace.ToByteArray(bigEndian: true), .. Encoding.UTF8.GetBytes($"{address}/frameworks/{code}/{edition}#{name}")]);
#pragma warning restore CA5350
        hash[6] = (byte)((hash[6] & 0x0F) | 0x50);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new(hash.AsSpan(0, 16), bigEndian: true);
    }
}
