using Acquis.Domain;
using Acquis.Domain.Diplomas;
using Acquis.Features.Accounts;
using Acquis.Infrastructure;

namespace Acquis.Features.Diplomas.Sending;

/// <summary>Signed links with which holders take their documents, without an account. A link names the row and its generation: the next message ends it.</summary>
public sealed class HolderLinks(LinkSigner signer, AccountLinks addresses)
{
    private const string Purpose = "Acquis.Diplomas.HolderLinks";

    /// <summary>The address of the page where that holder takes their documents, in the language of the letter.</summary>
    public Task<string> AddressAsync(HolderLink link, string language, CancellationToken ct) => addresses.DocumentsAsync(Sign(link), language, ct);

    /// <summary>The signed text of the link that was sent last.</summary>
    public string Sign(HolderLink link) => signer.Sign(Purpose, link.Id.Value, link.Number);

    /// <summary>Whose link it is, and of which generation; null for one that this installation never signed.</summary>
    public (Id<HolderLink> Link, int Number)? Read(string? link) => signer.ReadNumbered(Purpose, link) is var (row, number) ? (new(row), number) : null;
}
