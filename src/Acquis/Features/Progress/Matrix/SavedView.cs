using Acquis.Domain;
using Acquis.Domain.Frameworks;
using Acquis.Domain.Progress;
using Acquis.Features.Accounts;

namespace Acquis.Features.Progress.Matrix;

/// <summary>A way of looking at the matrix that somebody keeps for themselves; it opens in every cohort. A search by name is never kept.</summary>
/// <param name="Block">Code of the only bloc shown, or null.</param>
/// <param name="Only">Rows shown, as in <see cref="MatrixQuery.Only"/>.</param>
/// <param name="Sort">Order, as in <see cref="MatrixQuery.Sort"/>.</param>
public sealed record SavedView(
    Id<SavedView> Id, Guid AccountId, string Name, Lane Lane, string? Block, string? Only, string? Sort, DateTimeOffset SavedAt)
{
    /// <summary>Query string that opens it, with its question mark.</summary>
    public string Query => QueryString.Create(
        new[] { ("lane", Lane.ToString()), ("block", Block), ("only", Only), ("sort", Sort) }
            .Where(p => !string.IsNullOrEmpty(p.Item2)).Select(p => KeyValuePair.Create(p.Item1, p.Item2))).Value ?? "";
}

/// <summary>Somebody kept a way of looking at the matrix.</summary>
public sealed record ViewSaved(Id<Account> Account, Id<SavedView> View, string Name, Lane Lane, string? Block, string? Only, string? Sort) : Fact
{
    public override IEnumerable<Subject> Subjects => [Subject.Of(Account)];
}

/// <summary>Somebody let such a way of looking go.</summary>
public sealed record ViewForgotten(Id<Account> Account, Id<SavedView> View, string Name) : Fact
{
    public override IEnumerable<Subject> Subjects => [Subject.Of(Account)];
}
