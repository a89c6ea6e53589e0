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

/// <summary>Checks credentials as a stranger would, with the keys and lists that this installation publishes.</summary>
public sealed class CredentialVerification(AcquisDb db, PublishedKeys keys, JournalProofs proofs, Texts texts, TimeProvider time)
{
    private static readonly CheckKind[] AlwaysTold = [CheckKind.Proof, CheckKind.Key, CheckKind.Status];

    /// <summary>A document with everything that can be checked of it.</summary>
    public async Task<VerifiedDocument> DocumentAsync(Diploma diploma, CancellationToken ct) =>
        new(diploma, FrozenMentions.Read(diploma), time.Now(), await OfAsync(diploma, ct), await IsInJournalAsync(diploma, ct));

    /// <summary>The credential that says what the document says, checked; null for a document of the time before credentials.</summary>
    private async Task<CheckedCredential?> OfAsync(Diploma diploma, CancellationToken ct)
    {
        var kind = diploma.Kind is DiplomaKind.Diploma ? CredentialKind.Title : CredentialKind.Block;
        // The last one: after the withdrawal of a key a document's credentials are issued anew.
        var credential = await db.Credentials.AsNoTracking().Where(c => c.DiplomaId == diploma.Id && c.Kind == kind).OrderByDescending(c => c.Id).FirstOrDefaultAsync(ct);
        if (credential is null)
            return null;

        var report = new CredentialChecker().Check(credential.Content, await SourcesAsync(credential.StatusListId, ct), time.Now());
        var told = report with { Checks = [.. report.Checks.Where(c => c.Outcome is not CheckOutcome.Passed || AlwaysTold.Contains(c.Kind))] };
        return new(credential.Code, report.IsRefused, [.. ToldChecks.Of(told, texts)]);
    }

    /// <summary>Checks a file that somebody brings, a credential or a sealed PDF, ours or another's.</summary>
    public async Task<CheckReport> CheckAsync(ReadOnlyMemory<byte> file, CancellationToken ct)
    {
        CheckReport Check(CheckSources sources) =>
            PdfChecker.IsPdf(file.Span) ? new PdfChecker().Check(file, sources, time.Now()) : new CredentialChecker().Check(file, sources, time.Now());
        var first = Check(CheckSources.None);
        var ours = await AddressAsync(ct);
        var name = ours is not null && first.Credential?.StatusList is { } list && list.StartsWith($"{ours}/status/", StringComparison.Ordinal) ? list[$"{ours}/status/".Length..] : null;
        var id = name is null ? null : await db.StatusLists.Where(l => l.Name == name).Select(l => (Id<StatusList>?)l.Id).SingleOrDefaultAsync(ct);
        return Check(await SourcesAsync(id, ct));
    }

    /// <summary>Whether the journal has numbered the fact by which the document was issued, so that its proof can be had.</summary>
    public async Task<bool> IsInJournalAsync(Diploma diploma, CancellationToken ct)
    {
        var fact = await IssueFactAsync(diploma, ct);
        var size = await db.Checkpoints.AsNoTracking().MaxAsync(c => (long?)c.Size, ct) ?? 0;
        return await db.Leaves.AsNoTracking().AnyAsync(l => l.FactId == fact && l.Number < size, ct);
    }

    /// <summary>The proof file of the fact by which the document was issued.</summary>
    /// <exception cref="RefusedException">It waits for its number still.</exception>
    public async Task<string> ProofAsync(Diploma diploma, CancellationToken ct) => await proofs.OfAsync(await IssueFactAsync(diploma, ct), ct);

    private async Task<Guid> IssueFactAsync(Diploma diploma, CancellationToken ct)
    {
        var (subject, action) = (Subject.Of(diploma.Id), Fact.ActionOf(typeof(DiplomaIssued)));
        return await (
            from index in db.FactSubjects.AsNoTracking()
            join fact in db.Facts on index.FactId equals fact.Id
            where index.SubjectId == subject.Value && index.Kind == subject.Kind && fact.Action == action
            select fact.Id).FirstOrDefaultAsync(ct);
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

/// <summary>What this installation publishes for whoever checks: its did document and the certificates of its seals.</summary>
public sealed class PublishedKeys(CredentialKeys keys, SealKeys seals)
{
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
