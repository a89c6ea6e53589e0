using Acquis.Domain.Frameworks;

namespace Acquis.Features.Frameworks;

/// <summary>What is wrong, or doubtful, at a place of a framework file.</summary>
/// <param name="Severity">An error refuses the file or its publication; a warning is only told.</param>
/// <param name="Code">Stable code, key of its sentence in <c>Texts.json</c>, such as <c>framework.duplicate-key</c>.</param>
/// <param name="Line">Line in the file, from 1.</param>
/// <param name="Column">Column in the line, from 1.</param>
/// <param name="Place">Place within the framework, such as <c>blocks/1/competences/C.3</c>; empty for the whole.</param>
/// <param name="Args">Named arguments of the sentence.</param>
public sealed record Finding(Severity Severity, string Code, int Line, int Column, string Place, IReadOnlyDictionary<string, object?> Args);

/// <summary>A file is no framework. Carries every problem found, in the order of the file.</summary>
public sealed class FrameworkFileException(string fileName, IReadOnlyList<Finding> findings)
    : Exception($"{fileName}: {string.Join("; ", findings.Select(f => $"{f.Line}:{f.Column} {f.Code} {f.Place}"))}")
{
    /// <summary>Name under which the file was read.</summary>
    public string FileName { get; } = fileName;

    /// <summary>At least one.</summary>
    public IReadOnlyList<Finding> Findings { get; } = findings;
}
