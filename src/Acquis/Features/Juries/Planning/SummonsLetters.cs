using System.Globalization;
using Acquis.Data;
using Acquis.Domain.Candidacies;
using Acquis.Domain.Juries;
using Acquis.Features.Accounts;
using Acquis.Infrastructure;
using Acquis.Infrastructure.Mail;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Features.Juries.Planning;

/// <summary>Tells people of their summonses by mail: one message for each person, with the calendar entries and a link to the page with the document.</summary>
public sealed class SummonsLetters(AcquisDb db, Outbox outbox, SummonsLinks links)
{
    /// <summary>Writes a message to everybody who has an address; how many people are concerned.</summary>
    /// <param name="changed">Summonses that are new, changed or called off.</param>
    public async Task<int> SendAsync(PlanningFile file, IReadOnlyList<Summons> changed, CancellationToken ct)
    {
        var body = await db.CertifyingBodies.AsNoTracking().SingleOrDefaultAsync(ct);
        var people = changed.GroupBy(s => (s.CandidacyId, s.JurorId)).ToList();
        if (people.Count == 0)
            return 0;

        var batch = outbox.Begin(MailKinds.Summons, file.File.Season.Name);
        var recipients = await RecipientsAsync(people.Select(p => p.First()), ct);
        foreach (var person in people)
        {
            if (recipients.GetValueOrDefault(person.First().CandidacyId?.Value ?? person.First().JurorId!.Value.Value) is not { } to)
                continue;

            var letter = await LetterAsync(file.File, to, KindOf([.. person]), [.. person], body?.DisplayName ?? "", ct);
            var message = await outbox.AddAsync(to.Address, letter.Kind, letter.Values, ct, batch.Id);
            message.Attach([.. Calendars(file.File, [.. person], to.Address.Language, body?.PublicAddress ?? "")]);
        }

        return people.Count;
    }

    /// <summary>Reminds everybody who has an address of what they are summoned to, one message for each person.</summary>
    public async Task RemindAsync(SeasonFile file, IReadOnlyList<Summons> due, CancellationToken ct)
    {
        var body = await db.CertifyingBodies.AsNoTracking().SingleOrDefaultAsync(ct);
        var batch = outbox.Begin(MailKinds.Reminder, file.Season.Name);
        var people = due.GroupBy(s => (s.CandidacyId, s.JurorId)).ToList();
        var recipients = await RecipientsAsync(people.Select(p => p.First()), ct);
        foreach (var person in people)
        {
            if (recipients.GetValueOrDefault(person.First().CandidacyId?.Value ?? person.First().JurorId!.Value.Value) is not { } to)
                continue;

            var kind = person.Key.JurorId is null ? MailKinds.Reminder : MailKinds.SittingReminder;
            var letter = await LetterAsync(file, to, kind, [.. person], body?.DisplayName ?? "", ct);
            await outbox.AddAsync(to.Address, letter.Kind, letter.Values, ct, batch.Id);
        }
    }

    /// <summary>What a summons is called in calendars and on pages, and where it leads.</summary>
    public static SummonsEntry EntryOf(SeasonFile file, Summons summons, string language)
    {
        var room = file.Rooms.FirstOrDefault(r => r.Room.Id == summons.Terms.Room);
        var where = room is null ? "" : Texts.All.Get(language, "summons.where", new Dictionary<string, object?> { ["room"] = room.Room.Name, ["site"] = AddressOf(room.Site) });
        var key = summons.CandidacyId is not null ? "summons.entry.candidate" : summons.Terms.Chairs ? "summons.entry.chair" : "summons.entry.juror";
        return new(summons, Texts.All.Get(language, key, new Dictionary<string, object?> { ["title"] = file.Certification.Title.In(language), ["season"] = file.Season.Name }), where);
    }

    private static string AddressOf(Site site) => string.Join(", ", new[] { site.Name, site.Address, site.City }.Where(t => t.Length > 0));

