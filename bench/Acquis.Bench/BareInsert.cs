using Microsoft.EntityFrameworkCore;

namespace Acquis.Bench;

/// <summary>One row of a level, and nothing else: the floor that a recorded level is held against.</summary>
internal sealed class BareLevel
{
    public Guid Id { get; init; }

    public Guid Candidacy { get; init; }

    public string Competence { get; init; } = "";

    public int Level { get; init; }

    public DateTime At { get; init; }
}

/// <summary>A bare EF Core context over one table.</summary>
internal sealed class BareDb(DbContextOptions<BareDb> options) : DbContext(options)
{
    public DbSet<BareLevel> Levels => Set<BareLevel>();
}
