using Acquis.Domain;
using Acquis.Domain.Frameworks;
using Acquis.Infrastructure;

namespace Acquis.Features.Frameworks;

/// <summary>A framework on a page of plain text: what it is called, its identity, its parts with their codes, its rules.</summary>
internal static class FrameworkSummary
{
    public static void Print(Framework f, TextWriter output)
    {
        string In(Bilingual text) => Texts.All.In(text);
        output.WriteLine($"{In(f.Title)} — {f.Code} {f.Edition}");
        output.WriteLine($"sha256 {FrameworkJson.Identity(f)}");
        output.WriteLine();
        foreach (var level in f.Scale.Levels)
        {
            var mark = level.Value == f.Scale.Threshold ? "*" : " ";
            output.WriteLine($"{mark}{level.Value} {In(level.Label)}{(level.Descriptor is { } d ? $" — {In(d)}" : "")}");
        }

        foreach (var block in f.Blocks)
        {
            output.WriteLine();
            output.WriteLine($"{block.Code} {In(block.Title)}{(block.OptionGroup is { } group ? $" ({group})" : "")}");
            foreach (var activity in block.Activities)
                output.WriteLine($"  {activity.Code} {In(activity.Title)}");

            foreach (var competence in block.Competences)
                output.WriteLine($"  {competence.Code} {In(competence.Text)}");

            if (block.Rule is { } rule)
                output.WriteLine($"  {RuleText.OneLine(rule)}");
        }

        output.WriteLine();
        foreach (var a in f.Assessments)
            output.WriteLine($"{a.Code} {In(a.Kind)} ({string.Join(", ", a.Competences)}; {a.Criteria.Sum(g => g.Items.Count)})");

        foreach (var requirement in f.Requirements)
            output.WriteLine($"{requirement.Code} {In(requirement.Title)}");

        output.WriteLine();
        output.WriteLine($"block: {RuleText.OneLine(f.Award.Block)}");
        if (f.Award.Admission is { } admission)
            output.WriteLine($"admission: {RuleText.OneLine(admission)}");

        output.WriteLine($"certification: {RuleText.OneLine(f.Award.Certification)}");
    }
}
