using System.Security.Cryptography;
using Acquis.Credentials.OpenBadges;
using Acquis.Credentials.Proofs;
using Acquis.Credentials.Signatures;
using Acquis.Data;
using Acquis.Domain;
using Acquis.Domain.Candidacies;
using Acquis.Domain.Decisions;
using Acquis.Domain.Diplomas;
using Acquis.Infrastructure;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Features.Diplomas;

/// <summary>
/// Issues the digital credentials that go with a document, and revokes them with it: the title, each bloc, and the record that gathers what the decision acquired.
/// Always within the caller's transaction, so that no document stands without its credentials.
/// </summary>
public sealed class CredentialIssuer(AcquisDb db, CurrentActor actor, CredentialKeys keys, StatusListService lists)
{
    /// <summary>Signs the credentials of a document: before it is printed, since it carries one of them. They count once they are entered.</summary>
    /// <param name="source">What the document is made from; its other documents on the decision stand in <see cref="DiplomaSource.Issued"/>.</param>
    public async Task<SignedCredentials> SignAsync(DiplomaSource source, NumberedDocument diploma, DateTimeOffset now, CancellationToken ct)
    {
        var content = new AwardContent(source, now);
        var (award, run) = (content.Award(), new IssuingRun(content, await keys.CurrentAsync(ct)));
        var blocks = diploma.Kind is DiplomaKind.Diploma ? source.Decision.Blocks : [diploma.BlockCode];
        if (diploma.Kind is DiplomaKind.Diploma)
        {
            run.Ask(CredentialKind.Title, "", diploma.Number, diploma.Id, issue => BadgeWriter.Title(award, issue));
        }

        foreach (var code in blocks)
        {
            var number = diploma.Kind is DiplomaKind.Diploma ? $"{diploma.Number}-{code}" : diploma.Number;
            run.Ask(CredentialKind.Block, code, number, diploma.Id, issue => BadgeWriter.Block(award, content.Block(code), issue));
        }

        var earlier = diploma.Kind is DiplomaKind.Diploma ? [] : await PartsAsync(source, ct);
        if (diploma.Kind is DiplomaKind.Diploma || earlier.Count + 1 == source.Decision.Blocks.Count)
        {
            run.Ask(CredentialKind.Record, "", $"{diploma.Number}-R", diploma.Kind is DiplomaKind.Diploma ? diploma.Id : null, issue => RecordWriter.Write(
                award,
                new(diploma.Kind is not DiplomaKind.Diploma, [.. earlier.Select(c => (ReadOnlyMemory<byte>)c.Content), .. run.Signed],
                    [.. source.Framework.Blocks.Where(b => source.Decision.Blocks.Contains(b.Code)).Select(b => content.Block(b.Code))]),
                issue));
        }

        var (list, indices) = await lists.DrawAsync(run.Count, content.Address, now, ct);
        return new(source.Decision, [.. run.Sign(list, indices, source.Person.Id, source.Certification.Id, now)]);
    }

    /// <summary>Issues what was signed, once its document stands in the register.</summary>
    public void Enter(SignedCredentials signed, DateTimeOffset now)
    {
        foreach (var draft in signed.Drafts)
        {
            var (credential, fact) = Credential.Issue(draft, signed.Decision, now);
            db.Add(credential);
            db.Record(fact, actor.Actor, now);
        }
    }

    /// <summary>Revokes the credentials that go with those documents, and the record that gathers them; the lists are published with it.</summary>
    public async Task RevokeAsync(IReadOnlyCollection<Diploma> documents, DateTimeOffset now, CancellationToken ct)
    {
        var ids = documents.Select(d => (Id<Diploma>?)d.Id).ToList();
        var decisions = documents.Select(d => d.DecisionId).ToList();
        var credentials = await db.Credentials.Where(c => c.RevokedAt == null && (ids.Contains(c.DiplomaId)
            || c.Kind == CredentialKind.Record && decisions.Contains(c.DecisionId))).ToListAsync(ct);
        if (credentials.Count == 0)
            return;

        var address = await db.CertifyingBodies.Select(b => b.PublicAddress).SingleAsync(ct);
        foreach (var list in credentials.GroupBy(c => c.StatusListId).OrderBy(g => g.Key))
        {
            await db.LockAsync("status_lists", "id", list.Key.Value, ct);
            foreach (var credential in list)
                db.Record(credential.Revoke(now), actor.Actor, now);

            await lists.SignAsync(list.Key, address, list.Select(c => c.StatusIndex), now, ct);
        }
    }

