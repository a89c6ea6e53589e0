using System.Linq.Expressions;
using Acquis.Domain;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Infrastructure;

/// <summary>The object asked for does not exist, or is not for who asks (which must not be told apart): 404.</summary>
public sealed class NotFoundException : Exception;

/// <summary>Who asks may not do that: 403.</summary>
public sealed class ForbiddenException : Exception;

/// <summary>Somebody else changed the object since the form was read: 409.</summary>
public sealed class StaleException : Exception;

/// <summary>Queries that find one object or answer 404.</summary>
public static class NotFoundExtensions
{
    /// <exception cref="NotFoundException">There is none.</exception>
    public static async Task<T> SingleOrNotFoundAsync<T>(this IQueryable<T> query, CancellationToken ct)
        where T : class =>
        await query.SingleOrDefaultAsync(ct) ?? throw new NotFoundException();

    /// <inheritdoc cref="SingleOrNotFoundAsync{T}(IQueryable{T}, CancellationToken)" />
    public static async Task<T> SingleOrNotFoundAsync<T>(this IQueryable<T> query, Expression<Func<T, bool>> condition, CancellationToken ct)
        where T : class =>
        await query.SingleOrDefaultAsync(condition, ct) ?? throw new NotFoundException();

    /// <summary>Refuses a form that was read before somebody else's change.</summary>
    /// <exception cref="StaleException">The versions differ.</exception>
    public static void ThrowIfStale(this int version, int read)
    {
        if (version != read)
        {
            throw new StaleException();
        }
    }
}

/// <summary>
/// Turns what a page's handler threw into the answer: refused rules onto the page with 422, not found 404, not allowed 403, stale 409.
/// A page that must fill itself again after a refusal implements <see cref="IReloads"/>.
/// </summary>
public sealed class FailureFilter(Texts texts) : IAsyncPageFilter
{
    /// <summary>Key of the refusals in the page's view data.</summary>
    public const string Refusals = "Refusals";

    /// <inheritdoc />
    public Task OnPageHandlerSelectionAsync(PageHandlerSelectedContext context) => Task.CompletedTask;

    /// <inheritdoc />
    public async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        var executed = await next();
        switch (executed.Exception)
        {
            case RefusedException refused when context.HandlerInstance is PageModel page:
                foreach (var refusal in refused.Refusals)
                {
                    page.ModelState.AddModelError(string.Empty, texts.Of(refusal));
                }

                page.ViewData[Refusals] = refused.Refusals;
                if (page is IReloads reloads)
                {
                    await reloads.ReloadAsync(context.HttpContext.RequestAborted);
                }

                Answer(executed, new PageResult { StatusCode = StatusCodes.Status422UnprocessableEntity });
                break;
            case NotFoundException:
                Answer(executed, new NotFoundResult());
                break;
            case ForbiddenException:
                Answer(executed, new StatusCodeResult(StatusCodes.Status403Forbidden));
                break;
            case StaleException or DbUpdateConcurrencyException:
                Answer(executed, new StatusCodeResult(StatusCodes.Status409Conflict));
                break;
        }
    }

    private static void Answer(PageHandlerExecutedContext executed, IActionResult result)
    {
        executed.ExceptionHandled = true;
        executed.Result = result;
    }
}

/// <summary>A page that shows more than its form: called again before it answers a refused form.</summary>
public interface IReloads
{
    /// <summary>Loads what the page shows beside the form; the typed values stay.</summary>
    Task ReloadAsync(CancellationToken ct);
}
