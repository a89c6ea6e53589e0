using Acquis.Data;
using Acquis.Domain;
using Acquis.Domain.Candidacies;
using Acquis.Domain.Decisions;
using Acquis.Domain.Diplomas;
using Acquis.Domain.Frameworks;
using Acquis.Features.Accounts;
using Acquis.Features.Decisions;
using Acquis.Infrastructure;
using Acquis.Infrastructure.Mail;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Features.Diplomas.Sending;

/// <summary>The documents of a candidacy and what was sent of them.</summary>
/// <param name="HasAccount">Whether the holder has an account, where they find the documents by themselves.</param>
/// <param name="Link">The link that was sent last; null if none was.</param>
public sealed record HolderFile(Candidacy Candidacy, Person Person, Certification Certification, IReadOnlyList<Diploma> Documents, bool HasAccount, HolderLink? Link)
{
    /// <summary>Why no link can be sent; nothing when one can.</summary>
    public IReadOnlyList<Refusal> WhyNotSend => [.. HolderLink.WhyNotSend(Person, HasAccount, Documents)];
}

/// <summary>The holders of a deliberation who have no account.</summary>
/// <param name="ToSend">Those who have an address and no link that opens.</param>
/// <param name="WithoutAddress">How many have no address.</param>
public sealed record HoldersWithoutAccount(IReadOnlyList<Id<Candidacy>> ToSend, int WithoutAddress);

/// <summary>Sends holders without an account a link to their documents: one holder, or all of a deliberation; and ends it.</summary>
public sealed class HolderLetters(AcquisDb db, Outbox outbox, HolderLinks links, CurrentActor actor, TimeProvider time)
{
    /// <summary>The documents of a candidacy.</summary>
    /// <exception cref="NotFoundException">There is no such candidacy, or it is not of a certification that who asks is registrar of.</exception>
    public async Task<HolderFile> ReadAsync(Id<Candidacy> id, CancellationToken ct)
    {
        var row = await (
            from candidacy in db.Candidacies
            join person in db.People on candidacy.PersonId equals person.Id
            join cohort in db.Cohorts on candidacy.CohortId equals cohort.Id
            join certification in db.Certifications on cohort.CertificationId equals certification.Id
            where candidacy.Id == id
            select new { candidacy, person, certification, HasAccount = db.Users.Any(u => u.PersonId == person.Id && u.DisabledAt == null) }).SingleOrNotFoundAsync(ct);
        if (!actor.Holds(row.certification.Id, Role.Registrar))
            throw new NotFoundException();

        var documents = await db.Diplomas.AsNoTracking().Where(d => d.CandidacyId == id).OrderByDescending(d => d.Year).ThenByDescending(d => d.Serial).ToListAsync(ct);
        return new(row.candidacy, row.person, row.certification, documents, row.HasAccount, await db.HolderLinks.SingleOrDefaultAsync(l => l.CandidacyId == id, ct));
    }

    /// <summary>Sends the holder a link; the one before it ends.</summary>
    /// <exception cref="RefusedException">See <see cref="HolderLink.WhyNotSend"/>.</exception>
    public async Task SendAsync(Id<Candidacy> id, CancellationToken ct)
    {
        await using var write = await db.BeginWriteAsync(ct);
        await SendAsync(id, null, ct);
        await db.SaveChangesAsync(ct);
        await write.CommitAsync(ct);
    }

    /// <summary>The holders of a deliberation who have no account.</summary>
    public async Task<HoldersWithoutAccount> WithoutAccountAsync(Id<Deliberation> id, CancellationToken ct)
    {
        var now = time.Now();
        var rows = await (
            from decision in db.Decisions
            join candidacy in db.Candidacies on decision.CandidacyId equals candidacy.Id
            join person in db.People on candidacy.PersonId equals person.Id
            where decision.DeliberationId == id && db.Diplomas.Any(d => d.DecisionId == decision.Id && d.State == DiplomaState.Valid)
                && !db.Users.Any(u => u.PersonId == person.Id && u.DisabledAt == null)
            orderby person.SortKey, candidacy.Id
            select new
            {
                candidacy.Id,
                HasAddress = person.Email != null && person.Email != "",
                IsSent = db.HolderLinks.Any(l => l.CandidacyId == candidacy.Id && l.EndedAt == null && l.ExpiresAt > now),
            }).ToListAsync(ct);
        return new([.. rows.Where(r => r is { HasAddress: true, IsSent: false }).Select(r => r.Id).Distinct()], rows.Count(r => !r.HasAddress));
    }

    /// <summary>Sends each holder of a deliberation who has no account a link, but whose link opens still; how many messages leave.</summary>
    /// <exception cref="RefusedException">There is nobody to write to.</exception>
    public async Task<int> SendAllAsync(Id<Deliberation> id, CancellationToken ct)
    {
        await using var write = await db.BeginWriteAsync(ct);
        var deliberation = await db.FindVisibleAsync(id, actor, ct);
        var holders = await WithoutAccountAsync(id, ct);
        if (holders.ToSend.Count == 0)
            throw new RefusedException("holder-link.nobody");

        Id<OutboxBatch>? batch = holders.ToSend.Count > 1 ? outbox.Begin(MailKinds.Documents, deliberation.Name).Id : null;
        foreach (var candidacy in holders.ToSend)
            await SendAsync(candidacy, batch, ct);

        await db.SaveChangesAsync(ct);
        await write.CommitAsync(ct);
        return holders.ToSend.Count;
    }

    /// <summary>Ends the link that was sent.</summary>
    /// <exception cref="RefusedException">It opens nothing already.</exception>
    public async Task EndAsync(Id<Candidacy> id, CancellationToken ct)
    {
        var link = (await ReadAsync(id, ct)).Link ?? throw new NotFoundException();
        var now = time.Now();
        db.Record(link.End(now), actor.Actor, now);
        await db.SaveChangesAsync(ct);
    }

    private async Task SendAsync(Id<Candidacy> id, Id<OutboxBatch>? batch, CancellationToken ct)
    {
        await db.LockAsync("candidacies", "id", id.Value, ct);
        var file = await ReadAsync(id, ct);
        Refusal.ThrowIfAny(file.WhyNotSend);
        var now = time.Now();
        var link = file.Link ?? HolderLink.Of(Id<HolderLink>.New(now), id);
        if (file.Link is null)
            db.Add(link);

        var fact = link.Send(now);
        var body = await db.CertifyingBodies.AsNoTracking().SingleOrDefaultAsync(ct) ?? CertifyingBody.Unnamed();
        var values = new Dictionary<string, object?>
        {
            ["name"] = file.Person.DisplayName,
            ["title"] = file.Certification.Title,
            ["number"] = string.Join(", ", file.Documents.Where(d => d.State is DiplomaState.Valid).Select(d => d.Number)),
            ["until"] = Dates.Civil(link.ExpiresAt),
            ["link"] = await links.AddressAsync(link, file.Person.MailLanguage, ct),
            ["contact"] = body.Contact,
            ["institution"] = body.DisplayName,
        };
        await outbox.AddAsync(new(file.Person.Email!, file.Person.MailLanguage, file.Person.Id), MailKinds.Documents, values, ct, batch);
        db.Record(fact, actor.Actor, now);
    }
}
