using Acquis.Credentials.Documents;
using Acquis.Data;
using Acquis.Domain;
using Acquis.Domain.Candidacies;
using Acquis.Domain.Diplomas;
using Acquis.Domain.Frameworks;
using Acquis.Features.Accounts;
using Acquis.Infrastructure;
using Acquis.Infrastructure.Files;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Features.Diplomas.Layouts;

/// <summary>A picture of a layout as a form gives it.</summary>
/// <param name="Upload">The file; null keeps the former one.</param>
/// <param name="Name">Name of the file, for refusals.</param>
/// <param name="Removed">Whether the former one is taken away.</param>
public sealed record PictureAsked(Stream? Upload, string Name, bool Removed);

/// <summary>What somebody asks of a draft.</summary>
public sealed record LayoutAsked(string Accent, Signatory? Signatory, PictureAsked Logo, PictureAsked Background, PictureAsked Signature);

/// <summary>The layouts of one certification, the newest first.</summary>
public sealed record CertificationLayouts(Certification Certification, IReadOnlyList<DiplomaLayout> Layouts)
{
    /// <summary>The draft; null where there is none.</summary>
    public DiplomaLayout? Draft => Layouts.FirstOrDefault(l => l.State is LayoutState.Draft);

    /// <summary>What documents bear that are issued now; null for the usual layout.</summary>
    public DiplomaLayout? Current => Layouts.FirstOrDefault(l => l.State is LayoutState.Published);
}

/// <summary>Layouts of diplomas: drafted, published. Pictures of a layout are never taken out of the store, since documents bear them.</summary>
public sealed class LayoutService(AcquisDb db, FileStore files, CurrentActor actor, TimeProvider time)
{
    /// <summary>The layouts of a certification that who asks is registrar of.</summary>
    /// <exception cref="NotFoundException">There is no such certification, or it is not theirs.</exception>
    public async Task<CertificationLayouts> ReadAsync(Id<Certification> id, CancellationToken ct)
    {
        var certification = await db.Certifications.AsNoTracking().SingleOrNotFoundAsync(c => c.Id == id, ct);
        if (!actor.Holds(id, Role.Registrar))
            throw new NotFoundException();

        return new(certification, await db.DiplomaLayouts.Where(l => l.CertificationId == id).OrderByDescending(l => l.Number).ToListAsync(ct));
    }

    /// <summary>Keeps the draft, begun where there is none.</summary>
    /// <param name="version">Version of the draft that was read; null where none was.</param>
    /// <exception cref="RefusedException">A picture cannot be drawn or is too large; or see <see cref="LayoutTerms.WhyNot"/>.</exception>
    public async Task SaveAsync(Id<Certification> id, int? version, LayoutAsked asked, CancellationToken ct)
    {
        await using var write = await db.BeginWriteAsync(ct);
        await db.LockAsync("certifications", "id", id.Value, ct);
        var layouts = await ReadAsync(id, ct);
        layouts.Draft?.Version.ThrowIfStale(version ?? -1);
        var before = (layouts.Draft ?? layouts.Current)?.Terms;
        var terms = new LayoutTerms(
            asked.Accent.Trim().ToLowerInvariant(), await TakeAsync(asked.Logo, before?.Logo, ct), await TakeAsync(asked.Background, before?.Background, ct),
            await TakeAsync(asked.Signature, before?.Signature, ct), asked.Signatory);
        var now = time.Now();
        if (layouts.Draft is { } draft)
        {
            db.Record(draft.Change(terms), actor.Actor, now);
        }
        else
        {
            var (layout, fact) = DiplomaLayout.Draft(Id<DiplomaLayout>.New(now), id, layouts.Current, terms);
            db.Add(layout);
            db.Record(fact, actor.Actor, now);
        }

        await db.SaveChangesAsync(ct);
        await write.CommitAsync(ct);
    }

    /// <summary>Publishes the draft.</summary>
    /// <exception cref="StaleException">Somebody else changed it since.</exception>
    public async Task PublishAsync(Id<Certification> id, int version, CancellationToken ct)
    {
        var draft = (await ReadAsync(id, ct)).Draft ?? throw new NotFoundException();
        draft.Version.ThrowIfStale(version);
        var now = time.Now();
        db.Record(draft.Publish(now), actor.Actor, now);
        await db.SaveChangesAsync(ct);
    }

    private async Task<string?> TakeAsync(PictureAsked picture, string? before, CancellationToken ct)
    {
        if (picture.Upload is not { } upload)
            return picture.Removed ? null : before;

        using var copy = new MemoryStream();
        if (upload.Length > PrintedPicture.MaxBytes)
            throw Refused("layout.picture-too-large", picture);

        await upload.CopyToAsync(copy, ct);
        if (PrintedPicture.Defect(copy.ToArray()) is { } defect)
            throw Refused(defect, picture);

        copy.Position = 0;
        return (await files.SaveAsync(copy, picture.Name, ct)).Hash;
    }

    private static RefusedException Refused(string code, PictureAsked picture) => new(
        code, ("name", picture.Name), ("max", PrintedPicture.MaxBytes >> 20), ("side", PrintedPicture.MaxSide), ("width", PrintedPicture.GoodWidth));
}
