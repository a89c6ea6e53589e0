using Acquis.Browser.Tests.Support;

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

        var path = new Uri(visitor.Page.Url).AbsolutePath;
        var answer = await visitor.Page.RunAndWaitForResponseAsync(
            () => visitor.Page.EvaluateAsync(
                """
                () => {
                  const form = document.querySelector('main form[method=post] button.btn-primary').form;
                  form.noValidate = true;
                  form.querySelectorAll('input:not([type=hidden]):not([type=radio]):not([type=checkbox]), textarea').forEach(i => i.value = '');
                  form.querySelectorAll('input[type=radio], input[type=checkbox]').forEach(i => i.checked = false);
                  form.querySelector('button.btn-primary').click();
                }
                """),
            r => r.Request.Method == "POST");
        await visitor.Page.WaitForLoadStateAsync();

        Assert.Equal(422, answer.Status);
        Assert.Equal([], await Inspection.AxeAsync(visitor.Page, path));
        Assert.Equal([], await Inspection.NarrowAsync(visitor.Page, path));
    }
}