    private static MailKind KindOf(IReadOnlyList<Summons> summonses) => summonses[0] is { CandidacyId: null }
        ? summonses.All(s => s is { Holds: true, Sequence: 0 }) ? MailKinds.Sitting : MailKinds.SittingChanged
        : !summonses[0].Holds ? MailKinds.SummonsOff : summonses[0].Sequence == 0 ? MailKinds.Summons : MailKinds.SummonsChanged;

    private async Task<(MailKind Kind, Dictionary<string, object?> Values)> LetterAsync(
        SeasonFile file, Recipient to, MailKind kind, IReadOnlyList<Summons> summonses, string institution, CancellationToken ct)
    {
        var first = summonses[0];
        var owner = new SummonsOwner(first.SeasonId, first.CandidacyId, first.JurorId);
        var language = to.Address.Language;
        return (kind, new()
        {
            ["name"] = to.Name,
            ["season"] = file.Season.Name,
            ["title"] = file.Certification.Title,
            ["when"] = Sentence(file, [.. summonses.Where(s => s.Holds)], language),
            ["cancelled"] = Sentence(file, [.. summonses.Where(s => !s.Holds)], language),
            ["link"] = await links.AddressAsync(owner, ct),
            ["institution"] = institution,
        });
    }

    /// <summary>« lundi 14 juin 2027 à 9 h, salle B12, Campus Hautefeuille, 12 quai des Tanneurs, Lille ; … ».</summary>
    private static string Sentence(SeasonFile file, List<Summons> summonses, string language)
    {
        if (summonses.Count == 0)
            return Texts.All.Get(language, "summons.none", new Dictionary<string, object?>());

        return string.Join(language == "en" ? "; " : "\u00a0; ", summonses.OrderBy(s => s.Terms.Start).Select(s => Texts.All.Get(language, "summons.when", new Dictionary<string, object?>
        {
            ["day"] = SeasonDates.Day(s.Terms.Day, language),
            ["hour"] = SeasonDates.Hour(TimeOnly.FromDateTime(s.Terms.Start), language),
            ["where"] = EntryOf(file, s, language).Where,
        })));
    }

    private static IEnumerable<MailAttachment> Calendars(SeasonFile file, IReadOnlyList<Summons> summonses, string language, string address)
    {
        foreach (var group in summonses.GroupBy(s => s.Holds))
        {
            var entries = group.Select(s => EntryOf(file, s, language));
            yield return new(
                group.Key ? "soutenances.ics" : "annulations.ics", SummonsCalendar.ContentType,
                SummonsCalendar.Write(entries, file.Season.TimeZone, SummonsCalendar.HostOf(address), cancels: !group.Key));
        }
    }

    private async Task<Dictionary<Guid, Recipient>> RecipientsAsync(IEnumerable<Summons> summonses, CancellationToken ct)
    {
        var all = summonses.ToList();
        var (candidacies, jurors) = (all.Select(s => s.CandidacyId).OfType<Domain.Id<Candidacy>>().ToList(), all.Select(s => s.JurorId).OfType<Domain.Id<Juror>>().ToList());
        var recipients = new Dictionary<Guid, Recipient>();
        var candidates = await (
            from candidacy in db.Candidacies.AsNoTracking()
            join person in db.People.AsNoTracking() on candidacy.PersonId equals person.Id
            where candidacies.Contains(candidacy.Id) && person.Email != null
            select new { candidacy.Id, person }).ToListAsync(ct);
        var languages = await db.MailLanguagesAsync(candidates.Select(c => c.person), ct);
        foreach (var c in candidates)
            recipients[c.Id.Value] = new(c.person.DisplayName, new(c.person.Email!, languages[c.person.Id], c.person.Id));

        foreach (var juror in await db.Jurors.AsNoTracking().Where(j => jurors.Contains(j.Id) && j.Email != null).ToListAsync(ct))
            recipients[juror.Id.Value] = new(juror.Name, new(juror.Email!, juror.MailLanguage));

        return recipients;
    }

    private sealed record Recipient(string Name, Addressee Address);
}
