using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Acquis.Infrastructure.Files;

/// <summary>A file of the store: its content is its identity.</summary>
public sealed class StoredFile
{
    /// <summary>SHA-256 of the content, lower-case hexadecimal.</summary>
    public required string Hash { get; init; }

    /// <summary>Bytes.</summary>
    public required long Size { get; init; }

    /// <summary>Media type from the content's first bytes; <c>application/octet-stream</c> where they say nothing.</summary>
    public required string MediaType { get; init; }

    /// <summary>How many times it was kept: it never leaves the store, since documents bear it and duplicatas will.</summary>
    public int References { get; set; }

    /// <summary>Raised with each change, so that two counts never overwrite each other.</summary>
    public int Version { get; private set; }
}

/// <summary>Table of stored files.</summary>
public sealed class FilesMapping : IEntityTypeConfiguration<StoredFile>
{
    /// <inheritdoc />
    public void Configure(EntityTypeBuilder<StoredFile> builder)
    {
        builder.ToTable("stored_files").HasKey(f => f.Hash);
        builder.Property(f => f.Hash).HasMaxLength(64);
    }
}
