using Acquis.Domain;

namespace Acquis.Features.Juries;

/// <summary>Lists that people type one a line.</summary>
internal static class TypedLines
{
    private const int Shown = 60;

    /// <summary>What the lines say; empty ones are passed over.</summary>
    /// <param name="read">What one line says, or null where it cannot be read.</param>
    /// <param name="refusal">Code of the refusal that names such a line by its number and its beginning.</param>
    /// <exception cref="RefusedException">A line cannot be read; every such line is named.</exception>
    public static IReadOnlyList<T> Read<T>(string? text, Func<string, T?> read, string refusal)
        where T : class
    {
        var (found, refusals) = (new List<T>(), new List<Refusal>());
        foreach (var (number, line) in (text ?? "").ReplaceLineEndings("\n").Split('\n', StringSplitOptions.TrimEntries).Index())
        {
            if (line.Length == 0)
                continue;

            if (read(line) is { } said)
                found.Add(said);
            else
                refusals.Add(Refusal.Of(refusal, ("line", number + 1), ("text", line.Length > Shown ? line[..Shown] : line)));
        }

        Refusal.ThrowIfAny(refusals);
        return found;
    }
}
