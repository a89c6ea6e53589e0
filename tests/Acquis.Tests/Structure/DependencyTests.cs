using Acquis.Data;
using Acquis.Domain;
using Acquis.Infrastructure;
using Acquis.Tests.Support;
using ArchUnitNET.Domain;
using ArchUnitNET.Domain.Extensions;
using ArchUnitNET.Loader;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Acquis.Tests.Structure;

public sealed class DependencyTests
{
    private static readonly System.Reflection.Assembly Program = typeof(AcquisDb).Assembly;
    private static readonly Lazy<Architecture> Architecture = new(() => new ArchLoader().LoadAssemblies(Program).Build());

    [Fact]
    public void The_domain_uses_no_package_and_nothing_of_ours() =>
        Assert.All(typeof(Fact).Assembly.GetReferencedAssemblies(), a => Assert.StartsWith("System.", a.Name, StringComparison.Ordinal));

    [Theory]
    [InlineData("Acquis.Timetabling")]
    [InlineData("Acquis.Credentials")]
    public void An_engine_uses_nothing_of_ours(string engine) =>
        Assert.DoesNotContain(System.Reflection.Assembly.Load(engine).GetReferencedAssemblies(), a => a.Name!.StartsWith("Acquis", StringComparison.OrdinalIgnoreCase));

    [Fact]
    public void A_capability_never_uses_a_page_of_another()
    {
        var pages = Architecture.Value.Classes.Where(IsPage).ToList();

        var crossings = pages
            .SelectMany(page => page.GetTypeDependencies(Architecture.Value).Select(used => (page, used)))
            .Where(d => d.used is Class used && IsPage(used) && Capability(used) != Capability(d.page) && Capability(used) != "Shared")
            .Select(d => $"{d.page.FullName} uses {d.used.FullName}");

        Assert.NotEmpty(pages);
        Assert.Empty(crossings);
    }

    [Fact]
    public void A_service_needs_no_page()
    {
        var crossings = Architecture.Value.Classes
            .Where(c => !IsPage(c) && c.FullName.StartsWith("Acquis.Features.", StringComparison.Ordinal) && !c.Name.StartsWith('<') && !c.FullName.Contains('+', StringComparison.Ordinal))
            .SelectMany(c => c.GetTypeDependencies(Architecture.Value).OfType<Class>().Where(IsPage).Select(p => $"{c.FullName} uses {p.FullName}"))
            .Where(line => !line.Contains("_cshtml", StringComparison.OrdinalIgnoreCase) && !line.StartsWith("AspNetCoreGeneratedDocument", StringComparison.Ordinal));

        Assert.Empty(crossings);
    }

    [Fact]
    public async Task What_works_in_the_background_is_started_with_the_program()
    {
        await using var app = AcquisHost.Build([], await TestDatabase.NewAsync(Engine.Sqlite));

        var started = app.Services.GetServices<IHostedService>().Select(s => s.GetType()).Where(t => t.Assembly == Program);

        var workers = Program.GetTypes().Where(t => t is { IsAbstract: false } && t.IsAssignableTo(typeof(BackgroundService)));
        Assert.Equal(workers.Select(t => t.Name).Order(), started.Select(t => t.Name).Order());
    }

    private static bool IsPage(Class type) => type.IsAssignableTo(typeof(PageModel).FullName!) || type.InheritedClasses.Any(b => b.FullName == typeof(PageModel).FullName);

    private static string Capability(Class type) => type.FullName.Split('.') is ["Acquis", "Features", var capability, ..] ? capability : "";
}
