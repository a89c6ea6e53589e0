using Acquis.Features.Diplomas;
using Acquis.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Acquis.Tests.Diplomas;

/// <summary>Everything that a program publishes of its credentials, as files that a verifier without network reads.</summary>
internal sealed class PublishedFolder : IDisposable
{
    private PublishedFolder() => Path = Directory.CreateTempSubdirectory("acquis-published-").FullName;

    public string Path { get; }

    public string Did => System.IO.Path.Combine(Path, "did.json");

    public string Seals => System.IO.Path.Combine(Path, "seals.pem");

    public string List => Directory.GetFiles(System.IO.Path.Combine(Path, "status")).Single();

    public static async Task<PublishedFolder> OfAsync(TestProgram program)
    {
        var folder = new PublishedFolder();
        Directory.CreateDirectory(System.IO.Path.Combine(folder.Path, "credentials"));
        Directory.CreateDirectory(System.IO.Path.Combine(folder.Path, "status"));
        await File.WriteAllBytesAsync(folder.Did, (await program.InScopeAsync(s => s.GetRequiredService<CredentialKeys>().DocumentAsync(default)))!);
        await File.WriteAllBytesAsync(folder.Seals, await program.InScopeAsync(s => s.GetRequiredService<PublishedKeys>().SealsAsync(default)));
        foreach (var list in await program.ReadAsync(db => db.StatusLists.AsNoTracking().ToListAsync()))
            await File.WriteAllBytesAsync(System.IO.Path.Combine(folder.Path, "status", $"{list.Name}.json"), list.Content);

        foreach (var credential in await program.ReadAsync(db => db.Credentials.AsNoTracking().ToListAsync()))
            await File.WriteAllBytesAsync(folder.Credential(credential.Number), credential.Content);

        return folder;
    }

    public string Credential(string number) => System.IO.Path.Combine(Path, "credentials", $"{number}.json");

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
