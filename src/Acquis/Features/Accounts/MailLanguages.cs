using Acquis.Data;
using Acquis.Domain;
using Acquis.Domain.Candidacies;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Features.Accounts;

/// <summary>In which language people are written to.</summary>
public static class MailLanguages
{
    /// <summary>The language of each person's letters, <c>fr</c> or <c>en</c>: that of their account, which they chose, or else the one recorded of them.</summary>
    public static async Task<IReadOnlyDictionary<Id<Person>, string>> MailLanguagesAsync(this AcquisDb db, IEnumerable<Person> people, CancellationToken ct)
    {
        var languages = people.DistinctBy(p => p.Id).ToDictionary(p => p.Id, p => p.MailLanguage);
        var ids = languages.Keys.ToList();
        foreach (var account in await db.Users.Where(u => u.PersonId != null && ids.Contains(u.PersonId.Value)).Select(u => new { u.PersonId, u.Language }).ToListAsync(ct))
            languages[account.PersonId!.Value] = account.Language;

        return languages;
    }
}
