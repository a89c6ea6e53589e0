using System.Security.Cryptography;
using Acquis.Data;
using Acquis.Domain;
using Acquis.Domain.Candidacies;
using Acquis.Domain.Decisions;
using Acquis.Domain.Diplomas;
using Acquis.Domain.Frameworks;
using Acquis.Features.Accounts;
using Acquis.Features.Decisions;
using Acquis.Infrastructure;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Features.Diplomas;

/// <summary>A document that a decision gives.</summary>
/// <param name="BlockCode">Code of the bloc; empty for the parchment.</param>
public sealed record DocumentAsked(Id<Decision> Decision, DiplomaKind Kind, string BlockCode = "");

/// <summary>The register: issues, copies, issues anew. Each document is a transaction of its own.</summary>
public sealed class DiplomaService(AcquisDb db, CurrentActor actor, DiplomaFiles reader, CredentialIssuer credentials, TimeProvider time)
{
    /// <summary>Every reason why that document cannot be issued now; nothing when it can.</summary>
    public async Task<IReadOnlyList<Refusal>> WhyNotIssueAsync(DocumentAsked asked, CancellationToken ct)
    {
        var source = await reader.ReadAsync(asked.Decision, ct);
        return WhyNotIssue(source, asked, Dates.Civil(time.Now()));
    }

    /// <summary>Issues one document.</summary>
    /// <exception cref="RefusedException">A mention, a setting or a right is missing; nothing is numbered.</exception>
    public async Task<Diploma> IssueAsync(DocumentAsked asked, CancellationToken ct)
    {
        db.ChangeTracker.Clear();
        await using var write = await db.BeginWriteAsync(ct);
        var serialYear = Dates.Civil(time.Now()).Year;
        var source = await reader.ReadAsync(asked.Decision, ct);
        Require(source.Certification.Id);
        var diploma = await IssueAsync(source, asked, await NextSerialAsync(serialYear, ct), ct);
        await db.SaveChangesAsync(ct);
        await write.CommitAsync(ct);
        return diploma;
    }

    /// <summary>Issues every document that the published decisions of a deliberation still lack: a parchment for each award, a certificate for each bloc of a partial award.</summary>
    /// <exception cref="RefusedException">The results are not published, or the first document that is refused; those before it stay issued.</exception>
    public Task<IReadOnlyList<Diploma>> IssueAllAsync(Id<Deliberation> id, CancellationToken ct) => IssueForAsync(id, TimeSpan.MaxValue, ct);

    /// <summary>The same, until that much time has passed: at least one document, and no more than the time allows. What is left is issued by the next call, after a kill too.</summary>
    /// <exception cref="RefusedException">The results are not published, or the first document that is refused; those before it stay issued.</exception>
    public async Task<IReadOnlyList<Diploma>> IssueForAsync(Id<Deliberation> id, TimeSpan budget, CancellationToken ct)
    {
        var begun = time.GetTimestamp();
        var deliberation = await db.FindVisibleAsync(id, actor, ct);
        Require(deliberation.CertificationId);
        if (deliberation.State is not DeliberationState.Published)
            throw new RefusedException("diploma.result-not-published");

        var issued = new List<Diploma>();
        foreach (var asked in await LackingAsync(id, ct))
        {
            issued.Add(await IssueAsync(asked, ct));
            if (time.GetElapsedTime(begun) >= budget)
                break;
        }

        return issued;
    }

    /// <summary>Documents that the published decisions of a deliberation give and that were never issued: one that was revoked is issued anew on its own page, with a motive.</summary>
    public async Task<IReadOnlyList<DocumentAsked>> LackingAsync(Id<Deliberation> id, CancellationToken ct)
    {
        var decisions = await db.Decisions.AsNoTracking()
            .Where(d => d.DeliberationId == id && d.PublishedAt != null && d.SupersededById == null).OrderBy(d => d.Id).ToListAsync(ct);
        var ids = decisions.Select(d => d.Id).ToList();
        var have = (await db.Diplomas.AsNoTracking().Where(d => ids.Contains(d.DecisionId) && d.State != DiplomaState.Replaced)
            .Select(d => new { d.DecisionId, d.Kind, d.BlockCode }).ToListAsync(ct)).Select(d => new DocumentAsked(d.DecisionId, d.Kind, d.BlockCode)).ToHashSet();
        return [.. decisions.SelectMany(Given).Where(a => !have.Contains(a))];
    }

    /// <summary>Documents that a decision gives.</summary>
    public static IEnumerable<DocumentAsked> Given(Decision decision) => decision.Verdict switch
    {
        Verdict.Awarded => [new(decision.Id, DiplomaKind.Diploma)],
        Verdict.PartlyAwarded => decision.Blocks.Select(b => new DocumentAsked(decision.Id, DiplomaKind.BlockCertificate, b)),
        _ => [],
    };

    /// <summary>Issues a duplicata of a document: same number and code, the word DUPLICATA and its date.</summary>
    /// <exception cref="StaleException">Somebody else changed it since <paramref name="version"/>.</exception>
    public async Task DuplicateAsync(Id<Diploma> id, int version, string motive, CancellationToken ct)
    {
        var diploma = await FindAsync(id, ct);
        diploma.Version.ThrowIfStale(version);
        Refusal.ThrowIfAny(diploma.WhyNotChange());
        var now = time.Now();
        var on = Dates.Civil(now);
        var pdf = await reader.SaveAsync(FrozenMentions.Read(diploma), on, await credentials.OfAsync(diploma, ct), ct);
        db.Record(diploma.Copy(pdf, on, motive), actor.Actor, now);
        await db.SaveChangesAsync(ct);
    }

