namespace Acquis.Tests.Frameworks;

/// <summary>Files of the checkout that tests read.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    /// <summary>The complete example of <c>docs/framework-format.md</c>.</summary>
    public static string Example()
    {
        var page = File.ReadAllText(Path.Combine(Root, "docs", "framework-format.md"));
        var begin = page.IndexOf("```yaml\n", StringComparison.Ordinal) + "```yaml\n".Length;
        return page[begin..page.IndexOf("```", begin, StringComparison.Ordinal)];
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Acquis.slnx")))
            folder = folder.Parent ?? throw new InvalidOperationException("The tests run outside of the checkout.");

        return folder.FullName;
    }
}
