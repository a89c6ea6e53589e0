using System.Text.Json;
using System.Text.Unicode;
using Acquis.Credentials.Rdf;

namespace Acquis.Credentials.JsonLd;

/// <summary>
/// JSON-LD to RDF in safe mode (JSON-LD 1.1 API, "Deserialize JSON-LD to RDF"), for the part of the language that credentials use. A key that no context maps, a
/// relative address or a construct that is not supported is refused: what would be dropped would not be signed.
/// </summary>
public static class LinkedJson
{
    /// <summary>Largest document, in bytes: some eighty times a record of sixteen competences.</summary>
    public const int MaxBytes = 4 * 1024 * 1024;

    /// <summary>Deepest nesting of a document.</summary>
    public const int MaxDepth = 64;

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = MaxDepth, AllowDuplicateProperties = false };

    private static readonly JsonDocumentOptions ForgivingOfDuplicates = new() { MaxDepth = MaxDepth };

    /// <summary>Reads a JSON text as strictly as what is to be signed must be read.</summary>
    /// <exception cref="CredentialRefusedException">
    /// <c>credential.too-large</c>, <c>credential.not-json</c> (nested too deeply, too), <c>credential.duplicate-key</c>, or <c>credential.not-object</c>.
    /// </exception>
    public static JsonDocument Parse(ReadOnlyMemory<byte> utf8)
    {
        if (utf8.Length > MaxBytes)
        {
            throw new CredentialRefusedException("credential.too-large", $"{utf8.Length} bytes, of at most {MaxBytes}");
        }

        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(utf8, Strict);
        }
        catch (JsonException e)
        {
            throw new CredentialRefusedException(HasOnlyDuplicates(utf8) ? "credential.duplicate-key" : "credential.not-json", e.Message, e);
        }

        catch (InvalidOperationException e)
        {
            // Keys are compared, and one of them is no text.
            throw new CredentialRefusedException("credential.not-json", e.Message, e);
        }

        try
        {
            RequireText(document.RootElement, utf8.Span);
            return document.RootElement.ValueKind is JsonValueKind.Object
                ? document
                : throw new CredentialRefusedException("credential.not-object", "the document is no JSON object");
        }
        catch (CredentialRefusedException)
        {
            document.Dispose();
            throw;
        }
    }

    /// <summary>The statements of a document.</summary>
    /// <param name="document">As <see cref="Parse"/> reads it.</param>
    /// <param name="without">A key of the outermost object that is left out, such as <c>proof</c>.</param>
    /// <exception cref="CredentialRefusedException">A context, a key or a value is not supported; the code says which.</exception>
    public static IReadOnlyList<Quad> ToQuads(JsonElement document, ContextSet contexts, string? without = null)
    {
        using var emitter = new QuadEmitter(contexts);
        emitter.EmitRoot(document, ContextOf(document), without is null ? [] : [without]);
        return emitter.Quads.ToArray();
    }

    /// <summary>SHA-256 of the canonical statements of an object, 32 bytes. The context may stand elsewhere, as that of a proof does.</summary>
    /// <exception cref="CredentialRefusedException">See <see cref="ToQuads"/>, or <c>credential.too-complex</c>: the budget is spent.</exception>
    internal static byte[] Hash(JsonElement node, JsonElement context, ContextSet contexts, ReadOnlySpan<string> without, WorkBudget? budget = null)
    {
        using var emitter = new QuadEmitter(contexts);
        emitter.EmitRoot(node, context, without);
        return Rdfc10.Hash(emitter.Quads, budget);
    }

    /// <summary>The context that a document names.</summary>
    /// <exception cref="CredentialRefusedException"><c>credential.unknown-context</c>: it names none.</exception>
    internal static JsonElement ContextOf(JsonElement document) => document.TryGetProperty("@context", out var context)
        ? context
        : throw new CredentialRefusedException("credential.unknown-context", "there is no @context");

    // The reader passes over bytes that are no UTF-8 and escapes of half a surrogate pair, and throws where the string is read.
    private static void RequireText(JsonElement root, ReadOnlySpan<byte> utf8)
    {
        if (!Utf8.IsValid(utf8) || utf8.IndexOf("\\u"u8) >= 0 && !IsText(root))
        {
            throw new CredentialRefusedException("credential.not-json", "a string is no Unicode text");
        }
    }

    private static bool IsText(JsonElement value)
    {
        try
        {
            return value.ValueKind switch
            {
                JsonValueKind.String => value.GetString() is not null,
                JsonValueKind.Array => value.EnumerateArray().All(IsText),
                JsonValueKind.Object => value.EnumerateObject().All(m => m.Name is not null && IsText(m.Value)),
                _ => true,
            };
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    private static bool HasOnlyDuplicates(ReadOnlyMemory<byte> utf8)
    {
        try
        {
            using var read = JsonDocument.Parse(utf8, ForgivingOfDuplicates);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
