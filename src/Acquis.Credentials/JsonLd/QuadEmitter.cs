using System.Buffers;
using System.Text.Json;
using Acquis.Credentials.Rdf;

namespace Acquis.Credentials.JsonLd;

/// <summary>Walks a JSON-LD document and emits its statements directly, without the expanded form in between, into rented memory.</summary>
internal sealed class QuadEmitter(ContextSet contexts) : IDisposable
{
    // A credential of four megabytes has less; each costs hashing.
    private const int MostQuads = 200_000;

    private static readonly Term RdfType = Term.Iri("http://www.w3.org/1999/02/22-rdf-syntax-ns#type");
    private static readonly Term RdfFirst = Term.Iri("http://www.w3.org/1999/02/22-rdf-syntax-ns#first");
    private static readonly Term RdfRest = Term.Iri("http://www.w3.org/1999/02/22-rdf-syntax-ns#rest");
    private static readonly Term RdfNil = Term.Iri("http://www.w3.org/1999/02/22-rdf-syntax-ns#nil");

    private readonly ContextReader reader = new(contexts);
    private readonly ValueReader values = new();
    private readonly Dictionary<string, Term> labelled = [];
    private Quad[] quads = ArrayPool<Quad>.Shared.Rent(256);
    private int count;
    private int blanks;

    /// <summary>The statements, which hold until this is disposed of.</summary>
    internal ReadOnlyMemory<Quad> Quads => quads.AsMemory(0, count);

    public void Dispose()
    {
        // Statements name people: what is rented next must not find them.
        ArrayPool<Quad>.Shared.Return(quads, clearArray: true);
        quads = [];
    }

    internal void EmitRoot(JsonElement node, JsonElement context, ReadOnlySpan<string> without)
    {
        var active = reader.Process(contexts.Root, context);
        EmitNode(WithTypes(active, node, out var types), node, types, default, without);
    }

    // A node inside another: property-scoped, own and type-scoped contexts in the order of section 5.1.2, steps 7 to 11.
    private Term EmitNested(ActiveContext active, TermDefinition definition, JsonElement node, Term graph)
    {
        if (active.Previous is { } previous && !IsReference(active, node))
        {
            active = previous;
        }

        active = Scoped(active, definition);
        if (node.TryGetProperty("@context", out var own))
        {
            active = reader.Process(active, own);
        }

        return EmitNode(WithTypes(active, node, out var types), node, types, graph, []);
    }

    private ActiveContext Scoped(ActiveContext active, TermDefinition definition) =>
        definition.Scoped is null ? active : reader.Process(active, definition.Scoped, propagates: true, overrides: true);

    private Term EmitNode(ActiveContext active, JsonElement node, ActiveContext types, Term graph, ReadOnlySpan<string> without)
    {
        var subject = Subject(active, node);
        foreach (var member in node.EnumerateObject())
        {
            var key = NameCache.Of(member);
            if (key == "@context" || without.Contains(key))
            {
                continue;
            }

            var definition = values.Definition(active, key);
            switch (definition.Iri)
            {
                case "@id":
                    break;
                case "@type":
                    EmitTypes(types, subject, member.Value, graph);
                    break;
                case ['@', ..]:
                    throw Unsupported($"{definition.Iri} in a node");
                default:
                    EmitProperty(active, definition, subject, key, member.Value, graph);
                    break;
            }
        }

        return subject;
    }

    private void EmitProperty(ActiveContext active, TermDefinition definition, Term subject, string key, JsonElement value, Term graph)
    {
        if (definition.Coercion == "@json")
        {
            Emit(subject, definition.Predicate, ValueReader.Json(value), graph);
        }
        else if (definition.Container is Container.List)
        {
            EmitList(active, definition, subject, key, value, graph);
        }
        else if (value.ValueKind is JsonValueKind.Array)
        {
            foreach (var item in value.EnumerateArray())
            {
                Emit(subject, definition.Predicate, Item(active, definition, key, item, graph), graph);
            }
        }
        else
        {
            Emit(subject, definition.Predicate, Item(active, definition, key, value, graph), graph);
        }
    }

