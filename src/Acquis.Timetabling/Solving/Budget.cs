namespace Acquis.Timetabling.Solving;

/// <summary>
/// What may still be spent, in processor seconds of this process; or, where answers must repeat, in the solver's own count of work, which no other
/// process disturbs.
/// </summary>
internal sealed class Budget
{
    private readonly bool deterministic;
    private readonly double total;
    private readonly TimeSpan before;
    private readonly Lock gate = new();
    private double charged;

    public Budget(double seconds, bool deterministic)
    {
        (total, this.deterministic) = (seconds, deterministic);
        before = Environment.CpuUsage.TotalTime;
    }

    /// <summary>Processor seconds since the start, whatever counts.</summary>
    public double Processor => (Environment.CpuUsage.TotalTime - before).TotalSeconds;

    public double Used
    {
        get
        {
            lock (gate)
                return deterministic ? charged : Processor;
        }
    }

    public double Left => Math.Max(0, total - Used);

    public double Share => Used / total;

    /// <summary>Counts work that was done.</summary>
    public void Charge(double work)
    {
        lock (gate)
            charged += work;
    }
}
