using Acquis.Data;
using Acquis.Domain;
using Acquis.Domain.Candidacies;
using Acquis.Infrastructure;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Features.Candidacies.Import;

/// <summary>Rows that may be somebody who is known, one after the other, side by side with those whom they may be.</summary>
[Authorize(Policies.Registrar)]
public sealed class DoubtsModel(AcquisDb db, PeopleImportService imports, PersonMatcher matcher, Texts texts) : PageModel, IReloads
{
    [BindProperty(SupportsGet = true)]
    public Id<PeopleImport> Id { get; set; }

    [BindProperty]
    public int Version { get; set; }

    /// <summary>Number of the row; the first that waits without it.</summary>
    [BindProperty(SupportsGet = true)]
    public int? Line { get; set; }

    public PeopleImport Import { get; private set; } = null!;

    public Cohort Cohort { get; private set; } = null!;

    public ImportRow? Row { get; private set; }

    public SideBySide Sides { get; private set; } = new([]);

    /// <summary>Rows that wait, this one included.</summary>
    public int Waiting { get; private set; }

    /// <summary>The next row that waits, or null.</summary>
    public int? Next { get; private set; }

    public Task OnGetAsync(CancellationToken ct) => ReloadAsync(ct);

    /// <param name="answer">Whom the row is, see <see cref="Alike.Said"/>.</param>
    public async Task<IActionResult> OnPostAsync(string answer, CancellationToken ct)
    {
        await imports.AnswerAsync(Id, Version, Line ?? 0, Alike.Said(answer), ct);
        return LocalRedirect($"/imports/{Id}/doubts");
    }

    /// <inheritdoc />
    public async Task ReloadAsync(CancellationToken ct)
    {
        (Import, Cohort) = await imports.FindAsync(Id, ct);
        var waiting = db.Set<ImportRow>().AsNoTracking().Where(r => r.ImportId == Id && r.State == RowState.Doubtful);
        Waiting = await waiting.CountAsync(ct);
        Row = Import.State is not PeopleImportState.Previewed ? null : await waiting.Where(r => Line == null || r.Number == Line).OrderBy(r => r.Number).FirstOrDefaultAsync(ct);
        if (Row is null)
            return;

        Next = await waiting.Where(r => r.Number > Row.Number).OrderBy(r => r.Number).Select(r => (int?)r.Number).FirstOrDefaultAsync(ct);
        Sides = new([Side.Asked(texts["import.doubts.of-file", ("row", Row.Number)], Row.Content.Identity!, Row.Content.Email), .. await OthersAsync(Row, ct)]);
    }

    private async Task<List<Side>> OthersAsync(ImportRow row, CancellationToken ct)
    {
        var ids = row.Alike.Select(a => a.Person).OfType<Id<Person>>().ToList();
        var people = await matcher.Visible().Where(p => ids.Contains(p.Id)).ToDictionaryAsync(p => p.Id, ct);
        var paths = await db.PathsAsync(ids, ct);
        var numbers = row.Alike.Select(a => a.Row).OfType<int>().ToList();
        var rows = await db.Set<ImportRow>().AsNoTracking().Where(r => r.ImportId == Id && numbers.Contains(r.Number)).ToDictionaryAsync(r => r.Number, ct);
        var sides = new List<Side>();
        foreach (var alike in row.Alike)
        {
            if (alike.Person is { } id && people.TryGetValue(id, out var person))
                sides.Add(Side.Known(texts["import.doubts.known"], person, alike.Likeness, [.. paths[id]]));
            else if (alike.Row is { } number && rows.TryGetValue(number, out var earlier) && earlier.Content.Identity is { } identity)
                sides.Add(Side.EarlierRow(texts["import.doubts.of-file", ("row", number)], identity, earlier.Content.Email, alike.Likeness, number));
        }

        return sides;
    }
}
