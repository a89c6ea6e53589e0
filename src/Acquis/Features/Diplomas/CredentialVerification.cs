using System.Text;
using Acquis.Credentials.Checking;
using Acquis.Credentials.Keys;
using Acquis.Data;
using Acquis.Domain;
using Acquis.Domain.Diplomas;
using Acquis.Features.Diplomas.Sealing;
using Acquis.Features.Journal;
using Acquis.Infrastructure;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Features.Diplomas;

/// <summary>What was checked of a document's digital credential.</summary>
/// <param name="Code">Last part of the credential's address.</param>
/// <param name="IsRefused">Whether a check failed. Neither good nor refused: something could not be checked.</param>
public sealed record CheckedCredential(string Code, bool IsRefused, IReadOnlyList<ToldCheck> Checks);

/// <summary>What was checked of a file that somebody brings.</summary>
/// <param name="IsByBrought">Whether it was held against what they brought as its issuer's, which they answer for.</param>
public sealed record CheckedFile(CheckReport Report, bool IsByBrought);

/// <summary>Checks credentials as a stranger would, with the keys and lists that this installation publishes.</summary>
public sealed class CredentialVerification(AcquisDb db, PublishedKeys keys, JournalProofs proofs, Texts texts, TimeProvider time)
{
    private static readonly CheckKind[] AlwaysTold = [CheckKind.Proof, CheckKind.Key, CheckKind.Status];

    /// <summary>A document with everything that can be checked of it.</summary>
    public async Task<VerifiedDocument> DocumentAsync(Diploma diploma, CancellationToken ct) =>
        new(diploma, FrozenMentions.Read(diploma), time.Now(), await OfAsync(diploma, ct), await IsInJournalAsync(diploma, ct))
        {
            ReplacedBy = diploma.ReplacedById is { } next ? await db.Diplomas.Where(d => d.Id == next).Select(d => d.Number).SingleOrDefaultAsync(ct) : null,
        };

    /// <summary>The credential that says what the document says, checked; null for a document of the time before credentials.</summary>
    private async Task<CheckedCredential?> OfAsync(Diploma diploma, CancellationToken ct)
    {
        if (await LastOf(diploma).FirstOrDefaultAsync(ct) is not { } credential)
            return null;

        var report = new CredentialChecker().Check(credential.Content, await SourcesAsync(credential.StatusListId, ct), time.Now());
        var told = report with { Checks = [.. report.Checks.Where(c => c.Outcome is not CheckOutcome.Passed || AlwaysTold.Contains(c.Kind))] };
        return new(credential.Code, report.IsRefused, [.. ToldChecks.Of(told, texts)]);
    }

    /// <summary>Checks a file that somebody brings, a credential or a sealed PDF, ours or another's.</summary>
    /// <param name="brought">What its issuer publishes, as they bring it. Of what we issue, nothing but what we publish counts.</param>
    public async Task<CheckedFile> CheckAsync(ReadOnlyMemory<byte> file, CheckSources? brought, CancellationToken ct)
    {
        CheckReport Check(CheckSources sources) =>
            PdfChecker.IsPdf(file.Span) ? new PdfChecker().Check(file, sources, time.Now()) : new CredentialChecker().Check(file, sources, time.Now());
        var first = Check(CheckSources.None);
        var ours = await AddressAsync(ct);
        if (brought is not null && first.Credential?.Issuer is { } issuer && issuer != (string.IsNullOrEmpty(ours) ? null : DidWeb.Of(new(ours))))
            return new(Check(brought), IsByBrought: true);

        var name = ours is not null && first.Credential?.StatusList is { } list && list.StartsWith($"{ours}/status/", StringComparison.Ordinal) ? list[$"{ours}/status/".Length..] : null;
        var id = name is null ? null : await db.StatusLists.Where(l => l.Name == name).Select(l => (Id<StatusList>?)l.Id).SingleOrDefaultAsync(ct);
        return new(Check(await SourcesAsync(id, ct)), IsByBrought: false);
    }

    /// <summary>Whether the journal has numbered the fact by which the document was issued, so that its proof can be had.</summary>
    public async Task<bool> IsInJournalAsync(Diploma diploma, CancellationToken ct)
    {
        var fact = await IssueFactAsync(diploma, ct);
        var size = await db.Checkpoints.AsNoTracking().MaxAsync(c => (long?)c.Size, ct) ?? 0;
        return await db.Leaves.AsNoTracking().AnyAsync(l => l.FactId == fact && l.Number < size, ct);
    }

