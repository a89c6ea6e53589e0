using Acquis.Data;
using Acquis.Domain;
using Acquis.Domain.Frameworks;
using Acquis.Infrastructure;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Acquis.Features.Frameworks;

/// <summary>What differs between two versions, down to the text of a criterion.</summary>
[Authorize(Policies.FrameworkReaders)]
public sealed class CompareModel(AcquisDb db, FrameworkCatalogue catalogue, Texts texts) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public Id<FrameworkVersion> Id { get; set; }

    /// <summary>The version that stands before.</summary>
    [BindProperty(SupportsGet = true)]
    public Id<FrameworkVersion> Other { get; set; }

    public string Before { get; private set; } = "";

    public string After { get; private set; } = "";

    public IReadOnlyList<ChangeInWords> Changes { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken ct)
    {
        var (before, after) = (await catalogue.GetAsync(db, Other, ct), await catalogue.GetAsync(db, Id, ct));
        var (words, ruleBefore, ruleAfter) = (new PlaceWords(after, texts), new RuleWords(before, texts), new RuleWords(after, texts));
        (Before, After) = (before.Edition, after.Edition);
        Changes =
        [
            .. FrameworkDiff.Compare(before, after).Select(c => new ChangeInWords(
                c.Kind, words.Of(c.Place), Side(c, c.Before, before, ruleBefore, words), Side(c, c.After, after, ruleAfter, words))),
        ];
    }

    private static ChangeSide? Side(Change change, string? text, Framework framework, RuleWords rules, PlaceWords words)
    {
        if (text is null)
            return null;
        if (PlaceWords.RuleAt(framework, change.Place) is var (rule, ofBlock))
            return new(null, rules.Of(rule, ofBlock));
        return new(change.Kind is ChangeKind.Moved && !int.TryParse(text, out _) ? words.Of(text) : text, null);
    }
}

/// <summary>A difference as people read it.</summary>
public sealed record ChangeInWords(ChangeKind Kind, string Place, ChangeSide? Before, ChangeSide? After);

/// <summary>What stood or stands there: a text, or a rule in words.</summary>
public sealed record ChangeSide(string? Text, RuleSentence? Rule);
