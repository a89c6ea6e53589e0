using System.Text;
using System.Text.Json;
using Acquis.Credentials.Documents;
using Acquis.Data;
using Acquis.Domain;
using Acquis.Domain.Diplomas;
using Acquis.Features.Accounts;
using Acquis.Features.Decisions;
using Acquis.Features.Diplomas.Sealing;
using Acquis.Infrastructure;
using Acquis.Infrastructure.Files;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Features.Diplomas.Annexes;

/// <summary>Documents that go with a diploma, for its registrar and its holder: each is made once, the first time that it is asked for.</summary>
public sealed class AnnexService(AcquisDb db, CurrentActor actor, DiplomaFiles reader, AnnexFiles files, TimeProvider time)
{
    /// <summary>Languages in which they are made.</summary>
    public static readonly IReadOnlyList<string> Languages = ["fr", "en"];

    /// <summary>The kinds that go with a document.</summary>
    public static IEnumerable<AnnexKind> KindsOf(Diploma diploma) => Enum.GetValues<AnnexKind>().Where(k => !Annex.WhyNotIssue(diploma, k).Any());

    /// <summary>That document, as it was made or made now.</summary>
    /// <exception cref="RefusedException">The diploma does not hold any more, or has no such document.</exception>
    /// <exception cref="NotFoundException">It is neither theirs nor of a certification that they are registrar of.</exception>
    public async Task<(Annex Annex, AnnexContent Content)> GetAsync(Id<Diploma> id, AnnexKind kind, string language, CancellationToken ct)
    {
        Refusal.ThrowIfAny(await WhyNotAsync(id, kind, ct));
        var annex = await FindAsync(id, kind, language, ct) ?? await MakeAsync(id, kind, language, ct);
        return (annex, await files.ReadAsync(annex, ct));
    }

    /// <summary>Why that document cannot be had now; nothing when it can.</summary>
    /// <exception cref="NotFoundException">See <see cref="GetAsync"/>.</exception>
    public async Task<IReadOnlyList<Refusal>> WhyNotAsync(Id<Diploma> id, AnnexKind kind, CancellationToken ct)
    {
        var diploma = await db.Diplomas.AsNoTracking().SingleOrNotFoundAsync(d => d.Id == id, ct);
        return actor.Holds(diploma.CertificationId, Role.Registrar) || (actor.PersonId is { } person && person == diploma.PersonId)
            ? [.. Annex.WhyNotIssue(diploma, kind)]
            : throw new NotFoundException();
    }

    /// <summary>Everything that goes with a document, in each language.</summary>
    public async Task<IReadOnlyList<Annex>> AllAsync(Diploma diploma, CancellationToken ct)
    {
        var all = new List<Annex>();
        foreach (var kind in KindsOf(diploma))
        {
            foreach (var language in Languages)
                all.Add((await GetAsync(diploma.Id, kind, language, ct)).Annex);
        }

        return all;
    }

    private Task<Annex?> FindAsync(Id<Diploma> id, AnnexKind kind, string language, CancellationToken ct) =>
        db.Annexes.AsNoTracking().SingleOrDefaultAsync(a => a.DiplomaId == id && a.Kind == kind && a.Language == language, ct);

    private async Task<Annex> MakeAsync(Id<Diploma> id, AnnexKind kind, string language, CancellationToken ct)
    {
        db.ChangeTracker.Clear();
        await using var write = await db.BeginWriteAsync(ct);
        await db.LockAsync("diplomas", "id", id.Value, ct);
        if (await FindAsync(id, kind, language, ct) is { } made)
            return made;

        var now = time.Now();
        var diploma = await db.Diplomas.SingleOrNotFoundAsync(d => d.Id == id, ct);
        var source = await reader.ReadAsync(diploma.DecisionId, ct);
        var (content, pdf) = await files.SaveAsync(source, diploma, kind, language, Dates.Civil(now), ct);
        var (annex, fact) = Annex.Issue(Id<Annex>.New(now), diploma, kind, language, content, pdf, now);
        db.Add(annex);
        db.Record(fact, actor.Actor, now);
        await db.SaveChangesAsync(ct);
        await write.CommitAsync(ct);
        return annex;
    }
}

/// <summary>Prints, seals, keeps and reads the files of documents that go with a diploma.</summary>
public sealed class AnnexFiles(FileStore files, DocumentSealing sealing, Texts texts)
{
    /// <summary>Writes the content, prints it in the layout of the diploma and seals the PDF; the hashes of both in the file store.</summary>
    /// <exception cref="RefusedException">A character cannot be printed.</exception>
    public async Task<(string Content, string Pdf)> SaveAsync(
        DiplomaSource source, Diploma diploma, AnnexKind kind, string language, DateOnly on, CancellationToken ct)
    {
        var content = new AnnexWriter(texts, source, diploma, language, on).Write(kind);
        using var json = new MemoryStream(Encoding.UTF8.GetBytes(DecisionRecords.Canonical(content)));
        using var pdf = new MemoryStream(await sealing.SealAsync(Print(content, await files.ReadAsync(content.Logo, ct)), null, ct));
        var name = NameOf(diploma.Number, kind, language);
        return ((await files.SaveAsync(json, $"{name}.json", ct)).Hash, (await files.SaveAsync(pdf, $"{name}.pdf", ct)).Hash);
    }

    /// <summary>What one says, as it was printed.</summary>
    public async Task<AnnexContent> ReadAsync(Annex annex, CancellationToken ct)
    {
        await using var file = await files.OpenAsync(annex.ContentFile, ct);
        return (await JsonSerializer.DeserializeAsync<AnnexContent>(file, Conversions.Json, ct))!;
    }

    /// <summary>Opens the sealed PDF.</summary>
    public Task<Stream> OpenPdfAsync(Annex annex, CancellationToken ct) => files.OpenAsync(annex.PdfFile, ct);

    /// <summary>Name of its file, without extension, such as <c>2027-00042-supplement-fr</c>.</summary>
    public static string NameOf(string number, AnnexKind kind, string language) => $"{number}-{kind.ToString().ToLowerInvariant()}-{language}";

    private static byte[] Print(AnnexContent content, byte[]? logo)
    {
        try
        {
            return AnnexDocument.Render(content, logo);
        }
        catch (DocumentRefusedException e)
        {
            throw new RefusedException([.. e.Defects.Select(d => Refusal.Of(d.Code, ("detail", d.Detail)))]);
        }
    }
}
