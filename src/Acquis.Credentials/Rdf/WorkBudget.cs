namespace Acquis.Credentials.Rdf;

/// <summary>
/// How much work canonicalising may cost. Some graphs, made on purpose, would take longer than the age of the universe (RDFC-1.0 section 7.1): they are
/// refused once the budget is spent. An honest credential spends some hundred units.
/// </summary>
/// <param name="units">Hashes and permutations of the search that tells like blank nodes apart. The default takes a fraction of a second at most.</param>
public sealed class WorkBudget(int units = WorkBudget.Default)
{
    /// <summary>Units of a usual budget.</summary>
    public const int Default = 60_000;

    /// <summary>Deepest nesting of that search: no honest credential comes near, and no stack overflows.</summary>
    internal const int MaxDepth = 200;

    /// <summary>Units already spent.</summary>
    public int Spent { get; private set; }

    internal void Spend(int cost = 1)
    {
        Spent += cost;
        if (Spent > units)
        {
            throw new CredentialRefusedException("credential.too-complex", "canonicalising it costs more work than allowed");
        }
    }
}
