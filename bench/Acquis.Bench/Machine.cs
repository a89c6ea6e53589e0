using System.Globalization;

namespace Acquis.Bench;

/// <summary>The machine that figures come from, as Linux tells it.</summary>
internal static class Machine
{
    /// <summary>Processor, how many, and how much the machine does beside.</summary>
    public static string Describe()
    {
        var model = File.ReadLines("/proc/cpuinfo").FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[1].Trim();
        return $"{Environment.ProcessorCount} processors ({model ?? "unnamed"}), load before {File.ReadAllText("/proc/loadavg").Split(' ')[0]}";
    }

    /// <summary>Memory of a process in megabytes, shared pages divided among those who share them (PSS).</summary>
    public static double Memory(int process) => File.ReadLines($"/proc/{process}/smaps_rollup")
        .Where(l => l.StartsWith("Pss:", StringComparison.Ordinal))
        .Sum(l => double.Parse(l.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture)) / 1024;
}
