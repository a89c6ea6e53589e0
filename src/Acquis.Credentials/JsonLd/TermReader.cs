using System.Text.Json;

namespace Acquis.Credentials.JsonLd;

/// <summary>Reads the term definitions of one context object (JSON-LD 1.1 API, section 4.2).</summary>
internal sealed class TermReader(ActiveContext active, JsonElement local, bool overrides)
{
    private readonly Dictionary<string, TermDefinition> terms = active.CopyTerms();
    private readonly Dictionary<string, bool> done = [];
    private readonly bool isProtected = local.TryGetProperty("@protected", out var flag) && flag.ValueKind is JsonValueKind.True;

    internal Dictionary<string, TermDefinition> Read()
    {
        foreach (var member in local.EnumerateObject())
        {
            if (member.Name is "@protected")
            {
                continue;
            }

            if (member.Name is "@version" && member.Value.ValueKind is JsonValueKind.Number && member.Value.GetDouble() == 1.1)
            {
                continue;
            }

            Define(member.Name, member.Value);
        }

        return terms;
    }

    private void Define(string term, JsonElement value)
    {
        if (done.TryGetValue(term, out var isWhole))
        {
            if (!isWhole)
            {
                throw Unsupported($"{term} is defined by itself");
            }

            return;
        }

        if (term.Length == 0 || term[0] == '@')
        {
            throw Unsupported($"{term} in a context");
        }

        done[term] = false;
        Put(term, value.ValueKind switch
        {
            JsonValueKind.Null => new(null, null, Container.None, null, false),
            JsonValueKind.String => Simple(value.GetString()!),
            JsonValueKind.Object => Expanded(term, value),
            _ => throw Unsupported($"the definition of {term}"),
        });
        done[term] = true;
    }

    private void Put(string term, TermDefinition definition)
    {
        var before = terms.GetValueOrDefault(term);
        if (before is { IsProtected: true } && !overrides)
        {
            if (!before.SaysTheSameAs(definition))
            {
                throw new CredentialRefusedException("credential.redefined-term", term);
            }

            return;
        }

        terms[term] = definition with { IsProtected = isProtected };
    }

    private TermDefinition Simple(string id)
    {
        var iri = Expand(id);
        return new(iri, null, Container.None, null, iri.Length > 0 && iri[^1] is ':' or '/' or '?' or '#' or '[' or ']' or '@');
    }

    private TermDefinition Expanded(string term, JsonElement value)
    {
        string? iri = null, coercion = null;
        var container = Container.None;
        ScopedContext? scoped = null;
        foreach (var member in value.EnumerateObject())
        {
            switch (member.Name)
            {
                case "@id" when member.Value.ValueKind is JsonValueKind.String:
                    iri = Expand(member.Value.GetString()!);
                    break;
                case "@type" when member.Value.ValueKind is JsonValueKind.String:
                    coercion = Expand(member.Value.GetString()!);
                    break;
                case "@container":
                    container = ContainerOf(member.Value);
                    break;
                case "@context":
                    scoped = new(member.Value);
                    break;
                default:
                    throw Unsupported($"{member.Name} in the definition of {term}");
            }
        }

        return new(iri ?? throw Unsupported($"{term} without @id"), coercion, container, scoped, false);
    }

    private static Container ContainerOf(JsonElement value) => value.ValueKind is JsonValueKind.String
        ? value.GetString() switch
        {
            "@set" => Container.Set,
            "@list" => Container.List,
            "@graph" => Container.Graph,
            var other => throw Unsupported($"the container {other}"),
        }
        : throw Unsupported("a container of several kinds");

    // Section 5.2, with the terms of the context being read.
    private string Expand(string value)
    {
        if (value.StartsWith('@'))
        {
            return value is "@id" or "@type" or "@vocab" or "@json" ? value : throw Unsupported(value);
        }

        if (local.TryGetProperty(value, out var definition) && !(done.TryGetValue(value, out var whole) && whole))
        {
            Define(value, definition);
        }

        if (terms.TryGetValue(value, out var term))
        {
            return term.Iri ?? throw Unsupported($"{value}, which stands for nothing");
        }

        var colon = value.IndexOf(':', StringComparison.Ordinal);
        if (colon > 0 && !value.AsSpan(colon + 1).StartsWith("//"))
        {
            var prefix = value[..colon];
            if (local.TryGetProperty(prefix, out var prefixDefinition) && !(done.TryGetValue(prefix, out var known) && known))
            {
                Define(prefix, prefixDefinition);
            }

            if (terms.TryGetValue(prefix, out var found) && found is { IsPrefix: true, Iri: not null })
            {
                return found.Iri + value[(colon + 1)..];
            }
        }

        return Rdf.Term.IsAbsolute(value) ? value : throw Unsupported($"the relative address {value}");
    }

    private static CredentialRefusedException Unsupported(string what) => new("credential.unsupported-context", what);
}
