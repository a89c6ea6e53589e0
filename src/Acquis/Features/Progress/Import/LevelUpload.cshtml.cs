using Acquis.Domain.Candidacies;
using Acquis.Domain.Progress;
using Acquis.Infrastructure;
using Microsoft.AspNetCore.Authorization;

namespace Acquis.Features.Progress.Import;

/// <summary>Takes a file of levels for a cohort, and lists what was imported before.</summary>
[Authorize(Policies.Raters)]
public sealed class LevelUploadModel(LevelImportService imports, Texts texts) : RowsUpload
{
    /// <inheritdoc />
    public override string Previews => "/level-imports";

    /// <inheritdoc />
    public override string FileHint => texts["level-import.file.hint"];

    /// <inheritdoc />
    protected override Task<(Cohort Cohort, IReadOnlyList<LevelImport> Earlier)> ListAsync(CancellationToken ct) => imports.ListAsync(Id, Shown, ct);

    /// <inheritdoc />
    protected override Task<LevelImport> PreviewAsync(string name, Stream content, CancellationToken ct) => imports.PreviewAsync(Id, name, content, ct);
}
