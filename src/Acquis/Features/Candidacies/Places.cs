using Acquis.Domain;
using Acquis.Infrastructure;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Acquis.Features.Candidacies;

/// <summary>Puts refusals at the fields that can cure them.</summary>
public static class Places
{
    /// <summary>Adds each refusal to the form's errors: at its field, or on top of the form where <paramref name="field"/> knows none.</summary>
    public static void Place(this PageModel page, IEnumerable<Refusal> refusals, Func<Refusal, string?> field)
    {
        foreach (var refusal in refusals)
            page.ModelState.AddModelError(field(refusal) ?? "", Texts.All.Of(refusal));
    }
}
