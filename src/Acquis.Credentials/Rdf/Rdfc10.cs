using System.Security.Cryptography;

namespace Acquis.Credentials.Rdf;

/// <summary>RDF Dataset Canonicalization, RDFC-1.0 with SHA-256 (W3C Recommendation of 21 May 2024).</summary>
public static class Rdfc10
{
    /// <summary>The canonical N-Quads of a dataset, UTF-8: the same bytes for the same statements, in whatever order and with whatever blank nodes.</summary>
    /// <param name="quads">The statements; equal ones count once. Blank nodes are numbered from 0, without large gaps.</param>
    /// <param name="budget">Work that it may cost; a usual budget where none is given.</param>
    /// <exception cref="CredentialRefusedException"><c>credential.too-complex</c>: the budget is spent.</exception>
    public static byte[] Canonicalize(IEnumerable<Quad> quads, WorkBudget? budget = null)
    {
        using var run = new Canonicalizer(quads.ToArray(), budget ?? new());
        return run.Run().ToArray();
    }

    /// <summary>SHA-256 of the canonical N-Quads, 32 bytes.</summary>
    /// <exception cref="CredentialRefusedException"><c>credential.too-complex</c>: the budget is spent.</exception>
    public static byte[] Hash(IEnumerable<Quad> quads, WorkBudget? budget = null) => Hash(quads.ToArray().AsMemory(), budget);

    internal static byte[] Hash(ReadOnlyMemory<Quad> quads, WorkBudget? budget)
    {
        using var run = new Canonicalizer(quads, budget ?? new());
        return SHA256.HashData(run.Run());
    }
}
