using Acquis.Domain;
using Acquis.Domain.Juries;
using Acquis.Features.Accounts;
using Acquis.Infrastructure;

namespace Acquis.Features.Juries;

/// <summary>
/// Signed links with which jurors answer, without an account. A link names the row and its generation: a reminder does not end the link before it, and a whole
/// generation is ended where one came into other hands.
/// </summary>
public sealed class SeasonLinks(LinkSigner signer, AccountLinks addresses)
{
    private const string Purpose = "Acquis.Juries.SeasonLinks";

    /// <summary>The address of the page where that juror answers.</summary>
    public Task<string> AddressAsync(SeasonAnswer answer, CancellationToken ct) => addresses.AvailabilityAsync(Sign(answer), ct);

    /// <summary>The address of the page where that juror declares their impartiality.</summary>
    public Task<string> StatementAddressAsync(SeasonAnswer answer, CancellationToken ct) => addresses.ImpartialityAsync(Sign(answer), ct);

    /// <summary>The signed text of a link.</summary>
    public string Sign(SeasonAnswer answer) => signer.Sign(Purpose, answer.Id.Value, answer.LinkNumber);

    /// <summary>Whose link it is, and of which generation; null for one that this installation never signed.</summary>
    public (Id<SeasonAnswer> Answer, int Number)? Read(string? link) => signer.ReadNumbered(Purpose, link) is var (row, number) ? (new(row), number) : null;
}
