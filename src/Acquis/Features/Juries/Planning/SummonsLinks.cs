using Acquis.Domain;
using Acquis.Domain.Candidacies;
using Acquis.Domain.Juries;
using Acquis.Features.Accounts;
using Acquis.Infrastructure;

namespace Acquis.Features.Juries.Planning;

/// <summary>Whose summonses a link opens: a candidate's or a juror's, of one season.</summary>
public sealed record SummonsOwner(Id<Season> Season, Id<Candidacy>? Candidacy, Id<Juror>? Juror);

/// <summary>Signed links with which candidates and jurors see their summonses, without an account; nothing of them is stored. They always show what holds.</summary>
public sealed class SummonsLinks(LinkSigner signer, AccountLinks addresses)
{
    private const string Purpose = "Acquis.Juries.SummonsLinks";

    private const int Length = 33;

    /// <summary>The address of their page.</summary>
    public Task<string> AddressAsync(SummonsOwner owner, CancellationToken ct) => addresses.SummonsAsync(Sign(owner), ct);

    /// <summary>The signed text of a link.</summary>
    public string Sign(SummonsOwner owner)
    {
        Span<byte> content = stackalloc byte[Length];
        owner.Season.Value.TryWriteBytes(content, bigEndian: true, out _);
        content[16] = (byte)(owner.Juror is null ? 0 : 1);
        (owner.Juror?.Value ?? owner.Candidacy!.Value.Value).TryWriteBytes(content[17..], bigEndian: true, out _);
        return signer.Sign(Purpose, content);
    }

    /// <summary>Whose link it is; null for one that this installation never signed.</summary>
    public SummonsOwner? Read(string? link)
    {
        if (signer.Read(Purpose, link, Length) is not { } content)
            return null;

        var (season, id) = (new Id<Season>(new Guid(content.AsSpan(0, 16), bigEndian: true)), new Guid(content.AsSpan(17), bigEndian: true));
        return content[16] == 0 ? new(season, new Id<Candidacy>(id), null) : new(season, null, new Id<Juror>(id));
    }
}
