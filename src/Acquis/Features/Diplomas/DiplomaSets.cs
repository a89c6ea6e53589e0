using Acquis.Domain.Diplomas;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Data;

/// <summary>The register of documents.</summary>
public abstract partial class AcquisDb
{
    public DbSet<Diploma> Diplomas => Set<Diploma>();

    public DbSet<Annex> Annexes => Set<Annex>();

    public DbSet<Credential> Credentials => Set<Credential>();

    public DbSet<SigningKey> SigningKeys => Set<SigningKey>();

    public DbSet<SealKey> SealKeys => Set<SealKey>();

    public DbSet<SharedLink> SharedLinks => Set<SharedLink>();

    public DbSet<HolderLink> HolderLinks => Set<HolderLink>();

    public DbSet<DiplomaLayout> DiplomaLayouts => Set<DiplomaLayout>();

    public DbSet<StatusList> StatusLists => Set<StatusList>();
}
