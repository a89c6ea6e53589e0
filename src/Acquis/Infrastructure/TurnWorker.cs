namespace Acquis.Infrastructure;

/// <summary>Work in the background that is looked for in turns. What goes wrong in one turn is told, and the next tries again.</summary>
/// <param name="pause">Between two turns.</param>
public abstract class TurnWorker(TimeSpan pause, TimeProvider time) : BackgroundService
{
    protected TimeProvider Time => time;

    /// <summary>One turn. True where something was done and more may wait, so that the next follows at once.</summary>
    protected abstract Task<bool> TurnAsync(CancellationToken ct);

    /// <summary>Tells the log that a turn failed.</summary>
    protected abstract void Tell(Exception fault);

    /// <inheritdoc />
    protected sealed override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(pause, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                while (await TurnAsync(stoppingToken))
                {
                }
            }
#pragma warning disable CA1031 // whatever went wrong in this turn, the next one tries again
            catch (Exception e) when (e is not OperationCanceledException)
#pragma warning restore CA1031
            {
                Tell(e);
            }
        }
    }
}
