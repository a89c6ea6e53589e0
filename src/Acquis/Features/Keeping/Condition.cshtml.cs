using Acquis.Features.Accounts.SecondFactor;
using Acquis.Features.Keeping.Checks;
using Acquis.Infrastructure;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Acquis.Features.Keeping;

/// <summary>What <c>acquis doctor --quick</c> says, for the administrator.</summary>
[Authorize(Policies.Administrator)]
[StrongSignIn]
public sealed class ConditionModel(Doctor doctor) : PageModel
{
    public IReadOnlyList<Finding> Findings { get; private set; } = [];

    /// <summary>The worst that was found.</summary>
    public Health Worst => Findings.Count == 0 ? Health.Good : Findings.Max(f => f.Health);

    public async Task OnGetAsync(CancellationToken ct) => Findings = await doctor.LookAsync(thorough: false, ct);

    /// <summary>Class of the sign and of the state.</summary>
    public static string ClassOf(Health health) => health switch { Health.Good => "good", Health.Watch => "wait", _ => "stop" };
}