    /// <summary>
    /// The proof file of the fact by which the credential of a document was issued: it names the bytes that the document carries, so that it can be held
    /// against the file. Of a document of the time before credentials, that of its own issue.
    /// </summary>
    /// <exception cref="RefusedException">It waits for its number still.</exception>
    public async Task<string> ProofAsync(Diploma diploma, CancellationToken ct) => await LastOf(diploma).Select(c => (Id<Credential>?)c.Id).FirstOrDefaultAsync(ct) is { } credential
        ? await ProofAsync(credential, ct)
        : await proofs.OfAsync(await IssueFactAsync(diploma, ct), ct);

    /// <summary>The same; null where it waits for its number.</summary>
    public async Task<string?> FindProofAsync(Diploma diploma, CancellationToken ct)
    {
        try
        {
            return await ProofAsync(diploma, ct);
        }
        catch (RefusedException)
        {
            return null;
        }
    }

    /// <summary>The proof file of the fact by which a credential was issued.</summary>
    /// <exception cref="RefusedException">It waits for its number still.</exception>
    public async Task<string> ProofAsync(Id<Credential> credential, CancellationToken ct) =>
        await proofs.OpenedAsync(await FactAsync(Subject.Of(credential), typeof(CredentialIssued), ct), ct);

    private Task<Guid> IssueFactAsync(Diploma diploma, CancellationToken ct) => FactAsync(Subject.Of(diploma.Id), typeof(DiplomaIssued), ct);

    private Task<Guid> FactAsync(Subject subject, Type kind, CancellationToken ct)
    {
        var action = Fact.ActionOf(kind);
        return (
            from index in db.FactSubjects.AsNoTracking()
            join fact in db.Facts on index.FactId equals fact.Id
            where index.SubjectId == subject.Value && index.Kind == subject.Kind && fact.Action == action
            select fact.Id).FirstOrDefaultAsync(ct);
    }

    // The last one: after the withdrawal of a key a document's credentials are issued anew.
    private IQueryable<Credential> LastOf(Diploma diploma)
    {
        var kind = diploma.Kind is DiplomaKind.Diploma ? CredentialKind.Title : CredentialKind.Block;
        return db.Credentials.AsNoTracking().Where(c => c.DiplomaId == diploma.Id && c.Kind == kind).OrderByDescending(c => c.Id);
    }

    private async Task<CheckSources> SourcesAsync(Id<StatusList>? list, CancellationToken ct)
    {
        var sources = new CheckSources();
        if (await keys.DocumentAsync(ct) is { } document)
            sources.Add(DidDocument.Parse(document));

        await keys.AddSealsAsync(sources, ct);

        var found = list is null ? null : await db.StatusLists.AsNoTracking().SingleOrDefaultAsync(l => l.Id == list, ct);
        if (found is not null && await AddressAsync(ct) is { } address)
            sources.AddStatusList(StatusListService.AddressOf(address, found), found.Content);

        return sources;
    }

    private Task<string?> AddressAsync(CancellationToken ct) => db.CertifyingBodies.AsNoTracking().Select(b => (string?)b.PublicAddress).SingleOrDefaultAsync(ct);
}

/// <summary>What this installation publishes for whoever checks: its did document, the certificates of its seals, the key of its journal.</summary>
public sealed class PublishedKeys(CredentialKeys keys, SealKeys seals, JournalKeys journal)
{
    /// <summary>The public key of the journal in a line, as signed notes write it.</summary>
    public byte[] Journal => Encoding.ASCII.GetBytes($"{journal.Signer.Verifier}\n");

    /// <summary>The did document; null while the body has no public address.</summary>
    public Task<byte[]?> DocumentAsync(CancellationToken ct) => keys.DocumentAsync(ct);

    /// <summary>The certificates, PEM.</summary>
    public async Task<byte[]> SealsAsync(CancellationToken ct) => SealedFiles.Pem(await seals.ListAsync(ct));

    /// <summary>Adds the certificates.</summary>
    public async Task AddSealsAsync(CheckSources sources, CancellationToken ct)
    {
        foreach (var seal in await seals.ListAsync(ct))
            sources.AddSeal(seal.Certificate);
    }
}
