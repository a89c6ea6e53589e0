using Acquis.Domain.Candidacies;
using Acquis.Domain.Progress;
using Acquis.Features.Progress.Import;
using Acquis.Infrastructure;
using Microsoft.AspNetCore.Authorization;

namespace Acquis.Features.Progress.Observations;

/// <summary>Takes a file of observations for a cohort, and lists those that who asks has read in before.</summary>
[Authorize(Policies.Raters)]
public sealed class ObservationUploadModel(ObservationImportService imports, Texts texts) : RowsUpload
{
    /// <inheritdoc />
    public override string Previews => "/observation-imports";

    /// <inheritdoc />
    public override string FileHint => texts["observation.file.hint"];

    /// <inheritdoc />
    protected override Task<(Cohort Cohort, IReadOnlyList<LevelImport> Earlier)> ListAsync(CancellationToken ct) => imports.ListAsync(Id, Shown, ct);

    /// <inheritdoc />
    protected override Task<LevelImport> PreviewAsync(string name, Stream content, CancellationToken ct) => imports.PreviewAsync(Id, name, content, ct);
}
