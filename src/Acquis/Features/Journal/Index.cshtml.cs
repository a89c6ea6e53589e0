using System.Globalization;
using Acquis.Data;
using Acquis.Infrastructure;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Acquis.Features.Journal;

/// <summary>The whole journal, newest first.</summary>
[Authorize(Policies.JournalReaders)]
public sealed class IndexModel(HistoryReader history, TimeProvider time) : PageModel
{
    private const int Shown = 50;

    /// <summary>Shows what happened before that instant; now where it is absent.</summary>
    [BindProperty(SupportsGet = true)]
    public DateTimeOffset? Before { get; set; }

    public IReadOnlyList<HistoryLine> Lines { get; private set; } = [];

    /// <summary>Address of the page before, or null at the beginning.</summary>
    public string? Older { get; private set; }

    public async Task OnGetAsync(CancellationToken ct)
    {
        Lines = await history.AllAsync(Before ?? time.Now().AddSeconds(1), Shown, ct);
        Older = Lines.Count == Shown ? $"/journal?before={Uri.EscapeDataString(Lines[^1].At.ToString("O", CultureInfo.InvariantCulture))}" : null;
    }
}