    /// <summary>The credential in force that says what a document says; null where it has none.</summary>
    public Task<byte[]?> OfAsync(Diploma diploma, CancellationToken ct)
    {
        var kind = diploma.Kind is DiplomaKind.Diploma ? CredentialKind.Title : CredentialKind.Block;
        return db.Credentials.AsNoTracking().Where(c => c.DiplomaId == diploma.Id && c.Kind == kind && c.RevokedAt == null).Select(c => (byte[]?)c.Content).SingleOrDefaultAsync(ct);
    }

    /// <summary>Gives the credentials of somebody who was merged to whom they are one with.</summary>
    public async Task FollowAsync(PersonsMerged merger, CancellationToken ct)
    {
        foreach (var credential in await db.Credentials.Where(c => c.PersonId == merger.Absorbed).ToListAsync(ct))
            credential.Follow(merger);
    }

    private Task<List<Credential>> PartsAsync(DiplomaSource source, CancellationToken ct) => db.Credentials.AsNoTracking()
        .Where(c => c.DecisionId == source.Decision.Id && c.Kind == CredentialKind.Block && c.RevokedAt == null).OrderBy(c => c.BlockCode).ToListAsync(ct);
}

/// <summary>A document that is about to take its place in the register, or stands there.</summary>
/// <param name="BlockCode">Code of the bloc; empty for the parchment.</param>
public sealed record NumberedDocument(Id<Diploma> Id, DiplomaKind Kind, string BlockCode, string Number)
{
    /// <summary>One that stands there.</summary>
    public static NumberedDocument Of(Diploma diploma) => new(diploma.Id, diploma.Kind, diploma.BlockCode, diploma.Number);
}

/// <summary>Credentials that were signed and do not count yet.</summary>
public sealed record SignedCredentials(Decision Decision, IReadOnlyList<CredentialDraft> Drafts)
{
    /// <summary>The one that says what the document says, and that the document carries.</summary>
    public byte[] OfDocument => Drafts[0].Content;
}

/// <summary>The credentials of one document on their way: asked for first, so that all their bits are drawn at once, then signed in their order.</summary>
internal sealed class IssuingRun(AwardContent content, (SigningKey Key, ISigner Signer) with)
{
    private readonly List<Asked> asked = [];

    public int Count => asked.Count;

    /// <summary>Those signed so far.</summary>
    public List<ReadOnlyMemory<byte>> Signed { get; } = [];

    public void Ask(CredentialKind kind, string block, string numbered, Id<Diploma>? diploma, Func<Issue, byte[]> write) => asked.Add(new(kind, block, numbered, diploma, write));

    public IEnumerable<CredentialDraft> Sign(StatusList list, IReadOnlyList<int> indices, Id<Person> person, Id<Domain.Frameworks.Certification> certification, DateTimeOffset now)
    {
        foreach (var (index, one) in indices.Zip(asked))
        {
            var code = ShortCode.From(RandomNumberGenerator.GetBytes(ShortCode.Bytes));
            var issue = new Issue($"{content.Address}/credentials/{code}", one.Number, new(StatusListService.AddressOf(content.Address, list), index));
            var signed = DataIntegrity.Sign(one.Write(issue), with.Signer, content.Did, now);
            Signed.Add(signed);
            yield return new()
            {
                Id = Id<Credential>.New(now),
                Kind = one.Kind,
                Code = code,
                Number = one.Number,
                DiplomaId = one.Diploma,
                PersonId = person,
                CertificationId = certification,
                BlockCode = one.Block,
                SigningKeyId = with.Key.Id,
                StatusListId = list.Id,
                StatusIndex = index,
                Content = signed,
                ContentHash = Convert.ToHexStringLower(SHA256.HashData(signed)),
            };
        }
    }

    private sealed record Asked(CredentialKind Kind, string Block, string Number, Id<Diploma>? Diploma, Func<Issue, byte[]> Write);
}
