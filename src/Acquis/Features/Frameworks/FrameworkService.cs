using System.Text;
using Acquis.Data;
using Acquis.Domain;
using Acquis.Domain.Frameworks;
using Acquis.Features.Accounts;
using Acquis.Features.Frameworks.Import;
using Acquis.Infrastructure;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Features.Frameworks;

/// <summary>Certifications and the versions of their frameworks.</summary>
public sealed class FrameworkService(AcquisDb db, CurrentActor actor, TimeProvider time)
{
    /// <summary>Reads a file, YAML or a certifier's table in Markdown, and adds it as a draft with its doubts.</summary>
    /// <exception cref="FrameworkFileException">The YAML is no framework; it lists every problem with its line.</exception>
    /// <exception cref="RefusedException">The table holds no competence, the file is not UTF-8, or see <see cref="AddDraftAsync"/>.</exception>
    public async Task<FrameworkVersion> UploadAsync(string fileName, Stream content, CancellationToken ct)
    {
        var text = await ReadTextAsync(fileName, content, ct);
        if (Path.GetExtension(fileName).ToUpperInvariant() is ".YAML" or ".YML")
            return await AddDraftAsync(FrameworkYaml.Read(text, fileName), [], ct);

        var proposal = TableImporter.Import(text);
        return await AddDraftAsync(await UnderItsCertificationAsync(proposal.Framework, ct), proposal.Doubts, ct);
    }

    /// <summary>A table has no code of its own: one with the title of a certification that is there is another edition of its framework.</summary>
    private async Task<Framework> UnderItsCertificationAsync(Framework framework, CancellationToken ct)
    {
        var certifications = await db.Certifications.AsNoTracking().ToListAsync(ct);
        var same = certifications.Find(c => string.Equals(c.Title.Fr, framework.Title.Fr, StringComparison.OrdinalIgnoreCase));
        return same is null ? framework : framework with { Code = same.Code };
    }

    /// <summary>Adds a draft; the first of its code creates the certification.</summary>
    /// <exception cref="RefusedException">The certification has that very text already.</exception>
    public async Task<FrameworkVersion> AddDraftAsync(Framework framework, IReadOnlyList<Doubt> doubts, CancellationToken ct)
    {
        var now = time.Now();
        var certification = await db.Certifications.SingleOrDefaultAsync(c => c.Code == framework.Code, ct);
        RequireRegistrar(certification);
        if (certification is null)
        {
            (certification, var created) = Certification.Create(Id<Certification>.New(now), framework.Code, framework.Title);
            db.Certifications.Add(certification);
            db.Record(created, actor.Actor, now);
        }

        var (json, hash) = FrameworkCatalogue.Identify(framework);
        if (await db.FrameworkVersions.FirstOrDefaultAsync(v => v.CertificationId == certification.Id && v.Hash == hash, ct) is { } same)
            throw new RefusedException("framework.already-there", ("edition", same.Edition));

        var (version, drafted) = FrameworkVersion.Draft(Id<FrameworkVersion>.New(now), certification.Id, framework, json, hash, OpenDoubts.Write(doubts));
        db.FrameworkVersions.Add(version);
        db.Record(drafted, actor.Actor, now);
        await db.SaveChangesAsync(ct);
        return version;
    }

    /// <summary>Settles one doubt of a draft.</summary>
    /// <param name="index">Place of the doubt in the list that was read at <paramref name="version"/>.</param>
    /// <param name="answer">One of the answers proposed, free text where the doubt takes it, or empty to have read it.</param>
    /// <exception cref="RefusedException">The answer is none that the doubt allows, or the version is no draft.</exception>
    public async Task SettleDoubtAsync(Id<FrameworkVersion> id, int version, int index, string answer, CancellationToken ct)
    {
        var draft = await FindAsync(id, version, ct);
        var doubts = OpenDoubts.Read(draft.Doubts).ToList();
        if (index < 0 || index >= doubts.Count)
            throw new StaleException();

        var doubt = doubts[index];
        var framework = OpenDoubts.Answer(FrameworkJson.FromJson(draft.Json), doubt, answer);
        doubts.RemoveAt(index);
        var (json, hash) = FrameworkCatalogue.Identify(framework);
        var now = time.Now();
        db.Record(draft.Revise(framework, json, hash, OpenDoubts.Write(doubts)), actor.Actor, now);
        db.Record(new DoubtSettled(id, doubt.Code, doubt.Target, answer), actor.Actor, now);
        await db.SaveChangesAsync(ct);
    }

