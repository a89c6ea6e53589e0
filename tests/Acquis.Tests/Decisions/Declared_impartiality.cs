using System.Net;
using System.Security.Cryptography;
using System.Text;
using Acquis.Data;
using Acquis.Domain;
using Acquis.Domain.Decisions;
using Acquis.Features.Accounts;
using Acquis.Features.Decisions;
using Acquis.Infrastructure;
using Acquis.Tests.Juries;
using Acquis.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Tests.Decisions;

/// <summary>A member of a jury whom no season asked for a statement of impartiality gives it for the deliberation; whose is missing is said.</summary>
public sealed class Declared_impartiality
{
    private const string OnPaper = "Noter la déclaration signée sur papier";

    [Theory, BothDatabases]
    public async Task A_member_signs_with_their_account_or_the_registrar_records_what_stands_on_paper(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        var jury = await JuryScene.SetAsync(program);
        using var registrar = await program.SignedInAsync(Role.Registrar);
        using var chair = await program.SignedInAsync(Role.JuryChair);
        var deliberation = await PrepareAsync(program, jury, chair);
        var path = $"/deliberations/{deliberation}";
        var isabelle = await program.ReadAsync(db => db.JuryMembers.Where(m => m.Name == "Isabelle Trémaux").Select(m => m.Id).SingleAsync());

        var missing = await registrar.OpenAsync(path);
        var forged = await missing.PressAsync(OnPaper, ("member", isabelle.ToString()));
        var recorded = await missing.PressAsync(OnPaper);
        var twice = await missing.PressAsync(OnPaper);
        var asked = await chair.OpenAsync(path);
        var signed = await asked.PressAsync("Signer ma déclaration");
        var own = await program.ReadAsync(db => db.JuryMembers.AsNoTracking().SingleAsync(m => m.Id == isabelle));
        var history = await registrar.OpenAsync($"/history/deliberation/{deliberation}");

        Assert.Equal(2, missing.Text.Split("Pas de déclaration.").Length - 1);
        Assert.Throws<InvalidOperationException>(() => missing.Form("Signer ma déclaration"));
        Assert.Equal(HttpStatusCode.Forbidden, forged.Status);
        Assert.Contains("Signée sur papier, notée le", recorded.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, twice.Status);
        Assert.Contains("Bruno Lys a déjà déclaré son impartialité", twice.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Pas de déclaration.", signed.Text, StringComparison.Ordinal);
        var text = asked.Document.QuerySelectorAll(".checks p").First(p => p.TextContent.StartsWith("Je déclare", StringComparison.Ordinal)).TextContent;
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text))), own.DeclarationHash);
        Assert.Contains("Impartialité déclarée pour cette délibération", history.Text, StringComparison.Ordinal);
        Assert.Empty(await JuryScene.AlteredAsync(program));
    }

    [Theory, BothDatabases]
    public async Task A_missing_statement_is_said_and_stops_nobody_and_a_jury_composed_anew_declares_anew(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        var jury = await JuryScene.SetAsync(program);
        await jury.Scene.FulfilAsync();
        using var registrar = await program.SignedInAsync(Role.Registrar);
        using var chair = await program.SignedInAsync(Role.JuryChair);
        var deliberation = await PrepareAsync(program, jury, chair);
        var path = $"/deliberations/{deliberation}";

        await (await registrar.OpenAsync(path)).PressAsync(OnPaper);
        await ComposeAsync(program, jury, deliberation, chair);
        var anew = await registrar.OpenAsync(path);
        await anew.PressAsync("Ouvrir la délibération");
        var open = await chair.OpenAsync(path);
        var said = await open.PressAsync("Prononcer la décision", ("Input.Verdict", nameof(Verdict.Awarded)));

        Assert.Equal(2, anew.Text.Split("Pas de déclaration.").Length - 1);
        Assert.Equal(2, open.Text.Split("Pas de déclaration.").Length - 1);
        Assert.Equal(HttpStatusCode.OK, said.Status);
        Assert.Equal(Verdict.Awarded, await program.ReadAsync(db => db.Decisions.Select(d => d.Verdict).SingleAsync()));
        Assert.Empty(await JuryScene.AlteredAsync(program));
    }

    private static async Task<Id<Deliberation>> PrepareAsync(TestProgram program, JuryScene jury, Visitor chair)
    {
        var deliberation = await jury.Scene.ActAsync<DeliberationService, Deliberation>(s =>
            s.PrepareAsync(new(jury.Scene.FrameworkVersion, "Session de juin", "Lille", Dates.Civil(program.Clock.Now()), [jury.Scene.Candidacy]), default));
        await ComposeAsync(program, jury, deliberation.Id, chair);
        return deliberation.Id;
    }

    private static async Task ComposeAsync(TestProgram program, JuryScene jury, Id<Deliberation> deliberation, Visitor chair)
    {
        var (email, version) = await program.ReadAsync(async db => (
            await db.Users.Where(u => u.Id == chair.AccountId).Select(u => u.Email).SingleAsync(), await db.Deliberations.Where(d => d.Id == deliberation).Select(d => d.Version).SingleAsync()));
        await jury.Scene.ActAsync<DeliberationService>(s => s.ComposeJuryAsync(
            deliberation, version,
            [
                new SeatInput("Isabelle Trémaux", "Architecte", IsExternal: true, IsChair: true, IsPresent: true, email),
                new SeatInput("Bruno Lys", "Architecte", IsExternal: true, IsChair: false, IsPresent: true, null),
            ],
            default));
    }
}
