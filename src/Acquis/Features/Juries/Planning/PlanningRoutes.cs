using System.Globalization;
using System.Text;
using Acquis.Credentials.Documents;
using Acquis.Data;
using Acquis.Domain.Juries;
using Acquis.Infrastructure;
using Acquis.Infrastructure.Sheets;
using Acquis.Timetabling.Formats;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Features.Juries.Planning;

/// <summary>Files of timetables and of summonses.</summary>
public static class PlanningRoutes
{
    public static void MapPlanning(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/timetables/{id:guid}/sheets", SheetsAsync).RequireAuthorization(Policies.Registrar);
        routes.MapGet("/timetables/{id:guid}/export", ExportAsync).RequireAuthorization(Policies.Registrar);
        routes.MapGet("/timetables/{id:guid}/problem", ProblemAsync).RequireAuthorization(Policies.Registrar);
        routes.MapGet("/timetables/{id:guid}/plan", PlanAsync).RequireAuthorization(Policies.Registrar);
        routes.MapGet("/summons/document", DocumentAsync).RequireAuthorization(Policies.Anyone).RequireRateLimiting(Infrastructure.SignIn.Limit);
        routes.MapGet("/summons/calendar", CalendarAsync).RequireAuthorization(Policies.Anyone).RequireRateLimiting(Infrastructure.SignIn.Limit);
    }

    private static async Task<IResult> SheetsAsync(Guid id, SheetsBy by, PlanningReader reader, AcquisDb db, Texts texts, CancellationToken ct)
    {
        var sheets = SeasonSheets.Sheets(await reader.OpenAsync(new Domain.Id<SeasonTimetable>(id), ct), by, await BodyAsync(db, ct), texts);
        return Results.File(SheetsDocument.Render(sheets), "application/pdf", $"{texts[$"plan.sheets.{by}"]}.pdf");
    }

    private static async Task<IResult> ExportAsync(Guid id, string format, PlanningReader reader, Texts texts, CancellationToken ct)
    {
        var file = await reader.OpenAsync(new Domain.Id<SeasonTimetable>(id), ct);
        string[] headings =
        [
            texts["plan.export.date"], texts["plan.export.from"], texts["plan.export.to"], texts["plan.sheet.site"], texts["plan.export.room"], texts["candidate.one"],
            texts["cohort.one"], texts["plan.export.extended"], texts["plan.export.chair"], texts["plan.export.members"], texts["progress.identifier"],
        ];
        var rows = SeasonSheets.Lines(file).Select(l => (IReadOnlyList<string>)
        [
            l.Start.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture), l.Start.ToString("HH:mm", CultureInfo.InvariantCulture), l.End.ToString("HH:mm", CultureInfo.InvariantCulture),
            l.Site, l.Room, l.Candidate, l.Cohort, l.Extended ? texts["plan.extended"] : "", l.Jury.Count > 0 ? l.Jury[0] : "", string.Join(", ", l.Jury.Skip(1)), l.CandidacyId,
        ]);
        var name = string.Create(CultureInfo.InvariantCulture, $"planning-{file.Timetable.Number}");
        return format == "csv"
            ? Results.File(SheetWriter.Csv(headings, rows), SheetWriter.CsvType, $"{name}.csv")
            : Results.File(SheetWriter.Xlsx(headings, rows), SheetWriter.XlsxType, $"{name}.xlsx");
    }

    private static async Task<IResult> ProblemAsync(Guid id, PlanningReader reader, CancellationToken ct) =>
        Results.File(TimetableJson.Write((await reader.OpenAsync(new Domain.Id<SeasonTimetable>(id), ct)).Problem), "application/json", "problem.json");

    private static async Task<IResult> PlanAsync(Guid id, PlanningReader reader, CancellationToken ct) =>
        Results.File(TimetableJson.Write((await reader.OpenAsync(new Domain.Id<SeasonTimetable>(id), ct)).Plan), "application/json", "plan.json");

    private static async Task<IResult> DocumentAsync(string? link, SummonsReader reader, AcquisDb db, Texts texts, CancellationToken ct) =>
        await reader.OpenAsync(link, ct) is { Lines.Count: > 0 } opened
            ? Results.File(SheetsDocument.Render(SummonsReader.Document(opened, await BodyAsync(db, ct), texts)), "application/pdf", $"{texts["summons.document"]}.pdf")
            : Results.NotFound();

    private static async Task<IResult> CalendarAsync(string? link, SummonsReader reader, AcquisDb db, CancellationToken ct)
    {
        if (await reader.OpenAsync(link, ct) is not { Lines.Count: > 0 } opened)
            return Results.NotFound();

        var address = await db.CertifyingBodies.Select(b => b.PublicAddress).SingleOrDefaultAsync(ct);
        var entries = SummonsCalendar.Write(opened.Lines.Select(l => l.Entry), opened.Season.TimeZone, SummonsCalendar.HostOf(address ?? ""), cancels: false);
        return Results.File(Encoding.UTF8.GetBytes(entries), SummonsCalendar.ContentType, "soutenances.ics");
    }

    private static async Task<string> BodyAsync(AcquisDb db, CancellationToken ct) => (await db.CertifyingBodies.AsNoTracking().SingleOrDefaultAsync(ct))?.DisplayName ?? "";
}
