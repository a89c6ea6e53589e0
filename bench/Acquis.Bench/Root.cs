namespace Acquis.Bench;

/// <summary>Files of the repository.</summary>
internal static class Root
{
    public static string Path(string relative)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(System.IO.Path.Combine(folder.FullName, "Acquis.slnx")))
        {
            folder = folder.Parent;
        }

        return System.IO.Path.Combine(folder?.FullName ?? throw new DirectoryNotFoundException("The bench runs from a build inside the repository."), relative);
    }
}
