namespace Acquis.Features.Rehearsals;

/// <summary>Chance from a seed: the same seed gives the same sequence on every machine (SplitMix64). For invention only, never for a secret or a draw.</summary>
public sealed class Chance
{
    private readonly ulong origin;
    private ulong state;

    /// <summary>The sequence of that seed.</summary>
    public Chance(ulong seed) => (origin, state) = (seed, seed);

    /// <summary>A whole number from 0 to <paramref name="below"/> - 1.</summary>
    public int Next(int below) => (int)(NextBits() % (ulong)below);

    /// <summary>A number from 0 to just under 1.</summary>
    public double NextShare() => (NextBits() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Whether something happens that happens that often (0 to 1).</summary>
    public bool Happens(double share) => NextShare() < share;

    public T Pick<T>(IReadOnlyList<T> items) => items[Next(items.Count)];

    /// <summary>A sequence of its own for one candidate, so that one candidate's path does not move another's.</summary>
    public Chance Fork(int number) => new(Mix(origin + (0x9E3779B97F4A7C15UL * (ulong)(number + 1))));

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return z ^ (z >> 31);
    }

    private ulong NextBits() => Mix(state += 0x9E3779B97F4A7C15UL);
}
