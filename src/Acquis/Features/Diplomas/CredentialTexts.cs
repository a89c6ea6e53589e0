using Acquis.Domain.Diplomas;

namespace Acquis.Features.Diplomas;

/// <summary>Keys of what credentials are called and of what they tell.</summary>
public static class CredentialTexts
{
    /// <summary>Key of a kind's name.</summary>
    public static string Kind(CredentialKind kind) => kind switch
    {
        CredentialKind.Title => "credential.kind.title",
        CredentialKind.Block => "credential.kind.block",
        _ => "credential.kind.record",
    };

    /// <summary>Key of what a kind tells whoever is given it.</summary>
    public static string Tells(CredentialKind kind) => kind switch
    {
        CredentialKind.Title => "credential.tells.title",
        CredentialKind.Block => "credential.tells.block",
        _ => "credential.tells.record",
    };
}
