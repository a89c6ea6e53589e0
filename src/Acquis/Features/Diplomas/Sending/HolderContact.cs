using Acquis.Data;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Features.Diplomas.Sending;

/// <summary>Whom holders write to.</summary>
public sealed class HolderContact(AcquisDb db)
{
    /// <summary>Name and address of the certifying body, and the address that its mail comes from.</summary>
    public async Task<string> ReadAsync(CancellationToken ct) => (await db.CertifyingBodies.AsNoTracking().SingleOrDefaultAsync(ct))?.Contact ?? "";
}
