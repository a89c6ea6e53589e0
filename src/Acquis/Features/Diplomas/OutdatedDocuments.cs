using Acquis.Data;
using Acquis.Domain;
using Acquis.Domain.Candidacies;
using Acquis.Domain.Diplomas;
using Acquis.Features.Journal;
using Acquis.Infrastructure;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Features.Diplomas;

/// <summary>A document in force that bears a civil status which was corrected since.</summary>
/// <param name="Reason">Why it was corrected, as its fact says; null where the payload was erased.</param>
public sealed record OutdatedDocument(Diploma Diploma, FrozenMentions Mentions, Person Person, string? Reason);

/// <summary>Finds the documents that no longer say what the register says of their holder: they are to be issued anew.</summary>
public sealed class OutdatedDocuments(AcquisDb db, CurrentActor actor, HistoryReader history)
{
    private const int LastFacts = 20;

    /// <summary>The documents that who asks may see, of everybody or of one person.</summary>
    public async Task<IReadOnlyList<OutdatedDocument>> ListAsync(Id<Person>? holder, CancellationToken ct)
    {
        var found = await (
            from diploma in db.Diplomas.AsNoTracking().VisibleTo(actor)
            join candidacy in db.Candidacies on diploma.CandidacyId equals candidacy.Id
            join person in db.People.AsNoTracking() on candidacy.PersonId equals person.Id
            where diploma.State == DiplomaState.Valid && person.CorrectedAt != null && person.CorrectedAt > diploma.IssuedAt && (holder == null || person.Id == holder)
            orderby diploma.Year, diploma.Serial
            select new { diploma, person }).ToListAsync(ct);
        var outdated = new List<OutdatedDocument>();
        foreach (var (diploma, person) in found.Select(f => (f.diploma, f.person)))
        {
            var mentions = FrozenMentions.Read(diploma);
            if (!Agrees(mentions, person))
                outdated.Add(new(diploma, mentions, person, (await history.OfAsync(Subject.Of(person.Id), LastFacts, ct)).FirstOrDefault(l => l.Why is not null)?.Why));
        }

        return outdated;
    }

    private static bool Agrees(FrozenMentions m, Person p) =>
        m.BirthName == p.BirthName && m.UsageName == p.UsageName && m.FirstNames == string.Join(' ', p.FirstNames) && m.Birth == p.Identity.BirthDate
        && m.BirthPlace == p.BirthCity && m.IsFemale == (p.Sex is Sex.F);
}