    private Term Item(ActiveContext active, TermDefinition definition, string key, JsonElement item, Term graph)
    {
        switch (item.ValueKind)
        {
            case JsonValueKind.Object when definition.Container is Container.Graph:
                var name = Blank();
                EmitNested(active, definition, item, name);
                return name;
            case JsonValueKind.Object:
                return EmitNested(active, definition, item, graph);
            case JsonValueKind.Array or JsonValueKind.Null:
                throw new CredentialRefusedException("credential.unsupported-value", $"{key} holds null or an array in an array");
            case var _ when definition.Container is Container.Graph:
                throw new CredentialRefusedException("credential.unsupported-value", $"{key} holds no object");
            case JsonValueKind.String when definition.Coercion == "@id":
                return Named(active, item.GetString()!);
            default:
                return ValueReader.Scalar(Scoped(active, definition), definition, key, item);
        }
    }

    private void EmitList(ActiveContext active, TermDefinition definition, Term subject, string key, JsonElement value, Term graph)
    {
        JsonElement[] items = value.ValueKind is JsonValueKind.Array ? [.. value.EnumerateArray()] : [value];
        var rest = RdfNil;
        for (var i = items.Length - 1; i >= 0; i--)
        {
            var link = Blank();
            Emit(link, RdfFirst, Item(active, definition, key, items[i], graph), graph);
            Emit(link, RdfRest, rest, graph);
            rest = link;
        }

        Emit(subject, definition.Predicate, rest, graph);
    }

    private void EmitTypes(ActiveContext active, Term subject, JsonElement value, Term graph)
    {
        if (value.ValueKind is not JsonValueKind.Array)
        {
            Emit(subject, RdfType, ValueReader.Type(active, value), graph);
            return;
        }

        foreach (var type in value.EnumerateArray())
        {
            Emit(subject, RdfType, ValueReader.Type(active, type), graph);
        }
    }

    private Term Subject(ActiveContext active, JsonElement node)
    {
        Term? subject = null;
        foreach (var member in node.EnumerateObject())
        {
            var key = NameCache.Of(member);
            if (active.Find(key)?.Iri != "@id" && key != "@id")
            {
                continue;
            }

            if (subject is not null)
            {
                throw Unsupported("a node with two identifiers");
            }

            subject = Named(active, ValueReader.Text(member.Value, "@id"));
        }

        return subject ?? Blank();
    }

    private Term Named(ActiveContext active, string id)
    {
        if (!id.StartsWith("_:", StringComparison.Ordinal))
        {
            return ValueReader.Address(active, id);
        }

        if (!labelled.TryGetValue(id, out var term))
        {
            labelled[id] = term = Blank();
        }

        return term;
    }

    /// <summary>The context inside a node, after those of its types (section 5.1.2, step 11); <paramref name="before"/> is the one that its types are read with.</summary>
    private ActiveContext WithTypes(ActiveContext active, JsonElement node, out ActiveContext before)
    {
        before = active;
        List<string>? types = null;
        foreach (var member in node.EnumerateObject())
        {
            var key = NameCache.Of(member);
            if (key != "@type" && active.Find(key)?.Iri != "@type")
            {
                continue;
            }

            types ??= [];
            if (member.Value.ValueKind is not JsonValueKind.Array)
            {
                types.Add(ValueReader.TypeName(member.Value));
                continue;
            }

            foreach (var type in member.Value.EnumerateArray())
            {
                types.Add(ValueReader.TypeName(type));
            }
        }

        if (types is null)
        {
            return active;
        }

        types.Sort(StringComparer.Ordinal);
        foreach (var type in types)
        {
            if (before.Find(type)?.Scoped is { } scoped)
            {
                active = reader.Process(active, scoped, propagates: false, overrides: false);
            }
        }

        return active;
    }

    // Whether a node says nothing but who it is: then the context of its place holds on (section 5.1.2, step 7).
    private static bool IsReference(ActiveContext active, JsonElement node)
    {
        var count = 0;
        var isId = false;
        foreach (var member in node.EnumerateObject())
        {
            count++;
            isId = NameCache.Of(member) is var key && (key == "@id" || active.Find(key)?.Iri == "@id");
        }

        return count == 1 && isId;
    }

    private Term Blank() => Term.Blank(blanks++);

    private void Emit(Term subject, Term predicate, Term value, Term graph)
    {
        if (count == MostQuads)
        {
            throw new CredentialRefusedException("credential.too-complex", $"more than {MostQuads} statements");
        }

        if (count == quads.Length)
        {
            var larger = ArrayPool<Quad>.Shared.Rent(count * 2);
            quads.CopyTo(larger, 0);
            ArrayPool<Quad>.Shared.Return(quads, clearArray: true);
            quads = larger;
        }

        quads[count++] = new(subject, predicate, value, graph);
    }

    private static CredentialRefusedException Unsupported(string what) => new("credential.unsupported-value", what);
}
