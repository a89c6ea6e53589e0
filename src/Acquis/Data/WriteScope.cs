using Microsoft.EntityFrameworkCore.Storage;

namespace Acquis.Data;

/// <summary>
/// A transaction that writes; without <see cref="CommitAsync"/> nothing of it stays. Within one that runs already it is part of that: committing
/// and leaving it are then up to whoever began first.
/// </summary>
public sealed class WriteScope(IDbContextTransaction? transaction, SemaphoreSlim? gate) : IAsyncDisposable
{
    /// <summary>Commits: when this returns, the change is durable.</summary>
    public Task CommitAsync(CancellationToken ct) => transaction?.CommitAsync(ct) ?? Task.CompletedTask;

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        try
        {
            if (transaction is not null)
            {
                await transaction.DisposeAsync();
            }
        }
        finally
        {
            gate?.Release();
        }
    }
}
