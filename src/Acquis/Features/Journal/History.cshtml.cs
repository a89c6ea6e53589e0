using Acquis.Domain;
using Acquis.Infrastructure;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Acquis.Features.Journal;

/// <summary>The whole history of one object, with the proof of each fact.</summary>
[Authorize(Policies.JournalReaders)]
public sealed class HistoryModel(HistoryReader history) : PageModel
{
    private const int Most = 1_000;

    public IReadOnlyList<HistoryLine> Lines { get; private set; } = [];

    /// <exception cref="NotFoundException">Nothing ever happened to such an object.</exception>
    public async Task OnGetAsync(string kind, Guid id, CancellationToken ct)
    {
        Lines = await history.OfAsync(new Subject(kind, id), Most, ct);
        if (Lines.Count == 0)
        {
            throw new NotFoundException();
        }
    }
}
