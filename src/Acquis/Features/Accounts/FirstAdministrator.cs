using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Acquis.Data;
using Acquis.Domain;
using Acquis.Infrastructure;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Features.Accounts;

/// <summary>
/// The first administrator: while no account exists, each start prints a link with a code of 128 random bits, of which only the hash is kept, and
/// which replaces the one before. It works once.
/// </summary>
public sealed class FirstAdministrator(AcquisDb db, AccountService accounts, AccountLinks links, TimeProvider time)
{
    /// <summary>The link to print, or null when there are accounts already.</summary>
    public async Task<string?> InviteAsync(CancellationToken ct)
    {
        if (await db.Users.AnyAsync(ct))
            return null;

        var code = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        await using var write = await db.BeginWriteAsync(ct);
        await db.WelcomeCodes.ExecuteDeleteAsync(ct);
        db.WelcomeCodes.Add(new(HashOf(code), time.Now()));
        await db.SaveChangesAsync(ct);
        await write.CommitAsync(ct);
        return await links.WelcomeAsync(code, ct);
    }

    /// <summary>Whether the code is the one last printed and no account exists.</summary>
    public async Task<bool> IsOpenAsync(string? code, CancellationToken ct)
    {
        var hash = HashOf(code ?? "");
        return await db.WelcomeCodes.AnyAsync(w => w.Hash == hash, ct) && !await db.Users.AnyAsync(ct);
    }

    /// <summary>Makes the first administrator's account and uses the code up.</summary>
    /// <exception cref="RefusedException">The code is used up or wrong, or the account is refused.</exception>
    public async Task<Account> WelcomeAsync(string? code, string email, string name, string password, CancellationToken ct)
    {
        var hash = HashOf(code ?? "");
        await using var write = await db.BeginWriteAsync(ct);
        if (await db.WelcomeCodes.Where(w => w.Hash == hash).ExecuteDeleteAsync(ct) != 1 || await db.Users.AnyAsync(ct))
            throw new RefusedException("account.welcome-closed");

        if (string.IsNullOrWhiteSpace(name))
            throw new RefusedException("account.name-missing");

        var account = await accounts.AddAsync(
            new(email, name, Texts.Language, [new(Role.Administrator, null, null, null), new(Role.Registrar, null, null, null)], password), ct);
        await write.CommitAsync(ct);
        return account;
    }

    /// <summary>Prints the link on the console when it is needed; the demonstration prints its own accounts instead.</summary>
    public static async Task AnnounceAsync(IServiceProvider services, AcquisOptions options, CancellationToken ct)
    {
        if (!options.Demonstration && await services.GetRequiredService<FirstAdministrator>().InviteAsync(ct) is { } link)
            await Console.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{Texts.All["account.welcome.console"]}\n  {link}\n"));
    }

    private static string HashOf(string code) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(code)));
}
