using System.Globalization;
using System.Text.RegularExpressions;
using Acquis.Browser.Tests.Support;
using Acquis.Infrastructure;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Browser.Tests;

/// <summary>Walks through every page that each part can reach by links, one of each kind, and inspects it.</summary>
public sealed partial class PagesTests(RunningProgram program)
{
    /// <summary>How many pages of one kind are opened for each part.</summary>
    private const int OfAKind = 1;

    [Theory]
    [InlineData("administration")]
    [InlineData("certification")]
    [InlineData("evaluation")]
    [InlineData("formation")]
    [InlineData("jury")]
    [InlineData("audit")]
    [InlineData("candidat")]
    public async Task Every_page_that_can_be_reached_is_accessible_narrow_light_and_in_the_chosen_language(string mailbox)
    {
        await using var visitor = await program.SignedInAsync(mailbox);
        var walk = await WalkAsync(visitor, ["/"]);

        Assert.True(walk.Findings.Count == 0, string.Join("\n", walk.Findings));
        Assert.True(walk.Pages > 1, "The walk reached one page only.");
    }

    [Fact]
    public async Task Pages_for_strangers_are_accessible_narrow_light_and_in_the_chosen_language()
    {
        await using var visitor = await program.StrangerAsync();
        var walk = await WalkAsync(visitor, ["/sign-in", "/forgotten", "/reset?code=unknown", "/welcome?code=unknown", "/join?code=unknown", "/availability?link=unknown", "/impartiality?link=unknown", "/summons?link=unknown", "/v/unknown", "/nothing-here"]);

        Assert.True(walk.Findings.Count == 0, string.Join("\n", walk.Findings));
    }

    [Fact]
    public async Task Pages_of_an_import_and_of_possible_duplicates_are_accessible_narrow_light_and_in_the_chosen_language()
    {
        var preview = await Imports.SendAsync(program, 60, 6);
        var people = await program.ReadAsync(db => db.People.OrderBy(p => p.Id).Select(p => p.Id).Take(2).ToListAsync());
        await using var visitor = await program.SignedInAsync("certification");
        var walk = await WalkAsync(
            visitor, [preview, $"{preview}?show=Ready", $"{preview}?show=Doubtful", $"{preview}/doubts", $"/people/{people[0]}/compare/{people[1]}", "/people/duplicates", "/diplomas/outdated"], follow: false);

        Assert.True(walk.Findings.Count == 0, string.Join("\n", walk.Findings));
        Assert.Equal(7, walk.Pages);
    }

    [Fact]
    public async Task Pages_of_a_timetable_and_of_a_summons_are_accessible_narrow_light_and_in_the_chosen_language()
    {
        var (timetable, paths) = await Timetables.SeekAsync(program);
        await using var visitor = await program.SignedInAsync("certification");
        var walk = await WalkAsync(visitor, paths, follow: false);
        var summons = await Timetables.AdoptAsync(program, timetable);
        await using var stranger = await program.StrangerAsync();
        var told = await WalkAsync(stranger, [.. summons, "/summons?link=unknown"], follow: false);

        Assert.True(walk.Findings.Count + told.Findings.Count == 0, string.Join("\n", walk.Findings.Concat(told.Findings)));
        Assert.Equal(3, told.Pages);
    }

    private async Task<(List<string> Findings, int Pages)> WalkAsync(Visitor visitor, string[] starts, bool follow = true)
    {
        var network = await visitor.Context.NewCDPSessionAsync(visitor.Page);
        await network.SendAsync("Network.enable");
        await network.SendAsync("Network.setCacheDisabled", new() { ["cacheDisabled"] = true });
        var bytes = 0.0;
        network.Event("Network.loadingFinished").OnEvent += (_, e) => bytes += e!.Value.GetProperty("encodedDataLength").GetDouble();

        List<string> findings = [];
        var kinds = new Dictionary<string, int>();
        var waiting = new Queue<string>(starts);
        var known = starts.ToHashSet();
        var pages = 0;
        while (waiting.TryDequeue(out var path))
        {
            bytes = 0;
            visitor.Complaints.Clear();
            var status = await visitor.OpenAsync(path);
            pages++;
            if (status >= 500 || (status >= 400 && !starts.Contains(path)))
            {
                findings.Add($"{path}: answered {status}");
                continue;
            }

            if (bytes > Inspection.MostBytes)
            {
                findings.Add(string.Create(CultureInfo.InvariantCulture, $"{path}: transfers {bytes / 1000:0} kB"));
            }

            findings.AddRange(await Inspection.OutlineAsync(visitor.Page, path, "fr"));
            findings.AddRange(visitor.Complaints.Select(c => $"{path}: {c}"));
            findings.AddRange(await Inspection.AxeAsync(visitor.Page, path));
            findings.AddRange(await Inspection.NarrowAsync(visitor.Page, path));
            var links = await visitor.Page.EvaluateAsync<string[]>("[...document.querySelectorAll('a[href]:not([download])')].map(a => a.href)");
            foreach (var link in links.Select(Local).OfType<string>().Where(l => follow && !known.Contains(l)))
            {
                var kind = KindOf(link);
                if ((kinds[kind] = kinds.GetValueOrDefault(kind) + 1) <= OfAKind)
                {
                    known.Add(link);
                    waiting.Enqueue(link);
                }
            }

            visitor.Complaints.Clear();
            await visitor.OpenAsync(path + (path.Contains('?', StringComparison.Ordinal) ? "&" : "?") + "lang=en");
            findings.AddRange(await Inspection.OutlineAsync(visitor.Page, path, "en"));
            findings.AddRange(visitor.Complaints.Select(c => $"{path}: {c}"));
            await visitor.Context.ClearCookiesAsync(new() { Name = AcquisHost.LanguageCookie });
        }

        return (findings, pages);
    }

    /// <summary>The local page a link leads to, without its fragment; null for files, other hosts, the other language and the way back after signing in.</summary>
    private string? Local(string link)
    {
        if (!link.StartsWith(program.Url + "/", StringComparison.Ordinal))
        {
            return null;
        }

        var address = new Uri(link);
        return NotAPage().IsMatch(address.AbsolutePath) || Elsewhere().IsMatch(address.Query) ? null : address.PathAndQuery;
    }

    /// <summary>Pages of one kind differ in identifiers and in what is sorted or filtered, not in which of the two there are.</summary>
    private static string KindOf(string link)
    {
        var parts = link.Split('?', 2);
        var asked = parts[1..].SelectMany(q => q.Split('&')).Select(p => p.Split('=')[0]).Order(StringComparer.Ordinal);
        return $"{Number().Replace(parts[0], "*")}?{string.Join('&', asked)}";
    }

    /// <summary>What tells pages of one kind apart: identifiers, codes, numbers.</summary>
    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f-]{27}|(?<=/)[A-Za-z.-]*[0-9][A-Za-z0-9.-]*(?=/|$)|(?<=/v/)[^/]+")]
    private static partial Regex Number();

    [GeneratedRegex(@"\.(pdf|csv|xlsx|zip|json|yaml|svg|png|ics|eml)$|^/(sign-out|files|api|language)\b|/(pdf|csv|export|credential|proof|logo)$")]
    private static partial Regex NotAPage();

    [GeneratedRegex("[?&](lang|handler|next)=")]
    private static partial Regex Elsewhere();
}
