namespace Acquis.Domain.Juries;

/// <summary>A span of local time in which a room is not to be had.</summary>
/// <param name="From">Inclusive.</param>
/// <param name="To">Exclusive.</param>
/// <param name="Reason">Why, or null.</param>
public sealed record RoomClosure(DateTime From, DateTime To, string? Reason = null)
{
    /// <summary>Whether it takes something of that half-day.</summary>
    public bool Overlaps(SeasonHalfDay halfDay) => From < halfDay.End && halfDay.Start < To;
}

/// <summary>What is known of a room.</summary>
public sealed record RoomPlan
{
    public required string Name { get; init; }

    /// <summary>People that it seats, or null where nobody counted.</summary>
    public int? Seats { get; init; }

    /// <summary>What it offers, one word each, such as <c>wheelchair</c>; a candidate's needs name the same words.</summary>
    public IReadOnlyList<string> Features { get; init; } = [];

    public IReadOnlyList<RoomClosure> Closures { get; init; } = [];
}

/// <summary>Salle of a site.</summary>
public sealed class Room
{
    /// <summary>A room that somebody in a wheelchair can reach and use.</summary>
    public const string Wheelchair = "wheelchair";

    /// <summary>Features that the pages name in both languages; others stand as they are written.</summary>
    public static readonly IReadOnlyList<string> KnownFeatures = [Wheelchair, "screen", "hearing-loop", "video", "quiet"];

    private Room()
    {
    }

    public Id<Room> Id { get; private set; }

    public Id<Site> SiteId { get; private set; }

    public string Name { get; private set; } = "";

    public int? Seats { get; private set; }

    public IReadOnlyList<string> Features { get; private set; } = [];

    public IReadOnlyList<RoomClosure> Closures { get; private set; } = [];

    public int Version { get; private set; }

    /// <summary>Opens a room of a site.</summary>
    /// <exception cref="RefusedException">See <see cref="WhyNot"/>.</exception>
    public static (Room Room, RoomOpened Fact) Open(Id<Room> id, Site site, RoomPlan plan)
    {
        var room = new Room { Id = id, SiteId = site.Id };
        room.Take(plan);
        return (room, new(id, site.Id, plan));
    }

    /// <summary>Changes what is known of it.</summary>
    /// <exception cref="RefusedException">See <see cref="WhyNot"/>.</exception>
    public RoomChanged Change(RoomPlan plan)
    {
        Take(plan);
        return new(Id, SiteId, plan);
    }

    /// <summary>Why a room cannot be so: no name, no seat, or a closure that ends before it begins.</summary>
    public static IEnumerable<Refusal> WhyNot(RoomPlan plan)
    {
        if (string.IsNullOrWhiteSpace(plan.Name) || plan.Name.Length > Site.NameMaxLength)
        {
            yield return Refusal.Of("room.name-missing", ("max", Site.NameMaxLength));
        }

        if (plan.Seats is < 1 or > 10_000)
        {
            yield return Refusal.Of("room.seats-range");
        }

        if (plan.Closures.FirstOrDefault(c => c.To <= c.From) is { } backwards)
        {
            yield return Refusal.Of("room.closure-backwards", ("date", DateOnly.FromDateTime(backwards.From)));
        }
    }

    /// <summary>Whether it can be had for the whole of that half-day.</summary>
    public bool IsFree(SeasonHalfDay halfDay) => !Closures.Any(c => c.Overlaps(halfDay));

    private void Take(RoomPlan plan)
    {
        Refusal.ThrowIfAny(WhyNot(plan));
        (Name, Seats) = (plan.Name.Trim(), plan.Seats);
        Features = [.. plan.Features.Select(f => f.Trim()).Where(f => f.Length > 0).Distinct()];
        Closures = [.. plan.Closures.OrderBy(c => c.From)];
    }
}

/// <summary>A room was opened.</summary>
public sealed record RoomOpened(Id<Room> Room, Id<Site> Site, RoomPlan Plan) : Fact
{
    public override IEnumerable<Subject> Subjects => [Subject.Of(Room), Subject.Of(Site)];
}

/// <summary>What is known of a room was changed.</summary>
public sealed record RoomChanged(Id<Room> Room, Id<Site> Site, RoomPlan Plan) : Fact
{
    public override IEnumerable<Subject> Subjects => [Subject.Of(Room), Subject.Of(Site)];
}
