namespace Acquis.Domain;

/// <summary>
/// Motif de refus: why something cannot be done, as a stable code and named arguments. The sentence is written by the interface, in the
/// reader's language, under the same key (<c>Features/*/Texts.json</c>).
/// </summary>
/// <param name="Code">Stable code, capability and reason, such as <c>decision.already-pronounced</c>.</param>
/// <param name="Args">Named arguments of the sentence: numbers, dates, texts, <see cref="Bilingual"/> texts.</param>
public sealed record Refusal(string Code, IReadOnlyDictionary<string, object?> Args)
{
    /// <summary>A refusal with its named arguments.</summary>
    public static Refusal Of(string code, params (string Name, object? Value)[] args) =>
        new(code, args.ToDictionary(a => a.Name, a => a.Value));

    /// <summary>Refuses aloud when there is any reason to.</summary>
    /// <exception cref="RefusedException">At least one reason was given.</exception>
    public static void ThrowIfAny(IEnumerable<Refusal> refusals)
    {
        var all = refusals.ToList();
        if (all.Count > 0)
        {
            throw new RefusedException(all);
        }
    }

    /// <summary>The code, then the arguments, for logs and failed tests.</summary>
    public override string ToString() => Args.Count == 0 ? Code : $"{Code} ({string.Join(", ", Args.Select(a => $"{a.Key}: {a.Value}"))})";
}

/// <summary>A rule refused an act. Pages answer 422 with the sentences, the API 409 with the codes.</summary>
public sealed class RefusedException(IReadOnlyList<Refusal> refusals) : Exception(string.Join("; ", refusals))
{
    public RefusedException(Refusal refusal)
        : this([refusal])
    {
    }

    public RefusedException(string code, params (string Name, object? Value)[] args)
        : this([Refusal.Of(code, args)])
    {
    }

    /// <summary>Every reason, in the order in which a person should read them; at least one.</summary>
    public IReadOnlyList<Refusal> Refusals { get; } = refusals;
}
