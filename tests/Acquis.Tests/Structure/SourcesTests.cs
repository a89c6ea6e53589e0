using Acquis.Tests.Support;

namespace Acquis.Tests.Structure;

/// <summary>What the build does not hold about the form of sources; <c>make format</c> mends it.</summary>
public sealed class SourcesTests
{
    [Fact]
    public void Usings_stand_in_the_order_of_their_names_the_system_s_first()
    {
        var files = new[] { "src", "tests", "bench" }
            .SelectMany(folder => Directory.EnumerateFiles(Repository.Path(folder), "*.cs", SearchOption.AllDirectories))
            .Where(f => !f.Contains("/obj/", StringComparison.Ordinal) && !f.Contains("/Migrations/", StringComparison.Ordinal)).ToList();

        var disordered = files.Where(f => Usings(f) is var usings && !usings.SequenceEqual(usings.OrderBy(u => !IsOfTheSystem(u)).ThenBy(Key, StringComparer.Ordinal)));

        Assert.NotEmpty(files);
        Assert.Empty(disordered);
    }

    private static List<string> Usings(string file) => [.. File.ReadLines(file).TakeWhile(l => !l.StartsWith("namespace ", StringComparison.Ordinal))
        .Where(l => l.StartsWith("using ", StringComparison.Ordinal) && l.EndsWith(';') && !l.Contains('=', StringComparison.Ordinal) && !l.Contains('(', StringComparison.Ordinal) && !l.StartsWith("using static", StringComparison.Ordinal))
        .Select(l => l[6..^1])];

    private static bool IsOfTheSystem(string name) => name == "System" || name.StartsWith("System.", StringComparison.Ordinal);

    // A dot sorts before every letter, so that a namespace stands before those inside it.
    private static string Key(string name) => name.ToLowerInvariant().Replace('.', '\u0001');
}
