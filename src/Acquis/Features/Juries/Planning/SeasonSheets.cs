using Acquis.Credentials.Documents;
using Acquis.Domain.Juries;
using Acquis.Infrastructure;
using Acquis.Timetabling;

namespace Acquis.Features.Juries.Planning;

/// <summary>How the sheets of a timetable are put together.</summary>
public enum SheetsBy
{
    /// <summary>One for each room and half-day, to hang at the door and to sign inside.</summary>
    Room,

    /// <summary>One for each day, for the reception.</summary>
    Day,
}

/// <summary>One placed defence with everything that sheets and exports say of it.</summary>
/// <param name="Jury">Names, who chairs first.</param>
public sealed record PlacedLine(
    string HalfDay, DateTime Start, DateTime End, string RoomId, string Room, string Site, string CandidacyId, string Candidate, string Cohort, bool Extended,
    IReadOnlyList<string> Jury);

/// <summary>The timetable as lines, and as sheets to print.</summary>
public static class SeasonSheets
{
    /// <summary>Every placed defence, by time and room.</summary>
    public static IReadOnlyList<PlacedLine> Lines(PlanningFile file)
    {
        var candidates = file.File.Candidates.ToDictionary(c => c.Candidacy.Id.ToString());
        var rooms = file.File.Rooms.ToDictionary(r => r.Room.Id.ToString());
        return
        [
            .. from session in file.Plan.Sessions
               from placed in session.Events
               let candidate = candidates[placed.Event]
               let room = rooms[session.Room]
               orderby placed.Start, room.Site.Name, room.Room.Name
               select new PlacedLine(
                   session.HalfDay, placed.Start, placed.Start.AddMinutes(PlanEditor.MinutesOf(file.Problem, placed.Event)), session.Room, room.Room.Name, room.Site.Name,
                   placed.Event, candidate.Person.DisplayName, candidate.Cohort, candidate.Needs?.Extended ?? false,
                   [.. JuryOf(session, placed).Select(j => file.Names[j])]),
        ];
    }

    /// <summary>The jury of an event, who chairs first.</summary>
    public static IEnumerable<string> JuryOf(Session session, Placement placed)
    {
        var (panel, chair) = session.Panel is null ? (placed.Panel ?? [], placed.Chair) : (session.Panel, session.Chair);
        return panel.OrderBy(j => j != chair).ThenBy(j => j, StringComparer.Ordinal);
    }

    /// <summary>The sheets.</summary>
    /// <param name="body">Name of the certifying body.</param>
    public static SheetsContent Sheets(PlanningFile file, SheetsBy by, string body, Texts texts)
    {
        var lines = Lines(file);
        return new()
        {
            Title = texts[$"plan.sheets.{by}"],
            CertifierName = body,
            Occasion = file.File.Season.Name,
            On = file.File.Season.StartsOn,
            Language = Texts.Language,
            Sheets = by is SheetsBy.Room
                ? [.. lines.GroupBy(l => (l.HalfDay, l.RoomId)).Select(g => OfRoom(file, [.. g], texts))]
                : [.. lines.GroupBy(l => DateOnly.FromDateTime(l.Start)).Select(g => OfDay(g.Key, [.. g], texts))],
        };
    }

    private static Sheet OfRoom(PlanningFile file, IReadOnlyList<PlacedLine> lines, Texts texts)
    {
        var first = lines[0];
        var own = file.Problem.Types[0].Jury is JuryKind.Individual;
        return new(
            texts["plan.sheet.room", ("room", first.Room)], file.Names[first.HalfDay],
            [new(texts["plan.sheet.site"], first.Site), .. own ? [] : new[] { new LabelledLine(texts["plan.sheet.jury"], Jury(first, texts)) }],
            [
                new(null, [new(texts["plan.sheet.hours"], 0.22f), new(texts["candidate.one"], 0.3f), new(own ? texts["plan.sheet.jury"] : texts["cohort.one"], 0.24f), new(texts["plan.sheet.signature"], 0.24f)],
                    [.. lines.Select(l => (IReadOnlyList<string>)[Hours(l), Named(l, texts), own ? Jury(l, texts) : l.Cohort, ""])], RowHeight: 34),
            ],
            []);
    }

    private static Sheet OfDay(DateOnly day, IReadOnlyList<PlacedLine> lines, Texts texts) => new(
        texts["plan.sheet.day"], SeasonDates.Day(day), [],
        [
            .. lines.GroupBy(l => (l.Site, l.Room)).OrderBy(g => g.Key.Site, StringComparer.CurrentCulture).ThenBy(g => g.Key.Room, StringComparer.CurrentCulture).Select(g => new PrintedTable(
                $"{g.Key.Site}, {g.Key.Room}", [new(texts["plan.sheet.hours"], 0.22f), new(texts["candidate.one"], 0.34f), new(texts["plan.sheet.jury"], 0.44f)],
                [.. g.Select(l => (IReadOnlyList<string>)[Hours(l), Named(l, texts), Jury(l, texts)])])),
        ],
        []);

    private static string Hours(PlacedLine line) => SeasonDates.Hours(TimeOnly.FromDateTime(line.Start), TimeOnly.FromDateTime(line.End));

    private static string Named(PlacedLine line, Texts texts) => line.Extended ? $"{line.Candidate} ({texts["plan.extended"]})" : line.Candidate;

    private static string Jury(PlacedLine line, Texts texts) =>
        string.Join(", ", line.Jury.Select((name, i) => i == 0 ? texts["plan.chair-of", ("name", name)] : name));
}
