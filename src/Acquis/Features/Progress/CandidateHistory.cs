using System.Globalization;
using Acquis.Domain;
using Acquis.Domain.Journal;
using Acquis.Domain.Progress;
using Acquis.Infrastructure;

namespace Acquis.Features.Progress;

/// <summary>One line of a candidate's history, from what who asks may see: everything of one kind that one side did on one day.</summary>
public sealed record ProgressLine(DateOnly On, string What, string? Why);

/// <summary>Tells what was recorded of a candidate, a line for each day and act, so that a hundred levels read as a few sentences.</summary>
/// <param name="nameOf">Name of the lane that gave a level, or of its assessor.</param>
internal sealed class CandidateHistory(CandidateSheet sheet, Texts texts, Func<Rating, string> nameOf)
{
    /// <summary>The lines, newest first.</summary>
    public IReadOnlyList<ProgressLine> Lines(int most) =>
    [
        .. Levels().Concat(Released()).Concat(Requirements()).Concat(Proofs()).Concat(Defences()).OrderByDescending(l => l.On).Take(most),
    ];

    private IEnumerable<ProgressLine> Levels() => sheet.Live.GroupBy(r => (r.Date, r.Lane, Who: nameOf(r))).Select(g => new ProgressLine(
        g.Key.Date, texts["progress.levels-given", ("who", Capital(g.Key.Who)), ("levels", g.OrderBy(r => IndexOf(r.Competence)).Select(Told).Distinct().ToList())], null));

    private IEnumerable<ProgressLine> Released() => sheet.Live.Where(r => r is { IsCertifying: true, ReleasedAt: not null })
        .GroupBy(r => Dates.Civil(r.ReleasedAt!.Value))
        .Select(g => new ProgressLine(
            g.Key, texts["progress.levels-released", ("competences", g.Select(r => r.Competence).Distinct().OrderBy(IndexOf).ToList())], null));

    private IEnumerable<ProgressLine> Requirements() => sheet.Facts.Requirements.GroupBy(r => (r.Date, r.State)).Select(g => new ProgressLine(
        g.Key.Date,
        texts[$"progress.requirement.{g.Key.State.ToString().ToLowerInvariant()}", ("requirements", g.Select(NameOf).Distinct().ToList())],
        string.Join(" ", g.Select(r => r.Motive).OfType<string>().Distinct()) is { Length: > 0 } why ? why : null));

    private IEnumerable<ProgressLine> Proofs() => sheet.Facts.LiveProofs.GroupBy(p => (p.Date, p.Context)).Select(g => new ProgressLine(
        g.Key.Date,
        texts[$"progress.proved.{g.Key.Context.ToString().ToLowerInvariant()}", ("competences", g.Select(p => p.Competence).Distinct().OrderBy(IndexOf).ToList())],
        null));

    private IEnumerable<ProgressLine> Defences() => sheet.Facts.Defences.Select(d => new ProgressLine(
        d.HeldOn, texts[d.Sufficient ? "progress.defence.sufficient" : "progress.defence.insufficient"], d.SupersedingReason));

    private string Told(Rating rating) =>
        $"{rating.Competence}\u00a0{(rating.Level is { } level ? Cell.Of(level) : texts["progress.cell.none"])}";

    private static string Capital(string text) => text.Length == 0 ? text : string.Concat(text[..1].ToUpper(CultureInfo.CurrentCulture), text.AsSpan(1));

    private object NameOf(RequirementRecord record) =>
        record.Module is { } code
            ? sheet.Engine.Modules.FirstOrDefault(m => m.Code == code)?.Title ?? (object)code
            : sheet.Framework.Requirements.FirstOrDefault(r => r.Code == record.Requirement)?.Title ?? (object)record.Requirement;

    private int IndexOf(string competence) => sheet.Framework.Competences.Index().FirstOrDefault(c => c.Item.Code == competence).Index;
}
