using Acquis.Data;
using Acquis.Domain.Candidacies;
using Acquis.Features.Shared;
using Acquis.Infrastructure;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Features.Home;

/// <summary>Fills what stands around every page: who certifies, and in which roles one is here.</summary>
public sealed class ShellFilter(Shell shell, CurrentActor actor, Institution institution, AcquisDb db, Texts texts) : IAsyncPageFilter
{
    /// <inheritdoc />
    public Task OnPageHandlerSelectionAsync(PageHandlerSelectedContext context) => Task.CompletedTask;

    /// <inheritdoc />
    public async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        shell.Institution = await institution.NameAsync(db, context.HttpContext.RequestAborted);
        if (actor.AccountId is not null)
            shell.Capacity = string.Join(", ", actor.Grants.Select(g => g.Role).Distinct().Order().Select(r => texts[$"role.{r}"]));

        await next();
    }
}

/// <summary>Name of the certifying body, read again every half minute at most: it stands on every page and hardly ever changes.</summary>
public sealed class Institution(TimeProvider time)
{
    private static readonly TimeSpan Kept = TimeSpan.FromSeconds(30);
    private (string Name, DateTimeOffset Until) known = ("", DateTimeOffset.MinValue);

    public async Task<string> NameAsync(AcquisDb db, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        if (known.Until <= now)
        {
            try
            {
                var body = await db.CertifyingBodies.AsNoTracking().SingleOrDefaultAsync(b => b.Id == CertifyingBody.TheOne, ct);
                known = (body?.DisplayName ?? "", now + Kept);
            }
            catch (Exception e) when (StorageFailures.CodeOf(e) is not null)
            {
                // The page that says so is itself a page: it bears the name known last.
                return known.Name;
            }
        }

        return known.Name;
    }

    /// <summary>Forgets the name, after it was changed.</summary>
    public void Forget() => known = ("", DateTimeOffset.MinValue);
}