    /// <summary>
    /// Issues the document anew with what is known now of its holder and its certification: another number. The former one is replaced; one that was
    /// revoked without ground stays revoked, and leads to the new one.
    /// </summary>
    /// <exception cref="RefusedException">It was replaced already, its revocation is asked for, or a mention is missing.</exception>
    public async Task<Diploma> ReissueAsync(Id<Diploma> id, string motive, CancellationToken ct)
    {
        db.ChangeTracker.Clear();
        await using var write = await db.BeginWriteAsync(ct);
        await db.LockAsync("diplomas", "id", id.Value, ct);
        var former = await FindAsync(id, ct);
        var now = time.Now();
        var source = await reader.ReadAsync(former.DecisionId, ct);
        var next = Id<Diploma>.New(now);
        db.Record(former.State is DiplomaState.Revoked ? former.Restore(next, motive) : former.Replace(next, motive, now), actor.Actor, now);
        await credentials.RevokeAsync([former], now, ct);
        await db.SaveChangesAsync(ct);
        var asked = new DocumentAsked(former.DecisionId, former.Kind, former.BlockCode);
        var diploma = await IssueAsync(
            source with { Issued = [.. source.Issued.Where(d => d.Id != id)] }, asked, await NextSerialAsync(Dates.Civil(now).Year, ct), ct, next);
        await db.SaveChangesAsync(ct);
        await write.CommitAsync(ct);
        return diploma;
    }

    /// <summary>Gives the documents of somebody who was merged to whom they are one with, within the caller's transaction.</summary>
    internal async Task FollowAsync(PersonsMerged merger, CancellationToken ct)
    {
        foreach (var diploma in await db.Diplomas.Where(d => d.PersonId == merger.Absorbed).ToListAsync(ct))
            diploma.Follow(merger);

        await credentials.FollowAsync(merger, ct);
    }

    /// <summary>Documents issued on a decision that still hold.</summary>
    internal Task<List<Diploma>> ValidOnAsync(Id<Decision> id, CancellationToken ct) =>
        db.Diplomas.Where(d => d.DecisionId == id && d.State == DiplomaState.Valid).ToListAsync(ct);

    /// <summary>Revokes documents whose decision was replaced, with their credentials, within the caller's transaction.</summary>
    internal Task RevokeAllAsync(IReadOnlyCollection<Diploma> documents, string reason, DateTimeOffset now, CancellationToken ct)
    {
        foreach (var diploma in documents)
        {
            db.Record(diploma.Revoke(reason, now), actor.Actor, now);
        }

        return credentials.RevokeAsync(documents, now, ct);
    }

    private static List<Refusal> WhyNotIssue(DiplomaSource source, DocumentAsked asked, DateOnly on) =>
    [
        .. Diploma.WhyNotIssue(source.Decision, asked.Kind, asked.BlockCode, source.Issued),
        .. source.Body.WhyNotIssue(),
        .. Diploma.WhyNotCovered(source.Certification.Registration, source.Candidacy.EnteredOn, on),
        .. DiplomaFiles.WhyNotPrint(source.Content(asked, on, number: "", code: "")),
    ];

    private async Task<Diploma> IssueAsync(DiplomaSource source, DocumentAsked asked, int serial, CancellationToken ct, Id<Diploma>? id = null)
    {
        var now = time.Now();
        var on = Dates.Civil(now);
        Refusal.ThrowIfAny(WhyNotIssue(source, asked, on));
        var code = ShortCode.From(RandomNumberGenerator.GetBytes(ShortCode.Bytes));
        var content = source.Content(asked, on, Diploma.NumberOf(on.Year, serial), code);
        var json = DecisionRecords.Canonical(content);
        var numbered = new NumberedDocument(id ?? Id<Diploma>.New(now), asked.Kind, asked.BlockCode, content.Number);
        var signed = await credentials.SignAsync(source, numbered, now, ct);
        var draft = new DiplomaDraft
        {
            Id = numbered.Id,
            Kind = asked.Kind,
            BlockCode = asked.BlockCode,
            PersonId = source.Person.Id,
            CertificationId = source.Certification.Id,
            Year = on.Year,
            Serial = serial,
            Code = code,
            HolderName = content.Holder,
            HolderKey = source.Person.SortKey,
            IssuedOn = on,
            ContentJson = json,
            ContentHash = DecisionRecords.HashOf(json),
            PdfFile = await reader.SaveAsync(content, null, signed.OfDocument, ct),
            IsSpecimen = content.IsSpecimen,
        };
        var (diploma, fact) = Diploma.Issue(draft, source.Decision, source.Issued, now);
        db.Add(diploma);
        db.Record(fact, actor.Actor, now);
        credentials.Enter(signed, now);
        return diploma;
    }

    /// <summary>
    /// The next place in a year's register. The row stays locked until the transaction ends: whoever comes next waits, and a transaction undone
    /// gives its number back.
    /// </summary>
    private async Task<int> NextSerialAsync(int year, CancellationToken ct) =>
        (await db.Database.SqlQueryRaw<int>(
            "insert into diploma_counters (year, last) values ({0}, 1) on conflict (year) do update set last = diploma_counters.last + 1 returning last as \"Value\"",
            year).ToListAsync(ct))[0];

    private async Task<Diploma> FindAsync(Id<Diploma> id, CancellationToken ct)
    {
        var diploma = await db.Diplomas.SingleOrNotFoundAsync(d => d.Id == id, ct);
        Require(diploma.CertificationId);
        return diploma;
    }

    private void Require(Id<Certification> certification)
    {
        if (!actor.Holds(certification, Role.Registrar))
            throw new ForbiddenException();
    }
}
