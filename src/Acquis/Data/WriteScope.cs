using Microsoft.EntityFrameworkCore.Storage;

namespace Acquis.Data;

/// <summary>A transaction that writes; without <see cref="CommitAsync"/> nothing of it stays.</summary>
public sealed class WriteScope(IDbContextTransaction transaction, SemaphoreSlim? gate) : IAsyncDisposable
{
    /// <summary>Commits: when this returns, the change is durable.</summary>
    public Task CommitAsync(CancellationToken ct) => transaction.CommitAsync(ct);

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        try
        {
            await transaction.DisposeAsync();
        }
        finally
        {
            gate?.Release();
        }
    }
}
