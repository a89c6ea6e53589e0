using Acquis.Domain.Candidacies;
using Acquis.Domain.Progress;
using Acquis.Features.Accounts;
using Acquis.Features.Progress.Matrix;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Acquis.Features.Progress;

/// <summary>Tables of levels, grids, requirements, proofs, defences, exemptions and of the standing computed from them.</summary>
public sealed class ProgressMapping :
    IEntityTypeConfiguration<Rating>, IEntityTypeConfiguration<Grid>, IEntityTypeConfiguration<RequirementRecord>,
    IEntityTypeConfiguration<ProofRecord>, IEntityTypeConfiguration<DefenceRecord>, IEntityTypeConfiguration<ExemptionRecord>, IEntityTypeConfiguration<Standing>,
    IEntityTypeConfiguration<LevelImport>, IEntityTypeConfiguration<SavedView>
{
    /// <inheritdoc />
    public void Configure(EntityTypeBuilder<SavedView> builder)
    {
        builder.ToTable("saved_views").HasKey(v => v.Id);
        builder.Property(v => v.Id).ValueGeneratedNever();
        builder.Ignore(v => v.Query);
        builder.HasIndex(v => new { v.AccountId, v.Name }).IsUnique();
        builder.HasOne<Account>().WithMany().HasForeignKey(v => v.AccountId).OnDelete(DeleteBehavior.Cascade);
    }

    /// <inheritdoc />
    public void Configure(EntityTypeBuilder<Rating> builder)
    {
        builder.ToTable("ratings").HasKey(r => r.Id);
        builder.Property(r => r.Id).ValueGeneratedNever();
        builder.Ignore(r => r.View).Ignore(r => r.IsCertifying);
        builder.HasOne<Candidacy>().WithMany().HasForeignKey(r => r.CandidacyId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(r => new { r.CandidacyId, r.Competence });
    }

    /// <inheritdoc />
    public void Configure(EntityTypeBuilder<Grid> builder)
    {
        builder.ToTable("grids").HasKey(g => g.Id);
        builder.Property(g => g.Id).ValueGeneratedNever();
        builder.HasOne<Candidacy>().WithMany().HasForeignKey(g => g.CandidacyId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(g => new { g.CandidacyId, g.Assessment, g.Attempt, g.By }).IsUnique();
        builder.HasIndex(g => new { g.By, g.State });
    }

    /// <inheritdoc />
    public void Configure(EntityTypeBuilder<RequirementRecord> builder)
    {
        builder.ToTable("requirement_records").HasKey(r => r.Id);
        builder.Property(r => r.Id).ValueGeneratedNever();
        builder.HasOne<Candidacy>().WithMany().HasForeignKey(r => r.CandidacyId).OnDelete(DeleteBehavior.Restrict);
    }

    /// <inheritdoc />
    public void Configure(EntityTypeBuilder<ProofRecord> builder)
    {
        builder.ToTable("proof_records").HasKey(p => p.Id);
        builder.Property(p => p.Id).ValueGeneratedNever();
        builder.HasOne<Candidacy>().WithMany().HasForeignKey(p => p.CandidacyId).OnDelete(DeleteBehavior.Restrict);
    }

    /// <inheritdoc />
    public void Configure(EntityTypeBuilder<DefenceRecord> builder)
    {
        builder.ToTable("defence_records").HasKey(d => d.Id);
        builder.Property(d => d.Id).ValueGeneratedNever();
        builder.HasOne<Candidacy>().WithMany().HasForeignKey(d => d.CandidacyId).OnDelete(DeleteBehavior.Restrict);
    }

    /// <inheritdoc />
    public void Configure(EntityTypeBuilder<ExemptionRecord> builder)
    {
        builder.ToTable("exemption_records").HasKey(e => e.Id);
        builder.Property(e => e.Id).ValueGeneratedNever();
        builder.Ignore(e => e.Earlier);
        builder.HasOne<Candidacy>().WithMany().HasForeignKey(e => e.CandidacyId).OnDelete(DeleteBehavior.Restrict);
    }

    /// <inheritdoc />
    public void Configure(EntityTypeBuilder<Standing> builder)
    {
        builder.ToTable("standings").HasKey(s => s.CandidacyId);
        builder.Property(s => s.CandidacyId).ValueGeneratedNever();
        builder.HasOne<Candidacy>().WithOne().HasForeignKey<Standing>(s => s.CandidacyId).OnDelete(DeleteBehavior.Restrict);
    }

    /// <inheritdoc />
    public void Configure(EntityTypeBuilder<LevelImport> builder)
    {
        builder.ToTable("level_imports").HasKey(i => i.Id);
        builder.Property(i => i.Id).ValueGeneratedNever();
        builder.HasOne<Cohort>().WithMany().HasForeignKey(i => i.CohortId).OnDelete(DeleteBehavior.Restrict);
    }
}
