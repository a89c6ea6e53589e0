using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text.Json;

namespace Acquis.Credentials.JsonLd;

/// <summary>
/// The JSON-LD contexts that this program knows, by their address. They are embedded and held to their SHA-256; nothing is ever fetched, so that the meaning
/// of a credential cannot change under its signature. A document that names another context is refused.
/// </summary>
public sealed class ContextSet
{
    /// <summary>Verifiable Credentials Data Model 2.0.</summary>
    public const string CredentialsV2 = "https://www.w3.org/ns/credentials/v2";

    /// <summary>Open Badges 3.0, context 3.0.3 as published with the specification (without later additions under the same name).</summary>
    public const string OpenBadges = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json";

    /// <summary>Comprehensive Learner Record 2.0, context 2.0.1.</summary>
    public const string Clr = "https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json";

    private readonly FrozenDictionary<string, ScopedContext> contexts;

    private ContextSet(Dictionary<string, ScopedContext> contexts) => this.contexts = contexts.ToFrozenDictionary();

    /// <summary>The contexts that the program signs and verifies with.</summary>
    public static ContextSet Pinned { get; } = new(new()
    {
        [CredentialsV2] = Embedded("credentials-v2.jsonld", "59955ced6697d61e03f2b2556febe5308ab16842846f5b586d7f1f7adec92734"),
        [OpenBadges] = Embedded("open-badges-3.0.3.jsonld", "ef2fa9c7846dce233cc166b43639027278be4ee44f00bb1d45c75de2dd0cd761"),
        [Clr] = Embedded("clr-2.0.1.jsonld", "de48adf579a537af8946cd083309fb5cfc3357ed39bf0579eb5d00d93cee5f1f"),
    });

    /// <summary>The empty context of this set, from which everything is derived and where what was derived is kept.</summary>
    internal ActiveContext Root { get; } = ActiveContext.Empty;

    /// <summary>The same set and one context more, for whoever uses this library with another vocabulary.</summary>
    /// <param name="address">Its address, as documents name it.</param>
    /// <param name="json">Its text: an object with <c>@context</c>.</param>
    /// <exception cref="FormatException">It is no such text.</exception>
    public ContextSet With(string address, string json) => new(new(contexts) { [address] = Read(System.Text.Encoding.UTF8.GetBytes(json)) });

    internal ScopedContext Find(string address) =>
        contexts.GetValueOrDefault(address) ?? throw new CredentialRefusedException("credential.unknown-context", address);

    private static ScopedContext Embedded(string name, string sha256)
    {
        using var resource = typeof(ContextSet).Assembly.GetManifestResourceStream($"Acquis.Credentials.Contexts.{name}")
            ?? throw new InvalidOperationException($"The context {name} is not embedded.");
        var bytes = new byte[resource.Length];
        resource.ReadExactly(bytes);
        return Convert.ToHexStringLower(SHA256.HashData(bytes)) == sha256
            ? Read(bytes)
            : throw new InvalidOperationException($"The embedded context {name} is not the pinned one.");
    }

    private static ScopedContext Read(byte[] bytes)
    {
        try
        {
            using var document = JsonDocument.Parse(bytes);
            return document.RootElement.ValueKind is JsonValueKind.Object && document.RootElement.TryGetProperty("@context", out var context)
                ? new(context.Clone())
                : throw new FormatException("A context document holds @context.");
        }
        catch (JsonException e)
        {
            throw new FormatException("A context document is JSON.", e);
        }
    }
}
