namespace Acquis.Timetabling.Solving;

/// <summary>Duals of the master program: what its rows are worth, in points of cost.</summary>
internal sealed class Prices(Instance instance)
{
    private readonly int halfDays = instance.HalfDays.Length;
    private readonly int types = instance.Types.Length;
    private readonly double[] seats = new double[instance.Jurors.Length * instance.HalfDays.Length];
    private readonly double[] rooms = new double[instance.CentreCount * instance.HalfDays.Length];
    private readonly double[] volumes = new double[instance.CentreCount * instance.Types.Length];
    private readonly double[] needed = new double[instance.CentreCount * instance.Types.Length];

    /// <summary>By event: what it is worth to hear it; never negative.</summary>
    public double[] Events { get; } = new double[instance.Events.Length];

    /// <summary>By juror: a further half-day, for their load; never positive.</summary>
    public double[] Loads { get; } = new double[instance.Jurors.Length];

    /// <summary>That a juror sits once only that half-day; never positive.</summary>
    public ref double Seat(int juror, int halfDay) => ref seats[(juror * halfDays) + halfDay];

    /// <summary>A room of the centre that half-day; never positive.</summary>
    public ref double Room(int centre, int halfDay) => ref rooms[(centre * halfDays) + halfDay];

    /// <summary>One session more of the type in the centre; never negative.</summary>
    public ref double Volume(int centre, int type) => ref volumes[(centre * types) + type];

    /// <summary>Sessions of the type that the centre cannot do with fewer of.</summary>
    public ref double Needed(int centre, int type) => ref needed[(centre * types) + type];
}
