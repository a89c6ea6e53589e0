using System.Text.Json;

namespace Acquis.Credentials.JsonLd;

/// <summary>
/// Context processing (JSON-LD 1.1 API, section 4.1), for the part of the language that the pinned contexts use. Everything else is refused, never ignored.
/// </summary>
internal sealed class ContextReader(ContextSet contexts)
{
    // A document of ours names three; a verifier that accepts any number invites work for nothing.
    private const int MostInArray = 16;

    /// <summary>The context that holds after a local one.</summary>
    /// <param name="propagates">False for type-scoped contexts: they hold for one node and not for those inside it.</param>
    /// <param name="overrides">True for property-scoped contexts, which may change protected terms.</param>
    internal ActiveContext Process(ActiveContext active, JsonElement local, bool propagates = true, bool overrides = false)
    {
        if (local.ValueKind is not JsonValueKind.Array)
        {
            return ProcessOne(active, local, propagates, overrides);
        }

        if (local.GetArrayLength() > MostInArray)
        {
            throw new CredentialRefusedException("credential.unknown-context", $"more than {MostInArray} contexts");
        }

        foreach (var item in local.EnumerateArray())
        {
            active = ProcessOne(active, item, propagates, overrides);
        }

        return active;
    }

    /// <summary>The context that holds inside a term's values, or inside nodes of a type.</summary>
    internal ActiveContext Process(ActiveContext active, ScopedContext scoped, bool propagates, bool overrides)
    {
        if (active.TryGetDerived(scoped, propagates, overrides, out var known))
        {
            return known;
        }

        var result = Process(active, scoped.Json, propagates, overrides);
        active.KeepDerived(scoped, propagates, overrides, result);
        return result;
    }

    private ActiveContext ProcessOne(ActiveContext active, JsonElement local, bool propagates, bool overrides) => local.ValueKind switch
    {
        JsonValueKind.Null => Nullify(active, propagates, overrides),
        JsonValueKind.String => Process(active, contexts.Find(local.GetString()!), propagates, overrides),
        JsonValueKind.Object => Define(active, local, propagates, overrides),
        _ => throw Unsupported("a context that is neither address nor object"),
    };

    private ActiveContext Nullify(ActiveContext active, bool propagates, bool overrides) =>
        !overrides && active.Terms.Values.Any(t => t.IsProtected)
            ? throw Unsupported("null, which would take protected terms away")
            : propagates ? contexts.Root : new([], active.Previous ?? active);

    private static ActiveContext Define(ActiveContext active, JsonElement local, bool propagates, bool overrides)
    {
        var previous = propagates ? active.Previous : active.Previous ?? active;
        var definitions = new TermReader(active, local, overrides).Read();
        return active.SaysTheSameAs(definitions, previous) ? active : new(definitions, previous);
    }

    private static CredentialRefusedException Unsupported(string what) => new("credential.unsupported-context", what);
}
