using Acquis.Data;
using Acquis.Domain;
using Acquis.Domain.Candidacies;
using Acquis.Features.Home;
using Acquis.Infrastructure;
using Acquis.Infrastructure.Files;
using Acquis.Infrastructure.Mail;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Features.Settings;

/// <summary>Settings of the certifying body. Each change says which version it was read at; <c>null</c> skips the check (command line, seed).</summary>
public sealed class SettingsService(
    AcquisDb db, FileStore files, IDataProtectionProvider protection, Institution institution, CurrentActor actor, TimeProvider time)
{
    /// <summary>Largest logo, in bytes: it stands in every document.</summary>
    public const long LogoMaxSize = 1024 * 1024;

    /// <summary>The certifying body as it stands; an unnamed one before anything was set.</summary>
    public async Task<CertifyingBody> GetAsync(CancellationToken ct) =>
        await db.CertifyingBodies.AsNoTracking().SingleOrDefaultAsync(ct) ?? CertifyingBody.Unnamed();

    /// <exception cref="RefusedException">See <see cref="CertifyingBody.Identify"/>.</exception>
    public Task IdentifyAsync(BodyIdentity identity, int? version, CancellationToken ct) => ChangeAsync(b => b.Identify(identity), version, ct);

    /// <exception cref="RefusedException">See <see cref="CertifyingBody.NameSignatories"/>.</exception>
    public Task NameSignatoriesAsync(IReadOnlyList<Signatory> signatories, int? version, CancellationToken ct) =>
        ChangeAsync(b => b.NameSignatories(signatories), version, ct);

    /// <summary>Sets the mail server.</summary>
    /// <param name="password">New password in clear, protected before it is stored; null keeps the former one.</param>
    /// <exception cref="RefusedException">See <see cref="CertifyingBody.SetMail"/>.</exception>
    public async Task SetMailAsync(MailServer server, string? password, int? version, CancellationToken ct)
    {
        (await db.Set<OutboxControl>().SingleOrDefaultAsync(ct))?.TryNow();
        await ChangeAsync(
            body =>
            {
                var kept = password is null
                    ? body.Mail?.ProtectedPassword
                    : protection.CreateProtector(MailSender.PasswordPurpose).Protect(password);
                return body.SetMail(server with { ProtectedPassword = string.IsNullOrEmpty(server.User) ? null : kept });
            },
            version,
            ct);
    }

    /// <summary>Takes a logo.</summary>
    /// <exception cref="RefusedException">It is no PNG, or larger than <see cref="LogoMaxSize"/>.</exception>
    public async Task TakeLogoAsync(Stream png, string name, int? version, CancellationToken ct)
    {
        await using var write = await db.BeginWriteAsync(ct);
        var file = await files.SaveAsync(png, name, ct);
        if (file.MediaType != "image/png" || file.Size > LogoMaxSize)
            throw new RefusedException("body.logo-not-png", ("name", name));

        // The former one stays in the store: documents bear it, and so will their duplicatas.
        var body = await FindAsync(version, ct);
        db.Record(body.TakeLogo(file.Hash), actor.Actor, time.Now());
        await db.SaveChangesAsync(ct);
        await write.CommitAsync(ct);
    }

    private async Task ChangeAsync(Func<CertifyingBody, Fact> change, int? version, CancellationToken ct)
    {
        var body = await FindAsync(version, ct);
        db.Record(change(body), actor.Actor, time.Now());
        await db.SaveChangesAsync(ct);
        institution.Forget();
    }

    private async Task<CertifyingBody> FindAsync(int? version, CancellationToken ct)
    {
        var body = await db.CertifyingBodies.SingleOrDefaultAsync(ct);
        if (body is null)
        {
            body = CertifyingBody.Unnamed();
            db.Add(body);
        }

        if (version is { } read)
            body.Version.ThrowIfStale(read);

        return body;
    }
}
