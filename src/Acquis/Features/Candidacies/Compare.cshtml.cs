using Acquis.Data;
using Acquis.Domain;
using Acquis.Domain.Candidacies;
using Acquis.Features.Shared;
using Acquis.Infrastructure;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Acquis.Features.Candidacies;

/// <summary>Two people of the register side by side: they are made one, or told apart.</summary>
[Authorize(Policies.Registrar)]
public sealed class CompareModel(AcquisDb db, PersonMerger merger, Texts texts) : PageModel, IReloads
{
    [BindProperty(SupportsGet = true)]
    public Id<Person> Id { get; set; }

    [BindProperty(SupportsGet = true, Name = "other")]
    public Id<Person> OtherId { get; set; }

    /// <summary>Versions of the two when the page was read.</summary>
    [BindProperty]
    public int OneVersion { get; set; }

    [BindProperty]
    public int OtherVersion { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    public Person One { get; private set; } = null!;

    public Person Other { get; private set; } = null!;

    public SideBySide Sides { get; private set; } = new([]);

    public Task OnGetAsync(CancellationToken ct) => ReloadAsync(ct);

    /// <param name="answer">The id of the entry to keep, or <c>apart</c>.</param>
    public async Task<IActionResult> OnPostAsync(string answer, CancellationToken ct)
    {
        if (answer == "apart")
        {
            await merger.TellApartAsync(Id, OtherId, ct);
            TempData.SetFlash(texts["people.told-apart"]);
            return LocalRedirect("/people/duplicates");
        }

        var pair = answer == OtherId.ToString() ? new SeenPair(OtherId, OtherVersion, Id, OneVersion)
            : answer == Id.ToString() ? new SeenPair(Id, OneVersion, OtherId, OtherVersion) : throw new NotFoundException();
        var merged = await merger.MergeAsync(pair, Reason ?? "", ct);
        TempData.SetFlash(texts["people.merged", ("count", merged.Candidacies.Count)]);
        return LocalRedirect("/people/duplicates");
    }

    /// <inheritdoc />
    public async Task ReloadAsync(CancellationToken ct)
    {
        (One, Other) = await merger.FindAsync(Id, OtherId, ct);
        var paths = await db.PathsAsync([Id, OtherId], ct);
        Sides = new([.. new[] { (One, (Likeness?)null), (Other, Other.Identity.LikenessTo(One.Identity)) }.Select(p =>
            new Side(p.Item1.DisplayName, p.Item1.Identity, p.Item1.Email, p.Item2, [.. paths[p.Item1.Id]], p.Item1.MergedIntoId is null ? p.Item1.Id.ToString() : null, texts["people.keep"]))]);
    }
}
