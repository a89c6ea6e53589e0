using System.Text.Json;
using Acquis.Credentials;
using Acquis.Credentials.Checking;
using Acquis.Credentials.JsonLd;
using Acquis.Credentials.Keys;

namespace Acquis.Features.Diplomas;

/// <summary>
/// What another issuer publishes, brought by whoever checks one of its credentials: its did document, its status list, the certificates of its seals.
/// The program fetches nothing by itself: the address would be one that the file to check chose.
/// </summary>
public static class BroughtSources
{
    /// <summary>Most files that are taken with the one to check.</summary>
    public const int Most = 6;

    /// <summary>Takes those files as what an issuer publishes.</summary>
    /// <exception cref="CredentialRefusedException">One of them is nothing of the kind.</exception>
    public static CheckSources Read(IEnumerable<byte[]> files)
    {
        var sources = new CheckSources();
        foreach (var file in files)
            Add(sources, file);

        return sources;
    }

    private static void Add(CheckSources sources, byte[] file)
    {
        if (file.AsSpan().TrimStart("\uFEFF \t\r\n"u8) is not [(byte)'{', ..])
        {
            sources.AddSeal(file);
            return;
        }

        using var document = LinkedJson.Parse(file);
        if (document.RootElement.TryGetProperty("verificationMethod", out _))
            sources.Add(DidDocument.Parse(file));
        else if (document.RootElement.TryGetProperty("id", out var id) && id.ValueKind is JsonValueKind.String)
            sources.AddStatusList(id.GetString()!, file);
        else
            throw new CredentialRefusedException("status.list-refused", "id");
    }
}
