using System.Text.Json;

namespace Acquis.Credentials.JsonLd;

/// <summary>How the values of a term are held.</summary>
internal enum Container
{
    None,
    Set,
    List,
    Graph,
}

/// <summary>What a context says of one term (JSON-LD 1.1, section 9.15.1).</summary>
/// <param name="Iri">IRI or keyword that it stands for; null where the context takes the term away.</param>
/// <param name="Coercion"><c>@id</c>, <c>@vocab</c>, <c>@json</c> or the IRI of a datatype; null for none.</param>
/// <param name="Scoped">The context that holds inside its values, or inside nodes of that type.</param>
internal sealed record TermDefinition(string? Iri, string? Coercion, Container Container, ScopedContext? Scoped, bool IsPrefix)
{
    /// <summary>Whether later contexts must not change it.</summary>
    internal bool IsProtected { get; init; }

    /// <summary>The IRI as a predicate, written once for all its uses.</summary>
    internal Rdf.Term Predicate { get; } = Iri is not null && Rdf.Term.IsAbsolute(Iri) ? Rdf.Term.Iri(Iri) : default;

    internal bool SaysTheSameAs(TermDefinition other) =>
        Iri == other.Iri && Coercion == other.Coercion && Container == other.Container && IsPrefix == other.IsPrefix
        && (Scoped is null ? other.Scoped is null : other.Scoped is not null && Scoped.SaysTheSameAs(other.Scoped));
}

/// <summary>A context inside a term definition, compared by what it says.</summary>
internal sealed class ScopedContext(JsonElement json)
{
    internal JsonElement Json => json;

    internal bool SaysTheSameAs(ScopedContext other) => ReferenceEquals(this, other) || JsonElement.DeepEquals(json, other.Json);
}
