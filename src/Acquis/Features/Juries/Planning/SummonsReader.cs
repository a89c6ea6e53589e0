using Acquis.Credentials.Documents;
using Acquis.Data;
using Acquis.Domain.Candidacies;
using Acquis.Domain.Frameworks;
using Acquis.Domain.Juries;
using Acquis.Infrastructure;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Features.Juries.Planning;

/// <summary>What somebody is summoned to, with the words for it.</summary>
/// <param name="Jury">Names of those with whom a juror sits.</param>
/// <param name="Hearings">Whom a juror hears, by time.</param>
public sealed record SummonsLine(Summons Summons, SummonsEntry Entry, IReadOnlyList<string> Jury, IReadOnlyList<(DateTime Start, string Candidate)> Hearings);

/// <summary>Everything that the page of a link shows.</summary>
/// <param name="Name">Whose it is.</param>
/// <param name="Lines">What holds, by time.</param>
public sealed record SummonsPageFile(Season Season, Certification Certification, SummonsOwner Owner, string Name, IReadOnlyList<SummonsLine> Lines, IReadOnlyList<SummonsEntry> Off)
{
    public bool IsCandidate => Owner.Candidacy is not null;
}

/// <summary>Reads the summonses of one person, for the page of their link and its files.</summary>
public sealed class SummonsReader(AcquisDb db, SummonsLinks links)
{
    /// <summary>What a link opens; null for one that was never given out, or whose owner was never summoned.</summary>
    public async Task<SummonsPageFile?> OpenAsync(string? link, CancellationToken ct)
    {
        if (links.Read(link) is not { } owner)
            return null;

        var rows = await db.Summons.AsNoTracking().Where(s => s.SeasonId == owner.Season && s.CandidacyId == owner.Candidacy && s.JurorId == owner.Juror).ToListAsync(ct);
        if (rows.Count == 0)
            return null;

        var season = await db.Seasons.AsNoTracking().SingleAsync(s => s.Id == owner.Season, ct);
        var certification = await db.Certifications.AsNoTracking().SingleAsync(c => c.Id == season.CertificationId, ct);
        var file = new SeasonFile(season, certification, [], await RoomsAsync(rows, ct), [], new Dictionary<Domain.Id<Juror>, StatementState>());
        var names = await NamesAsync(rows, owner, ct);
        SummonsEntry Entry(Summons s) => SummonsLetters.EntryOf(file, s, Texts.Language);
        return new(
            season, certification, owner, names[owner.Candidacy?.Value ?? owner.Juror!.Value.Value],
            [
                .. rows.Where(s => s.Holds).OrderBy(s => s.Terms.Start).Select(s => new SummonsLine(
                    s, Entry(s), [.. s.Terms.Jury.Where(j => j != s.JurorId).Select(j => names.GetValueOrDefault(j.Value, "–"))],
                    [.. s.Terms.Hearings.Select(h => (h.Start, names.GetValueOrDefault(h.Candidacy.Value, "–")))])),
            ],
            [.. rows.Where(s => !s.Holds).Select(Entry)]);
    }

    /// <summary>The summons as a document.</summary>
    /// <param name="body">Name of the certifying body.</param>
    public static SheetsContent Document(SummonsPageFile file, string body, Texts texts) => new()
    {
        Title = texts["summons.document"],
        CertifierName = body,
        Occasion = file.Season.Name,
        On = file.Season.StartsOn,
        Language = Texts.Language,
        Sheets = [.. file.Lines.Select(l => SheetOf(file, l, texts))],
    };

    private static Sheet SheetOf(SummonsPageFile file, SummonsLine line, Texts texts)
    {
        var terms = line.Summons.Terms;
        var title = file.Certification.Title.In(Texts.Language);
        List<LabelledLine> lines =
        [
            new(texts["summons.day"], SeasonDates.Day(terms.Day)),
            new(texts["plan.sheet.hours"], SeasonDates.Hours(TimeOnly.FromDateTime(terms.Start), TimeOnly.FromDateTime(terms.End))),
            new(texts["summons.place"], line.Entry.Where),
        ];
        if (!file.IsCandidate)
        {
            lines.Add(new(texts["summons.role"], texts[terms.Chairs ? "summons.role.chair" : "summons.role.member"]));
            lines.Add(new(texts["summons.with"], string.Join(", ", line.Jury.DefaultIfEmpty("–"))));
        }

        return new(
            texts["summons.document"], texts[file.IsCandidate ? "summons.document.candidate" : "summons.document.juror", ("name", file.Name), ("title", title)], lines,
            file.IsCandidate ? [] :
            [
                new(texts["summons.hearings"], [new(texts["summons.hour"], 0.25f), new(texts["candidate.one"], 0.75f)],
                    [.. line.Hearings.Select(h => (IReadOnlyList<string>)[SeasonDates.Hour(TimeOnly.FromDateTime(h.Start)), h.Candidate])]),
            ],
            [texts[file.IsCandidate ? "summons.document.bring" : "summons.document.tie"]]);
    }

    private async Task<IReadOnlyList<SeasonRoom>> RoomsAsync(List<Summons> rows, CancellationToken ct)
    {
        var ids = rows.ConvertAll(r => r.Terms.Room);
        return await (
            from room in db.Rooms.AsNoTracking()
            join site in db.Sites.AsNoTracking() on room.SiteId equals site.Id
            where ids.Contains(room.Id)
            select new SeasonRoom(room, site)).ToListAsync(ct);
    }

    private async Task<Dictionary<Guid, string>> NamesAsync(List<Summons> rows, SummonsOwner owner, CancellationToken ct)
    {
        var candidacies = rows.SelectMany(r => r.Terms.Hearings.Select(h => h.Candidacy)).Concat(owner.Candidacy is { } own ? [own] : Array.Empty<Domain.Id<Candidacy>>()).Distinct().ToList();
        var jurors = rows.SelectMany(r => r.Terms.Jury).Concat(owner.Juror is { } self ? [self] : Array.Empty<Domain.Id<Juror>>()).Distinct().ToList();
        var people = await (
            from candidacy in db.Candidacies.AsNoTracking()
            join person in db.People.AsNoTracking() on candidacy.PersonId equals person.Id
            where candidacies.Contains(candidacy.Id)
            select new { candidacy.Id, person }).ToListAsync(ct);
        var names = people.ToDictionary(p => p.Id.Value, p => p.person.DisplayName);
        foreach (var juror in await db.Jurors.AsNoTracking().Where(j => jurors.Contains(j.Id)).ToListAsync(ct))
            names[juror.Id.Value] = juror.Name;

        return names;
    }
}
