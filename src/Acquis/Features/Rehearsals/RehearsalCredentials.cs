using Acquis.Data;
using Acquis.Domain;
using Acquis.Domain.Decisions;
using Acquis.Domain.Diplomas;
using Acquis.Domain.Journal;
using Acquis.Features.Diplomas;
using Acquis.Features.Journal;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Features.Rehearsals;

/// <summary>Writes what a stranger's verifier needs, and nothing else: credentials, keys, lists of revocations, proofs from the journal.</summary>
public sealed class RehearsalCredentials(AcquisDb db, PublishedKeys keys, JournalProofs proofs)
{
    /// <summary>Writes all into the folder.</summary>
    /// <returns>The files of the credentials, under the folder, each with its number.</returns>
    public async Task<IReadOnlyList<(string Name, string Number)>> WriteAsync(string folder, Id<Deliberation> id, CancellationToken ct)
    {
        foreach (var part in new[] { "credentials", "status", "proofs" })
            Directory.CreateDirectory(Path.Combine(folder, part));

        var credentials = await db.Credentials.AsNoTracking().Where(c => db.Decisions.Any(x => x.Id == c.DecisionId && x.DeliberationId == id))
            .OrderBy(c => c.Number).Select(c => new { c.Id, c.Number, c.Content, c.StatusListId }).ToListAsync(ct);
        var written = new List<(string, string)>();
        foreach (var credential in credentials)
        {
            var name = $"credentials/{credential.Number}.json";
            await File.WriteAllBytesAsync(Path.Combine(folder, name), credential.Content, ct);
            written.Add((name, credential.Number));
        }

        await WriteProofsAsync(folder, credentials.ToDictionary(c => c.Id.Value, c => c.Number), ct);
        var lists = credentials.Select(c => c.StatusListId).Distinct().ToList();
        foreach (var list in await db.StatusLists.AsNoTracking().Where(l => lists.Contains(l.Id)).ToListAsync(ct))
            await File.WriteAllBytesAsync(Path.Combine(folder, $"status/{list.Name}.json"), list.Content, ct);

        await File.WriteAllBytesAsync(Path.Combine(folder, "did.json"), (await keys.DocumentAsync(ct))!, ct);
        await File.WriteAllBytesAsync(Path.Combine(folder, "seals.pem"), await keys.SealsAsync(ct), ct);
        await File.WriteAllBytesAsync(Path.Combine(folder, "journal.vkey"), keys.Journal, ct);
        return written;
    }

    private async Task WriteProofsAsync(string folder, Dictionary<Guid, string> numbers, CancellationToken ct)
    {
        var action = Fact.ActionOf(typeof(CredentialIssued));
        var issued = await (
            from subject in db.FactSubjects.AsNoTracking()
            join fact in db.Facts on subject.FactId equals fact.Id
            where subject.Kind == "credential" && fact.Action == action
            select new { fact.Id, subject.SubjectId }).ToListAsync(ct);
        var ours = issued.Where(i => numbers.ContainsKey(i.SubjectId)).ToDictionary(i => i.Id, i => numbers[i.SubjectId]);
        await foreach (var (fact, file) in proofs.OpenedAsync(ours.Keys, ct))
            await File.WriteAllTextAsync(Path.Combine(folder, $"proofs/{ours[fact]}.tlog-proof"), file, ct);
    }
}
