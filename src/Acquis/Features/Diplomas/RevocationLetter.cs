using Acquis.Data;
using Acquis.Domain.Diplomas;
using Acquis.Features.Accounts;
using Acquis.Infrastructure;
using Acquis.Infrastructure.Mail;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Features.Diplomas;

/// <summary>
/// Tells a holder that their document was revoked: which, since when, why, and whom to write to. The motive concerns the holder and is told to nobody
/// else outside: the public page never shows it.
/// </summary>
public sealed class RevocationLetter(AcquisDb db, Outbox outbox, Texts texts)
{
    /// <summary>Leaves the message in the outbox, saved by the caller. A holder without an address is told by nobody but the page itself.</summary>
    public async Task LeaveAsync(Diploma diploma, CancellationToken ct)
    {
        var person = await db.People.AsNoTracking().SingleAsync(p => p.Id == diploma.PersonId, ct);
        if (person.Email is null)
            return;

        var body = await db.CertifyingBodies.AsNoTracking().SingleAsync(ct);
        var language = (await db.MailLanguagesAsync([person], ct))[person.Id];
        var values = new Dictionary<string, object?>
        {
            ["name"] = person.DisplayName,
            ["document"] = texts.Get(language, DiplomaTexts.Kind(diploma.Kind), new Dictionary<string, object?>()),
            ["number"] = diploma.Number,
            ["title"] = FrozenMentions.Read(diploma).Title,
            ["on"] = Dates.Civil(diploma.EndedAt!.Value),
            ["motive"] = diploma.EndMotive,
            ["contact"] = body.Contact,
            ["link"] = $"{body.PublicAddress}/v/{ShortCode.Show(diploma.Code)}",
            ["institution"] = body.DisplayName,
        };
        await outbox.AddAsync(new(person.Email, language, person.Id), MailKinds.Revoked, values, ct);
    }
}
