namespace Acquis.Tests.Support;

/// <summary>Third-party schemas and samples, in the folder <c>shared</c> beside the repository; they are never copied into it.</summary>
public static class SharedData
{
    /// <summary>Path of a file there.</summary>
    public static string Path(string relative)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var file = System.IO.Path.Combine(folder.FullName, "shared", relative);
            if (File.Exists(file) || Directory.Exists(file))
            {
                return file;
            }
        }

        throw new FileNotFoundException($"shared/{relative} is not beside the repository.");
    }
}

/// <summary>Files of the repository.</summary>
public static class Repository
{
    /// <summary>The root: the folder that holds the solution.</summary>
    public static string Root { get; } = Find();

    /// <summary>Path of a file of the repository.</summary>
    public static string Path(string relative) => System.IO.Path.Combine(Root, relative);

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(System.IO.Path.Combine(folder.FullName, "Acquis.slnx")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new DirectoryNotFoundException("The tests run from a build inside the repository.");
    }
}