    /// <summary>Replaces the text of a draft by a file that was completed elsewhere; what was in doubt is then settled by the file.</summary>
    /// <exception cref="FrameworkFileException">The YAML is no framework.</exception>
    /// <exception cref="RefusedException">The file is of another certification, or the version is no draft.</exception>
    public async Task ReplaceAsync(Id<FrameworkVersion> id, int version, string fileName, Stream content, CancellationToken ct)
    {
        var draft = await FindAsync(id, version, ct);
        var framework = FrameworkYaml.Read(await ReadTextAsync(fileName, content, ct), fileName);
        var certification = await db.Certifications.SingleAsync(c => c.Id == draft.CertificationId, ct);
        if (framework.Code != certification.Code)
            throw new RefusedException("framework.other-certification", ("code", framework.Code), ("expected", certification.Code));

        var (json, hash) = FrameworkCatalogue.Identify(framework);
        db.Record(draft.Revise(framework, json, hash, ""), actor.Actor, time.Now());
        await db.SaveChangesAsync(ct);
    }

    /// <summary>Publishes a draft: its text never changes again.</summary>
    /// <exception cref="RefusedException">See <see cref="FrameworkVersion.WhyNotPublish"/>.</exception>
    public async Task PublishAsync(Id<FrameworkVersion> id, int version, CancellationToken ct)
    {
        var draft = await FindAsync(id, version, ct);
        var now = time.Now();
        db.Record(draft.Publish(Errors(FrameworkJson.FromJson(draft.Json)), now), actor.Actor, now);
        await db.SaveChangesAsync(ct);
    }

    /// <summary>
    /// Puts a text in force: as a new version, or the draft that holds it already. A text in force stays as it is; another text of the same edition
    /// is another version.
    /// </summary>
    /// <returns>The version, and whether it came into force just now.</returns>
    /// <exception cref="RefusedException">The text has errors, or was closed to new candidacies.</exception>
    public async Task<(FrameworkVersion Version, bool IsNew)> PublishTextAsync(Framework framework, CancellationToken ct)
    {
        await using var write = await db.BeginWriteAsync(ct);
        var (_, hash) = FrameworkCatalogue.Identify(framework);
        var version = await db.FrameworkVersions.FirstOrDefaultAsync(v => v.Hash == hash, ct);
        if (version is { State: FrameworkVersionState.Published })
            return (version, false);

        version ??= await AddDraftAsync(framework, [], ct);
        await PublishAsync(version.Id, version.Version, ct);
        await write.CommitAsync(ct);
        return (version, true);
    }

    /// <summary>Closes a version to new candidacies.</summary>
    /// <exception cref="RefusedException">It is not in force.</exception>
    public async Task RetireAsync(Id<FrameworkVersion> id, int version, CancellationToken ct)
    {
        var published = await FindAsync(id, version, ct);
        db.Record(published.Retire(), actor.Actor, time.Now());
        await db.SaveChangesAsync(ct);
    }

    /// <summary>Records what the registration of a certification says.</summary>
    /// <exception cref="RefusedException">See <see cref="Certification.Register"/>.</exception>
    public async Task RegisterAsync(Id<Certification> id, int version, Registration registration, CancellationToken ct)
    {
        var certification = await db.Certifications.SingleOrNotFoundAsync(c => c.Id == id, ct);
        RequireRegistrar(certification);
        certification.Version.ThrowIfStale(version);
        db.Record(certification.Register(registration), actor.Actor, time.Now());
        await db.SaveChangesAsync(ct);
    }

    /// <summary>How many errors the lint finds.</summary>
    public static int Errors(Framework framework) => FrameworkLint.Findings(framework).Count(f => f.Severity is Severity.Error);

    private static async Task<string> ReadTextAsync(string fileName, Stream content, CancellationToken ct)
    {
        try
        {
            using var reader = new StreamReader(content, new UTF8Encoding(false, throwOnInvalidBytes: true));
            return await reader.ReadToEndAsync(ct);
        }
        catch (DecoderFallbackException)
        {
            throw new RefusedException("framework.not-utf8", ("file", fileName));
        }
    }

    private async Task<FrameworkVersion> FindAsync(Id<FrameworkVersion> id, int version, CancellationToken ct)
    {
        var found = await db.FrameworkVersions.SingleOrNotFoundAsync(v => v.Id == id, ct);
        RequireRegistrar(await db.Certifications.SingleAsync(c => c.Id == found.CertificationId, ct));
        found.Version.ThrowIfStale(version);
        return found;
    }

    private void RequireRegistrar(Certification? certification)
    {
        var allowed = certification is null
            ? actor.IsProgram || actor.Grants.Any(g => g.Role is Role.Registrar && g.IsUnlimited)
            : actor.Holds(certification.Id, Role.Registrar);
        if (!allowed)
            throw new ForbiddenException();
    }
}
