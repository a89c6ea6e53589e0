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

    [Fact]
    public async Task A_solved_problem_is_written_told_and_accepted_by_the_checker()
    {
        await RunAsync("generate", "--family", "planted", "--events", "20", "--out", At("p.json"));

        var solve = await RunAsync("solve", At("p.json"), "--out", At("plan.json"), "--cpu-seconds", "20", "--lang", "en");
        var check = await RunAsync("check", At("p.json"), At("plan.json"), "--lang", "en");

        Assert.Equal(0, solve.Exit);
        Assert.Matches(@"s of processor: cost \d", solve.Error);
        Assert.Equal((0, solve.Output), (check.Exit, check.Output));
    }

    [Fact]
    public async Task A_problem_that_places_only_some_ends_with_2_and_a_wrong_number_with_1()
    {
        await RunAsync("generate", "--family", "random", "--events", "20", "--out", At("p.json"));
        Change("p.json", problem => problem["events"]![0]!["language"] = "xx");

        var solve = await RunAsync("solve", At("p.json"), "--out", At("plan.json"), "--cpu-seconds", "3", "--seed", "4", "--deterministic");

        Assert.Equal(2, solve.Exit);
        Assert.Equal("e1", JsonNode.Parse(await File.ReadAllTextAsync(At("plan.json"), TestContext.Current.CancellationToken))!["unscheduled"]![0]!["event"]!.GetValue<string>());
        var explained = await RunAsync("explain", At("p.json"), "--plan", At("plan.json"), "--lang", "fr");
        var one = await RunAsync("explain", At("p.json"), "--plan", At("plan.json"), "--event", "e1", "--json");
        Assert.Equal(2, explained.Exit);
        Assert.StartsWith("e1 n’a de place nulle part, quels que soient les autres passages\u00a0: il faudrait à la fois 3 membres qui parlent «\u00a0xx\u00a0».", explained.Output, StringComparison.Ordinal);
        Assert.Equal("H8", JsonNode.Parse(one.Output)![0]!["conflict"]![0]!.GetValue<string>());
        Assert.Equal(1, (await RunAsync("explain", At("p.json"), "--event", "nobody")).Exit);
        Assert.Equal(1, (await RunAsync("solve", At("p.json"), "--out", At("other.json"), "--cpu-seconds", "0")).Exit);
        Assert.Equal(1, (await RunAsync("solve", At("p.json"), "--out", At("other.json"), "--workers", "0")).Exit);
        Assert.False(File.Exists(At("other.json")));
    }

    [Fact]
    public async Task A_repair_says_whom_to_tell_and_needs_a_previous_timetable()
    {
        await RunAsync("generate", "--family", "planted", "--events", "20", "--out", At("p.json"), "--best", At("best.json"));
        var refused = await RunAsync("repair", At("p.json"), "--out", At("new.json"), "--lang", "en");
        Change("p.json", problem =>
        {
            problem["previous"] = JsonNode.Parse(File.ReadAllText(At("best.json")));
            problem["jurors"]![0]!["available"] = new JsonObject();
        });

        var repaired = await RunAsync("repair", At("p.json"), "--out", At("new.json"), "--cpu-seconds", "20", "--lang", "en");

        Assert.Equal((1, $"{At("p.json")}: previous: There is no previous timetable to repair.\n"), (refused.Exit, refused.Error));
        Assert.NotEqual(1, repaired.Exit);
        Assert.Matches(@"convocations? cancelled\n  K1\.j1: ", repaired.Output);
        Assert.Equal(repaired.Exit, (await RunAsync("check", At("p.json"), At("new.json"))).Exit);
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
