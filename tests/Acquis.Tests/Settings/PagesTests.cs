using System.Net;
using Acquis.Features.Accounts;
using Acquis.Tests.Support;

namespace Acquis.Tests.Settings;

public sealed class PagesTests(Programs programs) : IClassFixture<Programs>
{
    [Theory]
    [InlineData("/")]
    [InlineData("/settings")]
    [InlineData("/settings/body")]
    [InlineData("/settings/signatories")]
    [InlineData("/settings/logo")]
    [InlineData("/settings/mail")]
    [InlineData("/accounts")]
    [InlineData("/accounts/new")]
    [InlineData("/frameworks")]
    [InlineData("/cohorts")]
    [InlineData("/cohorts/new")]
    [InlineData("/centres")]
    [InlineData("/candidates")]
    public async Task A_page_opens_with_one_heading_and_no_missing_text(string path)
    {
        var program = await programs.OnAsync(Engine.Sqlite);
        using var visitor = await program.SignedInAsync(Role.Administrator, Role.Registrar);

        var page = await visitor.OpenAsync(path);

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.NotEmpty(page.Title);
        Assert.DoesNotMatch(@"\[[a-z-]+\.", page.Text);
    }

    [Theory]
    [BothDatabases]
    public async Task The_certifying_body_is_recorded_and_what_is_missing_shrinks(Engine engine)
    {
        var program = await programs.OnAsync(engine);
        using var visitor = await program.SignedInAsync(Role.Administrator);

        var wrong = await (await visitor.OpenAsync("/settings/body")).PressAsync("Enregistrer", Body("12345678901234"));
        var done = await (await visitor.OpenAsync("/settings/body")).PressAsync("Enregistrer", Body("35600000000048"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.Status);
        Assert.Equal("Paramètres", done.Title);
        Assert.Contains("Aucun signataire", done.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Le SIRET manque", done.Text, StringComparison.Ordinal);
    }

    private static (string, string)[] Body(string siret) =>
    [
        ("LegalName", "École inventée"), ("Siret", siret), ("Address", "1 rue des Essais"), ("Postcode", "69000"), ("City", "Lyon"),
        ("PublicAddress", "https://diplomes.example.org"),
    ];
}
