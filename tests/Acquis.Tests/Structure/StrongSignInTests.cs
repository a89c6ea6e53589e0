using System.Reflection;
using Acquis.Data;
using Acquis.Features.Accounts.SecondFactor;
using Acquis.Infrastructure;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Acquis.Tests.Structure;

/// <summary>Which pages ask who decides, issues or administers for a second factor (ADR 16).</summary>
public sealed class StrongSignInTests
{
    private static readonly string[] Administering = [Policies.Administrator, Policies.Settings];

    private static readonly string[] Deciding = ["Acquis.Features.Decisions", "Acquis.Features.Diplomas"];

    [Fact]
    public void Every_page_that_decides_issues_or_administers_asks_for_a_second_factor()
    {
        var pages = typeof(AcquisDb).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(PageModel)) && !t.IsAbstract).ToList();

        var bound = pages.Where(Decides).ToList();

        Assert.NotEmpty(bound);
        Assert.Equal([], bound.Where(p => !p.IsDefined(typeof(StrongSignInAttribute))).Select(p => p.FullName));
    }

    private static bool Decides(Type page)
    {
        var policy = page.GetCustomAttribute<AuthorizeAttribute>()?.Policy;
        return policy is not (null or Policies.Anyone) && (Administering.Contains(policy) || Deciding.Contains(page.Namespace));
    }
}
