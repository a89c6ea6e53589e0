using Acquis.Domain.Decisions;
using Acquis.Domain.Juries;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Data;

/// <summary>Deliberations, their juries and their decisions.</summary>
public abstract partial class AcquisDb
{
    public DbSet<Deliberation> Deliberations => Set<Deliberation>();

    public DbSet<JuryMember> JuryMembers => Set<JuryMember>();

    public DbSet<Decision> Decisions => Set<Decision>();
}
