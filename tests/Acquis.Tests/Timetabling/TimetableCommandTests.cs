using System.Text.Json.Nodes;
using Acquis.Tests.Support;

namespace Acquis.Tests.Timetabling;

/// <summary><c>acquis timetable</c> as somebody types it.</summary>
[Collection(nameof(CommandLineTests))]
public sealed class TimetableCommandTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("acquis-timetable-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task A_planted_problem_comes_with_a_timetable_that_the_checker_accepts()
    {
        var made = await RunAsync("generate", "--family", "planted", "--events", "60", "--seed", "3", "--out", At("p.json"), "--best", At("best.json"), "--lang", "en");
        var check = await RunAsync("check", At("p.json"), At("best.json"), "--lang", "en");

        Assert.Equal((0, ""), (made.Exit, made.Error));
        Assert.Contains("Cost of the best timetable: ", made.Output, StringComparison.Ordinal);
        Assert.Equal((0, ""), (check.Exit, check.Error));
        Assert.StartsWith("No rule is broken.\n", check.Output, StringComparison.Ordinal);
        Assert.Contains("gap 0%", check.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("fr", "H4  Le jury de e1 a 2 membres au lieu de 3.", "Le coût annoncé est")]
    [InlineData("en", "H4  The jury of e1 has 2 members instead of 3.", "The stated cost is")]
    public async Task A_broken_rule_is_told_in_the_language_asked_for_and_ends_with_1(string language, string rule, string misstated)
    {
        await RunAsync("generate", "--family", "planted", "--events", "20", "--out", At("p.json"), "--best", At("best.json"));
        Change("best.json", plan => plan["sessions"]!.AsArray().First(s => s!["events"]![0]!["event"]!.GetValue<string>() == "e1")!["panel"]!.AsArray().RemoveAt(0));

        var check = await RunAsync("check", At("p.json"), At("best.json"), "--lang", language);

        Assert.Equal(1, check.Exit);
        Assert.Contains(rule, check.Output, StringComparison.Ordinal);
        Assert.Contains(misstated, check.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_fault_of_the_file_is_told_with_its_place()
    {
        await RunAsync("generate", "--events", "20", "--out", At("p.json"));
        Change("p.json", problem => problem["halfDays"]![2]!["end"] = "2027-06-08T07:00");

        var check = await RunAsync("check", At("p.json"), At("none.json"), "--lang", "fr");

        Assert.Equal((1, "", $"{At("p.json")}: halfDays[2].end: La fin doit venir après le début.\n"), check);
    }

    [Fact]
    public async Task A_file_that_is_not_there_or_cannot_be_written_is_told()
    {
        var missing = await RunAsync("check", At("none.json"), At("none.json"), "--lang", "en");
        var nowhere = await RunAsync("generate", "--events", "20", "--out", At("no/such/folder/p.json"), "--lang", "en");

        Assert.Equal((1, $"The file {At("none.json")} cannot be read. Check its name and your rights.\n"), (missing.Exit, missing.Error));
        Assert.Equal((1, $"The file {At("no/such/folder/p.json")} cannot be written. Check the folder and your rights.\n"), (nowhere.Exit, nowhere.Error));
    }

    [Fact]
    public async Task A_family_or_a_number_that_cannot_be_is_refused()
    {
        Assert.Equal(1, (await RunAsync("generate", "--family", "lost", "--out", At("p.json"))).Exit);
        Assert.Equal(1, (await RunAsync("generate", "--events", "-1", "--out", At("p.json"))).Exit);
        Assert.False(File.Exists(At("p.json")));
    }

    private string At(string name) => Path.Combine(folder, name);

    private void Change(string name, Action<JsonNode> change)
    {
        var json = JsonNode.Parse(File.ReadAllText(At(name)))!;
        change(json);
        File.WriteAllText(At(name), json.ToJsonString());
    }

    private static Task<(int Exit, string Output, string Error)> RunAsync(params string[] args) => Terminal.RunAsync(["timetable", .. args]);
}
