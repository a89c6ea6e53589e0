using System.CommandLine;
using System.Text.Json;
using Acquis.Data;
using Acquis.Infrastructure;

namespace Acquis.Features.Keeping.Checks;

/// <summary><c>acquis doctor --data DIR</c>: exit code 0, or 1 where something is broken.</summary>
public static class DoctorCommand
{
    private static readonly JsonSerializerOptions Json = new(Conversions.Json) { WriteIndented = true };

    public static Command Create()
    {
        var json = new Option<bool>("--json") { Description = "Pour un programme / for a program" };
        var quick = new Option<bool>("--quick") { Description = "Sans relire tous les fichiers ni tout le journal / without reading every file and the whole journal" };
        var command = new Command("doctor", "Dit si tout va bien, et sinon quoi faire / says whether all is well, and what to do otherwise") { json, quick };
        command.SetAction((parsed, ct) => CommandLine.LookingAsync(parsed, async services =>
        {
            var options = services.GetRequiredService<AcquisOptions>();
            if (options.Postgres is null && !File.Exists(options.SqliteFile))
            {
                throw new StartException("start.no-data", ("folder", Path.GetFullPath(options.DataFolder)));
            }

            var findings = await services.GetRequiredService<Doctor>().LookAsync(!parsed.GetValue(quick), ct);
            var output = parsed.InvocationConfiguration.Output;
            await output.WriteLineAsync(parsed.GetValue(json) ? AsJson(findings) : AsText(findings));
            return findings.Any(f => f.Health is Health.Bad) ? 1 : 0;
        }));
        return command;
    }

    private static string AsText(IReadOnlyList<Finding> findings) => string.Join('\n', findings.SelectMany(Lines).Append(Texts.All[
        findings.Any(f => f.Health is Health.Bad) ? "doctor.bad" : findings.Any(f => f.Health is Health.Watch) ? "doctor.watch" : "doctor.good"]));

    private static IEnumerable<string> Lines(Finding finding)
    {
        var sign = finding.Health switch { Health.Good => "✓", Health.Watch => "!", _ => "✗" };
        yield return $"{sign} {Texts.All[$"doctor.{finding.Check}"]}\u00a0: {Texts.All[finding.Key, finding.Args]}".Replace("\u00a0:", Texts.Language == "en" ? ":" : "\u00a0:", StringComparison.Ordinal);
        if (finding.Health is not Health.Good)
        {
            yield return $"    {Texts.All[finding.RemedyKey, finding.Args]}";
        }
    }

    private static string AsJson(IReadOnlyList<Finding> findings) => JsonSerializer.Serialize(
        new
        {
            healthy = !findings.Any(f => f.Health is Health.Bad),
            checks = findings.Select(f => new
            {
                check = f.Check,
                state = f.Health,
                code = f.Code,
                text = Texts.All[f.Key, f.Args],
                remedy = f.Health is Health.Good ? null : Texts.All[f.RemedyKey, f.Args],
            }),
        },
        Json);
}
