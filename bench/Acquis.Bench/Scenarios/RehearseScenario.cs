namespace Acquis.Bench.Scenarios;

/// <summary>
/// <c>acquis rehearse</c> of 1,000 candidates as published, from nothing to the last file: one diploma for each awarded, bloc certificates for the others,
/// minutes, decisions, matrix. Once, for it is long.
/// </summary>
internal static class RehearseScenario
{
    public static async Task RunAsync(Bench bench)
    {
        var folder = Directory.CreateTempSubdirectory("acquis-rehearse-").FullName;
        await Published.ProgramAsync();
        var output = Path.Combine(folder, "out");
        var seconds = await Published.RunAsync(
            "rehearse", "--framework", Root.Path("frameworks/expert-isi.yaml"), "--candidates", "1000", "--seed", "7", "--data", Path.Combine(folder, "data"), "--out", output);
        var documents = new DirectoryInfo(Path.Combine(output, "documents")).GetFiles();
        bench.Say("rehearse of 1,000 candidates", $"{seconds:N1} s, once", $"{documents.Length:N0} documents of {documents.Average(d => d.Length) / 1024:N0} kB");
        Directory.Delete(folder, recursive: true);
    }
}
