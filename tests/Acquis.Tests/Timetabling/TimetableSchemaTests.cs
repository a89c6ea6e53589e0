using System.Text;
using System.Text.RegularExpressions;
using Acquis.Infrastructure;
using Acquis.Tests.Support;
using Acquis.Timetabling;
using Acquis.Timetabling.Formats;
using Acquis.Timetabling.Generating;
using NJsonSchema;

namespace Acquis.Tests.Timetabling;

public sealed partial class TimetableSchemaTests
{
    [Theory]
    [InlineData(Family.Planted)]
    [InlineData(Family.Random)]
    [InlineData(Family.Tight)]
    [InlineData(Family.Individual)]
    public async Task What_the_program_writes_keeps_to_the_schema(Family family)
    {
        var made = TimetableGenerator.Generate(family, 60, 1);

        Assert.Empty(await Faults(Encoding.UTF8.GetString(TimetableJson.Write(made.Problem with { Previous = made.Best }))));
        if (made.Best is { } best)
            Assert.Empty(await Faults(Encoding.UTF8.GetString(TimetableJson.Write(best))));
    }

    [Fact]
    public async Task The_examples_of_the_documentation_keep_to_the_schema_and_are_read()
    {
        var examples = Example().Matches(await File.ReadAllTextAsync(Repository.Path("docs/timetabling-format.md"), TestContext.Current.CancellationToken)).Select(m => m.Groups[1].Value).ToList();

        Assert.Equal(2, examples.Count);
        Assert.Empty(await Faults(examples[0]));
        Assert.Empty(await Faults(examples[1]));
        Assert.Equal(2, ProblemReader.Read(Encoding.UTF8.GetBytes(examples[0])).Events.Count);
        // The timetable is another problem's; as a previous one it may be.
        var withPrevious = examples[0].Replace("\"previous\":null", $"\"previous\":{examples[1]}", StringComparison.Ordinal);
        Assert.Equal(51_142, ProblemReader.Read(Encoding.UTF8.GetBytes(withPrevious)).Previous!.Cost);
    }

    [Theory]
    [InlineData("\"gridMinutes\":5", "\"gridMinutes\":0")]
    [InlineData("\"gridMinutes\":5", "\"gridMinutes\":5,\"colour\":1")]
    [InlineData("\"jury\":\"panel\"", "\"jury\":\"crowd\"")]
    [InlineData("T08:30\",\"end\"", " 8:30\",\"end\"")]
    [InlineData("\"rule\":\"H6\"", "\"rule\":\"H16\"")]
    [InlineData("\"language\":\"all\"", "\"language\":\"some\"")]
    [InlineData("{\"event\":\"e1\",\"halfDay\":\"2027-06-14.am\"}", "{\"event\":\"e1\"}")]
    public async Task The_schema_refuses_what_the_reader_refuses(string right, string wrong)
    {
        var example = Example().Match(await File.ReadAllTextAsync(Repository.Path("docs/timetabling-format.md"), TestContext.Current.CancellationToken)).Groups[1].Value;
        Assert.Contains(right, example, StringComparison.Ordinal);
        var changed = example.Replace(right, wrong, StringComparison.Ordinal);

        Assert.NotEmpty(await Faults(changed));
        Assert.Throws<TimetableFileException>(() => ProblemReader.Read(Encoding.UTF8.GetBytes(changed)));
    }

    [Fact]
    public void Every_code_that_the_engine_gives_has_its_sentence()
    {
        var codes = Directory.GetFiles(Repository.Path("src/Acquis.Timetabling"), "*.cs", SearchOption.AllDirectories)
            .SelectMany(f => Code().Matches(File.ReadAllText(f)).Select(m => m.Groups[1].Value)).ToHashSet();

        Assert.True(codes.Count > 60);
        Assert.DoesNotContain(codes, c => !Texts.All.Has(c));
    }

    private static async Task<IEnumerable<string>> Faults(string json) =>
        (await JsonSchema.FromFileAsync(Repository.Path("docs/timetabling.schema.json"), TestContext.Current.CancellationToken)).Validate(json).Select(e => e.ToString());

    [GeneratedRegex("```json\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Example();

    [GeneratedRegex("\"(timetable\\.[a-z0-9-]+(?:\\.[a-z0-9-]+)?)\"")]
    private static partial Regex Code();
}
