using Acquis.Features.Frameworks;
using Acquis.Features.Frameworks.Import;

namespace Acquis.Tests.Frameworks;

public sealed class ImportCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("acquis-import").FullName;

    [Fact]
    public void Importing_prints_counts_and_doubts_and_writes_a_framework_that_reads_back()
    {
        var source = Path.Combine(_folder, "source.md");
        var target = Path.Combine(_folder, "proposal.yaml");
        File.WriteAllText(source, ImportSource.Text);

        var (code, output, _) = Run(source, "--out", target);

        Assert.Equal(0, code);
        Assert.Contains("13", output, StringComparison.Ordinal);
        Assert.Contains("C.10, C.11, C.12, C.13", output, StringComparison.Ordinal);
        Assert.Contains("E10", output, StringComparison.Ordinal);
        Assert.Equal(
            ImportSource.TextsOf(ImportSource.Proposal.Framework),
            ImportSource.TextsOf(FrameworkYaml.Read(File.ReadAllText(target), "proposal.yaml")));
    }

    [Fact]
    public void A_file_that_is_absent_or_no_text_gives_exit_code_1_and_a_message()
    {
        var binary = Path.Combine(_folder, "binary.md");
        File.WriteAllBytes(binary, [0xFF, 0xFE, 0x00, 0xC3]);

        foreach (var path in (string[])[binary, Path.Combine(_folder, "absent.md"), _folder])
        {
            var (code, _, error) = Run(path);
            Assert.Equal(1, code);
            Assert.Contains(path, error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_target_that_cannot_be_written_gives_exit_code_1_after_the_doubts()
    {
        var source = Path.Combine(_folder, "source.md");
        File.WriteAllText(source, ImportSource.Text);

        var (code, output, error) = Run(source, "--out", Path.Combine(_folder, "absent", "x.yaml"));

        Assert.Equal(1, code);
        Assert.Contains("E10", output, StringComparison.Ordinal);
        Assert.Contains("x.yaml", error, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static (int Code, string Output, string Error) Run(params string[] args)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var code = ImportCommand.Create().Parse(args).Invoke(new() { Output = output, Error = error });
        return (code, output.ToString(), error.ToString());
    }
}
