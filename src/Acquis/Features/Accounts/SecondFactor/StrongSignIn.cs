using Acquis.Infrastructure;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;

namespace Acquis.Features.Accounts.SecondFactor;

/// <summary>A page where one decides, issues or administers: those whose role does so come in with a second factor.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class StrongSignInAttribute : Attribute;

/// <summary>Whether a session has to prove more than a password (ADR 16).</summary>
public static class StrongSignIn
{
    /// <summary>Roles that decide, issue or administer.</summary>
    public static readonly IReadOnlyList<Role> Roles = [Role.Administrator, Role.Registrar, Role.JuryChair];

    public static bool IsLacking(CurrentActor actor, AcquisOptions options) =>
        options.SecondFactor && !actor.IsStrong && !actor.IsProgram && actor.Holds([.. Roles]);
}

/// <summary>Leads who lacks a second factor to the page that gives one, and back again; nothing typed is lost, since the page is not opened before.</summary>
public sealed class StrongSignInFilter(CurrentActor actor, AcquisOptions options) : IAsyncPageFilter
{
    /// <inheritdoc />
    public Task OnPageHandlerSelectionAsync(PageHandlerSelectedContext context) => Task.CompletedTask;

    /// <inheritdoc />
    public Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (!context.ActionDescriptor.HandlerTypeInfo.IsDefined(typeof(StrongSignInAttribute), inherit: true) || !StrongSignIn.IsLacking(actor, options))
            return next();

        var request = context.HttpContext.Request;
        context.Result = new LocalRedirectResult($"/account/second-factor?next={Uri.EscapeDataString(request.Path + request.QueryString)}");
        return Task.CompletedTask;
    }
}
