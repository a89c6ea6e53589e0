using System.Text;
using Acquis.Domain.Frameworks;

namespace Acquis.Features.Frameworks;

/// <summary>A framework with the lines of its file, so that findings about it can be shown where they stand.</summary>
public sealed class FrameworkFile
{
    private readonly Marks marks;

    internal FrameworkFile(string name, Framework framework, Marks marks) => (Name, Framework, this.marks) = (name, framework, marks);

    /// <summary>Name under which the file was read.</summary>
    public string Name { get; }

    public Framework Framework { get; }

    /// <summary>What <see cref="FrameworkLint"/> finds, each with its line, in the order of the file.</summary>
    public IReadOnlyList<Finding> Lint() =>
        [.. FrameworkLint.Findings(Framework)
            .Select(f => (Finding: f, Mark: marks.Find(f.Place)))
            .OrderBy(f => f.Mark.Line).ThenBy(f => f.Mark.Column)
            .Select(f => new Finding(f.Finding.Severity, f.Finding.Code, f.Mark.Line, f.Mark.Column, f.Finding.Place, f.Finding.Args))];
}

/// <summary>Reads and writes the file format of <c>docs/framework-format.md</c>.</summary>
public static class FrameworkYaml
{
    /// <summary>Name and version of the format, first key of each file.</summary>
    public const string Format = "acquis.framework/1";

    /// <summary>Largest file, in characters; a full référentiel has about 100,000.</summary>
    public const int MaxLength = 2_000_000;

    /// <summary>Reads a framework from the text of a file.</summary>
    /// <param name="fileName">Name to show in messages; nothing is read from it.</param>
    /// <exception cref="FrameworkFileException">The text is no framework; it lists every problem.</exception>
    public static Framework Read(string yaml, string fileName) => ReadFile(yaml, fileName).Framework;

    /// <summary>Reads a framework from a file on disk, which must be UTF-8.</summary>
    /// <exception cref="FrameworkFileException">The file cannot be read or is no framework; it lists every problem.</exception>
    public static FrameworkFile Open(string path)
    {
        try
        {
            return ReadFile(new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(File.ReadAllBytes(path)).TrimStart('\uFEFF'), path);
        }
        catch (DecoderFallbackException)
        {
            throw Refused(path, "framework.not-utf8");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Refused(path, "framework.file-unreadable");
        }
    }

    /// <summary>Reads a framework and keeps the lines of its places.</summary>
    /// <param name="fileName">Name to show in messages; nothing is read from it.</param>
    /// <exception cref="FrameworkFileException">The text is no framework; it lists every problem.</exception>
    public static FrameworkFile ReadFile(string yaml, string fileName)
    {
        var findings = new Findings();
        var marks = new Marks();
        Framework? framework = null;
        if (yaml.Length > MaxLength)
            findings.Add("framework.file-too-large", 1, 1, "", ("max", MaxLength));
        else if (new YamlTree(findings).Read(yaml) is { } tree)
            framework = new FrameworkReader(findings, marks).Read(tree);

        return findings.Any ? throw new FrameworkFileException(fileName, findings.InOrder) : new FrameworkFile(fileName, framework!, marks);
    }

    /// <summary>
    /// The file of a framework: block style, long texts folded. Reading it gives the same framework again; comments of an earlier file are
    /// not kept.
    /// </summary>
    public static string Write(Framework framework) => new FrameworkWriter().Write(framework);

    private static FrameworkFileException Refused(string path, string code)
    {
        var findings = new Findings();
        findings.Add(code, 1, 1, "", ("file", path));
        return new FrameworkFileException(path, findings.InOrder);
    }
}
