using Acquis.Browser.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Browser.Tests;

/// <summary>A form sent empty comes back as accessible and as narrow as it was, with what is to be mended.</summary>
public sealed class RefusedFormsTests(RunningProgram program)
{
    [Theory]
    [InlineData("administration", "/accounts/new")]
    [InlineData("certification", "/cohorts/new")]
    [InlineData("certification", "/cohorts", "/cohorts/", "/enrol")]
    [InlineData("certification", "/cohorts", "/cohorts/", "/candidacies/", "/identity")]
    public async Task A_form_sent_empty_says_what_is_missing_and_stays_accessible(string mailbox, string start, params string[] way)
    {
        await using var visitor = await program.SignedInAsync(mailbox);
        await visitor.OpenAsync(start);
        foreach (var step in way)
        {
            var link = await visitor.Page.EvaluateAsync<string?>(
                "step => [...document.querySelectorAll('main a[href]')].map(a => new URL(a.href).pathname).find(p => step.endsWith('/') ? p.startsWith(step) && p.split('/').length === 3 && p !== step + 'new' : p.endsWith(step))",
                step);
            Assert.True(link is not null, $"No link {step} from {visitor.Page.Url}.");
            await visitor.OpenAsync(link);
        }

        await SendEmptyAsync(visitor);
    }

    [Fact]
    public async Task An_exemption_and_a_deliberation_sent_empty_say_what_is_missing_and_stay_accessible()
    {
        var (candidacy, cohort) = await program.ReadAsync(async db =>
        {
            var open = await db.Candidacies.Where(c => !db.Decisions.Any(d => d.CandidacyId == c.Id)).OrderBy(c => c.Id).Select(c => new { c.Id, c.CohortId }).FirstAsync();
            return (open.Id, open.CohortId);
        });
        await using var visitor = await program.SignedInAsync("certification");
        foreach (var form in new[] { $"/candidacies/{candidacy}/blocks", $"/deliberations/new?cohort={cohort}" })
        {
            Assert.Equal(200, await visitor.OpenAsync(form));
            await SendEmptyAsync(visitor);
        }
    }

    private static async Task SendEmptyAsync(Visitor visitor)
    {
        var path = new Uri(visitor.Page.Url).AbsolutePath;
        var answer = await visitor.SendAsync(
            () => visitor.Page.EvaluateAsync(
                """
                () => {
                  const form = document.querySelector('main form[method=post] button.btn-primary').form;
                  form.noValidate = true;
                  form.querySelectorAll('input:not([type=hidden]):not([type=radio]):not([type=checkbox]), textarea').forEach(i => i.value = '');
                  form.querySelectorAll('input[type=radio], input[type=checkbox]').forEach(i => i.checked = false);
                  form.querySelector('button.btn-primary').click();
                }
                """));

        Assert.Equal(422, answer.Status);
        Assert.Equal([], await Inspection.AxeAsync(visitor.Page, path));
        Assert.Equal([], await Inspection.NarrowAsync(visitor.Page, path));
    }
}
