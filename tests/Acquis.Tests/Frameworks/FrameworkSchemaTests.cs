using System.Globalization;
using System.Text.Json.Nodes;
using Acquis.Features.Frameworks;
using NJsonSchema;

namespace Acquis.Tests.Frameworks;

public class FrameworkSchemaTests
{
    public static TheoryData<string> Files()
    {
        var folder = Path.Combine(Repository.Root, "frameworks");
        var files = Directory.Exists(folder) ? Directory.GetFiles(folder, "*.yaml").Select(Path.GetFileName) : [];
        return new TheoryData<string>(files.Append("the example of the documentation")!);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public async Task A_framework_file_keeps_to_the_schema_and_is_read(string file)
    {
        var path = Path.Combine(Repository.Root, "frameworks", file);
        var yaml = File.Exists(path) ? await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken) : Repository.Example();

        Assert.Empty(await Faults(Json(yaml)));
        Assert.DoesNotContain(
            FrameworkYaml.ReadFile(yaml, file).Lint(), f => f.Severity == Acquis.Domain.Frameworks.Severity.Error);
        Assert.Equal(
            FrameworkJson.Identity(FrameworkYaml.Read(yaml, file)),
            FrameworkJson.Identity(FrameworkYaml.Read(FrameworkYaml.Write(FrameworkYaml.Read(yaml, file)), file)));
    }

    [Fact]
    public async Task The_json_of_a_framework_keeps_to_the_same_schema() =>
        Assert.Empty(await Faults(FrameworkJson.ToJson(FrameworkYaml.Read(Repository.Example(), "example.yaml"))));

    [Theory]
    [InlineData("code: x", "code: X Y")]
    [InlineData("title: T", "title: { en: T }")]
    [InlineData("title: T", "title: T\ncolour: red")]
    [InlineData("level >= 1", "level > 1")]
    [InlineData("level >= 1", "{ all: [], any: [] }")]
    [InlineData("threshold: 1", "threshold: high")]
    public async Task The_schema_refuses_what_the_reader_or_the_lint_refuses(string right, string wrong)
    {
        Assert.Empty(await Faults(Json(FrameworkYamlTests.Small)));
        Assert.NotEmpty(await Faults(Json(FrameworkYamlTests.Small.Replace(right, wrong, StringComparison.Ordinal))));
    }

    private static async Task<IEnumerable<string>> Faults(string json)
    {
        var schema = await JsonSchema.FromFileAsync(
            Path.Combine(Repository.Root, "docs", "framework.schema.json"), TestContext.Current.CancellationToken);
        return schema.Validate(json).Select(e => e.ToString());
    }

    private static string Json(string yaml) => Node(new YamlTree(new Findings()).Read(yaml)!)!.ToJsonString();

    /// <summary>Resolves plain scalars as editors do (YAML 1.2, core schema).</summary>
    private static JsonNode? Node(YamlNode node) => node switch
    {
        YamlMap map => new JsonObject(map.Entries.Select(e => KeyValuePair.Create(e.Key.Value, Node(e.Value)))),
        YamlList list => new JsonArray([.. list.Items.Select(Node)]),
        YamlText { IsNothing: true } => null,
        YamlText { Plain: true, Value: "true" or "false" } text => text.Value == "true",
        YamlText { Plain: true } text when int.TryParse(text.Value, CultureInfo.InvariantCulture, out var number) => number,
        YamlText { Plain: true } text when double.TryParse(text.Value, CultureInfo.InvariantCulture, out var number) => number,
        YamlText text => text.Value,
        _ => throw new InvalidOperationException("The file has a fault."),
    };
}
