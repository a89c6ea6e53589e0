using Acquis.Infrastructure;
using Acquis.Timetabling;
using Acquis.Timetabling.Checking;

namespace Acquis.Features.Timetabling;

/// <summary>The checker's report as a page of text.</summary>
internal static class CheckPrinter
{
    private const int MostBreaches = 50;

    public static void Print(TimetableProblem problem, Timetable timetable, CheckReport report, TextWriter output)
    {
        var texts = Texts.All;
        foreach (var breach in report.Breaches.Take(MostBreaches))
            output.WriteLine($"{breach.Rule,-3} {texts.Get(Texts.Language, breach.Code, breach.Args)}");

        output.WriteLine(report.IsLawful ? texts["timetable.check.lawful"] : texts["timetable.check.breaches", ("count", report.Breaches.Count)]);
        foreach (var used in report.UsedOverrides)
        {
            var waived = problem.Overrides.First(o => o.Rule == used.Rule && o.Event == used.Event);
            output.WriteLine(texts["timetable.check.override", ("rule", used.Rule), ("event", used.Event), ("by", waived.By), ("reason", waived.Reason)]);
        }

        output.WriteLine(texts["timetable.check.placed", ("placed", report.Placed), ("all", problem.Events.Count)]);
        output.WriteLine(texts["timetable.check.cost", ("cost", report.Cost), ("bound", Math.Round(timetable.LowerBound, 1)), ("gap", GapOf(report.Cost, timetable.LowerBound))]);
        foreach (var (name, value) in report.Terms.Where(t => t.Value != 0))
            output.WriteLine(texts["timetable.check.term", ("name", name.PadRight(20)), ("value", value)]);

        var convened = report.Jurors.Where(j => j.HalfDays > 0).ToList();
        if (convened.Count > 0)
        {
            output.WriteLine(texts["timetable.check.jurors",
                ("count", convened.Count), ("least", convened.Min(j => j.HalfDays)), ("most", convened.Max(j => j.HalfDays))]);
        }

        output.WriteLine(texts["timetable.check.rooms", ("used", report.Rooms.Sum(r => r.HalfDays)), ("open", report.Rooms.Sum(r => r.Open))]);
    }

    /// <summary>How far the cost may be from the best, in percent.</summary>
    public static double GapOf(long cost, double bound) => cost == 0 ? 0 : Math.Round(100 * Math.Max(0, cost - bound) / cost, 2);
}
